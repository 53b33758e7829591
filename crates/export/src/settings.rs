//! The settings of a side: what all its runs of tests share, and what each has on its own command line.
//!
//! - [`coverage`]: what coverage.py is told.
//! - [`entry`]: settings as sections, keys and values, before any file format.

pub mod coverage;

pub mod entry;

use std::collections::BTreeSet;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::split::SplitBy;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_formats::addopts::{PytestOption, join, options};
use laneway_pipeline::coverage::LaneCheck;
use laneway_pipeline::pipeline::Pipeline;

use crate::cannot::CannotExpress;
use crate::lane::{Lane, lanes};
use coverage::CoverageSettings;

/// What a settings file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Options that all runs share, for `addopts`.
    pub addopts: Vec<PytestOption>,
    /// Paths that all runs share, where they are plain folders and files. They count where a command line has no paths.
    pub testpaths: Vec<String>,
    /// Marks that runs select by, in order: to be registered, since `--strict-markers` refuses others.
    pub markers: Vec<String>,
    /// `None`: no run measures coverage by coverage.py.
    pub coverage: Option<CoverageSettings>,
}

/// What one run adds.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneCommand {
    /// As people call the run.
    pub lane: String,
    /// As files and targets call it.
    pub slug: String,
    /// `COVERAGE_FILE`, where coverage is measured.
    pub data_file: Option<String>,
    /// Behind `pytest`, not quoted, without the options of shards.
    pub words: Vec<String>,
    /// How many shards share the tests out; 1: there are none.
    pub n_shards: u32,
    /// Packages that it needs beside pytest, as pip knows them.
    pub plugins: Vec<&'static str>,
}

impl LaneCommand {
    /// The command as a shell reads it, with what the settings file does not say.
    pub fn shell(&self) -> String {
        let program = ["python", "-m", "pytest"].map(str::to_owned);
        let command = join(program.into_iter().chain(self.words.iter().cloned()));
        match &self.data_file {
            Some(file) => format!("COVERAGE_FILE={} {command}", join([file.clone()])),
            None => command,
        }
    }
}

/// What is chosen by whoever exports.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsOptions {
    /// What coverage measures, as folders; empty: what line reports of the scenario name, else `src`.
    pub sources: Vec<String>,
    /// Whether tests start Python processes that are to be measured: pytest-cov from 7 on leaves them out unless coverage
    /// is told to patch `subprocess`. Default: true.
    pub measures_subprocesses: bool,
}

impl Default for SettingsOptions {
    fn default() -> Self {
        Self { sources: Vec::new(), measures_subprocesses: true }
    }
}

/// The settings of a side, with what cannot be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Configured {
    /// For the file.
    pub settings: Settings,
    /// For command lines, one a run of tests, by job, then by step.
    pub commands: Vec<LaneCommand>,
    /// What neither says.
    pub cannot: Vec<CannotExpress>,
}

