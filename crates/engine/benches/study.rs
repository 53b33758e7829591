//! How many tests a second a study simulates, noise drawn anew in every replication.
//!
//! Run with `cargo bench -p laneway-engine --bench study`. The target: 5,000,000 tests a second on one core for worksteal
//! on 32 workers; 1,000 replications of 10,195 tests in 1.5 s on two cores.

use divan::Bencher;
use divan::counter::ItemsCount;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::session::Session;
use laneway_engine::study::{Study, StudySpec};

const N_TESTS: usize = 10_195;

fn main() {
    divan::main();
}

#[divan::bench(args = [DistMode::Load, DistMode::WorkSteal, DistMode::LoadGroup])]
fn replication_w32(bencher: Bencher, dist: DistMode) {
    let suite = generate("bench", &SuiteSpec { tests: N_TESTS, ..SuiteSpec::default() }, 1);
    let suite = suite.expect("the default specification is allowed");
    let sessions = [Session { dist, workers: 32, ..Session::default() }];
    let mut study = Study::new(&suite, &sessions, &StudySpec::default());
    let mut number = 0;
    bencher.counter(ItemsCount::new(N_TESTS)).bench_local(|| {
        number += 1;
        study.replicate(number)
    });
}
