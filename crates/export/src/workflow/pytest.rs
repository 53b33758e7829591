//! The command of a run of tests, and its environment.

use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_formats::addopts::addopts;
use laneway_pipeline::coverage::{LaneCheck, Rules, Tool};
use laneway_pipeline::job::Job;
use laneway_pipeline::step::TestRun;

use super::cannot_express::Why;
use super::data::DataName;
use super::shell;

/// A run of tests to write.
#[derive(Clone, Debug)]
pub(super) struct Tests {
    /// From `pytest` on, but for the shard.
    words: Vec<String>,
    /// By which rule shards share tests out, and how many there are.
    pub(super) shards: Option<(SplitBy, u32)>,
    /// Where coverage data goes, with coverage.py.
    pub(super) data: Option<DataName>,
    /// `COVERAGE_CORE`.
    pub(super) core: Option<&'static str>,
}

/// By which rule a run's tests are shared out, if they are.
pub(super) fn split_of(run: &TestRun, job: &Job) -> Option<SplitBy> {
    if job.matrix.shards > 1 { Some(run.splitter.by) } else { run.session.split.map(|split| split.by) }
}

/// The command of a run; `is_held_here` if nothing else holds its coverage against a threshold.
pub(super) fn tests(
    run: &TestRun,
    job: &Job,
    rules: &Rules,
    data: Option<DataName>,
    is_held_here: bool,
) -> Result<Tests, Why> {
    check_selection(&run.session.selection)?;
    if let Some(by @ (SplitBy::Count | SplitBy::File)) = split_of(run, job) {
        return Err(Why::NoPlugin { by: by.info().flag });
    }
    let is_sharded = job.matrix.shards > 1;
    let session = Session { split: run.session.split.filter(|_| !is_sharded), ..run.session.clone() };
    let written = addopts(&session);
    let mut words = vec!["pytest".to_owned()];
    words.extend(shlex::split(&written).unwrap_or_default());
    if run.hazards.flaky.reruns > 0 {
        words.push(format!("--reruns={}", run.hazards.flaky.reruns));
    }
    let mut core = None;
    if let Some(collect) = &run.coverage {
        let threshold = match collect.lane_check {
            LaneCheck::FromRules => rules.fail_under,
            LaneCheck::Off => None,
            LaneCheck::At(percent) => Some(percent),
        };
        let threshold = threshold.filter(|_| is_held_here);
        if collect.tool == Tool::Slipcover {
            if run.session.workers > 0 && run.session.dist != laneway_engine::dist_mode::DistMode::No {
                return Err(Why::SlipcoverWithWorkers);
            }
            let mut around: Vec<String> = ["python", "-m", "slipcover"].map(str::to_owned).to_vec();
            around.extend(collect.branch.then(|| "--branch".to_owned()));
            around.extend(threshold.map(|percent| format!("--fail-under={percent}")));
            around.push("-m".to_owned());
            words.splice(0..0, around);
        } else {
            words.push("--cov".to_owned());
            words.extend(collect.branch.then(|| "--cov-branch".to_owned()));
            match threshold {
                // Without a report of its own: the gate combines what is there, and a lane's part says little.
                None => words.extend(["--cov-report=", "--cov-fail-under=0"].map(str::to_owned)),
                Some(percent) => {
                    words.push("--cov-report=term".to_owned());
                    words.push(format!("--cov-fail-under={percent}"));
                    words.extend((rules.precision > 0).then(|| format!("--cov-precision={}", rules.precision)));
                }
            }
            core = Some(if collect.tool == Tool::SysMon { "sysmon" } else { "ctrace" });
        }
    }
    let shards = is_sharded.then_some((run.splitter.by, job.matrix.shards));
    Ok(Tests { words, shards, data: data.filter(|_| core.is_some()), core })
}

impl Tests {
    /// The command; the shard's number, from 1, is in the variable `$SHARD`.
    pub(super) fn command(&self, prefix: &str) -> String {
        let mut command = format!("{prefix}{}", shell::words(self.words.iter().map(String::as_str)));
        match self.shards {
            None => {}
            // pytest-shard counts from 0.
            Some((SplitBy::Hash, n)) => {
                command.push_str(&format!(" --num-shards={n} --shard-id=\"$((SHARD - 1))\""));
            }
            Some((by, n)) => {
                command.push_str(&format!(" --splits={n} --group=\"$SHARD\" --splitting-algorithm={}", by.info().flag));
            }
        }
        command
    }
}

/// Whether a selection can stand on a command line.
fn check_selection(selection: &Selection) -> Result<(), Why> {
    if selection.paths.iter().chain(&selection.without).any(|path| path.contains('\0')) {
        return Err(Why::ZeroByte);
    }
    let is_mark = |mark: &str| {
        mark.starts_with(|char: char| char == '_' || char.is_alphabetic())
            && mark.chars().all(|char| char == '_' || char.is_alphanumeric())
            && !["and", "or", "not", "True", "False", "None"].contains(&mark)
    };
    match selection.marked.iter().chain(&selection.unmarked).find(|mark| !is_mark(mark)) {
        Some(mark) => Err(Why::BadMark { found: mark.clone() }),
        None => Ok(()),
    }
}
