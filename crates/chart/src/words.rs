//! The picture as a sentence, and one run as a line, for those who do not see it.

use laneway_engine::outcome::Ending;
use laneway_engine::time::Nanos;

use crate::side::{RunRef, Side};
use crate::{human, ticks};

/// What the picture says: each side's end against its floor, and how the last differs from the first.
pub fn summary(sides: &[Side<'_>]) -> String {
    let mut sentences: Vec<String> = sides.iter().map(side).collect();
    if let [first, .., last] = sides {
        let (before, after) = (first.index.makespan(), last.index.makespan());
        sentences.push(match after.cmp(&before) {
            std::cmp::Ordering::Less => {
                format!("{} would be {} faster.", human::capital(last.name), human::time(before - after))
            }
            std::cmp::Ordering::Equal => "Both would take the same time.".to_owned(),
            std::cmp::Ordering::Greater => {
                format!("{} would be {} slower.", human::capital(last.name), human::time(after - before))
            }
        });
    }
    sentences.join(" ")
}

fn side(side: &Side<'_>) -> String {
    let n_tests = human::count(side.index.n_tests());
    let plural = if side.index.n_tests() == 1 { "" } else { "s" };
    let what = format!("{} ({}): {n_tests} test{plural}", human::capital(side.name), side.detail);
    let floor = side.floor.map_or(String::new(), |floor| format!(", no schedule could beat {}", human::time(floor)));
    let end = human::time(side.index.makespan());
    match side.index.ending() {
        Ending::Ok if side.index.n_tests() == 0 => format!("{what}, and pytest would exit with 5."),
        Ending::Ok => format!("{what} would end after {end}{floor}."),
        Ending::InternalError(_) => format!("{what}; pytest-xdist would fail with an internal error after {end}."),
        Ending::Deadlock => format!("{what}; pytest-xdist would hang after {end}."),
    }
}

/// What there is to say about one run; the id apart, which is to be shown in another face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunWords {
    /// The test's id, as it stands in the file it came from.
    pub id: String,
    /// Its file.
    pub file: String,
    /// `candidate, gw3`.
    pub place: String,
    /// `1:02 to 1:07`.
    pub when: String,
    /// `4.6 s`.
    pub duration: String,
    /// `fixtures 1.2 s (26%)`, if any.
    pub fixtures: Option<String>,
    /// Whether the worker died in it.
    pub crashed: bool,
}

/// Everything about one run; `None` if there is none such.
pub fn run(sides: &[Side<'_>], run: RunRef) -> Option<RunWords> {
    let side = sides.get(run.side)?;
    let (row, position) = side.index.place(run.run)?;
    let block = side.index.row(row)[position];
    let test = &side.suite.tests[block.test as usize];
    let span = block.end - block.start;
    // Two digits of the duration are told apart.
    let resolution = Nanos(span.0 / 50);
    let fixtures = (block.fixtures > Nanos::ZERO).then(|| {
        format!(
            "fixtures {} ({})",
            human::time(block.fixtures),
            human::percent(block.fixtures.as_secs() / span.as_secs())
        )
    });
    Some(RunWords {
        id: test.id.clone(),
        file: test.file().to_owned(),
        place: format!("{}, {}", side.name, side.index.row_name(row)),
        when: format!("{} to {}", ticks::at(block.start, resolution), ticks::at(block.end, resolution)),
        duration: human::time(span),
        fixtures,
        crashed: block.crashed,
    })
}

#[cfg(test)]
mod tests {
    use super::{run, summary};
    use crate::index::Index;
    use crate::sample::{outcome, secs, session, suite};
    use crate::side::{RunRef, Side, detail};
    use expect_test::expect;
    use laneway_engine::dist_mode::DistMode;
    use laneway_engine::selection::Selection;
    use laneway_engine::session::Session;
    use laneway_engine::simulate::{Detail, simulate};

    #[test]
    fn a_session_without_tests_is_told() {
        let suite = suite(&[1, 1], 4);
        let selection = Selection { paths: vec!["docs".to_owned()], ..Selection::default() };
        let session = Session { selection, ..session(2, DistMode::Load) };
        let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a session that makes sense");
        let (index, detail) = (Index::new(&suite, &session, &outcome), detail(&session));
        let side = Side { name: "candidate", detail: &detail, suite: &suite, index: &index, floor: None };
        expect!["Candidate (load, 2 workers, selected tests): 0 tests, and pytest would exit with 5."]
            .assert_eq(&summary(&[side]));
    }

    #[test]
    fn both_sides_in_words() {
        let suite = suite(&[1, 1, 1, 1, 1, 1, 9, 1], 4);
        let [load, steal] = [DistMode::Load, DistMode::WorkSteal]
            .map(|dist| Index::new(&suite, &session(3, dist), &outcome(&suite, 3, dist)));
        let [of_load, of_steal] = [DistMode::Load, DistMode::WorkSteal].map(|dist| detail(&session(3, dist)));
        let sides = [
            Side { name: "baseline", detail: &of_load, suite: &suite, index: &load, floor: Some(secs(11)) },
            Side { name: "candidate", detail: &of_steal, suite: &suite, index: &steal, floor: Some(secs(11)) },
        ];
        expect!["Baseline (load, 3 workers): 8 tests would end after 13 s, no schedule could beat 11 s. Candidate (worksteal, 3 workers): 8 tests would end after 13 s, no schedule could beat 11 s. Both would take the same time."].assert_eq(&summary(&sides));
        expect![[r#"
            Some(
                RunWords {
                    id: "a.py::test_3",
                    file: "a.py",
                    place: "candidate, gw1",
                    when: "3.00 s to 4.00 s",
                    duration: "1 s",
                    fixtures: None,
                    crashed: false,
                },
            )
        "#]]
        .assert_debug_eq(&run(&sides, RunRef { side: 1, run: 3 }));
        assert_eq!(run(&sides, RunRef { side: 2, run: 0 }), None);
    }
}
