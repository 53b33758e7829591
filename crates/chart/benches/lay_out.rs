//! How long a picture takes to be laid out and turned into pixels, without the canvas.
//!
//! Run with `cargo bench -p laneway-chart`. The target: 30,000 tests on 64 workers, both sides, in a few milliseconds.

use divan::Bencher;
use laneway_chart::index::Index;
use laneway_chart::lay_out::{Marks, lay_out};
use laneway_chart::minimap::minimap;
use laneway_chart::palette::Palette;
use laneway_chart::side::Side;
use laneway_chart::strips::strips;
use laneway_chart::viewport::{TimeRange, Viewport};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

fn main() {
    divan::main();
}

/// A suite with many short tests, a few long ones, and about 40 tests to a file.
fn suite(n_tests: u64) -> Suite {
    let duration = |n: u64| {
        let spread = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44;
        Nanos(2_000_000 + spread * 400 + if n.is_multiple_of(97) { 6_000_000_000 } else { 0 })
    };
    let test = |n| Test {
        id: format!("f{}.py::test_{n}", n / 40),
        duration: duration(n),
        groups: Vec::new(),
        ..Test::default()
    };
    Suite { tests: (0..n_tests).map(test).collect(), ..Suite::default() }
}

fn session(workers: u32) -> (Session, Session) {
    let baseline = Session { workers, ..Session::default() };
    (baseline.clone(), Session { dist: DistMode::WorkSteal, ..baseline })
}

fn full(suite: &Suite, session: &Session) -> Outcome {
    simulate(&suite.tests, session, Detail::Full).expect("a valid session")
}

fn with_sides(n_tests: u64, workers: u32, work: impl FnOnce(&[Side<'_>])) {
    let suite = suite(n_tests);
    let (baseline, candidate) = session(workers);
    let indexes = [&baseline, &candidate].map(|session| Index::new(&suite, session, &full(&suite, session)));
    let side = |index| Side { name: "side", detail: "", suite: &suite, index, floor: Some(Nanos(1)) };
    work(&[side(&indexes[0]), side(&indexes[1])]);
}

fn viewport(sides: &[Side<'_>], part: u64) -> Viewport {
    let whole = TimeRange::whole(laneway_chart::side::end(sides));
    let range = TimeRange { from: Nanos(whole.to.0 / 3), to: Nanos(whole.to.0 / 3 + whole.to.0 / part) };
    let range = if part == 1 { whole } else { range };
    Viewport { width: 1_440.0, height: 900.0, gutter: 64.0, scroll: 0.0, range }
}

/// The argument: which part of the time is seen, 1 for all.
#[divan::bench(args = [1, 4, 100])]
fn lay_out_t30000_w64(bencher: Bencher, part: u64) {
    with_sides(30_000, 64, |sides| {
        let viewport = viewport(sides, part);
        bencher.bench_local(|| lay_out(sides, &viewport, Marks::default()));
    });
}

#[divan::bench]
fn strips_t30000_w64(bencher: Bencher) {
    with_sides(30_000, 64, |sides| {
        let scene = lay_out(sides, &viewport(sides, 1), Marks::default());
        bencher.bench_local(|| strips(&scene, &Palette::LIGHT, 1.0));
    });
}

#[divan::bench]
fn lay_out_t1000000_w1000(bencher: Bencher) {
    with_sides(1_000_000, 1_000, |sides| {
        let viewport = viewport(sides, 1);
        bencher.bench_local(|| lay_out(sides, &viewport, Marks::default()));
    });
}

#[divan::bench]
fn lay_out_t1000000_w8(bencher: Bencher) {
    with_sides(1_000_000, 8, |sides| {
        let viewport = viewport(sides, 1);
        bencher.bench_local(|| lay_out(sides, &viewport, Marks::default()));
    });
}

#[divan::bench]
fn index_t30000_w64(bencher: Bencher) {
    let suite = suite(30_000);
    let (baseline, _) = session(64);
    let outcome = full(&suite, &baseline);
    bencher.bench_local(|| Index::new(&suite, &baseline, &outcome));
}

#[divan::bench]
fn minimap_t30000_w64(bencher: Bencher) {
    with_sides(30_000, 64, |sides| {
        let whole = TimeRange::whole(laneway_chart::side::end(sides));
        bencher.bench_local(|| minimap(sides, whole, 1_440.0, 40.0, 64.0));
    });
}
