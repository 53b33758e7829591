//! A configuration as a pipeline: first what changes the session, then what changes the jobs around it.
//!
//! Jobs that come of a split measure coverage under names of their own and hold it against nothing; where the one job did
//! that, a gate behind them does.

use laneway_engine::contention::Contention;
use laneway_pipeline::coverage::union::each_of;
use laneway_pipeline::coverage::{Collect, Covered, LaneCheck};
use laneway_pipeline::job::{Condition, Job};
use laneway_pipeline::matrix::Matrix;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::prices::find;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::step::{Download, Gate, IfNone, Lane, Step, TestRun, Upload, Work};
use laneway_pipeline::timing::{around, constant};

use crate::dimension::Dimension;
use crate::lanes::{Lanes, Part, run_of, tests_step};
use crate::measured::Where;
use crate::space::{Free, Space, of_run};

/// The pipeline that a choice makes of another.
pub(crate) fn pipeline_of(space: &Space, from: &Pipeline, digits: &[usize]) -> Pipeline {
    let mut pipeline = from.clone();
    for (run, free) in space.runs.iter().enumerate() {
        let digit = of_run(digits, run);
        change_session(&mut pipeline, free, &digit);
        change_jobs(&mut pipeline, free, &digit);
    }
    pipeline
}

fn job_mut<'p>(pipeline: &'p mut Pipeline, id: &str) -> Option<&'p mut Job> {
    pipeline.jobs.iter_mut().find(|job| job.id == id)
}

fn change_session(pipeline: &mut Pipeline, free: &Free, digit: &impl Fn(Dimension) -> usize) {
    let is_bare = pipeline.is_bare();
    let service = pipeline.service;
    let Some(job) = job_mut(pipeline, &free.job) else { return };
    if let Some(runner) = free.runner.get(digit(Dimension::Runner)) {
        set_runner(job, runner);
    }
    // Around a bare session there is no machine that anybody named.
    let listed = find(service, &job.runner.label).filter(|_| !is_bare).map(|price| price.cores);
    let cores = job.runner.cores.or(listed);
    let Some(run) = job.test_runs_mut().nth(free.run) else { return };
    let session = &mut run.session;
    let is_wider = free.workers.get(digit(Dimension::Workers)).is_some_and(|workers| *workers > session.workers);
    if let (true, None, Some(cores)) = (is_wider, session.contention, cores) {
        // What did not matter for as many workers as there were does for more of them.
        session.contention = Some(Contention { cores, ..Contention::default() });
    }
    if let Some(dist) = free.dist.get(digit(Dimension::Dist)) {
        session.dist = *dist;
    }
    if let Some(workers) = free.workers.get(digit(Dimension::Workers)) {
        session.workers = *workers;
    }
    if let Some(chunk) = free.maxschedchunk.get(digit(Dimension::Maxschedchunk)) {
        session.maxschedchunk = *chunk;
    }
    if let Some(reorder) = free.loadscope_reorder.get(digit(Dimension::Reorder)) {
        session.loadscope_reorder = *reorder;
    }
    if let Some(order) = free.order.get(digit(Dimension::Order)) {
        session.order = *order;
    }
    if let Some(by) = free.split_by.get(digit(Dimension::SplitBy)) {
        run.splitter.by = *by;
    }
}

/// Another runner, for which one waits as long as for the one before. On fewer cores workers share them.
fn set_runner(job: &mut Job, runner: &Runner) {
    let queue = job.runner.queue.clone();
    job.runner = Runner { queue, ..runner.clone() };
    if let Some(cores) = runner.cores {
        for run in job.test_runs_mut() {
            run.session.contention.get_or_insert(Contention { cores, ..Contention::default() }).cores = cores;
        }
    }
}

