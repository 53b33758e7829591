//! Pipelines as links of version 1 hold them.

use laneway_engine::distribution::Distribution;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::{Known, SplitBy};
use laneway_engine::time::Nanos;
use laneway_pipeline::coverage::Rules;
use laneway_pipeline::hazard::{CrashHazard, Flaky, Hazards};
use laneway_pipeline::job::{Condition, Container, Job};
use laneway_pipeline::matrix::{Axis, Effect, Matrix};
use laneway_pipeline::pipeline::{Pipeline, Reruns, Traffic};
use laneway_pipeline::runner::Runner;
use laneway_pipeline::service::{Plan, Service};
use laneway_pipeline::shards::Splitter;
use laneway_pipeline::step::{Download, Gate, IfNone, Lane, Step, TestRun, Upload, Work};

use super::broken::Broken;
use super::coder::{Coder, Place};
use super::wire::{Wire, kinds, record};

const fn always(secs: f64) -> Distribution {
    Distribution::Constant { secs }
}

record! { 40 Pipeline {
    jobs = Vec::new(),
    service = Service::GitHub,
    plan = Plan::base(),
    coverage = Rules::base(),
    required = Vec::new(),
    traffic = Traffic::base(),
    reruns = Reruns::base(),
}}

kinds! { 41 Service { 0 GitHub {}, 1 GitLab {}, 2 Forgejo {} }}

record! { 42 Plan { name = "Team".to_owned(), slots = 60, included_minutes = 3_000 }}

record! { 43 Traffic { runs_per_day = 20.0, at_once = 1, breaks = 0.0 }}

impl Wire for Reruns {
    fn base() -> Self {
        Self(2)
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        self.0.code(&base.0, at, coder)
    }
}

record! { 45 Job {
    id = "tests".to_owned(),
    name = String::new(),
    needs = Vec::new(),
    condition = Condition::Success,
    continue_on_error = false,
    timeout = Nanos(21_600_000_000_000),
    runner = Runner::base(),
    matrix = Matrix::base(),
    containers = Vec::new(),
    steps = Vec::new(),
    post = always(0.0),
}}

kinds! { 46 Condition { 0 Success {}, 1 Always {}, 2 NotCancelled {}, 3 Failure {}, 4 Never {} }}

record! { 47 Container {
    name = String::new(),
    start = always(0.0),
    ready = always(0.0),
    health_interval = Nanos(10_000_000_000),
}}

record! { 48 Runner {
    label = "ubuntu-24.04".to_owned(),
    cores = None,
    speed_permille = 1_000,
    price = 0,
    factor_permille = 1_000,
    is_included = true,
    queue = always(0.0),
    pool = None,
}}

record! { 49 Matrix {
    axes = Vec::new(),
    exclude = Vec::new(),
    include = Vec::new(),
    effects = Vec::new(),
    shards = 1,
    fail_fast = true,
    max_parallel = None,
}}

record! { 50 Axis { name = String::new(), values = Vec::new() }}

record! { 51 Effect { axis = String::new(), value = String::new(), runner = None, speed_permille = None }}

record! { 52 Step {
    name = "Test".to_owned(),
    condition = Condition::Success,
    continue_on_error = false,
    work = Work::base(),
}}

kinds! { 53 Work {
    0 Tests { 0: tests = Box::base() },
    1 Command { takes: takes = always(0.0) },
    2 Checkout { takes: takes = always(0.0) },
    3 Cached { hits: hits = 0.0, on_hit: on_hit = always(0.0), on_miss: on_miss = always(0.0) },
    4 Upload { 0: upload = Upload::base() },
    5 Download { 0: download = Download::base() },
    6 Gate { 0: gate = Gate::base() },
    7 Parallel { lanes: lanes = Vec::new() },
}}

record! { 54 Lane { name = String::new(), steps = Vec::new() }}

record! { 55 TestRun {
    session = Session::base(),
    splitter = Splitter::base(),
    hazards = Hazards::base(),
    coverage = None,
}}

record! { 56 Splitter { by = SplitBy::DurationBasedChunks, known = Known::Recorded }}

record! { 57 Hazards { flaky = Flaky::base(), crashes = Vec::new() }}

record! { 58 Flaky { share = 0.0, fails = 0.0, reruns = 0 }}

record! { 59 CrashHazard { tests = Selection::base(), alone = 0.0, together = 0.0 }}

record! { 60 Upload {
    artifact = String::new(),
    files = ".coverage*".to_owned(),
    include_hidden = true,
    if_none = IfNone::Warn,
    takes = always(1.0),
}}

kinds! { 61 IfNone { 0 Warn {}, 1 Error {}, 2 Ignore {} }}

record! { 62 Download { artifacts = "*".to_owned(), merge = true, takes = always(1.0) }}

record! { 63 Gate {
    fail_under = None,
    combine = true,
    looks_in_folders = false,
    maps_paths = true,
    takes = always(5.0),
}}
