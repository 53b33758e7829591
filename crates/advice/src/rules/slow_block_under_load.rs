//! `load` hands out chunks that nobody can take back: slow tests that stand together end up on one worker.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;

pub(super) const RULE: Rule = Rule { id: "slow-block-under-load", title: "slow tests in one chunk under load", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        if session.dist != DistMode::Load || session.workers < 2 {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.dist = DistMode::WorkSteal);
        let saves = look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD)?;
        let wrong = format!("Under load this run is done {:.0} % later than work stealing would be.", saves * 100.0);
        let why = "load sends consecutive tests as one chunk: where slow ones stand together, one worker keeps them all \
                   while the others are done.";
        let advice = "Take `--dist worksteal`, or a small `--maxschedchunk`.";
        Some(look.finding(RULE.id, at, "session.dist", [wrong, why.to_owned(), advice.to_owned()], Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;

    use super::*;
    use crate::sample::{even, of_session, suite};

    #[test]
    fn fires_where_slow_tests_stand_together() {
        let block = suite(&format!("slow.py{}\nquick.py{}", " 50".repeat(10), " 1".repeat(150)));
        let session = Session { workers: 4, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.dist: Under load this run is done 60 % later than work stealing would be. load sends consecutive tests as one chunk: where slow ones stand together, one worker keeps them all while the others are done. Take `--dist worksteal`, or a small `--maxschedchunk`. [saves 60 %]
        "#]].assert_eq(&of_session(&RULE, &block, session.clone()));
        assert_eq!(of_session(&RULE, &even(40, 10), session.clone()), "");
        assert_eq!(of_session(&RULE, &block, Session { dist: DistMode::WorkSteal, ..session }), "");
    }
}
