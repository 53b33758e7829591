//! Slowest first is a help where tests go out one by one, and the worst order where they go out in chunks.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;

pub(super) const RULE: Rule = Rule { id: "slowest-first-under-load", title: "slowest first under load", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        if session.dist != DistMode::Load || session.order != Order::SlowestFirst || session.workers < 2 {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.order = Order::Collected);
        look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD)?;
        let wrong = "The slowest tests come first, and load sends them out in chunks.";
        let why = "The first chunk then holds the slowest tests of all, on one worker.";
        let advice = "Leave the order as it is; or keep it and take `--dist loadgroup` without groups, or worksteal.";
        Some(look.finding(RULE.id, at, "session.order", [wrong, why, advice].map(str::to_owned), Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;

    use super::*;
    use crate::sample::{of_session, suite};

    #[test]
    fn fires_where_the_slowest_make_one_chunk() {
        let mixed = suite(
            "a.py 60 1 1 1 1 1 1 1 1 1\nb.py 60 1 1 1 1 1 1 1 1 1\nc.py 60 1 1 1 1 1 1 1 1 1\nd.py 60 1 1 1 1 1 1 1 1 1",
        );
        let session = Session { workers: 4, order: Order::SlowestFirst, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.order: The slowest tests come first, and load sends them out in chunks. The first chunk then holds the slowest tests of all, on one worker. Leave the order as it is; or keep it and take `--dist loadgroup` without groups, or worksteal. [saves 38 %]
        "#]].assert_eq(&of_session(&RULE, &mixed, session.clone()));
        for session in
            [Session { order: Order::Collected, ..session.clone() }, Session { dist: DistMode::LoadGroup, ..session }]
        {
            assert_eq!(of_session(&RULE, &mixed, session), "");
        }
    }
}
