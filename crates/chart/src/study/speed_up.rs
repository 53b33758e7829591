//! How time falls with the number of workers, beside what perfect sharing and the floor would allow.

use laneway_engine::time::Nanos;

use super::frame::{Frame, Key, Sample, Size, Surroundings, text_width};
use super::log_ticks::log_ticks;
use super::mark::{Hue, Mark};
use super::scale::Scale;
use super::table::Table;
use crate::human;
use crate::scene::{Anchor, Point, Role, Scene};
use crate::viewport::TimeRange;

/// A sweep over worker counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpeedUp<'a> {
    /// By ascending number of workers; may be empty.
    pub points: &'a [WorkerPoint],
    /// What one worker would take, of which n would ideally take the n-th part; `None` draws no ideal.
    pub one_worker: Option<Nanos>,
    /// Where more workers stop to pay, if they do.
    pub bend: Option<Bend<'a>>,
}

/// The times of all runs with one number of workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkerPoint {
    /// From 1; 0 is drawn as 1.
    pub workers: u32,
    /// A twentieth of the runs end within it.
    pub p5: Nanos,
    /// Half do.
    pub p50: Nanos,
    /// 19 of 20 do.
    pub p95: Nanos,
    /// What no schedule can beat, if that is known.
    pub floor: Option<Nanos>,
}

/// A bend of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bend<'a> {
    /// That of one of the points; marked only if it is.
    pub workers: u32,
    /// `floor`, `fixed costs`, `contention`.
    pub reason: &'a str,
}

/// Lays a sweep out, both axes logarithmic: the ideal is a straight line there, and what falls behind it bends away.
pub fn lay_out(sweep: &SpeedUp<'_>, size: Size) -> Scene {
    let points = sweep.points;
    let range = time_range(sweep);
    let ticks = log_ticks(range, (size.height / 44.0) as usize);
    let labels: Vec<String> = ticks.iter().map(|tick| tick.label.clone()).collect();
    let curve = Role::Study(Mark::Curve(Hue::Candidate));
    let line = |role, text: &str| Key { role, sample: Sample::Line, text: text.to_owned() };
    let mut keys = vec![Key {
        role: Role::Study(Mark::Area(Hue::Candidate)),
        sample: Sample::Band(curve),
        text: "P50, from P5 to P95".to_owned(),
    }];
    keys.extend(sweep.one_worker.map(|_| line(Role::Study(Mark::Ideal), "ideal")));
    keys.extend(points.iter().any(|point| point.floor.is_some()).then(|| line(Role::Floor, "floor")));
    let bend = sweep.bend.and_then(|bend| Some((bend, points.iter().find(|point| point.workers == bend.workers)?)));
    let strip = if bend.is_some() { 16.0 } else { 0.0 };
    let around = Surroundings { keys, above: "wall-clock time", below: "workers", left: &labels, strip };
    let mut frame = Frame::new(size, around);
    if points.is_empty() {
        return frame.empty("no runs yet");
    }
    let y = Scale::new(range.from.0 as f64, range.to.0 as f64, frame.bottom(), frame.plot.y, true);
    for tick in &ticks {
        frame.level(y.at(tick.at), &tick.label);
    }
    let x = worker_axis(&mut frame, sweep);
    let at = |point: &WorkerPoint, time: Nanos| Point { x: x.px(f64::from(point.workers)), y: y.at(time) };
    let upper: Vec<Point> = wide(points.iter().map(|point| at(point, point.p95)).collect());
    let lower: Vec<Point> = wide(points.iter().map(|point| at(point, point.p5)).collect());
    frame.area(Role::Study(Mark::Area(Hue::Candidate)), upper.into_iter().chain(lower.into_iter().rev()).collect());
    draw_ideal(&mut frame, sweep, range, x, y);
    let floor: Vec<Point> = wide(points.iter().filter_map(|point| Some(at(point, point.floor?))).collect());
    frame.curve(Role::Floor, &floor);
    let median: Vec<Point> = points.iter().map(|point| at(point, point.p50)).collect();
    frame.curve(curve, &wide(median.clone()));
    for dot in median {
        frame.dot(Role::Study(Mark::Quantile(Hue::Candidate)), dot, 2.5);
    }
    if let Some((bend, point)) = bend {
        mark_bend(&mut frame, bend, at(point, point.p50));
    }
    frame.base_line();
    frame.scene
}

/// All times of the sweep with some room; the ideal as far as it does not need more than as much again below.
fn time_range(sweep: &SpeedUp<'_>) -> TimeRange {
    let all = || sweep.points.iter().flat_map(|point| [Some(point.p5), Some(point.p95), point.floor]).flatten();
    let (Some(least), Some(most)) = (all().min(), all().max()) else { return TimeRange::default() };
    let n_most = sweep.points.last().map_or(1, |point| point.workers.max(1));
    let ideal = sweep.one_worker.map_or(least, |one| Nanos(one.0 / u64::from(n_most)));
    let from = least.min(ideal).max(Nanos(least.0 / 2));
    TimeRange { from: Nanos((from.0 / 20 * 19).max(1)), to: Nanos(most.0.saturating_add(most.0 / 20).max(2)) }
}

