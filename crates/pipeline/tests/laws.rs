//! Laws that hold of every run of a pipeline, on random ones: jobs, needs, shards, cores, flaky tests, dying workers.

use std::collections::BTreeMap;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::dist_mode::DIST_MODES;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::Detail;
use laneway_engine::split::SplitBy;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use laneway_pipeline::compare::typical;
use laneway_pipeline::hazard::{CrashHazard, Flaky, Hazards};
use laneway_pipeline::job::{Condition, Job};
use laneway_pipeline::matrix::Matrix;
use laneway_pipeline::outcome::PipelineOutcome;
use laneway_pipeline::pipeline::{Pipeline, Reruns};
use laneway_pipeline::runner::Runner;
use laneway_pipeline::shards::Splitter;
use laneway_pipeline::step::{Step, TestRun, Work};
use laneway_pipeline::study::replicate;
use laneway_pipeline::timing::{around, constant};

fn any_tests(from: &mut Unstructured<'_>) -> Result<Vec<Test>> {
    let test = |number: u32, from: &mut Unstructured<'_>| {
        let file = from.int_in_range(0..=3)?;
        let duration = Nanos(from.int_in_range(0..=2_000_000_000)?);
        Ok(Test { id: format!("tests/test_{file}.py::test_{number}"), duration, ..Test::default() })
    };
    (0..from.int_in_range(1..=25)?).map(|number| test(number, from)).collect()
}

fn any_job(from: &mut Unstructured<'_>, place: usize, has_hazards: bool) -> Result<Job> {
    let session = Session {
        dist: from.choose(DIST_MODES)?.mode,
        workers: from.int_in_range(0..=4)?,
        latency: Nanos(from.int_in_range(0..=3_000_000)?),
        ..Session::default()
    };
    let by = *from.choose(&[
        SplitBy::DurationBasedChunks,
        SplitBy::LeastDuration,
        SplitBy::Count,
        SplitBy::File,
        SplitBy::Hash,
    ])?;
    let mut hazards = Hazards::default();
    if has_hazards {
        hazards.flaky = Flaky { share: 0.3, fails: 0.4, reruns: from.int_in_range(0..=2)? };
        hazards.crashes = vec![CrashHazard { alone: 0.05, ..CrashHazard::default() }];
    }
    let run = TestRun { session, splitter: Splitter { by, ..Splitter::default() }, hazards, ..TestRun::default() };
    let mut needs = Vec::new();
    for other in 0..place {
        if from.ratio(1, 3)? {
            needs.push(format!("job-{other}"));
        }
    }
    Ok(Job {
        id: format!("job-{place}"),
        needs,
        condition: if from.ratio(1, 4)? { Condition::Always } else { Condition::Success },
        runner: Runner { cores: Some(from.int_in_range(1..=4)?), queue: around(2.0, 9.0), ..Runner::default() },
        matrix: Matrix { shards: from.int_in_range(1..=4)?, fail_fast: from.arbitrary()?, ..Matrix::default() },
        steps: vec![
            Step::new("Set up", Work::Command { takes: constant(from.int_in_range(0..=9)?.into()) }),
            Step::new("Test", Work::Tests(Box::new(run))),
        ],
        ..Job::default()
    })
}

fn any_pipeline(from: &mut Unstructured<'_>, has_hazards: bool) -> Result<Pipeline> {
    let n_jobs = from.int_in_range(1..=4)?;
    let jobs = (0..n_jobs).map(|place| any_job(from, place, has_hazards)).collect::<Result<_>>()?;
    Ok(Pipeline { jobs, reruns: Reruns(from.int_in_range(0..=2)?), ..Pipeline::default() })
}

fn check(has_hazards: bool, law: fn(&[Test], &Pipeline, &PipelineOutcome)) {
    arbtest(|from| {
        let (tests, pipeline) = (any_tests(from)?, any_pipeline(from, has_hazards)?);
        let outcome = typical(Prepared::new(&tests), &pipeline, 7, Detail::Full).expect("a pipeline that can be");
        law(&tests, &pipeline, &outcome);
        Ok(())
    });
}

