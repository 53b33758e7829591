//! Another suite under a pipeline: what names tests by their place follows them, and what no longer fits is said.

use std::collections::{HashMap, HashSet};

use laneway_engine::selection::Selection;
use laneway_engine::session::{Crash, Delay, ScopeCost, Session};
use laneway_engine::suite::{Suite, Test};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;

/// Puts a suite under both sides in place of `before`. Tests that crash are found again by id, and left out if they are gone;
/// selections stay as they are written, since a command line does not change with a report. Returns what fits no more, a line
/// each; what both sides have in common is said once. Cost: tests times what selections name.
pub fn refit(sides: [&mut Pipeline; 2], before: &Suite, after: &Suite) -> Vec<String> {
    let places = Places::new(before, after);
    let [baseline, candidate] = sides.map(|pipeline| refit_one(pipeline, &places));
    let mut lines = Vec::new();
    for line in &baseline {
        lines.push(if candidate.contains(line) { line.clone() } else { format!("baseline, {line}") });
    }
    lines.extend(candidate.iter().filter(|line| !baseline.contains(line)).map(|line| format!("candidate, {line}")));
    lines
}

struct Places<'a> {
    before: &'a [Test],
    after: &'a [Test],
    by_id: HashMap<&'a str, u32>,
    files: HashSet<&'a str>,
}

impl<'a> Places<'a> {
    fn new(before: &'a Suite, after: &'a Suite) -> Self {
        let by_id = (0..).zip(&after.tests).map(|(place, test)| (test.id.as_str(), place)).collect();
        let files = after.tests.iter().map(Test::file).collect();
        Self { before: &before.tests, after: &after.tests, by_id, files }
    }

    fn is_any(&self, selection: &Selection) -> bool {
        self.after.iter().any(|test| selection.has(test))
    }
}

fn refit_one(pipeline: &mut Pipeline, places: &Places<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for job in &mut pipeline.jobs {
        let title = job.title().to_owned();
        let mut say = |text: String| {
            let line = format!("{title}: {text}");
            if !lines.contains(&line) {
                lines.push(line);
            }
        };
        for run in Job::test_runs_mut(job) {
            follow(&mut run.session, places, &mut say);
            selection(&run.session.selection, "", places, &mut say);
            for hazard in &run.hazards.crashes {
                selection(&hazard.tests, "that crash workers, ", places, &mut say);
            }
        }
    }
    lines
}

/// Crashes and costs of modules.
fn follow(session: &mut Session, places: &Places<'_>, say: &mut dyn FnMut(String)) {
    let n_before = session.crashes.len();
    let crash = |crash: &Crash| {
        let id = &places.before.get(crash.test as usize)?.id;
        Some(Crash { test: *places.by_id.get(id.as_str())?, ..*crash })
    };
    session.crashes = session.crashes.iter().filter_map(crash).collect();
    let n_gone = n_before - session.crashes.len();
    if n_gone > 0 {
        let plural = if n_gone == 1 { " that crashes is" } else { "s that crash are" };
        say(format!("{n_gone} test{plural} not in the new suite; left out"));
    }
    let n_before = session.delays.len();
    let delay = |delay: &Delay| {
        let id = &places.before.get(delay.test as usize)?.id;
        Some(Delay { test: *places.by_id.get(id.as_str())?, ..*delay })
    };
    session.delays = session.delays.iter().filter_map(delay).collect();
    let n_gone = n_before - session.delays.len();
    if n_gone > 0 {
        let plural = if n_gone == 1 { " that is delayed is" } else { "s that are delayed are" };
        say(format!("{n_gone} test{plural} not in the new suite; left out"));
    }
    if let ScopeCost::By(costs) = &session.fixtures.module {
        let n_gone = costs.keys().filter(|file| !places.files.contains(file.as_str())).count();
        if n_gone > 0 {
            let plural = if n_gone == 1 { "module that is" } else { "modules that are" };
            say(format!("fixture costs of {n_gone} {plural} not in the new suite have no effect"));
        }
    }
}

/// Paths and marks that no test has.
fn selection(selection: &Selection, which: &str, places: &Places<'_>, say: &mut dyn FnMut(String)) {
    let one = |word: &String| vec![word.clone()];
    for path in selection.paths.iter().chain(&selection.without) {
        if !places.is_any(&Selection { paths: one(path), ..Selection::default() }) {
            say(format!("{which}no test of the new suite is under `{path}`"));
        }
    }
    for mark in selection.marked.iter().chain(&selection.unmarked) {
        if !places.is_any(&Selection { marked: one(mark), ..Selection::default() }) {
            say(format!("{which}no test of the new suite has the mark `{mark}`; most reports know no marks"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use laneway_engine::session::CrashMode;
    use laneway_engine::time::Nanos;

    use super::*;

    fn suite(ids: &[&str]) -> Suite {
        let test = |id: &&str| Test { id: (*id).to_owned(), ..Test::default() };
        Suite { tests: ids.iter().map(test).collect(), ..Suite::default() }
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn crash(test: u32) -> Crash {
        Crash { test, mode: CrashMode::First, after: None }
    }

    fn check(baseline: Session, candidate: Session, after: &[&str], expect: Expect) {
        let before = suite(&["a.py::x", "a.py::y", "b.py::z"]);
        let mut sides = [baseline, candidate].map(Pipeline::bare);
        let [one, other] = &mut sides;
        let mut text = refit([one, other], &before, &suite(after)).join("\n");
        for pipeline in &sides {
            let crashes = pipeline.sessions().flat_map(|session| &session.crashes).map(|crash| crash.test);
            text += &format!("\ncrash at {:?}", crashes.collect::<Vec<_>>());
        }
        expect.assert_eq(&text);
    }

    #[test]
    fn ok_what_crashes_is_found_again_by_id() {
        let session = Session { crashes: vec![crash(0), crash(2), crash(7)], ..Session::default() };
        check(
            session,
            Session::default(),
            &["b.py::z", "c.py::w"],
            expect![[r#"
            baseline, tests: 2 tests that crash are not in the new suite; left out
            crash at [0]
            crash at []"#]],
        );
    }

    #[test]
    fn ok_what_both_sides_name_is_said_once() {
        let selection = Selection {
            paths: words(&["a.py", "gone"]),
            without: words(&["b.py"]),
            unmarked: words(&["slow"]),
            ..Selection::default()
        };
        let session = Session { selection, ..Session::default() };
        let costs = BTreeMap::from([("a.py".to_owned(), Nanos(1)), ("gone.py".to_owned(), Nanos(1))]);
        let mut other = session.clone();
        other.fixtures.module = ScopeCost::By(costs);
        check(
            session,
            other,
            &["a.py::x"],
            expect![[r#"
            tests: no test of the new suite is under `gone`
            tests: no test of the new suite is under `b.py`
            tests: no test of the new suite has the mark `slow`; most reports know no marks
            candidate, tests: fixture costs of 1 module that is not in the new suite have no effect
            crash at []
            crash at []"#]],
        );
    }

    #[test]
    fn ok_the_same_suite_fits() {
        let session = Session { crashes: vec![crash(1)], ..Session::default() };
        check(
            session.clone(),
            session,
            &["a.py::x", "a.py::y", "b.py::z"],
            expect![[r#"

            crash at [1]
            crash at [1]"#]],
        );
    }
}
