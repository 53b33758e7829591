//! `--dist` without `-n` runs everything in one process, and pytest says nothing.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;

pub(super) const RULE: Rule = Rule { id: "dist-without-workers", title: "--dist without -n", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        // `load` is what xdist has by itself: nobody need have asked for it.
        if session.workers > 0 || matches!(session.dist, DistMode::No | DistMode::Load) {
            return None;
        }
        let cores = session.contention.map_or(4, |contention| contention.cores).max(2);
        let wrong = format!("The dist mode is {}, and there are no workers.", session.dist.flag());
        let why = "Without `-n` xdist starts no workers: all tests run in one process, one after another.";
        let advice = format!("Say how many: `-n {cores}`, or `-n logical` for all that the runner has.");
        let fix = look.with_run(at, |run| run.session.workers = cores);
        Some(look.finding(RULE.id, at, "session.workers", [wrong, why.to_owned(), advice], Some(fix)))
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
    fn fires_where_a_mode_has_no_workers() {
        let session = Session { dist: DistMode::WorkSteal, workers: 0, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.workers: The dist mode is worksteal, and there are no workers. Without `-n` xdist starts no workers: all tests run in one process, one after another. Say how many: `-n 4`, or `-n logical` for all that the runner has. [saves 75 %]
        "#]].assert_eq(&of_session(&RULE, &even(8, 10), session.clone()));
        for session in [Session { workers: 2, ..session.clone() }, Session { dist: DistMode::No, ..session }] {
            assert_eq!(of_session(&RULE, &even(8, 10), session), "");
        }
    }
}
