//! How many runs end when: the series over each other in shared bins.

use laneway_engine::time::Nanos;

use super::frame::{Frame, Key, Sample, Size, Surroundings};
use super::mark::{Hue, Mark};
use super::scale::{Scale, range_around};
use super::series::{Series, extent, quantile};
use super::table::Table;
use crate::scene::{Anchor, Point, Role, Scene};
use crate::viewport::TimeRange;
use crate::{human, ticks};

/// How few and how many bins there are.
const N_BINS: (f64, f64) = (10.0, 60.0);

/// Lays the series out, meant for two: later ones over earlier ones, each as the share of its own runs.
///
/// Bins are alike for all and as wide as the least of the series' widths by Freedman and Diaconis: twice the range of the
/// middle half over the cube root of the number of runs. There are 10 to 60. Cost: two searches a bin and series.
pub fn lay_out(series: &[Series<'_>], size: Size) -> Scene {
    let bins = Bins::new(series);
    let shares: Vec<Vec<f64>> = series.iter().map(|one| bins.shares(one.times)).collect();
    let most = shares.iter().flatten().copied().fold(0.0, f64::max);
    let levels = share_levels(most);
    let texts: Vec<String> = levels.iter().map(|share| human::percent(*share)).collect();
    let keys = |one: &Series<'_>| {
        let [area, curve] = [Mark::Area(one.hue), Mark::Curve(one.hue)].map(Role::Study);
        Key { role: area, sample: Sample::Band(curve), text: one.name.to_owned() }
    };
    let around = Surroundings {
        keys: series.iter().map(keys).collect(),
        above: "share of runs",
        below: "wall-clock time",
        left: &texts,
        strip: 16.0,
    };
    let mut frame = Frame::new(size, around);
    let Some((least, greatest)) = extent(series) else { return frame.empty("no runs yet") };
    let y = Scale::new(0.0, most, frame.bottom(), frame.plot.y, false);
    for (share, text) in levels.iter().zip(&texts) {
        frame.level(y.px(*share), text);
    }
    let x = frame.time_axis(if least == greatest { bins.range } else { range_around(least, greatest) });
    for (one, shares) in series.iter().zip(&shares) {
        let outline = outline(&bins, shares, x, y);
        frame.area(Role::Study(Mark::Area(one.hue)), outline.clone());
        frame.curve(Role::Study(Mark::Curve(one.hue)), &outline);
    }
    mark_medians(&mut frame, series, x);
    frame.base_line();
    frame.scene
}

/// Stretches of time that are equally long but for a nanosecond.
struct Bins {
    range: TimeRange,
    n: u64,
}

impl Bins {
    fn new(series: &[Series<'_>]) -> Self {
        let (least, most) = extent(series).unwrap_or_default();
        let range = if least == most { range_around(least, most) } else { TimeRange { from: least, to: most } };
        let width = |one: &Series<'_>| {
            let middle = quantile(one.times, 0.75)?.0 - quantile(one.times, 0.25)?.0;
            (middle > 0).then(|| 2.0 * middle as f64 / (one.times.len() as f64).cbrt())
        };
        let width = series.iter().filter_map(width).fold(f64::INFINITY, f64::min);
        if least == most {
            // It stands in the middle of the middle one.
            return Self { range, n: range.span().0.clamp(1, 11) };
        }
        let n = (range.span().0 as f64 / width).ceil().clamp(N_BINS.0, N_BINS.1) as u64;
        Self { range, n: n.min(range.span().0).max(1) }
    }

    /// Where a bin begins, and the one before it ends.
    fn edge(&self, bin: u64) -> Nanos {
        let before = u128::from(self.range.span().0) * u128::from(bin) / u128::from(self.n);
        Nanos(self.range.from.0 + before as u64)
    }

    /// How many times lie in each bin; its end belongs to the next, but for the last.
    fn counts(&self, ascending: &[Nanos]) -> Vec<usize> {
        let before = |bin: u64| match bin {
            bin if bin == self.n => ascending.len(),
            bin => ascending.partition_point(|time| *time < self.edge(bin)),
        };
        (0..self.n).map(|bin| before(bin + 1) - before(bin)).collect()
    }

    fn shares(&self, ascending: &[Nanos]) -> Vec<f64> {
        let n = ascending.len().max(1) as f64;
        self.counts(ascending).into_iter().map(|count| count as f64 / n).collect()
    }
}

