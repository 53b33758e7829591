//! A session fixture is made once on every worker: with many workers that is most of what they do.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::time::Nanos;

pub(super) const RULE: Rule = Rule { id: "session-fixtures", title: "session fixtures on every worker", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let total: Nanos = look.tests(at).map(|test| test.duration).sum();
        let cost = session.fixtures.session;
        if session.workers < 2 || cost.as_secs() * f64::from(session.workers) <= 0.2 * total.as_secs() {
            return None;
        }
        let halves = (1..10).map(|halvings| session.workers >> halvings).take_while(|workers| *workers > 0);
        let tried = halves.filter_map(|workers| {
            let fix = look.with_run(at, |run| run.session.workers = workers);
            Some((look.saves(&fix)?, workers, fix))
        });
        let best =
            tried.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|(saves, ..)| *saves > -super::WORTH_A_WORD);
        let all = cost.as_secs() * f64::from(session.workers);
        let wrong = format!(
            "Session fixtures take {:.0} s on {} workers, of {:.0} s of tests.",
            all,
            session.workers,
            total.as_secs()
        );
        let why = "Each worker is a process of its own and makes them again.".to_owned();
        let advice = match &best {
            Some((_, workers, _)) => {
                format!("Take `-n {workers}`, which is no slower; or share what they make by a file lock.")
            }
            None => {
                "Share what they make between workers by a file lock, as pytest-xdist's documentation shows.".to_owned()
            }
        };
        Some(look.finding(RULE.id, at, "session.fixtures.session", [wrong, why, advice], best.map(|(.., fix)| fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::contention::Contention;
    use laneway_engine::session::{Fixtures, Session};

    use super::*;
    use crate::sample::{even, of_session};

    #[test]
    fn fires_where_workers_make_them_again() {
        let fixtures = Fixtures { session: Nanos(20_000_000_000), ..Fixtures::default() };
        let contention = Some(Contention { cores: 2, cpu_permille: 1000, ..Contention::default() });
        let session = Session { workers: 8, fixtures, contention, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.fixtures.session: Session fixtures take 160 s on 8 workers, of 40 s of tests. Each worker is a process of its own and makes them again. Take `-n 2`, which is no slower; or share what they make by a file lock. [saves 60 %]
        "#]].assert_eq(&of_session(&RULE, &even(40, 10), session.clone()));
        assert_eq!(of_session(&RULE, &even(2_000, 10), session.clone()), "");
        assert_eq!(of_session(&RULE, &even(40, 10), Session { fixtures: Fixtures::default(), ..session }), "");
    }
}
