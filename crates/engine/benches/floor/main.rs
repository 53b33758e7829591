//! The engine beside the least that any simulator of a session does: draw every duration, and keep who is free when.
//!
//! Run with `cargo bench -p laneway-engine --bench floor`. The target: the engine within twice the time of the bare loop.
//! With `--answer SUITE` it answers `benches/compare` instead.
//!
//! - [`bare`]: the bare loop.
//! - [`clocked`]: how long each of them takes.
//! - [`answer`]: questions on standard input, for comparisons with programs in other languages.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark has a clock, files and arguments"
)]

mod answer;
mod bare;
mod clocked;

use std::process::ExitCode;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

use clocked::Clocked;

const SIZES: [(u32, u32); 4] = [(1_000, 8), (10_000, 32), (100_000, 32), (1_000_000, 1_000)];
const MODES: [DistMode; 3] = [DistMode::Load, DistMode::WorkSteal, DistMode::LoadFile];
const ROUNDS: usize = 7;

#[expect(clippy::print_stdout, reason = "a benchmark's table")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [option, path] = arguments.as_slice()
        && option == "--answer"
    {
        return answer::answer_all(path);
    }
    println!("| tests | workers | mode | bare, ns a test | engine, ns a test | times the bare loop |");
    println!("|---|---|---|---|---|---|");
    for (n_tests, workers) in SIZES {
        let suite = Suite { tests: (0..n_tests).map(test).collect(), ..Suite::default() };
        for dist in MODES {
            let clocked = Clocked::new(&suite);
            // In turns, so that both see the same machine.
            let pairs: Vec<(f64, f64)> =
                (0..ROUNDS).map(|_| (clocked.bare(workers).1, clocked.noisy(dist, workers).1)).collect();
            let of_test = |pick: fn(&(f64, f64)) -> f64| median(pairs.iter().map(pick)) * 1e9 / f64::from(n_tests);
            let (bare, engine) = (of_test(|pair| pair.0), of_test(|pair| pair.1));
            let ratio = median(pairs.iter().map(|pair| pair.1 / pair.0));
            println!("| {n_tests} | {workers} | {} | {bare:.1} | {engine:.1} | {ratio:.2} |", dist.flag());
        }
    }
    ExitCode::SUCCESS
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// 26 tests a file; durations spread over three orders of magnitude, alike within a file.
fn test(number: u32) -> Test {
    let file = number / 26;
    let spread = |seed: u32, size: u64| u64::from(seed.wrapping_mul(0x9e37_79b9) >> 16) % size;
    Test {
        id: format!("tests/area_{}/test_module_{file}.py::test_case_{number}", file % 40),
        duration: Nanos(1_000_000 * (1 << spread(file, 10)) + 1_000 * spread(number, 5_000)),
        ..Test::default()
    }
}
