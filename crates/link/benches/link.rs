//! How long links take to be made and opened.
//!
//! Run with `cargo bench -p laneway-link --bench link --profile fast`.

use divan::Bencher;
use divan::counter::ItemsCount;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_link::answer::offered;
use laneway_link::fidelity::{Fidelity, Names};
use laneway_link::link::{read_shared, write_shared};
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// A generated suite, as if it were imported: steps without names, or all of it.
fn shared(n_tests: usize, fidelity: Fidelity, names: &Names) -> Shared {
    let spec = SuiteSpec { tests: n_tests, ..SuiteSpec::default() };
    let suite = generate("bench", &spec, 1).expect("a specification");
    offered(&Shared::from(Scenario { source: suite.into(), ..Scenario::default() }), fidelity, names)
}

const STEPS: Fidelity = Fidelity::Ordered { step_permille: 100, n_exact: 20 };

#[divan::bench(args = SIZES)]
fn write_steps(bencher: Bencher, n_tests: usize) {
    let shared = shared(n_tests, STEPS, &Names::None);
    bencher.counter(ItemsCount::new(n_tests)).bench_local(|| write_shared(&shared));
}

#[divan::bench(args = SIZES)]
fn read_steps(bencher: Bencher, n_tests: usize) {
    let link = write_shared(&shared(n_tests, STEPS, &Names::None));
    bencher.counter(ItemsCount::new(n_tests)).bench_local(|| read_shared(&link).expect("a link"));
}

#[divan::bench(args = SIZES)]
fn write_in_full(bencher: Bencher, n_tests: usize) {
    let shared = shared(n_tests, Fidelity::Full, &Names::All);
    bencher.counter(ItemsCount::new(n_tests)).bench_local(|| write_shared(&shared));
}

#[divan::bench(args = SIZES)]
fn read_in_full(bencher: Bencher, n_tests: usize) {
    let link = write_shared(&shared(n_tests, Fidelity::Full, &Names::All));
    bencher.counter(ItemsCount::new(n_tests)).bench_local(|| read_shared(&link).expect("a link"));
}
