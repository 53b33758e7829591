//! Workers beyond the cores share them: where tests compute, each more slows the others down and costs its start.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;

pub(super) const RULE: Rule = Rule { id: "workers-beyond-cores", title: "more workers than cores", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let cores = session.contention?.cores;
        if session.workers <= cores {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.workers = cores);
        look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD)?;
        let wrong = format!("{} workers share {cores} cores.", session.workers);
        let why = "They compute in turns, and each has to start and to collect all tests first.";
        let advice = format!("Take `-n {cores}`; more workers pay only where tests wait.");
        Some(look.finding(RULE.id, at, "session.workers", [wrong, why.to_owned(), advice], Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::contention::Contention;
    use laneway_engine::session::{PerWorker, Session};
    use laneway_engine::time::Nanos;

    use super::*;
    use crate::sample::{even, of_session};

    #[test]
    fn fires_where_fewer_would_be_quicker() {
        let contention = Some(Contention { cores: 2, cpu_permille: 1000, ..Contention::default() });
        let startup = PerWorker::All(Nanos(500_000_000));
        let session = Session { workers: 16, contention, startup, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.workers: 16 workers share 2 cores. They compute in turns, and each has to start and to collect all tests first. Take `-n 2`; more workers pay only where tests wait. [saves 15 %]
        "#]].assert_eq(&of_session(&RULE, &even(40, 10), session.clone()));
        assert_eq!(of_session(&RULE, &even(40, 10), Session { workers: 2, ..session.clone() }), "");
        // Tests that wait are quicker on more workers.
        let contention = Some(Contention { cores: 2, cpu_permille: 0, ..Contention::default() });
        assert_eq!(of_session(&RULE, &even(40, 10), Session { contention, ..session }), "");
    }
}