fn change_jobs(pipeline: &mut Pipeline, free: &Free, digit: &impl Fn(Dimension) -> usize) {
    let mut id = free.job.clone();
    if let Some(measured) = free.coverage.get(digit(Dimension::Coverage)) {
        let Some(job) = job_mut(pipeline, &id) else { return };
        match measured.at {
            Where::SameRun => job.test_runs_mut().for_each(|run| run.measure_with(measured.tool)),
            Where::Nowhere => job.test_runs_mut().for_each(TestRun::stop_measuring),
            Where::OwnJob => {
                let mut own = job.clone();
                job.test_runs_mut().for_each(TestRun::stop_measuring);
                own.test_runs_mut().for_each(|run| run.measure_with(measured.tool));
                own.id = format!("{id}-coverage");
                own.name = String::new();
                let measuring = own.id.clone();
                // Data goes with the job that measures.
                job.steps.retain(|step| !matches!(step.work, Work::Upload(_) | Work::Gate(_)));
                rename_needs(pipeline, &id, &[id.clone(), measuring.clone()]);
                insert_behind(pipeline, &id, vec![own]);
                id = measuring;
            }
        }
    }
    if let Some(shards) = free.shards.get(digit(Dimension::Shards)) {
        let overlap = pipeline.coverage.overlap;
        let Some(job) = job_mut(pipeline, &id) else { return };
        let was_one = job.matrix.shards <= 1;
        job.matrix.shards = *shards;
        if was_one && *shards > 1 {
            job.matrix.fail_fast = false;
            let gate = tell_apart(job, &id, 1, overlap);
            let ids = [id.clone()];
            add_gate(pipeline, &id, gate, &ids);
        }
    }
    match free.lanes.get(digit(Dimension::Lanes)) {
        None | Some(Lanes::One) => {}
        Some(Lanes::Jobs(parts)) => split_into_jobs(pipeline, &id, parts),
        Some(Lanes::Steps(parts)) => split_into_steps(pipeline, &id, parts),
    }
}

/// Gives the data file and the artifact of a job that was `was` names of its own, by its id and shard, and takes its check of
/// the threshold away. True where it held its coverage against a threshold itself: somebody else must now.
fn tell_apart(job: &mut Job, was: &str, n_alike: u32, overlap: f64) -> bool {
    let id = job.id.clone();
    let shard = if job.matrix.shards > 1 { ".{shard}" } else { "" };
    let cell = if is_matrix(&job.matrix) { ".{cell}" } else { "" };
    let mut did_check = false;
    let mut measures = false;
    for collect in job.test_runs_mut().filter_map(|run| run.coverage.as_mut()) {
        measures = true;
        did_check |= collect.lane_check != LaneCheck::Off;
        collect.lane_check = LaneCheck::Off;
        collect.reports_first = false;
        collect.data_file = format!(".coverage.{id}{cell}{shard}");
        cover_alike(collect, n_alike, overlap);
    }
    // A gate in the job itself would see its own part alone.
    let n_before = job.steps.len();
    job.steps.retain(|step| !matches!(step.work, Work::Gate(_)));
    did_check |= job.steps.len() < n_before;
    let suffix = format!("{}{}", cell.replace('.', "-"), shard.replace('.', "-"));
    let mut uploads = false;
    for step in &mut job.steps {
        if let Work::Upload(upload) = &mut step.work {
            uploads = true;
            let name = upload.artifact.split('{').next().unwrap_or_default().trim_end_matches('-');
            let name = name.strip_suffix(was).unwrap_or(name).trim_end_matches('-');
            upload.artifact = format!("{name}-{id}{suffix}");
        }
    }
    if measures && did_check && !uploads {
        let upload = Upload { artifact: format!("coverage-{id}{suffix}"), if_none: IfNone::Error, ..Upload::default() };
        job.steps.push(Step::new("Upload coverage", Work::Upload(upload)));
    }
    measures && did_check
}

/// A lane covers its part of what one run covered: as much as each of the others, and all of it together.
fn cover_alike(collect: &mut Collect, n_alike: u32, overlap: f64) {
    if let Covered::Percent(percent) = &mut collect.covers {
        *percent = each_of(n_alike, *percent, overlap);
    }
}

fn is_matrix(matrix: &Matrix) -> bool {
    !matrix.axes.is_empty() || !matrix.include.is_empty()
}

fn split_into_jobs(pipeline: &mut Pipeline, id: &str, parts: &[Part]) {
    let overlap = pipeline.coverage.overlap;
    let Some(place) = pipeline.jobs.iter().position(|job| job.id == id) else { return };
    let one = pipeline.jobs[place].clone();
    let mut checks = false;
    let mut lane = |part: &Part| {
        let mut job = Job { id: format!("{id}-{}", part.name), name: String::new(), ..one.clone() };
        job.test_runs_mut().for_each(|run| *run = run_of(run, part));
        checks |= tell_apart(&mut job, id, parts.len() as u32, overlap);
        job
    };
    let lanes: Vec<Job> = parts.iter().map(&mut lane).collect();
    let ids: Vec<String> = lanes.iter().map(|job| job.id.clone()).collect();
    pipeline.jobs.splice(place..=place, lanes);
    find_renamed_artifacts(pipeline, &one);
    rename_needs(pipeline, id, &ids);
    add_gate(pipeline, id, checks, &ids);
}