#[test]
fn jobs_begin_after_what_they_need_and_the_last_end_is_the_run_s() {
    check(true, |_, pipeline, outcome| {
        let ended = |id: &str| {
            let jobs = outcome.jobs.iter().filter(|job| pipeline.jobs[job.job].id == id);
            jobs.map(|job| job.ended).max().expect("every job has an outcome")
        };
        for job in &outcome.jobs {
            assert!(job.started.is_none_or(|started| job.ready <= started && started <= job.ended), "{job:?}");
            assert!(pipeline.jobs[job.job].needs.iter().all(|need| ended(need) <= job.ready), "{job:?}");
            let mut before = Nanos::ZERO;
            for span in &job.spans {
                assert!(before <= span.start && span.start <= span.end, "{span:?}");
                before = span.start;
            }
        }
        assert_eq!(outcome.jobs.iter().map(|job| job.ended).max(), Some(outcome.wall_clock));
        assert!(outcome.critical.iter().all(|job| outcome.jobs[*job].slack == Nanos::ZERO));
        let used: Nanos = outcome.jobs.iter().filter_map(|job| Some(job.ended - job.started?)).sum();
        assert_eq!(outcome.bill.used, used);
    });
}

/// Of a rule by which each shard finds its own part, whatever the others do.
#[test]
fn shards_run_every_test_once_together() {
    check(false, |tests, pipeline, outcome| {
        let mut n_runs: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let is_each = |job: usize| {
            pipeline.jobs[job].test_runs().any(|run| run.session.dist == laneway_engine::dist_mode::DistMode::Each)
        };
        for job in outcome.jobs.iter().filter(|job| !is_each(job.job)) {
            let n_runs = n_runs.entry(job.job).or_insert_with(|| vec![0; tests.len()]);
            let whole = job.runs.iter().flat_map(|run| &run.outcome.runs).filter(|run| run.end.is_some());
            whole.for_each(|run| n_runs[run.test as usize] += 1);
        }
        for (job, n_runs) in n_runs {
            assert!(n_runs.iter().all(|runs| *runs <= 1), "{n_runs:?}");
            // An empty shard exits with 5, which cancels those beside it or skips what needs it; pytest-split may fail.
            let is_whole = outcome
                .jobs
                .iter()
                .filter(|it| it.job == job)
                .all(|it| it.runs.len() == 1 && it.runs[0].exit_code == Some(0));
            assert!(!is_whole || n_runs.iter().all(|runs| *runs == 1), "{n_runs:?}");
        }
    });
}

#[test]
fn one_pipeline_the_same_bytes() {
    check(true, |tests, pipeline, outcome| {
        let again = typical(Prepared::new(tests), pipeline, 7, Detail::Full).expect("as before");
        let bytes = |outcome: &PipelineOutcome| serde_json::to_vec(outcome).expect("plain data");
        assert_eq!(bytes(&again), bytes(outcome));
        let summary = typical(Prepared::new(tests), pipeline, 7, Detail::Summary).expect("as before");
        assert_eq!(
            (summary.wall_clock, summary.bill, summary.is_green),
            (outcome.wall_clock, outcome.bill, outcome.is_green)
        );
    });
}

#[test]
fn a_study_on_any_number_of_threads_has_the_same_bytes() {
    arbtest(|from| {
        let (tests, pipelines) = (any_tests(from)?, vec![any_pipeline(from, true)?, any_pipeline(from, true)?]);
        let spec = StudySpec { seed: from.arbitrary()?, ..StudySpec::default() };
        let part = &|numbers| replicate(Prepared::new(&tests), pipelines.clone(), &spec, numbers).0.expect("as before");
        let on_threads = |n_threads: u32| {
            std::thread::scope(|scope| {
                let width = 12 / n_threads;
                let begin = |number: u32| scope.spawn(move || part(number * width..(number + 1) * width));
                let threads: Vec<_> = (0..n_threads).map(begin).collect();
                let figures = threads.into_iter().flat_map(|thread| thread.join().expect("no panic"));
                serde_json::to_vec(&figures.collect::<Vec<_>>()).expect("plain data")
            })
        };
        let alone = on_threads(1);
        assert!([2, 3, 4].into_iter().all(|n_threads| on_threads(n_threads) == alone));
        Ok(())
    })
    .budget_ms(2_000);
}
