//! Steps: what each takes, and what it leaves behind when it is over.

use laneway_engine::time::Nanos;

use super::job_run::Cursor;
use super::running::Running;
use crate::files::{DataFile, fits};
use crate::gate::{Workspace, judge};
use crate::job::Condition;
use crate::outcome::{Reason, RunOutcome, SpanKind};
use crate::place::{Place, Problem};
use crate::session_run::{self, Ran, Setting, Tests};
use crate::step::{Download, Gate, IfNone, Lane, Step, TestRun, Upload, Work};
use crate::step_times::{draw, draw_cached};

/// The next step of a sequence that runs begins; without one, the sequence is over.
pub(super) fn begin_next(
    running: &mut Running<'_>,
    tests: &mut Tests<'_>,
    job: usize,
    cursor: usize,
) -> Result<(), Problem> {
    loop {
        let at = running.jobs[job].cursors[cursor];
        let Some(step) = step_at(running, job, at) else {
            return over(running, tests, job, cursor);
        };
        let has_failed = at.has_failed || (at.lane.is_some() && running.jobs[job].cursors[0].has_failed);
        let does_run = match step.condition {
            Condition::Success => !has_failed,
            Condition::Always | Condition::NotCancelled => true,
            Condition::Failure => has_failed,
            Condition::Never => false,
        };
        if !does_run {
            move_on(&mut running.jobs[job].cursors[cursor]);
            continue;
        }
        if let Work::Parallel { lanes } = &step.work {
            return begin_lanes(running, tests, job, at.step, lanes);
        }
        return begin(running, tests, job, cursor, step);
    }
}

fn step_at<'a>(running: &Running<'a>, job: usize, at: Cursor) -> Option<&'a Step> {
    let step = running.job(job).steps.get(at.step)?;
    match (at.lane, &step.work) {
        (Some((lane, step)), Work::Parallel { lanes }) => lanes.get(lane)?.steps.get(step),
        _ => Some(step),
    }
}

fn move_on(cursor: &mut Cursor) {
    match &mut cursor.lane {
        Some((_, step)) => *step += 1,
        None => cursor.step += 1,
    }
}

/// A sequence is over: the job's own, or that of a lane.
fn over(running: &mut Running<'_>, tests: &mut Tests<'_>, job: usize, cursor: usize) -> Result<(), Problem> {
    if cursor == 0 {
        running.finish(job);
        return Ok(());
    }
    let it = &mut running.jobs[job];
    it.n_open_lanes -= 1;
    it.cursors[0].has_failed |= it.cursors[cursor].has_failed;
    if it.n_open_lanes > 0 {
        return Ok(());
    }
    it.cursors.truncate(1);
    move_on(&mut it.cursors[0]);
    begin_next(running, tests, job, 0)
}

fn begin_lanes(
    running: &mut Running<'_>,
    tests: &mut Tests<'_>,
    job: usize,
    step: usize,
    lanes: &[Lane],
) -> Result<(), Problem> {
    let it = &mut running.jobs[job];
    if lanes.is_empty() {
        move_on(&mut it.cursors[0]);
        return begin_next(running, tests, job, 0);
    }
    it.cursors.truncate(1);
    it.cursors.extend((0..lanes.len()).map(|lane| Cursor { step, lane: Some((lane, 0)), ..Cursor::default() }));
    it.n_open_lanes = lanes.len();
    share_cores(running, tests, job, step, lanes)?;
    for cursor in 1..=lanes.len() {
        begin_next(running, tests, job, cursor)?;
    }
    Ok(())
}

/// Runs of tests in different lanes share the job's cores, each from when the steps before it will be over.
fn share_cores(
    running: &mut Running<'_>,
    tests: &mut Tests<'_>,
    job: usize,
    place: usize,
    lanes: &[Lane],
) -> Result<(), Problem> {
    let own = running.names(job);
    let [id, cell, shard] = own.each_ref().map(String::as_str);
    let mut found = Vec::new();
    for lane in lanes {
        let mut start = Nanos::ZERO;
        for step in &lane.steps {
            let names = [id, cell, shard, step.name.as_str()];
            if let Work::Tests(run) = &step.work {
                found.push((start, &**run, names));
                break;
            }
            start += takes(running, &step.work, &names);
        }
    }
    if found.len() < 2 {
        return Ok(());
    }
    let runs: Vec<_> = found.iter().map(|(start, run, names)| (*start, *run, setting(running, job, names))).collect();
    let outcomes =
        session_run::run_together(tests, &runs).map_err(|error| refused(running, job, place, error.to_string()))?;
    for ((_, run, _), outcome) in found.iter().zip(outcomes) {
        let number = number_of(running, job, run);
        running.shared.extend(outcome.map(|outcome| ((job, number), outcome)));
    }
    Ok(())
}

