//! Under modes of scopes the longest file, class or group is the floor: no number of workers goes below it.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::module_of;
use laneway_engine::time::Nanos;
use std::collections::BTreeMap;

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;

pub(super) const RULE: Rule = Rule { id: "long-scope", title: "one file or scope longer than the rest", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        if !matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile) || session.workers < 2 {
            return None;
        }
        let mut files: BTreeMap<&str, Nanos> = BTreeMap::new();
        for test in look.tests(at) {
            *files.entry(module_of(&test.id)).or_default() += test.duration;
        }
        let total: Nanos = files.values().copied().sum();
        let (longest, takes) = files.iter().max_by_key(|(_, takes)| **takes)?;
        let fair = total.as_secs() / f64::from(session.workers);
        if takes.as_secs() < 1.1 * fair {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.dist = DistMode::WorkSteal);
        look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD)?;
        let wrong = format!("`{longest}` alone takes {:.0} s, a worker's fair share is {fair:.0} s.", takes.as_secs());
        let why = format!(
            "Under {} a file stays on one worker, so the run cannot be shorter than its longest one.",
            session.dist.flag()
        );
        let advice =
            "Split that file; or take `--dist worksteal`, if its tests need not share a worker (module fixtures \
                      are then made on each)."
                .to_owned();
        Some(look.finding(RULE.id, at, "session.dist", [wrong, why, advice], Some(fix)))
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
    fn fires_where_one_file_outlasts_the_others() {
        let monster = suite("monster.py 50 50 50 50 50 50\na.py 10 10\nb.py 10 10\nc.py 10 10");
        let session = Session { workers: 4, dist: DistMode::LoadFile, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.dist: `monster.py` alone takes 30 s, a worker's fair share is 9 s. Under loadfile a file stays on one worker, so the run cannot be shorter than its longest one. Split that file; or take `--dist worksteal`, if its tests need not share a worker (module fixtures are then made on each). [saves 67 %]
        "#]].assert_eq(&of_session(&RULE, &monster, session.clone()));
        assert_eq!(of_session(&RULE, &even(40, 10), session.clone()), "");
        assert_eq!(of_session(&RULE, &monster, Session { dist: DistMode::WorkSteal, ..session }), "");
    }
}
