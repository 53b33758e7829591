//! `xdist_group` marks do nothing but under `loadgroup`: the tests spread over the workers like any others.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;

pub(super) const RULE: Rule = Rule { id: "groups-without-loadgroup", title: "xdist_group without loadgroup", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let n_marked = look.tests(at).filter(|test| !test.groups.is_empty()).count();
        let is_plain = session.workers == 0 || session.dist == DistMode::No;
        if n_marked == 0 || is_plain || session.workers == 1 || session.dist == DistMode::LoadGroup {
            return None;
        }
        let wrong = format!("xdist_group marks {n_marked} of the tests, and the dist mode is {}.", session.dist.flag());
        let why = "xdist heeds groups under loadgroup alone: what should share a worker spreads over all of them.";
        let advice = "Take `--dist loadgroup`, with pytest below 9.2.";
        let fix = look.with_run(at, |run| (run.session.dist, run.session.sees_groups) = (DistMode::LoadGroup, true));
        Some(look.finding(RULE.id, at, "session.dist", [wrong, why.to_owned(), advice.to_owned()], Some(fix)))
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
    fn fires_where_marks_are_not_heeded() {
        let mut suite = even(6, 10);
        suite.tests[1].groups = vec!["db".to_owned()];
        let steal = Session { dist: DistMode::WorkSteal, workers: 2, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.dist: xdist_group marks 1 of the tests, and the dist mode is worksteal. xdist heeds groups under loadgroup alone: what should share a worker spreads over all of them. Take `--dist loadgroup`, with pytest below 9.2. [saves 0 %]
        "#]].assert_eq(&of_session(&RULE, &suite, steal.clone()));
        for session in [Session { dist: DistMode::LoadGroup, ..steal.clone() }, Session { workers: 0, ..steal.clone() }]
        {
            assert_eq!(of_session(&RULE, &suite, session), "");
        }
        assert_eq!(of_session(&RULE, &even(6, 10), steal), "");
    }
}
