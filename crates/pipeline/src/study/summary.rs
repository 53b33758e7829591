//! A study of pipelines in figures.

use laneway_engine::statistics::{Mean, Spread, Verdict, verdict};
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use super::Figures;
use crate::bill::{DAYS_A_MONTH, MeanBill, monthly};
use crate::pipeline::Pipeline;

/// The 97.5th percentile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A probability, as often as it happened, with its 95% interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    /// As often as it happened, 0 to 1.
    pub share: f64,
    /// Not less, 95% sure.
    pub least: f64,
    /// Not more.
    pub most: f64,
}

impl Probability {
    /// Of `n` in `n_all`, by Wilson's score interval (1927), which stays within 0 and 1 and is not empty where nothing
    /// happened. Everything is possible without a trial.
    pub fn new(n: usize, n_all: usize) -> Self {
        if n_all == 0 {
            return Self { share: 0.0, least: 0.0, most: 1.0 };
        }
        let (n_all, share) = (n_all as f64, n as f64 / n_all as f64);
        let z2 = Z * Z / n_all;
        let middle = (share + z2 / 2.0) / (1.0 + z2);
        let half = Z / (1.0 + z2) * (share * (1.0 - share) / n_all + z2 / 4.0 / n_all).sqrt();
        Self { share, least: (middle - half).max(0.0), most: (middle + half).min(1.0) }
    }
}

/// One pipeline over all replications.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PipelineRow {
    /// What single runs take, red ones too.
    pub wall_clock: Spread,
    /// How probably a run is red.
    pub red: Probability,
    /// From the trigger until green, over the runs that become green.
    pub until_green: Spread,
    /// How probably a run is still red when its re-runs are used up.
    pub never_green: Probability,
    /// What a run costs on average, re-runs included.
    pub bill: MeanBill,
    /// Dollars a month, less what the plan includes.
    pub monthly: f64,
    /// Minutes that people wait for runs in a month, until they are green.
    pub waited_minutes: f64,
    /// Minutes that workers wait in a run, summed over workers.
    pub idle_minutes: f64,
    /// What the gate sees on average, percent; `None`: it never ran.
    pub covered: Option<f64>,
    /// The mean of the paired differences of wall-clock, less the baseline; `None` for the baseline itself.
    pub difference: Option<Mean>,
    /// Those of the other figures; `None` for the baseline itself.
    pub differences: Option<Differences>,
    /// What the difference says.
    pub verdict: Option<Verdict>,
}

/// Means of paired differences, less the baseline: the same luck on both sides. In place of seconds, each has its own unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Differences {
    /// Of whether a run is red, 0 or 1.
    pub red: Mean,
    /// Seconds from the trigger until green, over the runs that become green on both sides; `None`: there is no such run.
    pub until_green: Option<Mean>,
    /// Billed minutes of a run, re-runs included.
    pub minutes: Mean,
    /// Dollars of a run, likewise.
    pub dollars: Mean,
    /// Minutes that workers wait in a run.
    pub idle_minutes: Mean,
    /// Points of coverage, over the runs in which the gate of both sides ran; `None`: there is no such run.
    pub covered: Option<Mean>,
}

impl Differences {
    /// Of at least one run of both, in pairs.
    fn new(pairs: &[(Figures, Figures)]) -> Self {
        let mean = |of: &dyn Fn(&Figures) -> f64| {
            Mean::new(&pairs.iter().map(|(one, other)| of(other) - of(one)).collect::<Vec<_>>())
        };
        let mean_of_some = |of: &dyn Fn(&Figures) -> Option<f64>| {
            let differences: Vec<f64> = pairs.iter().filter_map(|(one, other)| Some(of(other)? - of(one)?)).collect();
            (!differences.is_empty()).then(|| Mean::new(&differences))
        };
        Self {
            red: mean(&|it| if it.is_green { 0.0 } else { 1.0 }),
            until_green: mean_of_some(&|it| it.until_green.map(Nanos::as_secs)),
            minutes: mean(&|it| it.bill_until_green.minutes()),
            dollars: mean(&|it| it.bill_until_green.price as f64 / 1e6),
            idle_minutes: mean(&|it| it.idle.as_secs() / 60.0),
            covered: mean_of_some(&|it| it.covered),
        }
    }
}

