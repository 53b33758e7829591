//! Whether a winner is named, and which.
//!
//! The best configuration of the last rung is the favourite; of those that cannot be told from it, the one with the fewest
//! changes. Picked as the best of many it looks better than it is, so it meets the baseline in runs that no rung has seen:
//! its gain comes of these alone.

use laneway_engine::statistics::{Mean, Verdict, verdict};
use laneway_pipeline::study::Figures;
use serde::{Deserialize, Serialize};

use crate::measure::{Measure, Metric};
use crate::search::{Search, Who};

/// What the search says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Answer {
    /// Place among the finalists of the one that was held against the baseline; `None`: none is within the limits.
    pub favourite: Option<usize>,
    /// Whether it wins, or why not.
    pub ruling: Ruling,
    /// What it was held against the baseline by.
    pub metric: Metric,
    /// The mean of the baseline in fresh runs.
    pub baseline: f64,
    /// The mean of the paired differences in fresh runs, the favourite less the baseline.
    pub difference: Option<Gain>,
    /// Places of finalists that cannot be told from it.
    pub equals: Vec<usize>,
}

/// A mean difference with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gain {
    /// The mean, in the unit of the metric; below 0 where the favourite has less.
    pub mean: f64,
    /// Half of the interval.
    pub half_width: f64,
}

/// Whether a winner is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The favourite wins.
    Wins,
    /// The interval holds 0.
    TooCloseToCall,
    /// Its gain is sure, and below what is worthwhile or below the model's own error.
    TooSmallToMatter,
    /// Nothing in the space is better than the baseline.
    BaselineIsBetter,
    /// Nothing in the space is within the limits.
    NothingWithinLimits,
}

/// Differences below this share of the baseline are none: two configurations that close are as good.
const ALIKE: f64 = 0.005;

/// The choice that is to meet the baseline; `None`: none is within the limits.
pub(crate) fn favourite(search: &Search) -> Option<u32> {
    let rows = finalists(search);
    let baseline = search.measure(Who::Baseline, None)?;
    let objective = &search.question.objective;
    let (best, _) = rows.first().filter(|(_, measure)| objective.rank(measure, &baseline).is_within_limits())?;
    let alike = |(choice, measure): &&(u32, Measure)| {
        objective.rank(measure, &baseline).is_within_limits() && is_alike(search, *best, *choice)
    };
    let fewest = rows.iter().filter(alike).min_by_key(|(choice, _)| search.n_changes(*choice));
    fewest.map(|(choice, _)| *choice)
}

/// Finalists with their measures, the best first.
pub(crate) fn finalists(search: &Search) -> Vec<(u32, Measure)> {
    let Some(baseline) = search.measure(Who::Baseline, None) else { return Vec::new() };
    let of = |choice: &u32| Some((*choice, search.measure(Who::Choice(*choice), None)?));
    let mut rows: Vec<(u32, Measure)> = search.finalists.iter().filter_map(of).collect();
    search.sort(&mut rows, &baseline);
    rows
}

/// Whether two choices cannot be told apart, or hardly differ.
fn is_alike(search: &Search, one: u32, other: u32) -> bool {
    let figures = |choice| search.figures.get(&Who::Choice(choice)).map_or(&[][..], Vec::as_slice);
    let metric = search.metric();
    let Mean { secs, half_width } = metric.difference(figures(one), figures(other));
    one == other || secs.abs() <= half_width || secs.abs() <= ALIKE * metric.mean(search.of_baseline()).abs()
}

/// What fresh runs say.
pub(crate) fn answer(search: &Search) -> Answer {
    let metric = search.metric();
    let rows = finalists(search);
    let [baseline, favourite] = search.fresh();
    let mean = metric.mean(&baseline);
    let Some(place) = rows.iter().position(|(choice, _)| Some(*choice) == search.favourite) else {
        let ruling = Ruling::NothingWithinLimits;
        return Answer { favourite: None, ruling, metric, baseline: mean, difference: None, equals: Vec::new() };
    };
    let difference = metric.difference(&baseline, &favourite);
    let equals = |other: &usize| *other != place && is_alike(search, rows[place].0, rows[*other].0);
    Answer {
        favourite: Some(place),
        ruling: ruling(&difference, mean, search.question.least_share),
        metric,
        baseline: mean,
        difference: Some(Gain { mean: difference.secs, half_width: difference.half_width }),
        equals: (0..rows.len()).filter(equals).collect(),
    }
}

fn ruling(difference: &Mean, baseline: f64, least_share: f64) -> Ruling {
    match verdict(difference, baseline, least_share) {
        Verdict::Faster => Ruling::Wins,
        Verdict::Slower => Ruling::BaselineIsBetter,
        Verdict::TooCloseToCall => Ruling::TooCloseToCall,
        Verdict::TooSmallToMatter if difference.secs > 0.0 => Ruling::BaselineIsBetter,
        Verdict::TooSmallToMatter => Ruling::TooSmallToMatter,
    }
}

/// Whether one set of runs is surely better than another, pair by pair.
pub(crate) fn is_surely_less(metric: Metric, one: &[Figures], other: &[Figures]) -> bool {
    let difference = metric.difference(other, one);
    difference.secs < 0.0 && difference.excludes_zero()
}