fn split_into_steps(pipeline: &mut Pipeline, id: &str, parts: &[Part]) {
    let overlap = pipeline.coverage.overlap;
    let Some(job) = job_mut(pipeline, id) else { return };
    let Some(place) = tests_step(job) else { return };
    let step = job.steps[place].clone();
    let Work::Tests(run) = &step.work else { return };
    let mut checks = false;
    let mut lane = |part: &Part| {
        let mut run = run_of(run, part);
        if let Some(collect) = &mut run.coverage {
            checks |= collect.lane_check != LaneCheck::Off;
            collect.lane_check = LaneCheck::Off;
            collect.data_file = format!("{}.{}", collect.data_file, part.name);
            cover_alike(collect, parts.len() as u32, overlap);
        }
        let step = Step { name: part.name.clone(), work: Work::Tests(Box::new(run)), ..step.clone() };
        Lane { name: part.name.clone(), steps: vec![step] }
    };
    let lanes = parts.iter().map(&mut lane).collect();
    job.steps[place].work = Work::Parallel { lanes };
    let has_gate = job.steps.iter().any(|step| matches!(step.work, Work::Gate(_)));
    if checks && !has_gate {
        let gate = Step::new("Combine and report", Work::Gate(Gate::default()));
        job.steps.insert(place + 1, gate);
    }
}

/// Downloads that name the artifact of a job that is now several fetch those of all.
fn find_renamed_artifacts(pipeline: &mut Pipeline, one: &Job) {
    let artifacts: Vec<String> = one
        .steps
        .iter()
        .filter_map(|step| if let Work::Upload(upload) = &step.work { Some(upload.artifact.clone()) } else { None })
        .collect();
    for step in pipeline.jobs.iter_mut().flat_map(|job| &mut job.steps) {
        if let Work::Download(download) = &mut step.work
            && artifacts.contains(&download.artifacts)
        {
            download.artifacts.push('*');
        }
    }
}

/// Whoever needed one job, or asked for its check, now needs all of these.
fn rename_needs(pipeline: &mut Pipeline, id: &str, ids: &[String]) {
    let rename = |names: &mut Vec<String>| {
        if let Some(place) = names.iter().position(|name| name == id) {
            names.splice(place..=place, ids.iter().cloned());
        }
    };
    pipeline.jobs.iter_mut().for_each(|job| rename(&mut job.needs));
    rename(&mut pipeline.required);
}

fn insert_behind(pipeline: &mut Pipeline, id: &str, jobs: Vec<Job>) {
    let place = pipeline.jobs.iter().position(|job| job.id == id).map_or(pipeline.jobs.len(), |place| place + 1);
    pipeline.jobs.splice(place..place, jobs);
}

/// A job that combines what others measured, on a runner like theirs, and holds it against the threshold. It runs whatever
/// became of them, so that a merge never takes a skipped check for a good one.
fn add_gate(pipeline: &mut Pipeline, id: &str, is_needed: bool, lanes: &[String]) {
    let (true, Some(last)) = (is_needed, lanes.last()) else { return };
    let Some(like) = pipeline.job(last) else { return };
    let gate = Job {
        id: format!("{id}-gate"),
        needs: lanes.to_vec(),
        condition: Condition::NotCancelled,
        runner: like.runner.clone(),
        steps: vec![
            Step::new("Set up job", Work::Command { takes: constant(1.0) }),
            Step::new("Check out", Work::Checkout { takes: around(2.0, 4.0) }),
            Step::new("Set up Python and coverage", Work::Command { takes: around(4.0, 8.0) }),
            Step::new(
                "Download coverage",
                Work::Download(Download { artifacts: "coverage-*".to_owned(), ..Download::default() }),
            ),
            Step::new("Combine and report", Work::Gate(Gate::default())),
        ],
        post: constant(1.0),
        ..Job::default()
    };
    let gate_id = gate.id.clone();
    insert_behind(pipeline, last, vec![gate]);
    // Who waited for the lanes waits for their check too; a merge likewise.
    for job in pipeline.jobs.iter_mut().filter(|job| job.id != gate_id) {
        if lanes.iter().any(|lane| job.needs.contains(lane)) {
            job.needs.push(gate_id.clone());
        }
    }
    if lanes.iter().any(|lane| pipeline.required.contains(lane)) {
        pipeline.required.push(gate_id);
    }
}