/// A row for each pipeline; the first one is the baseline. `least_share` is the least difference that matters, as a share of
/// the baseline's mean. Without replications there are no rows. Cost: O(r log r) a pipeline.
pub fn summarize(replications: &[Vec<Figures>], pipelines: &[Pipeline], least_share: f64) -> Vec<PipelineRow> {
    let n_all = replications.len();
    if n_all == 0 {
        return Vec::new();
    }
    let of = |place: usize| replications.iter().map(move |figures| figures[place]);
    let baseline_secs = Spread::new(&of(0).map(|it| it.wall_clock).collect::<Vec<_>>()).mean.secs;
    let row = |(place, pipeline): (usize, &Pipeline)| {
        let wall_clock = Spread::new(&of(place).map(|it| it.wall_clock).collect::<Vec<_>>());
        let until_green = Spread::new(&of(place).filter_map(|it| it.until_green).collect::<Vec<Nanos>>());
        let n_red = of(place).filter(|it| !it.is_green).count();
        let bill = mean_bill(of(place));
        let covered: Vec<f64> = of(place).filter_map(|it| it.covered).collect();
        let differences: Vec<f64> =
            of(0).zip(of(place)).map(|(one, other)| other.wall_clock.as_secs() - one.wall_clock.as_secs()).collect();
        let difference = (place > 0).then(|| Mean::new(&differences));
        let n_a_month = pipeline.traffic.runs_per_day * DAYS_A_MONTH;
        let waited = of(place).map(|it| it.until_green.unwrap_or(it.wall_clock).as_secs()).sum::<f64>() / n_all as f64;
        PipelineRow {
            wall_clock,
            red: Probability::new(n_red, n_all),
            never_green: Probability::new(n_all - until_green.n, n_all),
            until_green,
            bill,
            monthly: monthly(&bill, pipeline.traffic.runs_per_day, &pipeline.plan),
            waited_minutes: waited / 60.0 * n_a_month,
            idle_minutes: of(place).map(|it| it.idle.as_secs()).sum::<f64>() / 60.0 / n_all as f64,
            covered: (!covered.is_empty()).then(|| covered.iter().sum::<f64>() / covered.len() as f64),
            verdict: difference.map(|difference| verdict(&difference, baseline_secs, least_share)),
            difference,
            differences: (place > 0).then(|| Differences::new(&of(0).zip(of(place)).collect::<Vec<_>>())),
        }
    };
    pipelines.iter().enumerate().map(row).collect()
}

/// What runs cost on average, of at least one.
pub fn mean_bill(figures: impl Iterator<Item = Figures> + Clone) -> MeanBill {
    let n = figures.clone().count() as f64;
    let mean = |of: fn(&Figures) -> f64| figures.clone().map(|it| of(&it)).sum::<f64>() / n;
    MeanBill {
        minutes: mean(|it| it.bill_until_green.minutes()),
        includable_minutes: mean(|it| it.bill_until_green.includable.as_secs() / 60.0),
        dollars: mean(|it| it.bill_until_green.price as f64 / 1e6),
        includable_dollars: mean(|it| it.bill_until_green.includable_price as f64 / 1e6),
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::bill::Bill;

    #[test]
    fn ok_probabilities_have_intervals_even_where_nothing_happened() {
        let rounded = |n, n_all| {
            let it = Probability::new(n, n_all);
            [it.share, it.least, it.most].map(|it| (it * 1e4).round() / 1e4)
        };
        assert_eq!(rounded(0, 1_000), [0.0, 0.0, 0.0038]);
        assert_eq!(rounded(40, 1_000), [0.04, 0.0295, 0.054]);
        assert_eq!(rounded(1_000, 1_000), [1.0, 0.9962, 1.0]);
        assert_eq!(rounded(0, 0), [0.0, 0.0, 1.0]);
    }

    #[test]
    fn ok_differences_are_of_pairs_that_have_the_figure() {
        let run = |secs: u64, is_green: bool, covered: Option<f64>| {
            let wall_clock = Nanos(secs * 1_000_000_000);
            Figures {
                wall_clock,
                is_green,
                until_green: is_green.then_some(wall_clock),
                bill: Bill::default(),
                bill_until_green: Bill::default(),
                idle: Nanos(secs * 500_000_000),
                covered,
            }
        };
        let pairs = [
            (run(120, true, Some(80.0)), run(60, true, Some(82.0))),
            (run(120, true, None), run(90, false, Some(50.0))),
        ];
        let differences = Differences::new(&pairs);
        assert_eq!(differences.until_green.map(|mean| mean.secs), Some(-60.0));
        assert_eq!(differences.covered.map(|mean| mean.secs), Some(2.0));
        assert_eq!([differences.red.secs, differences.idle_minutes.secs, differences.dollars.secs], [0.5, -0.375, 0.0]);
        assert_eq!(Differences::new(&pairs[1..]).until_green, None);
    }
}
