//! How long things around the tests take, as short words for the distributions of the engine.

use laneway_engine::distribution::Distribution;

/// Always so many seconds.
pub fn constant(secs: f64) -> Distribution {
    Distribution::Constant { secs }
}

/// A lognormal by its median and 95th percentile, in seconds, as most steps are.
pub fn around(median: f64, p95: f64) -> Distribution {
    Distribution::Lognormal { median, p95, cap: None }
}
