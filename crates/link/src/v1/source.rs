//! Where tests come from, as links of version 1 hold it.

use laneway_engine::calibrate::{Calibration, Compared, Fitted, LeftAlone, What};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::distribution::{Distribution, Part};
use laneway_engine::generate::{Groups, SlowBlock, SuiteSpec, TestsPerFile};
use laneway_engine::source::Source;
use laneway_engine::suite::{OrderKnown, Recording, SourceKind};
use laneway_engine::time::Nanos;

use super::wire::{kinds, record};

kinds! { 20 Source {
    0 Preset { 0: preset = String::new() },
    1 Given { 0: given = std::sync::Arc::base() },
    2 Generated { spec: spec = SuiteSpec::base(), seed: seed = 0 },
    3 Resampled { from: from = Box::new(Self::base()), n_tests: n_tests = 0, seed: seed = 0 },
}}

record! { 21 SuiteSpec {
    tests = 2_000,
    durations = Distribution::base(),
    tests_per_file = TestsPerFile::base(),
    likeness = 0.8,
    parametrised = 0.39,
    classes = 0.3,
    groups = Groups::base(),
    slow_block = None,
}}

record! { 22 TestsPerFile { median = 6.7, p95 = 44.0 }}

record! { 23 Groups { files = 0.0, number = 0 }}

record! { 24 SlowBlock { tests = 0, at = 0.0 }}

kinds! { 25 Distribution {
    0 Constant { secs: secs = 0.0 },
    1 Lognormal { median: median = 1.0, p95: p95 = 1.0, cap: cap = None },
    2 Mixture { parts: parts = Vec::new(), cap: cap = None },
    3 Empirical { values: values = Vec::new() },
    4 Uniform { least: least = 0.0, most: most = 1.0 },
    5 Exponential { mean: mean = 1.0 },
    6 Normal { mean: mean = 1.0, sd: sd = 0.0 },
    7 Gamma { mean: mean = 1.0, sd: sd = 1.0 },
    8 Weibull { median: median = 1.0, p95: p95 = 2.0 },
    9 Pareto { least: least = 1.0, index: index = 1.0, cap: cap = 2.0 },
}}

record! { 26 Part { weight = 0.5, median = 1.0, p95 = 1.0 }}

record! { 27 Recording {
    source = SourceKind::Typed,
    date = None,
    workers = None,
    cores = None,
    coverage = None,
    coverage_permille = None,
    order = OrderKnown::Collected,
}}

kinds! { 28 SourceKind {
    0 Typed {},
    1 TestDurations {},
    2 JunitXml {},
    3 ReportLog {},
    4 PytestTiming {},
    5 DurationsText {},
    6 Csv {},
    7 CollectOnly {},
}}

kinds! { 29 OrderKnown { 0 Collected {}, 1 Finished {}, 2 Sorted {} }}

record! { 30 Calibration {
    dist = DistMode::Load,
    workers = 4,
    tests = Compared::base(),
    session = None,
    fitted = Vec::new(),
    left_alone = Vec::new(),
}}

record! { 31 Compared { modelled = Nanos(0), measured = Nanos(0) }}

record! { 32 Fitted { what = What::Startup, value = Nanos(0), n = 0, p5 = Nanos(0), p95 = Nanos(0) }}

record! { 33 LeftAlone { what = What::Startup, why = String::new() }}

kinds! { 34 What {
    0 Startup {},
    1 Collection {},
    2 Latency {},
    3 TestOverhead {},
    4 TestGap {},
    5 WorkerFinish {},
    6 Ending {},
    7 Outside {},
    8 SessionFixtures {},
    9 ModuleFixtures {},
    10 ClassFixtures {},
    11 Computing {},
}}
