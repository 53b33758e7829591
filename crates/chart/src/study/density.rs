//! A distribution of durations on a logarithmic axis, and behind it what was recorded.

use laneway_engine::distribution::Shape;
use laneway_engine::time::Nanos;

use super::frame::{Frame, Key, Sample, Size, Surroundings};
use super::mark::{Hue, Mark};
use super::scale::Scale;
use super::series::quantile;
use super::table::Table;
use crate::human;
use crate::scene::{Point, Rect, Role, Scene};
use crate::viewport::TimeRange;

/// What is specified and what was recorded; either may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Density<'a> {
    /// By ascending time: how dense the distribution is there, for each e-fold of time, so `t` times the density over time.
    /// Only its shape matters: it is scaled to the area of the recorded, and left out if it has none. What is below 0 or no
    /// number is read as 0.
    pub curve: &'a [(Nanos, f64)],
    /// Durations in ascending order. Those of 0 have no place on the axis: they are left out, and counted in the table.
    pub recorded: &'a [Nanos],
    /// Whether `recorded` was drawn from a distribution, and not recorded: words alone.
    pub is_drawn: bool,
}

impl Density<'_> {
    fn word(&self) -> &'static str {
        if self.is_drawn { "drawn" } else { "recorded" }
    }
}

/// How many points a curve has.
const N_POINTS: usize = 320;
/// What stands at one value is drawn as wide as this share of the axis.
const POINT_WIDTH: f64 = 1.0 / 40.0;
/// A curve leaves out this share of the shortest and of the longest durations.
const LEFT_OUT: f64 = 0.000_5;
/// Nothing shorter is drawn, seconds.
const LEAST_DRAWN: f64 = 1e-6;

/// The curve of a law, from the shortest to the longest durations but for one in 2,000 at each end. What stands at one
/// value, such as all that a cap cuts, is a block of the same area, a fortieth of the axis wide. Empty for recorded
/// values, which are bars, and where all is shorter than a microsecond.
pub fn curve(shape: &Shape) -> Vec<(Nanos, f64)> {
    let [from, to] = [LEFT_OUT, 1.0 - LEFT_OUT].map(|share| shape.quantile(share).max(LEAST_DRAWN));
    let points = shape.points();
    if to <= LEAST_DRAWN {
        return Vec::new();
    }
    // A single value stands in the middle of a stretch.
    let (from, to) = if from < to * (1.0 - 1e-9) { (from, to) } else { (to / 2.0, to * 2.0) };
    // A block ends at its value; one at the beginning needs room before it.
    let is_first = points.iter().any(|(point, _)| *point <= from * (1.0 + 1e-9));
    let from = if is_first { from * (from / to).powf(POINT_WIDTH) } else { from };
    let span = (to / from).ln();
    let width = span * POINT_WIDTH;
    let at = |place: usize| from * (span * place as f64 / (N_POINTS - 1) as f64).exp();
    let dense = |secs: f64| {
        let in_block = |(point, share): &(f64, f64)| {
            let end = point.min(to);
            if (end * (-width).exp()..=end * (1.0 + 1e-9)).contains(&secs) { share / width } else { 0.0 }
        };
        secs * shape.density(secs.min(to * (1.0 - 1e-12))) + points.iter().map(in_block).sum::<f64>()
    };
    let curve = (0..N_POINTS).filter_map(|place| Some((Nanos::from_secs(at(place))?, dense(at(place)))));
    let curve: Vec<(Nanos, f64)> = curve.collect();
    if curve.iter().all(|(_, share)| *share <= 0.0) { Vec::new() } else { curve }
}

/// How few and how many bins there are for what was recorded.
const N_BINS: (f64, f64) = (10.0, 60.0);

