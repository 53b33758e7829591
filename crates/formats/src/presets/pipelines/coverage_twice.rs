//! Coverage by running all tests again in a job of its own, and by combining what the test job measured.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use laneway_pipeline::coverage::{Rules, Tool};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::service::Service;
use laneway_pipeline::step::{Step, Work};
use laneway_pipeline::timing::around;

use super::super::cases::coverage_twice as suites;
use super::super::parameter::{Value, assumed, fitted, published};
use super::super::{Origin, Preset, Rule, Shelf, Sides};
use super::parts::{command, covered, gate, job, run, tests, upload};

/// Twice, then once.
pub(in super::super) const PRESET: Preset = Preset {
    id: "coverage-combined",
    title: "Case: coverage combined instead of run again",
    about: "A coverage job of 13:05 runs every test a second time; combining what the test job measured takes half a minute",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: &[
        published("coverage job", Value::Secs(785.0)),
        published("nox session of it", Value::Secs(720.0)),
        published("report uploaded", Value::Words("8 MB")),
        published("service", Value::Words("Forgejo Actions")),
        assumed("tests", Value::Count(3_400)),
        assumed("workers of the unit tests", Value::Count(4)),
        assumed("a fresh environment", Value::Secs(90.0)),
        assumed("a cached environment", Value::Secs(12.0)),
        assumed("what measuring adds in the test job", Value::Percent(15.0)),
        assumed("coverage and threshold", Value::Words("90% and 85%")),
        fitted("all tests together", Value::Secs(630.0)),
    ],
    source: "cleveragents-core, issue 8335",
    story: "The coverage job gates the pipeline though everything before it is quick. Measured in the test job \
            (coverage run --parallel-mode), the data only has to be combined and reported; with the environment cached, \
            the job that does it takes well under 1:30. Measuring slows the test job a little, which is counted. Where the \
            data is missing the job should fail at once, not report nothing.",
    rule: Rule::Tests(all_tests),
    sides: Sides::Pipelines(|| [twice(), once()]),
};

fn all_tests() -> Vec<Test> {
    suites::PRESET.made_tests()
}

/// A job on the team's own runners, which nobody bills.
fn own(id: &str, needs: &[&str], steps: Vec<Step>) -> Job {
    let runner = Runner { label: "docker".to_owned(), pool: Some(4), queue: around(3.0, 18.0), ..Runner::default() };
    Job { runner, ..job(id, needs, steps) }
}

fn with(jobs: Vec<Job>) -> Pipeline {
    let coverage = Rules { fail_under: Some(85.0), ..Rules::default() };
    Pipeline { jobs, coverage, service: Service::Forgejo, required: vec!["coverage".to_owned()], ..Pipeline::default() }
}

fn begin() -> Vec<Step> {
    vec![command("Set up job", 2.0), Step::new("Check out", Work::Checkout { takes: around(4.0, 8.0) })]
}

fn fresh() -> Step {
    Step::new("Build the environment", Work::Command { takes: around(90.0, 100.0) })
}

fn cached() -> Step {
    Step::new(
        "Restore the environment",
        Work::Cached { hits: 0.95, on_hit: around(12.0, 16.0), on_miss: around(100.0, 120.0) },
    )
}

fn unit(coverage_permille: u32) -> Session {
    let span = PerWorker::All(Nanos(3_000_000_000));
    let dist = DistMode::WorkSteal;
    Session { dist, workers: 4, startup: span.clone(), collection: span, coverage_permille, ..Session::default() }
}

fn twice() -> Pipeline {
    let test = begin().into_iter().chain([fresh(), tests("Test", run(unit(0), &[]))]).collect();
    let mut again =
        covered(run(Session { dist: DistMode::No, workers: 0, ..Session::default() }, &[]), 90.0, ".coverage");
    if let Some(collect) = &mut again.coverage {
        (collect.tool, collect.lane_check) = (Tool::Slipcover, laneway_pipeline::coverage::LaneCheck::FromRules);
    }
    let steps = [
        command("Install system packages and nox", 38.0),
        fresh(),
        tests("Run all tests under Slipcover", again),
        command("Upload 8 MB of JSON", 21.0),
    ];
    with(vec![own("unit", &[], test), own("coverage", &["unit"], begin().into_iter().chain(steps).collect())])
}

fn once() -> Pipeline {
    let measured = covered(run(unit(150), &[]), 90.0, ".coverage.unit");
    let test = begin().into_iter().chain([cached(), tests("Test", measured), upload("coverage-unit")]).collect();
    let combine = begin().into_iter().chain([cached()]).chain(gate(8.0)).collect();
    with(vec![own("unit", &[], test), own("coverage", &["unit"], combine)])
}