fn worker_axis(frame: &mut Frame, sweep: &SpeedUp<'_>) -> Scale {
    let points = sweep.points;
    let [first, last] =
        [points.first(), points.last()].map(|point| point.map_or(1.0, |point| f64::from(point.workers)));
    let (from, to) = (frame.plot.x + 10.0, frame.right() - 10.0);
    let x = Scale::new(first, last, from, to, true);
    // Where texts would overlap, the first to be written stays: the ends, then the bend.
    let mut by_weight: Vec<u32> = points.iter().map(|point| point.workers).collect();
    let at_end = |workers: u32| [points.first(), points.last()].into_iter().flatten().any(|end| end.workers == workers);
    let is_bend = |workers: u32| sweep.bend.is_some_and(|bend| bend.workers == workers);
    by_weight.sort_by_key(|workers| (!at_end(*workers), !is_bend(*workers)));
    for workers in by_weight {
        frame.tick(x.px(f64::from(workers)), &human::count(workers.into()));
    }
    x
}

/// A point alone as a short line, so that it is seen.
fn wide(points: Vec<Point>) -> Vec<Point> {
    match points[..] {
        [Point { x, y }] => vec![Point { x: x - 10.0, y }, Point { x: x + 10.0, y }],
        _ => points,
    }
}

/// A straight line, cut where it leaves the picture.
fn draw_ideal(frame: &mut Frame, sweep: &SpeedUp<'_>, range: TimeRange, x: Scale, y: Scale) {
    let (Some(one), Some(first), Some(last)) = (sweep.one_worker, sweep.points.first(), sweep.points.last()) else {
        return;
    };
    let one = one.0 as f64;
    // Workers with which the ideal would be at the lower and the upper edge.
    let (n_most, n_least) = (one / range.from.0.max(1) as f64, one / range.to.0.max(1) as f64);
    let at = |workers: f64| Point { x: x.px(workers), y: y.px(one / workers) };
    let [first, last] = [first, last].map(|point| f64::from(point.workers.max(1)));
    let [from, to] = [first, last].map(|workers| workers.clamp(n_least, n_most));
    if from < to {
        frame.line(Role::Study(Mark::Ideal), at(from), at(to));
    } else if n_least <= first && last <= n_most {
        frame.curve(Role::Study(Mark::Ideal), &wide(vec![at(first)]));
    }
}

/// A dot on the curve and a line up to the reason, which stands above the plot, on whichever side there is room.
fn mark_bend(frame: &mut Frame, bend: Bend<'_>, at: Point) {
    let top = frame.plot.y - 14.0;
    frame.line(Role::Study(Mark::BendLine), Point { x: at.x, y: top }, at);
    frame.dot(Role::Study(Mark::Bend), at, 4.0);
    let role = Role::Study(Mark::BendLabel);
    let workers =
        if bend.workers == 1 { "1 worker" } else { &format!("{} workers", human::count(bend.workers.into())) };
    for text in [format!("from {workers} on: {}", bend.reason), bend.reason.to_owned()] {
        let right = (Anchor::Start, at.x + 5.0);
        let left = (Anchor::End, at.x - 5.0);
        let sides = if at.x + text_width(&text) > frame.right() { [left, right] } else { [right, left] };
        if sides.into_iter().any(|(anchor, x)| frame.text(role, anchor, Point { x, y: top + 9.0 }, &text)) {
            return;
        }
    }
}

/// One row a number of workers: times, how many times faster than one worker half of the runs are, and the floor.
pub fn table(sweep: &SpeedUp<'_>) -> Table {
    let mut table = Table::new(&["workers", "P5", "P50", "P95", "speed-up", "ideal", "floor"]);
    for point in sweep.points {
        let [p5, p50, p95] = [point.p5, point.p50, point.p95].map(human::time);
        let workers = u64::from(point.workers.max(1));
        let speed_up = sweep.one_worker.filter(|_| point.p50 > Nanos::ZERO);
        let speed_up = speed_up.map_or(String::new(), |one| times(one.0 as f64 / point.p50.0 as f64));
        let ideal = sweep.one_worker.map_or(String::new(), |one| human::time(Nanos(one.0 / workers)));
        let floor = point.floor.map_or(String::new(), human::time);
        table.rows.push(vec![human::count(point.workers.into()), p5, p50, p95, speed_up, ideal, floor]);
    }
    table
}

/// `3.4×`.
fn times(factor: f64) -> String {
    if factor < 9.95 { format!("{factor:.1}\u{d7}") } else { format!("{factor:.0}\u{d7}") }
}

/// What the picture says: first and last time, and where the curve bends.
pub fn sentence(sweep: &SpeedUp<'_>) -> String {
    let say = |point: &WorkerPoint| {
        let plural = if point.workers == 1 { "" } else { "s" };
        format!("{} with {} worker{plural}", human::time(point.p50), human::count(point.workers.into()))
    };
    let what = match sweep.points {
        [] => return "No runs yet.".to_owned(),
        [only] => format!("Half of the runs would end within {}", say(only)),
        [first, .., last] => format!("Half of the runs would end within {}, within {}", say(first), say(last)),
    };
    let fastest = sweep.points.iter().min_by_key(|point| (point.p50, point.workers));
    let fastest = fastest.filter(|fastest| sweep.points.last().is_some_and(|last| last.p50 > fastest.p50));
    let fastest = fastest.map_or(String::new(), |point| format!("; fastest is {}", say(point)));
    let bend = sweep.bend.filter(|bend| sweep.points.iter().any(|point| point.workers == bend.workers));
    let bend = bend.map_or(String::new(), |bend| {
        format!(" From {} on, more workers pay less: {}.", human::count(bend.workers.into()), bend.reason)
    });
    format!("{what}{fastest}.{bend}")
}