/// Lays curve and bars out. Bins are equally wide on the logarithmic axis, by the rule of Freedman and Diaconis on the
/// logarithms, 10 to 60. Cost: two searches a bin, and linear in the curve.
pub fn lay_out(density: &Density<'_>, size: Size) -> Scene {
    let bins = Bins::new(density);
    let mut keys = Vec::new();
    if !bins.curve.is_empty() {
        let role = Role::Study(Mark::Curve(Hue::Candidate));
        keys.push(Key { role, sample: Sample::Line, text: "specified".to_owned() });
    }
    if !bins.recorded.is_empty() {
        let text = format!("{} {}", human::count(bins.recorded.len() as u64), density.word());
        keys.push(Key { role: Role::Study(Mark::Recorded), sample: Sample::Area, text });
    }
    let around = Surroundings { keys, above: "", below: "duration", left: &[], strip: 4.0 };
    let mut frame = Frame::new(size, around);
    let Some(range) = bins.range else { return frame.empty("no durations yet") };
    let x = frame.log_time_axis(range);
    let recorded = bins.recorded_shares();
    // Shares of a bin, so that curve and bars have the same area.
    let most = bins.curve.iter().map(|(_, share)| *share).chain(recorded.iter().copied()).fold(0.0, f64::max);
    let y = Scale::new(0.0, most, frame.bottom(), frame.plot.y, false);
    for (bin, share) in recorded.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        let [from, to] = [bin, bin + 1].map(|edge| x.px(bins.edge(edge)));
        // The smallest share that was recorded is still seen.
        let top = y.px(*share).min(frame.bottom() - 1.0);
        let gap = if to - from > 6.0 { 1.0 } else { 0.0 };
        let rect = Rect { x: from, y: top, width: (to - from - gap).max(0.5), height: frame.bottom() - top };
        frame.rect(Role::Study(Mark::Recorded), rect);
    }
    let curve: Vec<Point> = bins.curve.iter().map(|(at, share)| Point { x: x.at(*at), y: y.px(*share) }).collect();
    if let [first, .., last] = curve[..] {
        // What was recorded would shine through.
        if bins.recorded.is_empty() {
            let bottom = frame.bottom();
            let ends = [Point { x: last.x, y: bottom }, Point { x: first.x, y: bottom }];
            frame.area(Role::Study(Mark::Area(Hue::Candidate)), curve.iter().copied().chain(ends).collect());
        }
        frame.curve(Role::Study(Mark::Curve(Hue::Candidate)), &curve);
    }
    frame.base_line();
    frame.scene
}

/// Stretches of time, each the same number of times as long as the one before.
struct Bins<'a> {
    /// From the first to the last time; `None` where there are none.
    range: Option<TimeRange>,
    n: usize,
    recorded: &'a [Nanos],
    /// The share that a bin in the middle of which a point stands would have.
    curve: Vec<(Nanos, f64)>,
}

impl<'a> Bins<'a> {
    fn new(density: &Density<'a>) -> Self {
        let recorded = &density.recorded[density.recorded.partition_point(|time| *time == Nanos::ZERO)..];
        let is_dense = |share: f64| if share.is_finite() { share.max(0.0) } else { 0.0 };
        let positive = density.curve.iter().filter(|(at, _)| *at > Nanos::ZERO);
        let mut curve: Vec<(Nanos, f64)> = positive.map(|(at, share)| (*at, is_dense(*share))).collect();
        let peak = curve.iter().map(|(_, share)| *share).fold(0.0, f64::max);
        let pieces = curve.windows(2).map(|pair| area(pair[0], pair[1], peak));
        let whole: f64 = pieces.sum();
        // One without an area cannot be scaled.
        if whole > 1e-9 {
            curve.iter_mut().for_each(|(_, share)| *share = *share / peak / whole);
        } else {
            curve.clear();
        }
        let least = recorded.first().into_iter().chain(curve.first().map(|(at, _)| at)).min();
        let most = recorded.last().into_iter().chain(curve.last().map(|(at, _)| at)).max();
        let range = least.zip(most).map(|(least, most)| match (*least, *most) {
            (least, most) if least == most => {
                TimeRange { from: Nanos((least.0 / 2).max(1)), to: Nanos(most.0.saturating_mul(2)) }
            }
            (from, to) => TimeRange { from, to },
        });
        let mut bins = Self { range, n: 20, recorded, curve };
        if let [Some(low), Some(high)] = [0.25, 0.75].map(|share| quantile(recorded, share)) {
            let width = 2.0 * ratio(low, high).ln() / (recorded.len() as f64).cbrt();
            bins.n = (bins.span() / width.max(1e-9)).ceil().clamp(N_BINS.0, N_BINS.1) as usize;
        }
        let width = bins.span() / bins.n as f64;
        bins.curve.iter_mut().for_each(|(_, share)| *share *= width);
        bins
    }

    /// How many e-folds there are in all.
    fn span(&self) -> f64 {
        self.range.map_or(1.0, |range| ratio(range.from, range.to).ln())
    }

    /// Where a bin begins, ns.
    fn edge(&self, bin: usize) -> f64 {
        let from = self.range.map_or(1.0, |range| range.from.0 as f64);
        from * (self.span() * bin as f64 / self.n as f64).exp()
    }

    /// How many of the recorded lie in each bin; its end belongs to the next, but for the last.
    fn counts(&self) -> Vec<usize> {
        let before = |bin: usize| match bin {
            0 => 0,
            bin if bin == self.n => self.recorded.len(),
            bin => self.recorded.partition_point(|time| (time.0 as f64) < self.edge(bin)),
        };
        (0..self.n).map(|bin| before(bin + 1) - before(bin)).collect()
    }

