//! Half of the cores or more have nothing to do, as where `-n auto` counts physical cores.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;

pub(super) const RULE: Rule = Rule { id: "fewer-workers-than-cores", title: "fewer workers than cores", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let session = look.session(at);
        let cores = session.contention?.cores;
        if session.workers == 0 || session.workers * 2 > cores {
            return None;
        }
        let fix = look.with_run(at, |run| run.session.workers = cores);
        look.saves(&fix).filter(|saves| *saves > super::WORTH_A_WORD)?;
        let wrong = format!("{} workers run on {cores} cores.", session.workers);
        let why = "With psutil installed, `-n auto` counts physical cores: on hosted runners half of what there is.";
        let advice = format!("Say `-n {cores}`, or `-n logical`.");
        Some(look.finding(RULE.id, at, "session.workers", [wrong, why.to_owned(), advice], Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::contention::Contention;
    use laneway_engine::session::Session;

    use super::*;
    use crate::sample::{even, of_session};

    #[test]
    fn fires_where_cores_are_idle() {
        let contention = Some(Contention { cores: 4, ..Contention::default() });
        let session = Session { workers: 2, contention, ..Session::default() };
        expect![[r#"
            job `tests`, step 1, session.workers: 2 workers run on 4 cores. With psutil installed, `-n auto` counts physical cores: on hosted runners half of what there is. Say `-n 4`, or `-n logical`. [saves 50 %]
        "#]].assert_eq(&of_session(&RULE, &even(40, 10), session.clone()));
        assert_eq!(of_session(&RULE, &even(40, 10), Session { workers: 4, ..session.clone() }), "");
        // One test takes as long on any number of workers.
        assert_eq!(of_session(&RULE, &even(1, 10), session), "");
    }
}
