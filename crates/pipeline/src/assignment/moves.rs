//! Gives a folder, a file or a mark to a run of tests, or takes it away, by changing selections alone: what `pytest` is told,
//! so that a drag, a path that is typed and a mark are the same thing.

use laneway_engine::selection::{Selection, is_under};
use laneway_engine::suite::Test;

use super::tree::Tree;
use super::{RunPlace, runs};
use crate::pipeline::Pipeline;

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A folder or a file; empty: all tests.
    Path(String),
    /// The tests of a mark, or of a group.
    Mark(String),
}

/// How.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// To this run alone: no other has it any more.
    Alone,
    /// To this run too.
    Also,
    /// It is taken from this run.
    NoLonger,
}

/// Gives `what` to a run, or takes it away. Other runs change only where they have some of these tests. Marks of a run still
/// hold: tests without them do not run there, whatever is given.
pub fn assign(pipeline: &mut Pipeline, tree: &Tree, tests: &[Test], what: &What, to: RunPlace, how: How) {
    let is_meant = |test: &&Test| match what {
        What::Path(path) => is_under(&test.id, path),
        What::Mark(mark) => test.marks.contains(mark) || test.groups.contains(mark),
    };
    let meant: Vec<&Test> = tests.iter().filter(is_meant).collect();
    let places: Vec<RunPlace> = runs(pipeline).into_iter().map(|(place, _)| place).collect();
    let all = pipeline.jobs.iter_mut().flat_map(crate::job::Job::test_runs_mut);
    for (place, run) in places.into_iter().zip(all) {
        let selection = &mut run.session.selection;
        let has_some = meant.iter().any(|test| selection.has(test));
        match (place == to, how) {
            (true, How::Alone | How::Also) => add(selection, tree, what),
            (true, How::NoLonger) | (false, How::Alone) if has_some => remove(selection, what),
            _ => {}
        }
    }
}

fn add(selection: &mut Selection, tree: &Tree, what: &What) {
    match what {
        What::Path(path) => add_path(selection, tree, path),
        What::Mark(mark) => {
            selection.unmarked.retain(|other| other != mark);
            if !selection.marked.is_empty() && !selection.marked.contains(mark) {
                selection.marked.push(mark.clone());
            }
        }
    }
}

fn add_path(selection: &mut Selection, tree: &Tree, path: &str) {
    // What leaves out more than the path leaves out what stands beside it instead.
    let is_above = |other: &String| is_under(path, other) && !is_under(other, path);
    while let Some(place) = selection.without.iter().position(is_above) {
        let above = selection.without.remove(place);
        for beside in tree.beside(&above, path) {
            if !selection.without.iter().any(|other| is_under(&beside, other)) {
                selection.without.push(beside);
            }
        }
    }
    selection.without.retain(|other| !is_under(other, path));
    if !selection.paths.is_empty() && !selection.paths.iter().any(|other| is_under(path, other)) {
        selection.paths.retain(|other| !is_under(other, path));
        selection.paths.extend(Some(path.to_owned()).filter(|path| !path.is_empty()));
    }
}

fn remove(selection: &mut Selection, what: &What) {
    match what {
        What::Path(path) => remove_path(selection, path),
        What::Mark(mark) => {
            if selection.marked.len() > 1 {
                selection.marked.retain(|other| other != mark);
            }
            if !selection.unmarked.contains(mark) {
                selection.unmarked.push(mark.clone());
            }
        }
    }
}

fn remove_path(selection: &mut Selection, path: &str) {
    let is_within = |other: &String| is_under(other, path);
    // No paths at all would mean every test: the last ones stay, and are left out below.
    if !selection.paths.iter().all(is_within) {
        selection.paths.retain(|other| !is_within(other));
    }
    selection.without.retain(|other| !is_within(other));
    let is_still_there = |other: &String| is_under(path, other) || is_within(other);
    if selection.paths.is_empty() || selection.paths.iter().any(is_still_there) {
        selection.without.push(if path.is_empty() { ".".to_owned() } else { path.to_owned() });
    }
}