/// Up, over and down all bins, from the base line and back to it.
fn outline(bins: &Bins, shares: &[f64], x: Scale, y: Scale) -> Vec<Point> {
    let first = shares.iter().position(|share| *share > 0.0).unwrap_or(0);
    let end = shares.iter().rposition(|share| *share > 0.0).map_or(first, |last| last + 1);
    let x_of = |bin: usize| x.at(bins.edge(bin as u64));
    let mut points = vec![Point { x: x_of(first), y: y.px(0.0) }];
    for (bin, share) in shares.iter().enumerate().take(end).skip(first) {
        points.extend([bin, bin + 1].map(|edge| Point { x: x_of(edge), y: y.px(*share) }));
    }
    points.push(Point { x: x_of(end), y: y.px(0.0) });
    points
}

/// A line at each median, named above the plot; the first writes left, the last right.
fn mark_medians(frame: &mut Frame, series: &[Series<'_>], x: Scale) {
    let mut medians: Vec<(Nanos, Hue)> =
        series.iter().filter_map(|one| Some((quantile(one.times, 0.5)?, one.hue))).collect();
    medians.sort();
    for (position, (median, hue)) in medians.iter().enumerate() {
        let at = x.at(*median);
        let (top, bottom) = (frame.plot.y - 14.0, frame.bottom());
        frame.line(Role::Study(Mark::QuantileLine(*hue)), Point { x: at, y: top }, Point { x: at, y: bottom });
        let left = (Anchor::End, Point { x: at - 5.0, y: top + 9.0 });
        let right = (Anchor::Start, Point { x: at + 5.0, y: top + 9.0 });
        let sides = if position == 0 && medians.len() > 1 { [left, right] } else { [right, left] };
        let n_sides = if medians.len() > 1 && position > 0 { 1 } else { 2 };
        let text = format!("P50 {}", human::time(*median));
        let role = Role::Study(Mark::QuantileLabel(*hue));
        let _ = sides.into_iter().take(n_sides).any(|(anchor, at)| frame.text(role, anchor, at, &text));
    }
}

/// Up to five round shares above 0, and 0.
fn share_levels(most: f64) -> Vec<f64> {
    let steps = (-6..1).flat_map(|power| [1.0, 2.0, 5.0].map(|times| times * 10_f64.powi(power)));
    let step = steps.into_iter().find(|step| most / step <= 4.0).unwrap_or(1.0);
    (0..=5).map(|n| f64::from(n) * step).filter(|share| *share <= most).collect()
}

/// One row a bin: from when to when, and how many runs of each series end in it.
pub fn table(series: &[Series<'_>]) -> Table {
    let header: Vec<&str> = ["from", "to"].into_iter().chain(series.iter().map(|one| one.name)).collect();
    let mut table = Table::new(&header);
    if extent(series).is_none() {
        return table;
    }
    let bins = Bins::new(series);
    let counts: Vec<Vec<usize>> = series.iter().map(|one| bins.counts(one.times)).collect();
    // Neighbouring edges are told apart.
    let resolution = Nanos(bins.range.span().0 / bins.n / 4);
    for bin in 0..bins.n {
        let edges = [bin, bin + 1].map(|bin| ticks::at(bins.edge(bin), resolution));
        let own = counts.iter().map(|counts| human::count(counts[bin as usize] as u64));
        table.rows.push(edges.into_iter().chain(own).collect());
    }
    table
}

/// What the picture says: where the middle nine tenths of each series lie, and its fullest bin.
pub fn sentence(series: &[Series<'_>]) -> String {
    let bins = Bins::new(series);
    let one = |one: &Series<'_>| {
        let [Some(low), Some(high)] = [0.05, 0.95].map(|share| quantile(one.times, share)) else {
            return format!("{}: no runs yet.", human::capital(one.name));
        };
        if one.times.first() == one.times.last() {
            return format!("{}: every run would end after {}.", human::capital(one.name), human::time(low));
        }
        let counts = bins.counts(one.times);
        let fullest = (0..bins.n).rev().max_by_key(|bin| counts[*bin as usize]).unwrap_or(0);
        let [from, to] = [fullest, fullest + 1].map(|bin| human::time(bins.edge(bin)));
        let (low, high) = (human::time(low), human::time(high));
        let about = if from == to { format!("at about {from}") } else { format!("between {from} and {to}") };
        format!("{}: 9 of 10 runs would end between {low} and {high}, most often {about}.", human::capital(one.name))
    };
    if series.is_empty() { "No runs yet.".to_owned() } else { series.iter().map(one).collect::<Vec<_>>().join(" ") }
}
