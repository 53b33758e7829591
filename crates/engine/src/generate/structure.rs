//! Which tests there are: files in folders, classes, functions, parameters.

use rand::RngExt;
use rand_distr::{Distribution as _, StandardNormal};
use serde::{Deserialize, Serialize};

use super::SuiteSpec;
use crate::distribution::Z_95;
use crate::random::{Purpose, Stream, stream};
use crate::suite::Test;

/// How many tests files have: a lognormal, rounded, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TestsPerFile {
    /// Half of the files have fewer; 1 to 10^6. Default: 6.7.
    pub median: f64,
    /// 95 of 100 have fewer; not below the median. Default: 44.
    pub p95: f64,
}

impl Default for TestsPerFile {
    fn default() -> Self {
        Self { median: 6.7, p95: 44.0 }
    }
}

/// Which files carry `xdist_group` marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Groups {
    /// The share of files, 0 to 1.
    pub files: f64,
    /// How many groups they are spread over; 0 counts as 1.
    pub number: u32,
}

/// A test, and what it shares with the one before.
pub(super) struct Place {
    pub(super) test: Test,
    pub(super) begins_file: bool,
    pub(super) begins_function: bool,
}

/// Folders of a generated suite; files are named after what they might test.
const FOLDERS: [&str; 6] = ["api", "cli", "core", "db", "models", "web"];
const THINGS: [&str; 12] = [
    "accounts", "cache", "config", "events", "forms", "jobs", "orders", "parser", "queries", "routes", "tasks", "views",
];
/// The most parameters that a function has.
const MAX_PARAMETERS: u32 = 9;

/// All tests, in collection order: by folder, then by file.
pub(super) fn places(spec: &SuiteSpec, seed: u64) -> Vec<Place> {
    let mut random = stream(seed, Purpose::Structure, 0);
    let sizes = sizes(spec, &mut random);
    let n_files = sizes.len();
    let mut places = Vec::with_capacity(spec.tests);
    for (number, size) in sizes.into_iter().enumerate() {
        let folder = FOLDERS[number * FOLDERS.len() / n_files];
        let thing = THINGS[number % THINGS.len()];
        let file = format!("tests/{folder}/test_{thing}_{number}.py");
        let class = if random.random_bool(spec.classes) {
            format!("::Test{}{thing_tail}", first(thing), thing_tail = &thing[1..])
        } else {
            String::new()
        };
        let groups = if random.random_bool(spec.groups.files) {
            vec![format!("group_{}", random.random_range(0..spec.groups.number.max(1)))]
        } else {
            Vec::new()
        };
        let (mut left_in_file, mut function) = (size, 0);
        while left_in_file > 0 {
            let n_parameters = n_parameters(spec.parametrised, left_in_file, &mut random);
            for parameter in 0..n_parameters {
                let suffix = if n_parameters > 1 { format!("[{parameter}]") } else { String::new() };
                let id = format!("{file}{class}::test_{thing}_{function}{suffix}");
                places.push(Place {
                    test: Test { id, groups: groups.clone(), ..Test::default() },
                    begins_file: left_in_file == size && parameter == 0,
                    begins_function: parameter == 0,
                });
            }
            left_in_file -= n_parameters;
            function += 1;
        }
    }
    places
}

fn first(thing: &str) -> String {
    thing.chars().take(1).flat_map(char::to_uppercase).collect()
}

/// How many tests each file has; together as many as asked for.
fn sizes(spec: &SuiteSpec, random: &mut Stream) -> Vec<u32> {
    let mu = libm::log(spec.tests_per_file.median);
    let sigma = libm::log(spec.tests_per_file.p95 / spec.tests_per_file.median) / Z_95;
    let mut left = spec.tests;
    let mut sizes = Vec::new();
    while left > 0 {
        let z: f64 = StandardNormal.sample(random);
        let size = (libm::exp(mu + sigma * z).round().max(1.0) as usize).min(left);
        sizes.push(size as u32);
        left -= size;
    }
    sizes
}

/// How many tests the next function has. A function of k parameters is k tests, so that functions are parametrised more
/// rarely than tests are.
fn n_parameters(share: f64, most: u32, random: &mut Stream) -> u32 {
    let mean = f64::from(2 + MAX_PARAMETERS) / 2.0;
    let of_functions = share / (share + (1.0 - share) * mean);
    if most < 2 || !random.random_bool(of_functions) { 1 } else { random.random_range(2..=MAX_PARAMETERS).min(most) }
}
