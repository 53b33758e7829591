//! Every worker starts and collects all tests: where there are few seconds of tests, that is what the run waits for.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::session::PerWorker;
use laneway_engine::time::Nanos;

pub(super) const RULE: Rule = Rule { id: "collection-dominates", title: "start-up and collection", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let most = |span: &PerWorker| match span {
            PerWorker::All(span) => *span,
            PerWorker::Each(spans) => spans.iter().copied().max().unwrap_or_default(),
        };
        let before = most(&session.startup) + most(&session.collection);
        let end = look.jobs(at).flat_map(|job| &job.runs).filter(|run| run.run == at.number);
        let end = end.map(|run| run.outcome.summary.session_end).max().unwrap_or_default();
        if session.workers == 0 || end == Nanos::ZERO || before.as_secs() < end.as_secs() / 2.0 {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.workers = 0);
        let fix = look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD).map(|_| fix);
        let wrong = format!("Workers start and collect for {:.1} s of {:.1} s.", before.as_secs(), end.as_secs());
        let why = "More workers make the rest shorter, never this.".to_owned();
        let advice = if fix.is_some() {
            "One plain process is quicker here; else collect less: name the folders that this job runs.".to_owned()
        } else {
            "Collect less: name the folders that this job runs, and keep imports out of test modules.".to_owned()
        };
        Some(look.finding(RULE.id, at, "session.collection", [wrong, why, advice], fix))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;

    use super::*;
    use crate::sample::{even, of_session};

    #[test]
    fn fires_where_the_tests_are_the_smaller_part() {
        let collection = PerWorker::All(Nanos(4_000_000_000));
        let session = Session { workers: 4, collection, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.collection: Workers start and collect for 4.0 s of 5.0 s. More workers make the rest shorter, never this. Collect less: name the folders that this job runs, and keep imports out of test modules.
        "#]].assert_eq(&of_session(&RULE, &even(20, 2), session.clone()));
        assert_eq!(of_session(&RULE, &even(400, 10), session.clone()), "");
        assert_eq!(of_session(&RULE, &even(20, 2), Session { workers: 0, ..session }), "");
    }
}
