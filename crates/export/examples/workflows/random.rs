//! Pipelines with everything that workflows can have, drawn from bytes, and with names that try to break out of them.

use std::collections::BTreeMap;

use arbtest::arbitrary::{Result, Unstructured};
use laneway_engine::dist_mode::DIST_MODES;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_engine::time::Nanos;
use laneway_pipeline::coverage::{Collect, LaneCheck, Rules, Tool};
use laneway_pipeline::job::{Condition, Container, Job};
use laneway_pipeline::matrix::{Axis, Effect, Matrix};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::shards::Splitter;
use laneway_pipeline::step::{Download, Gate, Lane, Step, TestRun, Upload, Work};
use laneway_pipeline::timing::constant;

/// Texts that would be more than texts if they were not written with care.
pub(crate) const HOSTILE: &[&str] = &[
    "unit tests",
    "${{ secrets.TOKEN }}",
    "a\n- run: id",
    "$(id)",
    "`id`",
    "'; id; '",
    "\"; id; \"",
    "!!python/object:x",
    "&anchor *alias",
    "# no comment",
    "a: b",
    "--pastebin=all",
    "@options",
    "\u{2028}- run: id",
    "\u{202e}txt",
    "a\tb",
    "$CI_JOB_TOKEN",
    "$[[ inputs.x ]]",
    "\\",
    "é ☃",
    "yes",
    "3.10",
    "::add-mask::x",
    "]",
    "}}",
    "%0A",
    "\u{85}x",
    " ",
];

/// A pipeline; most can be written.
pub(crate) fn pipeline(from: &mut Unstructured<'_>) -> Result<Pipeline> {
    let n_jobs = from.int_in_range(1..=4)?;
    let is_branch = from.ratio(1, 3)?;
    let mut jobs = Vec::new();
    for place in 0..n_jobs {
        jobs.push(job(from, place, is_branch)?);
    }
    for place in 1..jobs.len() {
        if from.ratio(1, 3)? {
            let other = from.int_in_range(0..=place - 1)?;
            let id = jobs[other].id.clone();
            jobs[place].needs.push(id);
        }
    }
    if from.ratio(2, 3)? {
        let needs = jobs.iter().map(|job| job.id.clone()).collect();
        let gate = Gate { fail_under: from.ratio(1, 2)?.then_some(82.5), takes: constant(1.0), ..Gate::default() };
        let mut steps = Vec::new();
        if from.ratio(1, 2)? {
            steps.push(Step::new(text(from)?, Work::Download(Download::default())));
        }
        steps.push(Step::new(text(from)?, Work::Gate(gate)));
        jobs.push(Job { id: "gate".to_owned(), needs, steps, ..Job::default() });
    }
    let required = jobs.last().map(|job| job.id.clone()).into_iter().collect();
    let coverage = Rules { fail_under: Some(80.0), precision: from.int_in_range(0..=2)?, ..Rules::default() };
    Ok(Pipeline { jobs, coverage, required, ..Pipeline::default() })
}

fn text(from: &mut Unstructured<'_>) -> Result<String> {
    Ok((*from.choose(HOSTILE)?).to_owned())
}