/// Parts the options of a side into those of the file and those of each run. `-n` and all that goes with it stay together:
/// `--dist` in a file without `-n` would run everything serially, and say nothing. Costs O(tests x deselected paths).
pub fn configure(pipeline: &Pipeline, suite: &Suite, chosen: &SettingsOptions) -> Configured {
    let lanes = lanes(pipeline);
    let mut cannot = Vec::new();
    if lanes.is_empty() {
        cannot.push(CannotExpress::NoTests);
    }
    lanes.iter().for_each(|lane| check(lane, suite, &mut cannot));
    let all: Vec<Vec<PytestOption>> = lanes.iter().map(kept).collect();
    let is_shared = |option: &PytestOption| all.iter().all(|options| options.contains(option));
    let has_workers = all.first().is_some_and(|options| options.iter().any(|it| is_workers(it) && is_shared(it)));
    let goes_to_file = |option: &PytestOption| {
        !matches!(option, PytestOption::Path(_) | PytestOption::Shard { .. })
            && is_shared(option)
            && (has_workers || !is_of_xdist(option))
            && option.words().iter().all(|word| !word.chars().any(breaks_line))
    };
    let paths = |options: &[PytestOption]| {
        let path = |option: &PytestOption| match option {
            PytestOption::Path(path) => Some(path.clone()),
            _ => None,
        };
        options.iter().filter_map(path).collect::<Vec<_>>()
    };
    let first_paths = all.first().map(|options| paths(options)).unwrap_or_default();
    let is_same = all.iter().all(|options| paths(options) == first_paths);
    let testpaths = if is_same && first_paths.iter().all(|path| is_plain(path)) { first_paths } else { Vec::new() };
    let (coverage, of_coverage) = coverage::of(pipeline, &lanes, chosen, &mut cannot);
    let mut markers = BTreeSet::new();
    for lane in &lanes {
        let selection = &lane.run.session.selection;
        markers.extend(selection.marked.iter().chain(&selection.unmarked).filter(|mark| is_mark(mark)).cloned());
    }
    let command = |((lane, options), data_file): ((&Lane<'_>, &Vec<PytestOption>), Option<String>)| {
        let has_own_path = testpaths.is_empty();
        let is_own = |option: &&PytestOption| match option {
            PytestOption::Path(_) => has_own_path,
            // The shards of a matrix are numbered by it; a session's own shard is an option like any other.
            option => !goes_to_file(option),
        };
        // pytest's paths stay last.
        let (paths, own): (Vec<_>, Vec<_>) =
            options.iter().filter(is_own).partition(|option| matches!(option, PytestOption::Path(_)));
        let mut words: Vec<String> = own.into_iter().flat_map(PytestOption::words).collect();
        if data_file.is_some() {
            words.push("--cov".to_owned());
            words.extend(match lane.run.coverage.as_ref().map(|collect| collect.lane_check) {
                Some(LaneCheck::Off) => Some("--cov-fail-under=0".to_owned()),
                Some(LaneCheck::At(threshold)) => Some(format!("--cov-fail-under={threshold}")),
                Some(LaneCheck::FromRules) | None => None,
            });
        }
        let reruns = lane.run.hazards.flaky.reruns;
        words.extend((reruns > 0).then(|| format!("--reruns={reruns}")));
        words.extend(paths.into_iter().flat_map(PytestOption::words));
        let plugins = plugins(lane, data_file.is_some());
        let (lane, slug, n_shards) = (lane.name.clone(), lane.slug.clone(), lane.job.matrix.shards);
        LaneCommand { lane, slug, data_file, words, n_shards, plugins }
    };
    let commands = lanes.iter().zip(&all).zip(of_coverage).map(command).collect();
    let addopts = all.first().into_iter().flatten().filter(|option| goes_to_file(option)).cloned().collect();
    let markers = markers.into_iter().collect();
    Configured { settings: Settings { addopts, testpaths, markers, coverage }, commands, cannot }
}

/// What a run needs beside pytest.
fn plugins(lane: &Lane<'_>, has_coverage: bool) -> Vec<&'static str> {
    let by = match lane.job.matrix.shards {
        0 | 1 => lane.run.session.split.map(|split| split.by),
        _ => Some(lane.run.splitter.by),
    };
    let of_shards = by.and_then(|by| match by {
        SplitBy::DurationBasedChunks | SplitBy::LeastDuration => Some("pytest-split"),
        SplitBy::Hash => Some("pytest-shard"),
        SplitBy::Count | SplitBy::File => None,
    });
    let others = [
        // `-n 0` is an option of its, too.
        Some("pytest-xdist"),
        has_coverage.then_some("pytest-cov"),
        of_shards,
        (lane.run.hazards.flaky.reruns > 0).then_some("pytest-rerunfailures"),
    ];
    others.into_iter().flatten().collect()
}

/// The options of a run without what no command line holds, and without an expression that would mean something else;
/// [`check`] says so.
fn kept(lane: &Lane<'_>) -> Vec<PytestOption> {
    let selection = &lane.run.session.selection;
    let has_marks = selection.marked.iter().chain(&selection.unmarked).all(|mark| is_mark(mark));
    let is_kept = |option: &PytestOption| match option {
        PytestOption::Marks(_) => has_marks,
        option => option.words().iter().all(|word| !word.contains('\0')),
    };
    options(&lane.run.session).into_iter().filter(is_kept).collect()
}

/// What some kind of settings file, or its readers, could take for the end of a value: line ends as Python's `splitlines` has
/// them, and control characters. It stays on command lines.
pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control() && c != '\t' || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_workers(option: &PytestOption) -> bool {
    matches!(option, PytestOption::Workers(_))
}

fn is_of_xdist(option: &PytestOption) -> bool {
    use PytestOption::{Dist, MaxSchedChunk, MaxWorkerRestart, NoLoadscopeReorder};
    matches!(option, Dist(_) | MaxSchedChunk(_) | MaxWorkerRestart(_) | NoLoadscopeReorder) || is_workers(option)
}

/// Whether `testpaths`, which knows patterns but no ids, can hold it.
fn is_plain(path: &str) -> bool {
    let is_pattern = path.contains(['*', '?', '[', ']']);
    !path.contains("::") && !is_pattern && !path.starts_with(['-', '@']) && !path.chars().any(breaks_line)
}

/// Whether `-m` can name it, and `markers` can list it.
fn is_mark(mark: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_keyword = ["and", "or", "not", "True", "False", "None"].contains(&mark);
    !mark.is_empty() && !is_keyword && mark.chars().all(is_letter) && !mark.starts_with(|c: char| c.is_ascii_digit())
}

/// What of one run cannot be said.
fn check(lane: &Lane<'_>, suite: &Suite, cannot: &mut Vec<CannotExpress>) {
    let mut say = |what: CannotExpress| {
        if !cannot.contains(&what) {
            cannot.push(what);
        }
    };
    let session = &lane.run.session;
    let by = if lane.job.matrix.shards > 1 { Some(lane.run.splitter.by) } else { session.split.map(|split| split.by) };
    if let Some(by) = by
        && (PytestOption::Shard { splits: 2, group: 1, by }).words().is_empty()
    {
        say(CannotExpress::SplitRule { lane: lane.name.clone(), by });
    }
    if session.dist == DistMode::LoadGroup && !session.sees_groups {
        say(CannotExpress::GroupsIgnored { lane: lane.name.clone() });
    }
    if session.ramp > Nanos::ZERO {
        say(CannotExpress::Ramp { lane: lane.name.clone() });
    }
    let imagined = [(session.delays.len(), "delayed test"), (session.crashes.len(), "crash of a worker")];
    let imagined = imagined.map(|(n, what)| (n > 0).then(|| format!("{n} \u{d7} {what}")));
    let imagined = imagined.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !imagined.is_empty() {
        say(CannotExpress::Imagined { lane: lane.name.clone(), what: imagined });
    }
    let selection = &session.selection;
    for mark in selection.marked.iter().chain(&selection.unmarked) {
        let is_there = suite.tests.iter().any(|test| test.marks.contains(mark));
        if !is_mark(mark) {
            say(CannotExpress::MarkName { mark: mark.clone() });
        } else if !is_there && suite.tests.iter().any(|test| test.groups.contains(mark)) {
            say(CannotExpress::GroupAsMark { mark: mark.clone() });
        }
    }
    for path in selection.paths.iter().chain(&selection.without).filter(|path| path.contains('\0')) {
        say(CannotExpress::ZeroByte { place: format!("{}: the path {path:?}", lane.name) });
    }
    for path in &selection.without {
        let goes_too = |id: &str| id.starts_with(path.as_str());
        if let Some(test) = suite.tests.iter().find(|test| goes_too(&test.id) && selection.has(test)) {
            let also = test.id.clone();
            say(CannotExpress::DeselectsMore { lane: lane.name.clone(), path: path.clone(), also });
        }
    }
}

#[cfg(test)]
mod tests;