/// How long a step without tests takes.
fn takes(running: &Running<'_>, work: &Work, names: &[&str]) -> Nanos {
    let draws = running.draws;
    match work {
        Work::Command { takes } | Work::Checkout { takes } => draw(takes, draws, names),
        Work::Cached { hits, on_hit, on_miss } => draw_cached(*hits, on_hit, on_miss, draws, names),
        Work::Upload(Upload { takes, .. })
        | Work::Download(Download { takes, .. })
        | Work::Gate(Gate { takes, .. }) => draw(takes, draws, names),
        Work::Tests(_) | Work::Parallel { .. } => Nanos::ZERO,
    }
}

/// Which of the job's runs it is.
fn number_of(running: &Running<'_>, job: usize, run: &TestRun) -> usize {
    running.job(job).test_runs().position(|it| std::ptr::eq(it, run)).unwrap_or_default()
}

fn setting<'s>(running: &'s Running<'_>, job: usize, names: &'s [&'s str]) -> Setting<'s> {
    Setting {
        instance: running.instance(job),
        names,
        draws: running.draws,
        rules: &running.pipeline.coverage,
        breaks: running.pipeline.traffic.breaks,
        is_bare: running.is_bare,
        detail: running.detail,
    }
}

fn begin(
    running: &mut Running<'_>,
    tests: &mut Tests<'_>,
    job: usize,
    cursor: usize,
    step: &Step,
) -> Result<(), Problem> {
    let at = running.jobs[job].cursors[cursor];
    let lane = at.lane.map_or(0, |(lane, _)| lane as u32);
    let now = running.now;
    let span = running.jobs[job].open(kind(&step.work), &step.name, lane, now);
    running.jobs[job].cursors[cursor].span = Some(span);
    let own = running.names(job);
    let [id, cell, shard] = own.each_ref().map(String::as_str);
    let names = [id, cell, shard, step.name.as_str()];
    let takes = match &step.work {
        Work::Tests(run) => match run_tests(running, tests, job, span, run, &names) {
            Ok(Some(takes)) => takes,
            // It hangs: nothing comes but the time-out.
            Ok(None) => return Ok(()),
            Err(message) => return Err(refused(running, job, at.step, message)),
        },
        work => takes(running, work, &names),
    };
    running.later(job, cursor, takes);
    Ok(())
}

fn kind(work: &Work) -> SpanKind {
    match work {
        Work::Command { .. } | Work::Checkout { .. } | Work::Cached { .. } | Work::Parallel { .. } => SpanKind::SetUp,
        Work::Tests(_) => SpanKind::Tests,
        Work::Upload(_) => SpanKind::Upload,
        Work::Download(_) => SpanKind::Download,
        Work::Gate(_) => SpanKind::Gate,
    }
}

fn refused(running: &Running<'_>, job: usize, step: usize, message: String) -> Problem {
    let title = running.instance(job).title(running.pipeline);
    let (job, step, field) = (Some(running.instance(job).job), Some(step), "session".to_owned());
    let place = Place { job, title, step, field, ..Place::default() };
    Problem { place, message, is_fatal: true }
}

/// How long a run of tests takes; `None`: it hangs.
fn run_tests(
    running: &mut Running<'_>,
    tests: &mut Tests<'_>,
    job: usize,
    span: usize,
    run: &TestRun,
    names: &[&str],
) -> Result<Option<Nanos>, String> {
    let instance = job % running.instances.len();
    let number = number_of(running, job, run);
    if !running.is_mine(job)
        && let Some(takes) = running.usual.get(&(instance, number))
    {
        return Ok(*takes);
    }
    let shared = running.shared.remove(&(job, number));
    let ran = session_run::run(tests, run, setting(running, job, names), shared).map_err(|error| error.to_string())?;
    if !running.is_mine(job) {
        running.usual.insert((instance, number), ran.takes);
        return Ok(ran.takes);
    }
    let it = &mut running.jobs[job];
    it.spans[span].reason.clone_from(&ran.reason);
    if ran.takes.is_none() {
        it.blame(Reason::Hang);
    }
    let Ran { session, outcome, takes, exit_code, covered, .. } = ran;
    it.runs.push(RunOutcome { run: number, span, session, outcome, exit_code, covered });
    Ok(takes)
}

/// The open step of a sequence is over: what it leaves behind, and whether it failed.
pub(super) fn end(running: &mut Running<'_>, job: usize, cursor: usize) {
    let at = running.jobs[job].cursors[cursor];
    let Some((step, span)) = step_at(running, job, at).zip(at.span) else { return };
    running.jobs[job].spans[span].end = running.now;
    let failed = match &step.work {
        Work::Checkout { .. } => {
            running.jobs[job].has_sources = true;
            None
        }
        Work::Tests(run) => {
            leave_data(running, job, run);
            running.jobs[job].spans[span].reason.clone()
        }
        Work::Upload(upload) if running.is_mine(job) => store(running, job, upload).err(),
        Work::Download(download) if running.is_mine(job) => fetch(running, job, download).err(),
        Work::Gate(gate) if running.is_mine(job) => say(running, job, gate).err(),
        _ => None,
    };
    let it = &mut running.jobs[job];
    it.cursors[cursor].span = None;
    if let Some(reason) = failed {
        it.spans[span].reason = Some(reason.clone());
        if !step.continue_on_error {
            it.cursors[cursor].has_failed = true;
            it.has_failed = true;
            it.blame(reason);
        }
    }
    move_on(&mut it.cursors[cursor]);
}

fn leave_data(running: &mut Running<'_>, job: usize, run: &TestRun) {
    // Whoever runs tests has the sources, checked out or in the image.
    running.jobs[job].has_sources = true;
    let Some(collect) = &run.coverage else { return };
    let instance = running.instance(job);
    let number = number_of(running, job, run);
    let of = (instance.job, instance.cell.clone(), number);
    let n_shards = instance.shard.map_or(1, |(_, n)| n);
    if let Some(mut file) = DataFile::of_run(collect, of, n_shards, &instance.runner.label) {
        file.name = instance.fill(&file.name);
        running.jobs[job].files.push(file);
    }
}

fn store(running: &mut Running<'_>, job: usize, upload: &Upload) -> Result<(), Reason> {
    let is_found = |file: &&DataFile| {
        fits(&file.name, &upload.files)
            && (upload.include_hidden || !file.name.starts_with('.'))
            && file.folder.is_none()
    };
    let files: Vec<DataFile> = running.jobs[job].files.iter().filter(is_found).cloned().collect();
    if files.is_empty() {
        return match upload.if_none {
            IfNone::Error => Err(Reason::NoFiles(upload.files.clone())),
            IfNone::Warn | IfNone::Ignore => Ok(()),
        };
    }
    let name = running.instance(job).fill(&upload.artifact);
    let key = (running.run_of(job), name.clone());
    if running.stored.insert(key, job).is_some() {
        return Err(Reason::ArtifactTaken(name));
    }
    let run = running.run_of(job);
    running.artifacts[run].insert(name, files);
    Ok(())
}

fn fetch(running: &mut Running<'_>, job: usize, download: &Download) -> Result<(), Reason> {
    let pattern = running.instance(job).fill(&download.artifacts);
    let artifacts = &running.artifacts[running.run_of(job)];
    let found: Vec<(&String, &Vec<DataFile>)> = artifacts.iter().filter(|(name, _)| fits(name, &pattern)).collect();
    if found.is_empty() && !pattern.contains('*') {
        return Err(Reason::NoArtifact(pattern));
    }
    let is_flat = download.merge || found.len() == 1;
    let unpack = |(name, files): &(&String, &Vec<DataFile>)| {
        let folder = (!is_flat).then(|| (*name).clone());
        files.iter().map(|file| DataFile { folder: folder.clone(), ..file.clone() }).collect::<Vec<_>>()
    };
    let files: Vec<DataFile> = found.iter().flat_map(unpack).collect();
    running.jobs[job].files.extend(files);
    Ok(())
}

fn say(running: &mut Running<'_>, job: usize, gate: &Gate) -> Result<(), Reason> {
    let it = &running.jobs[job];
    let label = running.instance(job).runner.label.as_str();
    let workspace = Workspace { files: &it.files, has_sources: it.has_sources, label };
    let said = judge(gate, &running.pipeline.coverage, workspace)?;
    running.gate = Some(said);
    match said.threshold {
        Some(threshold) if !said.is_green => Err(Reason::GateUnder { covered: said.covered, threshold }),
        _ => Ok(()),
    }
}