fn job(from: &mut Unstructured<'_>, place: usize, is_branch: bool) -> Result<Job> {
    let n_shards = if from.ratio(1, 3)? { from.int_in_range(2..=4)? } else { 1 };
    let mut steps = Vec::new();
    for _ in 0..from.int_in_range(0..=2)? {
        let name = if from.ratio(1, 2)? { text(from)? } else { "Set up Python".to_owned() };
        steps.push(step(from, name, Work::Command { takes: constant(1.0) })?);
    }
    if from.ratio(1, 2)? {
        let work = Work::Cached { hits: 0.5, on_hit: constant(1.0), on_miss: constant(2.0) };
        steps.push(Step::new(text(from)?, work));
    }
    if from.ratio(1, 6)? {
        let mut lanes = Vec::new();
        for _ in 0..2 {
            let work = Work::Tests(Box::new(tests(from, is_branch)?));
            lanes.push(Lane { name: text(from)?, steps: vec![Step::new(text(from)?, work)] });
        }
        steps.push(Step::new("Lanes", Work::Parallel { lanes }));
    } else {
        for _ in 0..from.int_in_range(1..=2)? {
            steps.push(Step::new(text(from)?, Work::Tests(Box::new(tests(from, is_branch)?))));
        }
    }
    let upload = Upload { artifact: "coverage".to_owned(), ..Upload::default() };
    let name = text(from)?;
    steps.push(step(from, name, Work::Upload(upload))?);
    let names = ["postgres", "redis", "elasticsearch"];
    let mut containers = Vec::new();
    for name in names {
        if from.ratio(1, 6)? {
            containers.push(Container { name: name.to_owned(), ..Container::default() });
        }
    }
    let condition = if from.ratio(1, 6)? { *from.choose(CONDITIONS)? } else { Condition::Success };
    let has_axes = from.ratio(1, 3)?;
    let matrix = if has_axes { matrix(from)? } else { Matrix::default() };
    Ok(Job {
        id: format!("{}{place}", from.choose(&["unit", "on", "heavy-", "_", "NULL"])?),
        name: text(from)?,
        condition,
        continue_on_error: from.ratio(1, 8)?,
        timeout: Nanos(from.int_in_range(1..=600)? * 60_000_000_000),
        matrix: Matrix { shards: n_shards, ..matrix },
        containers,
        steps,
        ..Job::default()
    })
}

const CONDITIONS: &[Condition] = &[Condition::Always, Condition::NotCancelled, Condition::Failure, Condition::Never];

fn step(from: &mut Unstructured<'_>, name: String, work: Work) -> Result<Step> {
    let condition = if from.ratio(1, 6)? { *from.choose(CONDITIONS)? } else { Condition::Success };
    Ok(Step { condition, continue_on_error: from.ratio(1, 8)?, ..Step::new(name, work) })
}

fn tests(from: &mut Unstructured<'_>, is_branch: bool) -> Result<TestRun> {
    let mut paths = Vec::new();
    for _ in 0..from.int_in_range(0..=2)? {
        paths.push(text(from)?);
    }
    let without = if from.ratio(1, 3)? { vec![text(from)?] } else { Vec::new() };
    let marked = if from.ratio(1, 3)? { vec!["slow".to_owned()] } else { Vec::new() };
    let selection = Selection { paths, without, marked, unmarked: Vec::new() };
    let dist = from.choose(DIST_MODES)?.mode;
    let workers = from.int_in_range(0..=4)?;
    let by = *from.choose(&[SplitBy::DurationBasedChunks, SplitBy::LeastDuration, SplitBy::Hash])?;
    let collect = Collect {
        branch: is_branch,
        tool: if from.ratio(1, 6)? && !is_branch { Tool::SysMon } else { Tool::CTrace },
        lane_check: *from.choose(&[LaneCheck::FromRules, LaneCheck::Off, LaneCheck::At(50.0)])?,
        ..Collect::default()
    };
    Ok(TestRun {
        session: Session { selection, dist, workers, ..Session::default() },
        splitter: Splitter { by, ..Splitter::default() },
        coverage: from.ratio(3, 4)?.then_some(collect),
        ..TestRun::default()
    })
}

fn matrix(from: &mut Unstructured<'_>) -> Result<Matrix> {
    let python = Axis { name: "python-version".to_owned(), values: vec!["3.12".to_owned(), "3.13".to_owned()] };
    let os = Axis { name: "os".to_owned(), values: vec!["linux".to_owned(), "windows".to_owned()] };
    let other = Axis { name: "other".to_owned(), values: vec!["a".to_owned(), text(from)?] };
    let axes = [vec![python.clone()], vec![python, os], vec![other]];
    let axes = from.choose(&axes)?.clone();
    let pairs = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let exclude = if from.ratio(1, 4)? { vec![pairs(&[("python-version", "3.12")])] } else { Vec::new() };
    let include =
        if from.ratio(1, 4)? { vec![pairs(&[("python-version", "3.14"), ("extra", "1")])] } else { Vec::new() };
    let windows = Runner { label: "windows-2025".to_owned(), ..Runner::default() };
    let effect =
        Effect { axis: "os".to_owned(), value: "windows".to_owned(), runner: Some(windows), speed_permille: None };
    Ok(Matrix { axes, exclude, include, effects: vec![effect], ..Matrix::default() })
}
