//! What is written is read as the same pipeline by Laneway's own reader of workflows.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_export::workflow::{Options, github, gitlab};
use laneway_formats::presets::PRESETS;
use laneway_formats::workflow::read;
use laneway_pipeline::coverage::Tool;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{TestRun, Work};

/// What a workflow can say of a pipeline: a line for each job, and for each run of tests.
fn told(pipeline: &Pipeline) -> String {
    let mut told = String::new();
    for job in &pipeline.jobs {
        let axes: Vec<String> =
            job.matrix.axes.iter().map(|axis| format!("{}={}", axis.name, axis.values.join(","))).collect();
        let containers: Vec<&str> = job.containers.iter().map(|container| container.name.as_str()).collect();
        told.push_str(&format!(
            "{} needs {:?}, {} shards {axes:?} {containers:?}\n",
            job.id, job.needs, job.matrix.shards
        ));
        for run in job.test_runs() {
            told.push_str(&format!("  {}\n", told_of_run(run, job)));
        }
        let has_gate = job.steps.iter().any(|step| matches!(step.work, Work::Gate(_)));
        told.push_str(if has_gate { "  gate\n" } else { "" });
    }
    told
}

fn told_of_run(run: &TestRun, job: &Job) -> String {
    let Session { dist, workers, selection, maxschedchunk, .. } = &run.session;
    // One plain process has no mode, and only `load` has chunks.
    let dist = if *workers == 0 || *dist == DistMode::No {
        "-n 0".to_owned()
    } else {
        format!("-n {workers} {}", dist.flag())
    };
    let chunk = maxschedchunk.filter(|_| dist.ends_with(" load"));
    let by = if job.matrix.shards > 1 { run.splitter.by.info().flag } else { "" };
    let coverage = run.coverage.as_ref().filter(|collect| collect.tool != Tool::Slipcover);
    let branch = coverage.map(|collect| collect.branch);
    let mut selection = selection.clone();
    for path in &mut selection.paths {
        *path = path.trim_start_matches("./").trim_end_matches('/').to_owned();
    }
    format!("{dist} {chunk:?} {by} {branch:?} {:?}", selection.paths)
}

#[test]
fn presets_read_back() {
    for preset in PRESETS {
        for pipeline in preset.pipelines() {
            let written = github(&pipeline, &Options::default()).expect("a workflow").text;
            let found = read(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
            assert_eq!(told(&found.pipeline), told(&pipeline), "{}\n{written}", preset.id);
        }
    }
}

#[test]
fn random_pipelines_read_back() {
    arbtest::arbtest(|from| {
        let mut pipeline = crate::random::pipeline(from)?;
        for run in pipeline.jobs.iter_mut().flat_map(Job::test_runs_mut) {
            // The reader looks at scripts line by line, and takes no word that goes over several.
            run.session.selection.paths = vec!["tests/a b".to_owned(), "tests/it's".to_owned()];
            run.session.selection.without.clear();
        }
        let Ok(workflow) = github(&pipeline, &Options::default()) else { return Ok(()) };
        let found = read(&workflow.text).unwrap_or_else(|error| panic!("{error}\n{}", workflow.text));
        let named = |pipeline: &Pipeline| -> Vec<(String, Vec<String>, usize)> {
            let job = |job: &Job| (job.id.clone(), job.needs.clone(), job.test_runs().count());
            pipeline.jobs.iter().map(job).collect()
        };
        let jobs = named(&found.pipeline);
        for ((id, needs, n_runs), (own_id, own_needs, own_n_runs)) in jobs.iter().zip(named(&pipeline)) {
            // A guarded job also needs what stands further up.
            assert!(*id == own_id && own_needs.iter().all(|need| needs.contains(need)), "{}", workflow.text);
            assert_eq!(*n_runs, own_n_runs, "{}", workflow.text);
        }
        for (run, own) in
            found.pipeline.jobs.iter().zip(&pipeline.jobs).flat_map(|(job, own)| job.test_runs().zip(own.test_runs()))
        {
            assert_eq!(run.session.selection.paths, own.session.selection.paths, "{}", workflow.text);
        }
        Ok(())
    })
    .budget_ms(2_000);
}

#[test]
fn presets_read_back_from_gitlab() {
    for preset in PRESETS {
        for pipeline in preset.pipelines() {
            let Ok(workflow) = gitlab(&pipeline, &Options::default()) else { continue };
            let found = read(&workflow.text).unwrap_or_else(|error| panic!("{error}\n{}", workflow.text));
            // Of several commands in one script the reader takes the first.
            let ids = |pipeline: &Pipeline| -> Vec<(String, u32, usize)> {
                let job = |job: &Job| (job.id.clone(), job.matrix.shards, job.test_runs().count().min(1));
                pipeline.jobs.iter().map(job).collect()
            };
            assert_eq!(ids(&found.pipeline), ids(&pipeline), "{}", workflow.text);
        }
    }
}
