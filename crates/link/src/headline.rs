//! The headline of a comparison: figures with their intervals, as data.

use laneway_engine::statistics::Mean;
use laneway_pipeline::compare::{Comparison, Side};
use serde::{Deserialize, Serialize};

use crate::shared::MODEL;

/// What both sides come to; the baseline first. Each figure has four digits, so that a link is short.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// Over how many runs.
    pub replications: u32,
    /// Seconds of a run in which nothing is left to luck.
    pub typical: [f64; 2],
    /// Mean wall-clock time of a run, seconds.
    pub wall_clock: [Figure; 2],
    /// Mean of the paired differences of wall-clock time, candidate less baseline, seconds.
    pub gain: Figure,
    /// Probability that a run is red, 0 to 1.
    pub red: [Figure; 2],
    /// Dollars a month.
    pub dollars: [f64; 2],
}

/// A figure and its 95% interval. Of a single run the interval is the figure itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Not less.
    pub least: f64,
    /// Not more.
    pub most: f64,
}

/// Why a headline is another one when it is computed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mismatch {
    /// The sender's model was another one.
    Model,
    /// Another number of runs.
    Replications,
    /// The same model and runs: the scenario was changed, or the link was not made by Laneway.
    Unexplained,
}

impl Headline {
    /// Of both sides over `replications` runs.
    pub fn of(comparison: &Comparison, replications: u32) -> Self {
        let Comparison { baseline, candidate, .. } = comparison;
        let both = |of: &dyn Fn(&Side) -> Figure| [of(baseline), of(candidate)];
        Self {
            replications,
            typical: [baseline, candidate].map(|side| rounded(side.typical.wall_clock.as_secs())),
            wall_clock: both(&|side| Figure::of(side.runs.wall_clock.mean)),
            gain: candidate.runs.difference.map(Figure::of).unwrap_or_default(),
            red: both(&|side| {
                let red = side.runs.red;
                Figure { value: rounded(red.share), least: rounded(red.least), most: rounded(red.most) }
            }),
            dollars: [baseline, candidate].map(|side| rounded(side.runs.monthly)),
        }
    }

    /// Why `recomputed` differs from this one, which was made with `model`; `None`: it is the same to the last digit.
    pub fn mismatch(&self, model: u32, recomputed: &Self) -> Option<Mismatch> {
        if self == recomputed {
            return None;
        }
        Some(match () {
            () if model != MODEL => Mismatch::Model,
            () if self.replications != recomputed.replications => Mismatch::Replications,
            () => Mismatch::Unexplained,
        })
    }
}

impl Figure {
    /// A mean and its interval.
    fn of(mean: Mean) -> Self {
        let half = if mean.half_width.is_finite() { mean.half_width } else { 0.0 };
        Self { value: rounded(mean.secs), least: rounded(mean.secs - half), most: rounded(mean.secs + half) }
    }
}

impl Mismatch {
    /// In a sentence without its full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::Model => {
                "the sender's Laneway has another version of the model; reload the page there and here to see the same"
            }
            Self::Replications => "the sender's figures come from another number of runs",
            Self::Unexplained => {
                "model and runs are the same, so the link was changed after its figures were written: trust those computed here"
            }
        }
    }
}

/// To four digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mismatch_is_explained() {
        let headline = Headline { replications: 100, ..Headline::default() };
        assert_eq!(headline.mismatch(MODEL, &headline), None);
        let others = Headline { replications: 20, ..Headline::default() };
        assert_eq!(headline.mismatch(MODEL, &others), Some(Mismatch::Replications));
        assert_eq!(headline.mismatch(MODEL + 1, &others), Some(Mismatch::Model));
        let changed = Headline { typical: [1.0, 2.0], ..headline.clone() };
        assert_eq!(headline.mismatch(MODEL, &changed), Some(Mismatch::Unexplained));
    }

    #[test]
    fn figures_have_four_digits_and_an_interval_even_of_one_run() {
        let of = |secs, half_width| Figure::of(Mean { secs, half_width });
        assert_eq!(of(123.456, 1.0), Figure { value: 123.5, least: 122.5, most: 124.5 });
        assert_eq!(of(0.0, f64::INFINITY), Figure::default());
    }
}
