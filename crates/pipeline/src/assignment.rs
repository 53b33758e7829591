//! Which tests run where: the folders and files of a suite, the runs of tests of a pipeline, and who runs what.
//!
//! - [`tree`]: folders and files. [`moves`]: gives a folder, a file or a mark to a run, by changing selections alone.

use laneway_engine::selection::Selection;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use crate::pipeline::Pipeline;
use crate::step::{TestRun, Work};

pub mod tree;

pub mod moves;

use tree::Tree;

/// A run of tests of a pipeline, whatever its job's matrix makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunPlace {
    /// Place of its job.
    pub job: usize,
    /// Which of the job's runs, from 0, as [`crate::job::Job::test_runs`] has them.
    pub run: usize,
}

/// All runs of tests, by job.
pub fn runs(pipeline: &Pipeline) -> Vec<(RunPlace, &TestRun)> {
    let of_job = |(job, it): (usize, &'_ crate::job::Job)| -> Vec<RunPlace> {
        (0..it.test_runs().count()).map(|run| RunPlace { job, run }).collect()
    };
    let places = pipeline.jobs.iter().enumerate().flat_map(of_job);
    places.zip(pipeline.jobs.iter().flat_map(crate::job::Job::test_runs)).collect()
}

/// What people call each of [`runs`]: the job, and the step where the job has several.
pub fn titles(pipeline: &Pipeline) -> Vec<String> {
    let of_job = |job: &crate::job::Job| -> Vec<String> {
        let steps = job.steps.iter().flat_map(|step| match &step.work {
            Work::Parallel { lanes } => lanes.iter().flat_map(|lane| &lane.steps).collect(),
            _ => vec![step],
        });
        let names: Vec<&str> =
            steps.filter(|step| matches!(step.work, Work::Tests(_))).map(|step| step.name.as_str()).collect();
        let title = |name: &&str| format!("{}: {name}", job.title());
        if names.len() == 1 { vec![job.title().to_owned()] } else { names.iter().map(title).collect() }
    };
    pipeline.jobs.iter().flat_map(of_job).collect()
}

/// Some tests: how many, and what they take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub n_tests: u32,
    /// Their durations together.
    pub time: Nanos,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.n_tests += other.n_tests;
        self.time += other.time;
    }
}

/// What becomes of some tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// All of them.
    pub all: Tally,
    /// Those that each run has, in the order of [`runs`].
    pub of_runs: Vec<Tally>,
    /// Those that no run has: they are skipped, and nothing is said.
    pub nowhere: Tally,
    /// Those that more than one run has.
    pub several: Tally,
}

impl Fate {
    fn add(&mut self, other: &Self) {
        self.all.add(other.all);
        self.nowhere.add(other.nowhere);
        self.several.add(other.several);
        self.of_runs.resize(self.of_runs.len().max(other.of_runs.len()), Tally::default());
        for (sum, more) in self.of_runs.iter_mut().zip(&other.of_runs) {
            sum.add(*more);
        }
    }

    fn add_test(&mut self, test: &Test, has: impl Iterator<Item = bool>) {
        let one = Tally { n_tests: 1, time: test.duration };
        self.all.add(one);
        let mut n_runs = 0;
        for (sum, has) in self.of_runs.iter_mut().zip(has) {
            if has {
                n_runs += 1;
                sum.add(one);
            }
        }
        match n_runs {
            0 => self.nowhere.add(one),
            1 => {}
            _ => self.several.add(one),
        }
    }
}

/// What becomes of each node of a tree under some selections, in the order of [`Tree::nodes`]; the first is the whole suite.
/// Costs tests times runs, and for each a look at every path.
pub fn fates(tree: &Tree, tests: &[Test], selections: &[&Selection]) -> Vec<Fate> {
    let none = Fate { of_runs: vec![Tally::default(); selections.len()], ..Fate::default() };
    let mut fates = vec![none; tree.nodes().len()];
    for (test, file) in tests.iter().zip(tree.files()) {
        fates[*file].add_test(test, selections.iter().map(|selection| selection.has(test)));
    }
    // Children stand behind their parents.
    for node in (1..fates.len()).rev() {
        let (before, from) = fates.split_at_mut(node);
        if let Some(parent) = tree.nodes()[node].parent {
            before[parent].add(&from[0]);
        }
    }
    fates
}

/// What becomes of the tests of each mark or group, by its name.
pub fn fates_of_marks(tests: &[Test], selections: &[&Selection]) -> Vec<(String, Fate)> {
    let mut marks: std::collections::BTreeMap<&str, Fate> = std::collections::BTreeMap::new();
    for test in tests {
        for mark in test.marks.iter().chain(&test.groups) {
            let fate = marks.entry(mark).or_default();
            fate.of_runs.resize(selections.len(), Tally::default());
            fate.add_test(test, selections.iter().map(|selection| selection.has(test)));
        }
    }
    marks.into_iter().map(|(mark, fate)| (mark.to_owned(), fate)).collect()
}

#[cfg(test)]
mod tests;
