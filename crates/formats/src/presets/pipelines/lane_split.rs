//! One job of all tests, split into a unit lane, a heavy lane and a gate; then the heavy lane split by service.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use laneway_pipeline::coverage::Rules;
use laneway_pipeline::job::{Container, Job};
use laneway_pipeline::pipeline::Pipeline;

use super::super::cases::lane_split as suites;
use super::super::parameter::{Parameter, Value, assumed, fitted, published};
use super::super::{Origin, Preset, Rule, Shelf, Sides};
use super::parts::{container, covered, gate, in_folder, job, run, set_up, tests, upload};

/// Where all of it comes from.
const SOURCE: &str = "relyloop, pull request 531";

/// What both presets say.
const PARAMETERS: &[Parameter] = &[
    published("job before the split", Value::Secs(560.0)),
    published("unit lane", Value::Secs(56.0)),
    published("heavy lane", Value::Secs(494.0)),
    published("gate", Value::Secs(24.0)),
    published("between heavy lane and gate", Value::Secs(11.0)),
    published("gain", Value::Secs(31.0)),
    published("gain hoped for", Value::Words("60 to 90 s")),
    published("coverage of the unit lane", Value::Percent(64.0)),
    published("coverage of the heavy lane", Value::Percent(61.0)),
    published("coverage together", Value::Percent(82.0)),
    published("threshold", Value::Percent(80.0)),
    published(
        "integration files",
        Value::Words("139: 87 need Elasticsearch, 47 Postgres alone, 14 OpenSearch, 6 Solr"),
    ),
    assumed("workers by -n auto", Value::Count(4)),
    assumed("price", Value::Words("$0.006 a minute, as of private repositories")),
    assumed("queue", Value::Words("5 s, 20 s at most of 19 in 20")),
    assumed("containers' own start-up", Value::Words("3 to 9 s, looked at every 10 s")),
    fitted("install", Value::Words("16 s in the heavy lane, 22 s in the unit lane, 8 s in the gate")),
    fitted("overlap of the lanes' coverage", Value::Percent(50.0)),
    fitted("all tests one after another", Value::Secs(493.0)),
];

/// One job into three.
pub(in super::super) const SPLIT: Preset = Preset {
    id: "lane-split",
    title: "Case: one job split into lanes",
    about: "Unit tests in a lane of their own, the heavy ones beside them, a gate behind: 9:20 becomes 8:49, not 8:00",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: PARAMETERS,
    source: SOURCE,
    story: "The unit tests were a ninth of the old job, and leave its end no earlier than that: the heavy lane stays serial and \
            is the critical path. The gate that must follow it has a queue, a set-up and a check-out of its own. What is won \
            is the unit tests' time less the gate's. In the first run both lanes failed, since pytest-cov holds \
            each lane alone against fail_under; --cov-fail-under=0 in each lane mended it. Then the gate found nothing: \
            hidden files are not uploaded unless asked for, and each lane needs a COVERAGE_FILE of its own.",
    rule: Rule::Tests(all_tests),
    sides: Sides::Pipelines(|| [one_job(), three_jobs(vec![heavy(HEAVY)])]),
};

/// The heavy lane into four.
pub(in super::super) const BY_SERVICE: Preset = Preset {
    id: "lane-split-by-service",
    title: "Case: heavy lane split by service",
    about: "Four heavy lanes with the containers that each needs: a third shorter, and nearly half as many minutes again",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: PARAMETERS,
    source: SOURCE,
    story: "The next step that the project considered. Files that need two services run in the lane of the rarer one; \
            contract tests go with Postgres. Each lane has its own Postgres and Redis, so there are thirteen containers where \
            there were five, and each lane is set up and rounded up to whole minutes by itself. A wrong path would leave \
            tests out, and nobody would be told.",
    rule: Rule::Tests(all_tests),
    sides: Sides::Pipelines(|| [three_jobs(vec![heavy(HEAVY)]), three_jobs(LANES.map(heavy).to_vec())]),
};

/// A lane of heavy tests: id, folders, containers beside Postgres and Redis, and what it covers.
type Lane = (&'static str, &'static [&'static str], &'static [(&'static str, f64, f64)], f64);

const ELASTICSEARCH: (&str, f64, f64) = ("elasticsearch", 4.0, 9.0);
const OPENSEARCH: (&str, f64, f64) = ("opensearch", 4.0, 9.0);
const SOLR: (&str, f64, f64) = ("solr", 3.0, 6.0);

const HEAVY: Lane = ("heavy", &["tests/contract", "tests/integration"], &[ELASTICSEARCH, OPENSEARCH, SOLR], 61.0);

const LANES: [Lane; 4] = [
    ("elasticsearch", &["tests/integration/elasticsearch"], &[ELASTICSEARCH], 50.0),
    ("postgres", &["tests/contract", "tests/integration/postgres"], &[], 46.0),
    (
        "opensearch",
        &["tests/integration/opensearch", "tests/integration/elasticsearch_opensearch"],
        &[ELASTICSEARCH, OPENSEARCH],
        41.0,
    ),
    ("solr", &["tests/integration/solr", "tests/integration/elasticsearch_solr"], &[ELASTICSEARCH, SOLR], 36.0),
];

fn all_tests() -> Vec<Test> {
    in_folder(suites::UNIT.made_tests(), "unit").chain(suites::HEAVY.made_tests()).collect()
}

fn serial() -> Session {
    let collection = PerWorker::All(Nanos(6_000_000_000));
    Session { dist: DistMode::No, workers: 0, collection, ..Session::default() }
}

fn parallel() -> Session {
    let span = PerWorker::All(Nanos(4_000_000_000));
    Session { workers: 4, startup: span.clone(), collection: span, ..Session::default() }
}

fn containers(beside: &[(&str, f64, f64)]) -> Vec<Container> {
    let always = [("postgres", 3.0, 4.0), ("redis", 2.0, 1.0)];
    always.iter().chain(beside).map(|(name, start, ready)| container(name, *start, *ready)).collect()
}

fn with(jobs: Vec<Job>, required: &str) -> Pipeline {
    let coverage = Rules { fail_under: Some(80.0), ..Rules::default() };
    Pipeline { jobs, coverage, required: vec![required.to_owned()], ..Pipeline::default() }
}

fn one_job() -> Pipeline {
    let mut run = covered(run(serial(), &[]), 82.0, ".coverage");
    run.session.collection = PerWorker::All(Nanos(8_000_000_000));
    let steps = set_up(16.0).into_iter().chain([tests("Test with coverage", run)]).collect();
    let (_, _, beside, _) = HEAVY;
    with(vec![Job { containers: containers(beside), ..job("backend", &[], steps) }], "backend")
}

fn heavy((id, folders, beside, percent): Lane) -> Job {
    let run = covered(run(serial(), folders), percent, &format!(".coverage.{id}"));
    let steps = set_up(16.0).into_iter().chain([tests("Test", run), upload(&format!("coverage-{id}"))]).collect();
    Job { containers: containers(beside), ..job(id, &[], steps) }
}

fn three_jobs(heavy: Vec<Job>) -> Pipeline {
    let run = covered(run(parallel(), &["tests/unit"]), 64.0, ".coverage.unit");
    let steps = set_up(22.0).into_iter().chain([tests("Test", run), upload("coverage-unit")]).collect();
    let mut jobs = vec![job("unit", &[], steps)];
    jobs.extend(heavy);
    let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
    let needs: Vec<&str> = ids.iter().map(String::as_str).collect();
    jobs.push(job("gate", &needs, set_up(8.0).into_iter().chain(gate(7.0)).collect()));
    with(jobs, "gate")
}
