//! `loadgroup` without groups hands tests out one by one: with the slowest first that is the classic rule of longest first.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;

pub(super) const RULE: Rule = Rule { id: "loadgroup-without-groups", title: "slowest first by loadgroup", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let has_groups = look.tests(at).any(|test| !test.groups.is_empty());
        let is_free = matches!(session.dist, DistMode::Load | DistMode::WorkSteal);
        if has_groups || !is_free || session.workers < 2 {
            return None;
        }
        let fix = look.with_run(at, |run| {
            (run.session.dist, run.session.order) = (DistMode::LoadGroup, Order::SlowestFirst);
        });
        // A plugin for the order is more to keep than an option.
        let saves = look.saves(&fix).filter(|saves| *saves > 2.0 * super::WORTH_A_WORD)?;
        let wrong = format!("The last tests run alone: {:.0} % of the time could be saved.", saves * 100.0);
        let why = "Under loadgroup tests without a group go out one by one; with the slowest first, only short ones are \
                   left for the end.";
        let advice = "Order by recorded durations (the export writes the conftest.py) and take `--dist loadgroup`.";
        Some(look.finding(RULE.id, at, "session.order", [wrong, why.to_owned(), advice.to_owned()], Some(fix)))
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
    fn fires_where_a_slow_test_comes_last() {
        let last = suite("a.py 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5\nz.py 60");
        let session = Session { workers: 2, dist: DistMode::WorkSteal, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.order: The last tests run alone: 27 % of the time could be saved. Under loadgroup tests without a group go out one by one; with the slowest first, only short ones are left for the end. Order by recorded durations (the export writes the conftest.py) and take `--dist loadgroup`. [saves 27 %]
        "#]].assert_eq(&of_session(&RULE, &last, session.clone()));
        assert_eq!(of_session(&RULE, &even(40, 10), session.clone()), "");
        assert_eq!(of_session(&RULE, &last, Session { dist: DistMode::LoadFile, ..session }), "");
    }
}
