//! How long one session takes, without trace.
//!
//! Run with `cargo bench -p laneway-engine --bench session`. The target: 10,195 tests on 32 workers in at most 2 ms in any mode but
//! `each`, and no worse than n log n up to 1,000,000 tests on 1,000 workers.

use divan::Bencher;
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate, simulate_prepared};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

const MODES: [DistMode; 5] =
    [DistMode::Load, DistMode::WorkSteal, DistMode::LoadScope, DistMode::LoadFile, DistMode::LoadGroup];

fn main() {
    divan::main();
}

#[divan::bench(args = MODES)]
fn t10195_w32(bencher: Bencher, dist: DistMode) {
    bench(bencher, Session { dist, workers: 32, ..Session::default() }, 10_195);
}

/// The suite is new each time: its ids are sorted into units too.
#[divan::bench(args = MODES)]
fn t10195_w32_unprepared(bencher: Bencher, dist: DistMode) {
    let tests: Vec<Test> = (0..10_195).map(test).collect();
    let session = Session { dist, workers: 32, latency: Nanos(500_000), ..Session::default() };
    bencher.bench_local(|| simulate(&tests, &session, Detail::Summary));
}

/// 32 workers on 8 cores.
#[divan::bench(args = MODES)]
fn t10195_w32_contention(bencher: Bencher, dist: DistMode) {
    let contention = Contention { cores: 8, ..Contention::default() };
    bench(bencher, Session { dist, workers: 32, contention: Some(contention), ..Session::default() }, 10_195);
}

#[divan::bench(args = MODES)]
fn t100000_w100(bencher: Bencher, dist: DistMode) {
    bench(bencher, Session { dist, workers: 100, ..Session::default() }, 100_000);
}

#[divan::bench(args = MODES, sample_count = 3, sample_size = 1)]
fn t1000000_w1000(bencher: Bencher, dist: DistMode) {
    bench(bencher, Session { dist, workers: 1_000, ..Session::default() }, 1_000_000);
}

fn bench(bencher: Bencher, session: Session, n_tests: u32) {
    let tests: Vec<Test> = (0..n_tests).map(test).collect();
    let session = Session { latency: Nanos(500_000), ..session };
    let prepared = Prepared::new(&tests);
    bencher.bench_local(|| simulate_prepared(&prepared, &session, Detail::Summary));
}

/// 26 tests a file, some in classes; durations spread over three orders of magnitude, alike within a file.
fn test(number: u32) -> Test {
    let file = number / 26;
    let spread = |seed: u32, size: u64| u64::from(seed.wrapping_mul(0x9e37_79b9) >> 16) % size;
    let class = if number.is_multiple_of(3) { "::TestThing" } else { "" };
    Test {
        id: format!("tests/unit/area_{}/test_module_{file}.py{class}::test_case_{number}", file % 40),
        duration: Nanos(1_000_000 * (1 << spread(file, 10)) + 1_000 * spread(number, 5_000)),
        groups: Vec::new(),
        ..Test::default()
    }
}
