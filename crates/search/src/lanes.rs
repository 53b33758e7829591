//! Lanes: one run of tests as several, in jobs of their own or as parallel steps of one job.

use laneway_engine::selection::Selection;
use laneway_engine::suite::Test;
use laneway_pipeline::job::Job;
use laneway_pipeline::step::{MAX_LANES, TestRun, Work};
use serde::{Deserialize, Serialize};

/// How the tests of one run are shared out between lanes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lanes {
    /// All in one, as it is.
    #[default]
    One,
    /// A job for each part.
    Jobs(Vec<Part>),
    /// Parallel steps of the same job, one for each part: they share its cores.
    Steps(Vec<Part>),
}

/// The tests of one lane.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Part {
    /// Names job, step and files: letters, digits, `_` and `-`.
    pub name: String,
    /// Of the tests that the run has.
    pub selection: Selection,
}

impl Lanes {
    /// The parts; none in one lane.
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::One => &[],
            Self::Jobs(parts) | Self::Steps(parts) => parts,
        }
    }
}

/// Parts that a suite falls into by itself: the folders in which its tests part ways, the one that takes longest first, as
/// many as parallel steps may be at most; the last one has all that the others have not. None for a suite in one folder.
/// Cost: linear in tests.
pub fn parts_of<'t>(tests: impl Iterator<Item = &'t Test> + Clone) -> Vec<Part> {
    let depth = common_depth(tests.clone());
    let mut folders: Vec<(&str, u64)> = Vec::new();
    for test in tests.clone() {
        let Some(folder) = folder(test, depth) else { continue };
        match folders.iter_mut().find(|(other, _)| *other == folder) {
            Some((_, nanos)) => *nanos += test.duration.0,
            None => folders.push((folder, test.duration.0)),
        }
    }
    folders.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let has_loose = tests.clone().any(|test| folder(test, depth).is_none());
    let n_lanes = folders.len() + usize::from(has_loose);
    if n_lanes < 2 {
        return Vec::new();
    }
    let n_named = folders.len().min(MAX_LANES - 1).min(n_lanes - 1);
    let named = folders[..n_named].iter().map(|(folder, _)| (*folder).to_owned());
    let part = |path: String| Part {
        name: name(path.rsplit('/').next().unwrap_or_default()),
        selection: Selection { paths: vec![path], ..Selection::default() },
    };
    let without: Vec<String> = named.clone().collect();
    let rest = match &folders[n_named..] {
        [(last, _)] if !has_loose => part((*last).to_owned()).name,
        _ => "rest".to_owned(),
    };
    let mut parts: Vec<Part> = named.map(part).collect();
    parts.push(Part { name: rest, selection: Selection { without, ..Selection::default() } });
    for place in 1..parts.len() {
        if parts[..place].iter().any(|other| other.name == parts[place].name) {
            parts[place].name = format!("{}-{}", parts[place].name, place + 1);
        }
    }
    parts
}

/// How many folders all tests have in common.
fn common_depth<'t>(tests: impl Iterator<Item = &'t Test> + Clone) -> usize {
    let folders = |test: &Test| test.file().split('/').count() - 1;
    let Some(first) = tests.clone().next() else { return 0 };
    let mut depth = folders(first);
    for test in tests {
        let alike = first.file().split('/').zip(test.file().split('/')).take_while(|(one, other)| one == other).count();
        depth = depth.min(alike).min(folders(test));
    }
    depth
}

/// The folder at that depth that a test stands in; `None` for one that stands above.
fn folder(test: &Test, depth: usize) -> Option<&str> {
    let file = test.file();
    let mut slashes = file.match_indices('/');
    slashes.nth(depth).map(|(at, _)| &file[..at])
}

/// What is left of a text in names of jobs.
fn name(text: &str) -> String {
    let is_right = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let name: String = text.chars().map(|letter| if is_right(letter) { letter } else { '-' }).collect();
    if name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') { name } else { format!("_{name}") }
}

/// The run as one lane has it, under a data file of its own.
pub(crate) fn run_of(run: &TestRun, part: &Part) -> TestRun {
    let mut run = run.clone();
    run.session.selection = run.session.selection.and(&part.selection);
    run
}

/// The place of the only step of a job that runs tests, not in lanes yet.
pub(crate) fn tests_step(job: &Job) -> Option<usize> {
    job.steps.iter().position(|step| matches!(step.work, Work::Tests(_)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::time::Nanos;

    use super::*;

    fn check(files: &[(&str, u64)], expected: &Expect) {
        let of_file = |(file, secs): &(&str, u64)| Test {
            id: format!("{file}::test"),
            duration: Nanos(secs * 1_000_000_000),
            ..Test::default()
        };
        let tests: Vec<Test> = files.iter().map(of_file).collect();
        let parts = parts_of(tests.iter());
        for test in &tests {
            let n_lanes = parts.iter().filter(|part| part.selection.has(test)).count();
            assert_eq!(n_lanes, usize::from(!parts.is_empty()), "{}", test.id);
        }
        let line = |part: &Part| {
            format!("{}: {} without {}", part.name, part.selection.paths.join(" "), part.selection.without.join(" "))
        };
        expected.assert_eq(&parts.iter().map(line).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn ok_folders_below_the_common_one_are_lanes() {
        check(
            &[("tests/unit/a.py", 5), ("tests/api/b.py", 9), ("tests/unit/c.py", 1), ("tests/db/x/d.py", 2)],
            &expect![[r#"
                api: tests/api without 
                unit: tests/unit without 
                db:  without tests/api tests/unit"#]],
        );
    }

    #[test]
    fn ok_files_beside_the_folders_are_the_rest() {
        check(
            &[("tests/a.py", 5), ("tests/unit tests/b.py", 9)],
            &expect![[r#"
                unit-tests: tests/unit tests without 
                rest:  without tests/unit tests"#]],
        );
    }

    #[test]
    fn ok_one_folder_has_no_lanes() {
        check(&[("tests/a.py", 5), ("tests/b.py", 9)], &expect![""]);
        check(&[("a.py", 5)], &expect![""]);
        check(&[], &expect![""]);
    }

    #[test]
    fn ok_names_are_told_apart() {
        check(
            &[("a/tests/a.py", 5), ("b/tests/b.py", 9), ("a.b/x.py", 1), ("a-b/x.py", 1)],
            &expect![[r#"
                b: b without 
                a: a without 
                a-b: a-b without 
                a-b-4:  without b a a-b"#]],
        );
    }
}
