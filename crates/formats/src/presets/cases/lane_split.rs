//! One job split in two lanes: unit tests on workers, integration tests serially because they share a database.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::SuiteSpec;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use super::super::generated::mixture;
use super::super::parameter::{Value, assumed, fitted, published};
use super::super::spread::{hash, spread, test};
use super::super::{Origin, Preset, Rule, Shelf, Sides};

/// Where both come from.
const SOURCE: &str = "relyloop, pull request 531";

/// What needs no services.
pub(in super::super) const UNIT: Preset = Preset {
    id: "lane-split-unit",
    title: "Case: lane split, unit lane",
    about: "The unit tests of a job of 9:20, in a lane of their own: 66 s serially, a third of that on four workers",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: &[
        published("job before the split", Value::Secs(560.0)),
        published("lane", Value::Secs(56.0)),
        published("coverage of this lane", Value::Percent(64.0)),
        assumed("set-up steps of the lane", Value::Secs(30.0)),
        assumed("workers by -n auto", Value::Count(4)),
        assumed("start-up of workers", Value::Secs(4.0)),
        assumed("collection", Value::Secs(4.0)),
        assumed("tests", Value::Count(1_240)),
        fitted("serial session", Value::Secs(66.0)),
    ],
    source: SOURCE,
    story: "",
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 1_240,
            durations: mixture(&[(0.8, 0.0065, 0.043), (0.2, 0.13, 0.6)], 5.0),
            ..SuiteSpec::default()
        },
        0,
    ),
    sides: Sides::Sessions(|| {
        let candidate = Session {
            workers: 4,
            startup: PerWorker::All(Nanos(4_000_000_000)),
            collection: PerWorker::All(Nanos(4_000_000_000)),
            ..Session::default()
        };
        [Session { dist: DistMode::No, workers: 0, startup: PerWorker::default(), ..candidate.clone() }, candidate]
    }),
};

/// What needs a database, and cannot share it.
pub(in super::super) const HEAVY: Preset = Preset {
    id: "lane-split-heavy",
    title: "Case: lane split, heavy lane",
    about: "Contract and integration tests, serial since they share a database; by file on four workers if they did not",
    shelf: Shelf::Case,
    durations: Origin::ByHand,
    character: &[],
    parameters: &[
        published("lane", Value::Secs(494.0)),
        published("coverage of this lane", Value::Percent(61.0)),
        published("integration files", Value::Count(139)),
        published("files that need Elasticsearch", Value::Count(87)),
        published("files that need Postgres only", Value::Count(47)),
        published("files that need OpenSearch", Value::Count(14)),
        published("files that need Solr", Value::Count(6)),
        assumed("files that need two of them", Value::Count(15)),
        assumed("contract files", Value::Count(12)),
        assumed("tests per file", Value::Words("2 to 7")),
        assumed("set-up steps and services of the lane", Value::Secs(55.0)),
        assumed("collection", Value::Secs(6.0)),
        fitted("serial session", Value::Secs(439.0)),
    ],
    source: SOURCE,
    story: "",
    rule: Rule::Tests(heavy),
    sides: Sides::Sessions(|| {
        let collection = PerWorker::All(Nanos(6_000_000_000));
        let baseline = Session { dist: DistMode::No, workers: 0, collection, ..Session::default() };
        let startup = PerWorker::All(Nanos(4_000_000_000));
        let candidate = Session { dist: DistMode::LoadFile, workers: 4, startup, ..baseline.clone() };
        [baseline, candidate]
    }),
};

/// How many integration files need which services beside Postgres, and the median of their tests in seconds.
const SERVICES: [(&str, u32, f64); 6] = [
    ("elasticsearch", 72, 0.65),
    ("elasticsearch_opensearch", 12, 0.86),
    ("elasticsearch_solr", 3, 0.86),
    ("opensearch", 2, 0.65),
    ("postgres", 47, 0.27),
    ("solr", 3, 0.65),
];

fn heavy() -> Vec<Test> {
    let contract = (0..12).map(|file| (format!("tests/contract/test_contract_{file:02}.py"), file, 0.23));
    let integration = SERVICES.iter().flat_map(|(service, n_files, median)| {
        (0..*n_files).map(move |file| {
            let path = format!("tests/integration/{service}/test_{service}_{file:02}.py");
            (path, 1_000 + hash(file, service.len() as u32) % 100_000, *median)
        })
    });
    let tests = contract.chain(integration).flat_map(|(path, number, median)| {
        let of_file = spread(number, median, 0.5);
        let n_tests = 2 + hash(number, 7) % 6;
        (0..n_tests).map(move |i| test(&format!("{path}::test_{i}"), spread(number * 8 + i, of_file, 0.4)))
    });
    tests.collect()
}
