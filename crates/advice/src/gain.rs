//! What mending would gain: the pipeline as it is and as it would be, in the same runs.

use laneway_engine::prepared::Prepared;
use laneway_engine::statistics::Mean;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;
use laneway_pipeline::study::summary::Probability;
use laneway_pipeline::study::{Figures, PipelineStudy};
use serde::Serialize;

/// How many runs a gain is taken from, if nobody says.
pub const REPLICATIONS: u32 = 100;

/// What mending would change, mended less as it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// Seconds of wall-clock time, with the 95% interval of the paired differences.
    pub wall_clock: Mean,
    /// Billed minutes a run, re-runs included, likewise.
    pub minutes: Mean,
    /// How probably a run is red now.
    pub red_now: Probability,
    /// And then.
    pub red_then: Probability,
}

/// Simulates both in `n` runs with the same luck. Cost: that of their sessions, `n` times.
///
/// # Errors
/// If either cannot be simulated.
pub fn gain(suite: &Suite, now: &Pipeline, then: &Pipeline, study: &StudySpec, n: u32) -> Result<Gain, Problem> {
    let mut runs = PipelineStudy::new(Prepared::of_suite(suite), vec![now.clone(), then.clone()], study);
    let replications = (0..n).map(|number| runs.replicate(number)).collect::<Result<Vec<_>, _>>()?;
    let difference = |of: fn(&Figures) -> f64| {
        let differences: Vec<f64> = replications.iter().map(|both| of(&both[1]) - of(&both[0])).collect();
        Mean::new(&differences)
    };
    let red = |side: usize| {
        Probability::new(replications.iter().filter(|both| !both[side].is_green).count(), replications.len())
    };
    Ok(Gain {
        wall_clock: difference(|figures| figures.wall_clock.as_secs()),
        minutes: difference(|figures| figures.bill_until_green.minutes()),
        red_now: red(0),
        red_then: red(1),
    })
}
