//! What mending would gain: the pipeline as it is and as it would be, in the same runs.

use std::cmp::Ordering;

use laneway_engine::prepared::Prepared;
use laneway_engine::statistics::Mean;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;
use laneway_pipeline::study::summary::Probability;
use laneway_pipeline::study::{Figures, replicate};
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
    let (replications, _) = replicate(Prepared::of_suite(suite), vec![now.clone(), then.clone()], study, 0..n);
    Ok(Gain::of(&replications?))
}

impl Gain {
    /// Of runs of both with the same luck, at least one: in each, the figures as it is, then mended.
    pub fn of(replications: &[Vec<Figures>]) -> Self {
        let difference = |of: fn(&Figures) -> f64| {
            let differences: Vec<f64> = replications.iter().map(|both| of(&both[1]) - of(&both[0])).collect();
            Mean::new(&differences)
        };
        let red = |side: usize| {
            Probability::new(replications.iter().filter(|both| !both[side].is_green).count(), replications.len())
        };
        Self {
            wall_clock: difference(|figures| figures.wall_clock.as_secs()),
            minutes: difference(|figures| figures.bill_until_green.minutes()),
            red_now: red(0),
            red_then: red(1),
        }
    }

    /// Whether fewer runs would be red, or more: the 95% intervals of both probabilities lie apart.
    pub fn changes_risk(&self) -> bool {
        let (now, then) = (self.red_now, self.red_then);
        then.most < now.least || then.least > now.most
    }

    /// What it is worth: runs less red, seconds of wall-clock time, billed minutes, each only where it is sure, and below 0
    /// where mending costs.
    fn worth(&self) -> [f64; 3] {
        let risk = if self.changes_risk() { self.red_now.share - self.red_then.share } else { 0.0 };
        let sure = |mean: &Mean| if mean.excludes_zero() { -mean.secs } else { 0.0 };
        [risk, sure(&self.wall_clock), sure(&self.minutes)]
    }
}

/// The places of gains, the most worthwhile first: by risk, then by time, then by bill. What is equal stays in order; no gain
/// counts as one of nothing.
pub fn by_worth(gains: &[Option<Gain>]) -> Vec<usize> {
    let worth: Vec<[f64; 3]> = gains.iter().map(|gain| gain.map_or([0.0; 3], |gain| gain.worth())).collect();
    let mut places: Vec<usize> = (0..gains.len()).collect();
    places.sort_by(|left, right| {
        let pairs = worth[*right].iter().zip(&worth[*left]);
        pairs.map(|(right, left)| right.total_cmp(left)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain(secs: f64, minutes: f64, n_red_then: usize) -> Gain {
        let mean = |secs, half_width| Mean { secs, half_width };
        Gain {
            wall_clock: mean(secs, 3.0),
            minutes: mean(minutes, 0.1),
            red_now: Probability::new(40, 100),
            red_then: Probability::new(n_red_then, 100),
        }
    }

    #[test]
    fn ok_risk_comes_before_time_and_time_before_the_bill() {
        let gains = [
            None,
            Some(gain(0.0, -1.0, 40)),
            Some(gain(-9.0, 0.0, 40)),
            Some(gain(-50.0, 0.0, 40)),
            Some(gain(0.0, 0.0, 2)),
        ];
        assert_eq!(by_worth(&gains), [4, 3, 2, 1, 0]);
    }

    #[test]
    fn ok_what_is_not_sure_counts_for_nothing() {
        assert_eq!(by_worth(&[Some(gain(0.0, 0.0, 40)), Some(gain(-2.0, -0.05, 35)), None]), [0, 1, 2]);
    }

    #[test]
    fn ok_what_costs_comes_last() {
        assert_eq!(by_worth(&[Some(gain(9.0, 0.0, 40)), None, Some(gain(-9.0, 0.0, 40))]), [2, 1, 0]);
    }
}
