//! How long a whole search takes on one thread: 2,000 configurations of 5,000 tests, from the first batch to the answer.
//!
//! Run with `cargo bench -p laneway-search --bench search --profile fast`. The target: 10 s in the page on two cores, which is
//! about 13 s here, since wasm takes 1.5 times as long and two threads share the work. `bare` is one pytest session whose
//! workers share sixteen cores; `in_pipeline` has runners of several sizes and shards.

use divan::Bencher;
use divan::counter::ItemsCount;
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::order::{ORDERS, Order};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::split::SplitBy;
use laneway_engine::study::StudySpec;
use laneway_engine::time::Nanos;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::prices::{Price, find};
use laneway_pipeline::service::Service;
use laneway_search::batch::drive;
use laneway_search::objective::Objective;
use laneway_search::question::Question;
use laneway_search::search::Search;
use laneway_search::space::{Free, Space};

const N_TESTS: usize = 5_000;

fn main() {
    divan::main();
}

/// Sixteen workers on sixteen cores, half of each test computing.
fn session() -> Session {
    Session {
        workers: 16,
        contention: Some(Contention { cores: 16, ..Contention::default() }),
        startup: PerWorker::All(Nanos(500_000_000)),
        collection: PerWorker::All(Nanos(3_000_000_000)),
        ..Session::default()
    }
}

/// All that one session may change: 1,980 configurations.
fn of_session() -> Free {
    Free {
        dist: vec![DistMode::Load, DistMode::WorkSteal, DistMode::LoadScope, DistMode::LoadFile, DistMode::LoadGroup],
        workers: (1..=32).chain([36, 40, 44, 48]).collect(),
        maxschedchunk: vec![None, Some(1), Some(4), Some(16)],
        loadscope_reorder: vec![true, false],
        order: ORDERS.iter().map(|info| info.order).collect(),
        ..Free::of("tests", 0)
    }
}

/// With runners of 2 to 16 cores, and up to eight shards: 1,920 configurations.
fn of_pipeline() -> Free {
    let labels = ["ubuntu-latest", "ubuntu-latest-4-cores", "ubuntu-latest-8-cores", "ubuntu-latest-16-cores"];
    let runners = labels.iter().filter_map(|label| find(Service::GitHub, label)).map(Price::runner).collect();
    Free {
        dist: vec![DistMode::Load, DistMode::WorkSteal, DistMode::LoadFile],
        workers: vec![1, 2, 3, 4, 5, 6, 8, 10, 12, 16],
        maxschedchunk: vec![None, Some(1)],
        order: vec![Order::Collected, Order::SlowestFirst],
        runner: runners,
        shards: vec![1, 2, 3, 4, 6, 8],
        split_by: vec![SplitBy::LeastDuration],
        ..Free::of("tests", 0)
    }
}

fn bench(bencher: Bencher, free: &Free) {
    let spec = SuiteSpec { tests: N_TESTS, ..SuiteSpec::default() };
    let suite = generate("bench", &spec, 1).expect("the default specification is allowed");
    let question = || {
        let from = Pipeline::bare(session());
        Question {
            baseline: from.clone(),
            from,
            space: Space { runs: vec![free.clone()], max_jobs: None },
            objective: Objective::default(),
            study: StudySpec { seed: 5, ..StudySpec::default() },
            least_share: 0.02,
            is_calibrated: false,
        }
    };
    let search = || Search::new(question(), None, N_TESTS).expect("a space that can be searched");
    let n = search().progress().1;
    bencher.counter(ItemsCount::new(n)).with_inputs(search).bench_local_values(|mut search| {
        drive(&mut search, Prepared::of_suite(&suite)).expect("configurations that can be simulated");
        search.found()
    });
}

#[divan::bench(sample_count = 1)]
fn bare(bencher: Bencher) {
    bench(bencher, &of_session());
}

#[divan::bench(sample_count = 1)]
fn in_pipeline(bencher: Bencher) {
    bench(bencher, &of_pipeline());
}
