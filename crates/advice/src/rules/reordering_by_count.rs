//! xdist sends scopes with most tests first; where these are not the longest, the longest come last.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;

pub(super) const RULE: Rule = Rule { id: "reordering-by-count", title: "reordering by count", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let has_scopes = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile);
        if !has_scopes || !session.loadscope_reorder || session.workers < 2 {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.loadscope_reorder = false);
        let saves = look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD)?;
        let wrong = format!("Scopes with most tests go first, which makes this run {:.0} % longer.", saves * 100.0);
        let why = "xdist counts tests, not seconds: scopes with few slow tests are left for the end.";
        let advice = "Say `--no-loadscope-reorder`.";
        let said = [wrong, why.to_owned(), advice.to_owned()];
        Some(look.finding(RULE.id, at, "session.loadscope_reorder", said, Some(fix)))
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
    fn fires_where_long_scopes_come_last() {
        let few =
            suite("slow.py 90\na.py 5 5 5 5\nb.py 5 5 5 5\nc.py 5 5 5 5\nd.py 5 5 5 5\ne.py 5 5 5 5\nf.py 5 5 5 5");
        let session = Session { workers: 2, dist: DistMode::LoadFile, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.loadscope_reorder: Scopes with most tests go first, which makes this run 27 % longer. xdist counts tests, not seconds: scopes with few slow tests are left for the end. Say `--no-loadscope-reorder`. [saves 27 %]
        "#]].assert_eq(&of_session(&RULE, &few, session.clone()));
        assert_eq!(of_session(&RULE, &even(40, 10), session.clone()), "");
        assert_eq!(of_session(&RULE, &few, Session { loadscope_reorder: false, ..session }), "");
    }
}
