//! pytest 9.2.0 and pytest-xdist 3.8.0 together ignore `xdist_group` silently (xdist issue 1386).

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;

pub(super) const RULE: Rule = Rule { id: "groups-ignored", title: "loadgroup on pytest 9.2.0", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let n_marked = look.tests(at).filter(|test| !test.groups.is_empty()).count();
        if n_marked == 0 || session.sees_groups || session.dist != DistMode::LoadGroup || session.workers < 2 {
            return None;
        }
        let wrong = format!("xdist_group marks {n_marked} of the tests, and this pytest does not see it.");
        let why = "pytest 9.2.0 with pytest-xdist 3.8.0 runs loadgroup as if no test had a group, and says nothing.";
        let advice = "Pin `pytest<9.2`, or let conftest.py stop such a run: the export writes that guard.";
        let fix = look.with_run(at, |run| run.session.sees_groups = true);
        Some(look.finding(RULE.id, at, "session.sees_groups", [wrong, why.to_owned(), advice.to_owned()], Some(fix)))
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
    fn fires_where_groups_are_lost() {
        let mut suite = even(6, 10);
        suite.tests[1].groups = vec!["db".to_owned()];
        let lost = Session { dist: DistMode::LoadGroup, workers: 2, sees_groups: false, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.sees_groups: xdist_group marks 1 of the tests, and this pytest does not see it. pytest 9.2.0 with pytest-xdist 3.8.0 runs loadgroup as if no test had a group, and says nothing. Pin `pytest<9.2`, or let conftest.py stop such a run: the export writes that guard. [saves 0 %]
        "#]].assert_eq(&of_session(&RULE, &suite, lost.clone()));
        assert_eq!(of_session(&RULE, &suite, Session { sees_groups: true, ..lost.clone() }), "");
        assert_eq!(of_session(&RULE, &even(6, 10), lost), "");
    }
}
