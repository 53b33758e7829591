//! What a report says of the costs of the sessions that run its tests.

use laneway_engine::calibrate::FittedCosts;
use laneway_engine::conditions::recorded_coverage;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::time::Nanos;
use laneway_pipeline::step::TestRun;

use crate::read::Reading;
use crate::read::facts::Facts;

/// A session with the costs of a report: start-up and collection as its workers had them in the middle, then what was fitted
/// to its run. What the report does not know stays as it is.
pub fn apply(facts: &Facts, fitted: Option<&FittedCosts>, session: &mut Session) {
    if let Some(startup) = middle(facts.startups()) {
        session.startup = PerWorker::All(startup);
    }
    if let Some(collection) = middle(facts.collections()) {
        session.collection = PerWorker::All(collection);
    }
    if let Some(fitted) = fitted {
        *session = fitted.apply(session);
    }
}

/// The same for a run of tests of a pipeline. One that measures coverage, on durations that were recorded with it, takes as
/// long as they did; from others what coverage added is taken out.
pub fn apply_to_run(reading: &Reading, fitted: Option<&FittedCosts>, run: &mut TestRun) {
    apply(&reading.facts, fitted, &mut run.session);
    let recorded = recorded_coverage(&reading.suite.recording);
    if run.coverage.is_some() && recorded > 0 {
        run.session.coverage_permille = recorded;
    }
}

fn middle(mut spans: Vec<Nanos>) -> Option<Nanos> {
    spans.sort_unstable();
    spans.get(spans.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use laneway_engine::suite::{Recording, Suite};
    use laneway_pipeline::coverage::Collect;

    use super::*;
    use crate::read::facts::WorkerFacts;

    #[test]
    fn ok_what_the_report_does_not_know_stays() {
        let own = PerWorker::All(Nanos(7));
        let mut session = Session { workers: 3, startup: own.clone(), collection: own.clone(), ..Session::default() };
        let worker =
            |ready| WorkerFacts { started: Some(Nanos(0)), ready: Some(Nanos(ready)), ..WorkerFacts::default() };
        let facts = Facts { workers: vec![worker(30), worker(10), worker(20)], ..Facts::default() };
        apply(&facts, None, &mut session);
        assert_eq!((session.startup, session.collection, session.workers), (PerWorker::All(Nanos(20)), own, 3));
    }

    #[test]
    fn ok_coverage_of_the_recording_stays_where_it_is_measured() {
        let recording = Recording { coverage: Some(true), coverage_permille: Some(300), ..Recording::default() };
        let reading = Reading { suite: Suite { recording, ..Suite::default() }, ..Reading::default() };
        let permille = |coverage: Option<Collect>| {
            let mut run = TestRun { coverage, ..TestRun::default() };
            apply_to_run(&reading, None, &mut run);
            run.session.coverage_permille
        };
        assert_eq!([permille(None), permille(Some(Collect::default()))], [0, 300]);
    }
}
