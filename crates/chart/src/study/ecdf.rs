//! The share of runs that have ended, over time: one step curve for each series.

use laneway_engine::time::Nanos;

use super::frame::{Frame, Key, Sample, Size, Surroundings, text_rect};
use super::mark::{Hue, Mark};
use super::scale::{Scale, range_around};
use super::series::{QUANTILES, Series, extent, quantile};
use super::table::Table;
use crate::human;
use crate::scene::{Anchor, Point, Rect, Role, Scene};

/// Times nearer to each other than this become one step, px.
const LEAST_STEP: f32 = 0.5;

/// Lays up to seven series out, baseline and candidate over the others.
///
/// No step is lost: runs that end within half a pixel make one step as high as all of theirs. Cost: at most some two
/// searches for each half pixel, however many runs there are.
pub fn lay_out(series: &[Series<'_>], size: Size) -> Scene {
    let levels = [0, 25, 50, 75, 100].map(|percent| format!("{percent} %"));
    // In the order in which the curves stand.
    let mut in_order: Vec<&Series<'_>> = series.iter().collect();
    in_order.sort_by_key(|one| quantile(one.times, 0.5));
    let around = Surroundings {
        keys: in_order.into_iter().map(key).collect(),
        above: "share of runs that have ended",
        below: "wall-clock time",
        left: &levels,
        strip: 4.0,
    };
    let mut frame = Frame::new(size, around);
    let Some((least, most)) = extent(series) else { return frame.empty("no runs yet") };
    let y = Scale::new(0.0, 1.0, frame.bottom(), frame.plot.y, false);
    for (quarter, text) in levels.iter().enumerate() {
        frame.level(y.px(quarter as f64 / 4.0), text);
    }
    let x = frame.time_axis(range_around(least, most));
    for one in series.iter().filter(|one| !is_marked(one)).chain(series.iter().filter(|one| is_marked(one))) {
        let points = steps(one.times, x, y);
        frame.curve(Role::Study(Mark::Curve(one.hue)), &points);
    }
    mark_quantiles(&mut frame, series, x, y);
    frame.base_line();
    frame.scene
}

/// Quantiles are marked for baseline and candidate; the others have their median in the key.
fn is_marked(series: &Series<'_>) -> bool {
    !matches!(series.hue, Hue::Other(_)) && !series.times.is_empty()
}

fn key(series: &Series<'_>) -> Key {
    let median = quantile(series.times, 0.5).filter(|_| !is_marked(series));
    let text = median.map_or(series.name.to_owned(), |median| format!("{} {}", series.name, human::time(median)));
    Key { role: Role::Study(Mark::Curve(series.hue)), sample: Sample::Line, text }
}

/// From the first run on the base line up to the last.
fn steps(times: &[Nanos], x: Scale, y: Scale) -> Vec<Point> {
    let column = |time: Nanos| (x.at(time) / LEAST_STEP) as u32;
    let mut points = Vec::new();
    let mut n_ended = 0;
    while let Some(first) = times.get(n_ended) {
        let at = x.at(*first);
        points.push(Point { x: at, y: y.px(n_ended as f64 / times.len() as f64) });
        n_ended += times[n_ended..].partition_point(|time| column(*time) == column(*first));
        points.push(Point { x: at, y: y.px(n_ended as f64 / times.len() as f64) });
    }
    points
}

/// A dot on the curve for each quantile, with its time beside it where no curve of the marked ones runs. The faster of two
/// prefers to write left, the slower right.
fn mark_quantiles(frame: &mut Frame, series: &[Series<'_>], x: Scale, y: Scale) {
    let mut marked: Vec<&Series<'_>> = series.iter().filter(|one| is_marked(one)).collect();
    marked.sort_by_key(|one| quantile(one.times, 0.5));
    for (share, name) in QUANTILES {
        for (position, one) in marked.iter().enumerate() {
            let Some(time) = quantile(one.times, share) else { continue };
            let at = Point { x: x.at(time), y: y.px(share) };
            frame.dot(Role::Study(Mark::Quantile(one.hue)), at, 3.0);
            let text = format!("{name} {}", human::time(time));
            let lower = (at.y + 12.0).min(frame.bottom() - 4.0);
            let left = [(Anchor::End, at.x - 7.0, at.y - 1.0), (Anchor::End, at.x - 12.0, at.y - 4.0)];
            let right = [(Anchor::Start, at.x + 7.0, lower), (Anchor::Start, at.x + 12.0, lower)];
            let sides = if position == 0 { [left, right] } else { [right, left] };
            for (anchor, x_of_text, y_of_text) in sides.into_iter().flatten() {
                let at = Point { x: x_of_text, y: y_of_text };
                let rect = text_rect(anchor, at, &text);
                let is_clear = rect.x >= frame.plot.x && marked.iter().all(|one| !is_crossed(rect, one.times, x, y));
                if is_clear && frame.text(Role::Study(Mark::QuantileLabel(one.hue)), anchor, at, &text) {
                    break;
                }
            }
        }
    }
}

/// Whether a curve runs through a rectangle. A rising curve does unless it stays left of or above it, or right of or below.
fn is_crossed(rect: Rect, times: &[Nanos], x: Scale, y: Scale) -> bool {
    let ended = |at: f32| times.partition_point(|time| x.at(*time) <= at) as f64 / times.len() as f64;
    let (before, after) = (ended(rect.x - 2.0), ended(rect.x + rect.width + 2.0));
    // The text's letters begin a little below the rectangle's upper edge, and end above its lower one.
    let (top, bottom) = (y.share(rect.y + 1.0), y.share(rect.y + rect.height - 3.0));
    let is_drawn = 0.0 < after && before < 1.0;
    is_drawn && before < top && bottom < after
}

/// One row a series: its runs, its quantiles, and how its median differs from that of the baseline, if there is one.
pub fn table(series: &[Series<'_>]) -> Table {
    let mut table = Table::new(&["series", "runs", "least", "P5", "P50", "P95", "most", "P50 against baseline"]);
    let baseline = baseline_median(series);
    for one in series {
        let shares =
            [0.0, 0.05, 0.5, 0.95, 1.0].map(|share| quantile(one.times, share).map_or(String::new(), human::time));
        let difference = match (baseline, quantile(one.times, 0.5)) {
            (Some(baseline), Some(own)) if one.hue != Hue::Baseline => human::difference(baseline, own),
            _ => String::new(),
        };
        let row = [one.name.to_owned(), human::count(one.times.len() as u64)].into_iter().chain(shares);
        table.rows.push(row.chain([difference]).collect());
    }
    table
}

/// What the picture says: when half and nearly all runs of each series have ended.
pub fn sentence(series: &[Series<'_>]) -> String {
    let baseline = baseline_median(series);
    let one = |one: &Series<'_>| {
        let [Some(half), Some(most)] = [0.5, 0.95].map(|share| quantile(one.times, share)) else {
            return format!("{}: no runs yet.", human::capital(one.name));
        };
        let who = human::capital(one.name);
        let against = baseline.filter(|_| one.hue != Hue::Baseline).map_or(String::new(), |baseline| match half {
            _ if half < baseline => format!(", {} faster than the baseline", human::time(baseline - half)),
            _ if half > baseline => format!(", {} slower than the baseline", human::time(half - baseline)),
            _ => ", the same as the baseline".to_owned(),
        });
        let (half, most) = (human::time(half), human::time(most));
        if one.times.first() == one.times.last() {
            return format!("{who}: every run would end after {half}{against}.");
        }
        format!("{who}: half of the runs would end within {half}{against}, 95 of 100 within {most}.")
    };
    if series.is_empty() { "No runs yet.".to_owned() } else { series.iter().map(one).collect::<Vec<_>>().join(" ") }
}

fn baseline_median(series: &[Series<'_>]) -> Option<Nanos> {
    quantile(series.iter().find(|one| one.hue == Hue::Baseline)?.times, 0.5)
}