    fn recorded_shares(&self) -> Vec<f64> {
        let n = self.recorded.len().max(1) as f64;
        self.counts().into_iter().map(|count| count as f64 / n).collect()
    }

    /// How much of the curve lies before a time: 0 to 1.
    fn share_before(&self, edge: f64) -> f64 {
        let width = self.span() / self.n as f64;
        let pieces = self.curve.windows(2).map(|pair| {
            let ((from, a), (to, b)) = (pair[0], pair[1]);
            let done = ((edge / from.0 as f64).ln() / ratio(from, to).ln()).clamp(0.0, 1.0);
            let done = if done.is_nan() { 1.0 } else { done };
            ratio(from, to).ln() * done * (a + (b - a) * done / 2.0) / width
        });
        pieces.sum()
    }
}

fn ratio(from: Nanos, to: Nanos) -> f64 {
    to.0.max(1) as f64 / from.0.max(1) as f64
}

/// The area under a piece of a curve, as a share of `peak`, over e-folds.
fn area((from, a): (Nanos, f64), (to, b): (Nanos, f64), peak: f64) -> f64 {
    if peak > 0.0 { ratio(from, to).ln() * (a / peak + b / peak) / 2.0 } else { 0.0 }
}

/// One row a bin: from when to when, how many were recorded, and how many percent are specified.
pub fn table(density: &Density<'_>) -> Table {
    let mut table = Table::new(&["from", "to", density.word(), "specified"]);
    let bins = Bins::new(density);
    let n_zeros = density.recorded.len() - bins.recorded.len();
    if n_zeros > 0 {
        table.rows.push(vec!["0 s".to_owned(), "0 s".to_owned(), human::count(n_zeros as u64), String::new()]);
    }
    if bins.range.is_none() {
        return table;
    }
    for (bin, count) in bins.counts().into_iter().enumerate() {
        let [from, to] = [bin, bin + 1].map(|edge| bins.edge(edge));
        let share = bins.share_before(to) - bins.share_before(from);
        let share = if bins.curve.is_empty() { String::new() } else { human::percent(share.max(0.0)) };
        let [from, to] = [from, to].map(|edge| human::time(Nanos(edge as u64)));
        table.rows.push(vec![from, to, human::count(count as u64), share]);
    }
    table
}

/// What the picture says: the most likely duration, and the middle of what was recorded.
pub fn sentence(density: &Density<'_>) -> String {
    let bins = Bins::new(density);
    let peak = bins.curve.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    let specified = peak.map(|(at, _)| format!("Specified durations are most often about {}.", human::time(*at)));
    let median = quantile(density.recorded, 0.5).zip(density.recorded.last());
    let recorded = median.map(|(median, most)| {
        let n = human::count(density.recorded.len() as u64);
        let word = density.word();
        format!("Of {n} {word}, half are within {}, the longest is {}.", human::time(median), human::time(*most))
    });
    let sentences: Vec<String> = specified.into_iter().chain(recorded).collect();
    if sentences.is_empty() { "No durations yet.".to_owned() } else { sentences.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_engine::distribution::{Distribution, Part};

    /// The area under a curve.
    fn whole(distribution: &Distribution) -> f64 {
        let curve = curve(&distribution.shape().expect("allowed"));
        curve.windows(2).map(|pair| ratio(pair[0].0, pair[1].0).ln() * f64::midpoint(pair[0].1, pair[1].1)).sum()
    }

    fn check(distribution: &Distribution, expected: f64) {
        let whole = whole(distribution);
        assert!((whole - expected).abs() < 0.05, "{distribution:?}: {whole}");
    }

    #[test]
    fn the_area_is_1_whatever_stands_at_one_value() {
        check(&Distribution::default(), 1.0);
        check(&Distribution::Constant { secs: 0.25 }, 1.0);
        check(&Distribution::Uniform { least: 0.0, most: 3.0 }, 1.0);
        check(&Distribution::Normal { mean: 1.0, sd: 2.0 }, 1.0);
        check(&Distribution::Lognormal { median: 1.0, p95: 4.0, cap: Some(2.0) }, 1.0);
        check(&Distribution::Pareto { least: 0.1, index: 0.6, cap: 60.0 }, 1.0);
        let parts = vec![Part { weight: 0.5, median: 0.01, p95: 0.01 }, Part { weight: 0.5, median: 1.0, p95: 9.0 }];
        check(&Distribution::Mixture { parts, cap: None }, 1.0);
    }

    #[test]
    fn recorded_values_and_nothing_have_no_curve() {
        let values = vec![Nanos(1_000_000), Nanos(2_000_000)];
        check(&Distribution::Empirical { values }, 0.0);
        check(&Distribution::Constant { secs: 0.0 }, 0.0);
    }
}
