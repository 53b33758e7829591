//! Tests that kill their worker make runs red; those that do so beside each other would not, if they stayed together.

use super::Rule;
use crate::finding::Finding;
use crate::look::{At, Look};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::suite::{Test, module_of};
use laneway_pipeline::hazard::CrashHazard;

pub(super) const RULE: Rule = Rule { id: "crash-risk", title: "tests that kill their worker", look };

/// The least probability of a crash in a run that is worth a word.
const WORTH_A_WORD: f64 = 0.01;

fn look(look: &Look<'_>) -> Vec<Finding> {
    let of_run = |at: At<'_>| -> Vec<Finding> {
        at.run.hazards.crashes.iter().filter_map(|hazard| finding(look, at, hazard)).collect()
    };
    look.runs().flat_map(of_run).collect()
}

fn finding(look: &Look<'_>, at: At<'_>, hazard: &CrashHazard) -> Option<Finding> {
    let session = look.session(at);
    let tests: Vec<&Test> = look.tests(at).filter(|test| hazard.tests.has(test)).collect();
    let risk = |of_test: f64| 1.0 - (1.0 - of_test).powi(tests.len() as i32);
    let alone = risk(hazard.alone);
    let is_parallel = session.workers > 1 && session.dist != DistMode::No;
    let is_together = is_parallel && tests.len() > 1 && !keeps_together(&session, &tests);
    let together = if is_together { risk(hazard.alone + (1.0 - hazard.alone) * hazard.together) } else { alone };
    let n = tests.len();
    let why = "A crash fails its test, so the run is red; where there are workers, another one starts and collects in its place."
        .to_owned();
    if together - alone >= WORTH_A_WORD {
        let wrong = format!(
            "Up to {:.0} of 100 runs lose a worker to {n} tests that crash beside each other on other workers.",
            together * 100.0
        );
        let keeping = [DistMode::LoadGroup, DistMode::LoadFile, DistMode::LoadScope]
            .into_iter()
            .find(|dist| keeps_together(&Session { dist: *dist, ..session.clone() }, &tests));
        let advice = match keeping {
            Some(dist) => format!("`--dist {}` keeps them on one worker.", dist.flag()),
            None => {
                "Give them one `xdist_group`, and run under `--dist loadgroup`; or run them in one process, in a step \
                     of their own."
                    .to_owned()
            }
        };
        let fix = keeping.map(|dist| look.with_run(at, |run| run.session.dist = dist));
        return Some(look.finding(RULE.id, at, "session.dist", [wrong, why, advice], fix));
    }
    if alone < WORTH_A_WORD {
        return None;
    }
    let wrong = format!(
        "About {:.0} of 100 runs are red since one of {n} tests crashes, whatever runs beside it.",
        alone * 100.0
    );
    let advice = "No dist mode helps: mend them, or run them in a job of their own, so that the others' result stands."
        .to_owned();
    Some(look.finding(RULE.id, at, "hazards.crashes", [wrong, why, advice], None))
}

/// Whether one worker runs them all, whoever else is there.
fn keeps_together(session: &Session, tests: &[&Test]) -> bool {
    let is_one = |of: fn(&Test) -> &str| tests.windows(2).all(|pair| of(pair[0]) == of(pair[1]));
    match session.dist {
        DistMode::LoadGroup if session.sees_groups => {
            tests.first().is_some_and(|test| !test.groups.is_empty())
                && tests.windows(2).all(|pair| pair[0].groups == pair[1].groups)
        }
        DistMode::LoadFile => is_one(|test| module_of(&test.id)),
        DistMode::LoadScope => is_one(|test| test.id.rsplit_once("::").map_or("", |(scope, _)| scope)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::suite::Suite;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;
    use crate::sample::{even, of_pipeline, suite};

    fn said(suite: &Suite, dist: DistMode, hazard: CrashHazard) -> String {
        let mut pipeline = Pipeline::bare(Session { workers: 4, dist, ..Session::default() });
        pipeline.jobs[0].test_runs_mut().for_each(|run| run.hazards.crashes = vec![hazard.clone()]);
        of_pipeline(&RULE, suite, &pipeline)
    }

    #[test]
    fn fires_where_tests_crash_beside_each_other() {
        let beside = CrashHazard { together: 0.02, ..CrashHazard::default() };
        let mut grouped = even(8, 10);
        expect![[r#"
            job `tests`, step 1, session.dist: Up to 15 of 100 runs lose a worker to 8 tests that crash beside each other on other workers. A crash fails its test, so the run is red; where there are workers, another one starts and collects in its place. Give them one `xdist_group`, and run under `--dist loadgroup`; or run them in one process, in a step of their own.
        "#]].assert_eq(&said(&grouped, DistMode::WorkSteal, beside.clone()));
        grouped.tests.iter_mut().for_each(|test| test.groups = vec!["database".to_owned()]);
        expect![[r#"
            job `tests`, step 1, session.dist: Up to 15 of 100 runs lose a worker to 8 tests that crash beside each other on other workers. A crash fails its test, so the run is red; where there are workers, another one starts and collects in its place. `--dist loadgroup` keeps them on one worker. [saves -300 %]
        "#]].assert_eq(&said(&grouped, DistMode::WorkSteal, beside.clone()));
        assert_eq!(said(&grouped, DistMode::LoadGroup, beside.clone()), "");
        let file = suite("a.py 10 10 10 10");
        expect![[r#"
            job `tests`, step 1, session.dist: Up to 8 of 100 runs lose a worker to 4 tests that crash beside each other on other workers. A crash fails its test, so the run is red; where there are workers, another one starts and collects in its place. `--dist loadfile` keeps them on one worker. [saves -300 %]
        "#]].assert_eq(&said(&file, DistMode::Load, beside.clone()));
        assert_eq!(said(&file, DistMode::LoadFile, beside), "");
    }

    #[test]
    fn fires_where_tests_crash_by_themselves() {
        let alone = |alone: f64| CrashHazard { alone, ..CrashHazard::default() };
        expect![[r#"
            job `tests`, step 1, hazards.crashes: About 4 of 100 runs are red since one of 8 tests crashes, whatever runs beside it. A crash fails its test, so the run is red; where there are workers, another one starts and collects in its place. No dist mode helps: mend them, or run them in a job of their own, so that the others' result stands.
        "#]].assert_eq(&said(&even(8, 10), DistMode::LoadFile, alone(0.005)));
        assert_eq!(said(&even(8, 10), DistMode::LoadFile, alone(0.001)), "");
    }
}
