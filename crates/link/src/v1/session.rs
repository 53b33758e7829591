//! Sessions as links of version 1 hold them.

use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::noise::Noise;
use laneway_engine::order::Order;
use laneway_engine::selection::Selection;
use laneway_engine::session::{Crash, CrashMode, Delay, Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::split::{Known, Split, SplitBy};
use laneway_engine::study::StudySpec;
use laneway_engine::time::Nanos;

use super::wire::{kinds, record};

record! { 1 Session {
    selection = Selection::base(),
    split = None,
    dist = DistMode::Load,
    workers = 4,
    maxschedchunk = None,
    loadscope_reorder = true,
    max_worker_restart = None,
    latency = Nanos(0),
    startup = PerWorker::base(),
    collection = PerWorker::base(),
    ramp = Nanos(0),
    test_overhead = Nanos(0),
    test_gap = Nanos(0),
    worker_finish = Nanos(0),
    restart_startup = Nanos(0),
    restart_collection = Nanos(0),
    controller_cost = Nanos(0),
    restart_block = Nanos(0),
    crashes = Vec::new(),
    fixtures = Fixtures::base(),
    contention = None,
    order = Order::Collected,
    order_seed = 0,
    speed_permille = 1_000,
    coverage_permille = 0,
    sees_groups = true,
    ; later delays = Vec::new(),
}}

record! { 2 Selection { paths = Vec::new(), without = Vec::new(), marked = Vec::new(), unmarked = Vec::new() }}

record! { 3 Split { splits = 1, group = 1, by = SplitBy::DurationBasedChunks, known = Known::Recorded }}

kinds! { 4 SplitBy {
    0 DurationBasedChunks {},
    1 LeastDuration {},
    2 Count {},
    3 File {},
    4 Hash {},
}}

kinds! { 5 Known {
    0 Recorded {},
    1 Nothing {},
    2 Stale { missing: missing = 0.0, drift: drift = 0.0 },
}}

kinds! { 6 DistMode {
    0 Load {},
    1 WorkSteal {},
    2 LoadGroup {},
    3 LoadScope {},
    4 LoadFile {},
    5 Each {},
    6 No {},
}}

kinds! { 7 PerWorker {
    0 All { 0: all = Nanos(0) },
    1 Each { 0: each = Vec::new() },
}}

record! { 8 Crash { test = 0, mode = CrashMode::Always, after = None }}

record! { 95 Delay { test = 0, by = Nanos(0) }}

kinds! { 9 CrashMode { 0 Always {}, 1 First {} }}

record! { 10 Fixtures { session = Nanos(0), module = ScopeCost::base(), class = ScopeCost::base() }}

kinds! { 11 ScopeCost {
    0 All { 0: all = Nanos(0) },
    1 By { 0: by = std::collections::BTreeMap::new() },
}}

record! { 12 Contention { cores = 2, cpu_permille = 500, boot_cpu_permille = 1_000 }}

kinds! { 13 Order {
    0 Collected {},
    1 SlowestFirst {},
    2 FastestFirst {},
    3 Interleaved {},
    4 Random {},
}}

record! { 14 StudySpec { seed = 0, replications = 1_000, noise = Noise::base(), until = None, worthwhile = 0.02 }}

record! { 15 Noise { test = 0.08, job = 0.03 }}
