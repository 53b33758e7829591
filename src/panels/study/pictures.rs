//! All runs drawn: when they end, and what modes and worker counts make of it.

use std::sync::Arc;

use laneway_chart::scene::Scene;
use laneway_chart::side;
use laneway_chart::study::frame::Size;
use laneway_chart::study::heat_map::{self, Cell, HeatMap};
use laneway_chart::study::mark::Hue;
use laneway_chart::study::series::Series;
use laneway_chart::study::speed_up::{self, Bend, SpeedUp, WorkerPoint};
use laneway_chart::study::table::Table;
use laneway_chart::study::{ecdf, histogram};
use laneway_engine::bounds::floor;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::sweep::{self, SHARING_MODES};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::charts::picture::ChartPicture;
use crate::state::study::{Compared, Swept, SweptCell};
use crate::state::use_app;

pub(super) const HEIGHT: f32 = 240.0;

/// ECDF, histogram, speed-up and heat map.
#[component]
pub fn Pictures() -> impl IntoView {
    let app = use_app();
    let compared = Memo::new_with_compare(move |_| app.study.with(|study| study.sides.clone()), is_other);
    let swept = Memo::new_with_compare(move |_| app.study.with(|study| study.sweep.clone()), is_other);
    let curve = Memo::new(move |_| swept.with(|swept| Curve::new(swept.as_deref()?, &app.suite.get())));
    let lines = move |n_most: usize| Signal::derive(move || compared.with(|it| lines(it.as_deref(), n_most)));
    view! {
        <div class="study-pictures">
            {picture_of_lines(&ECDF, "ecdf", "Runs that have ended", lines(7))}
            {picture_of_lines(&HISTOGRAM, "histogram", "When runs end", lines(2))}
            <div class="study-pictures__one">
                <h3 class="study-pictures__title">"What more workers bring"</h3>
                <ChartPicture
                    name="speed-up"
                    height=HEIGHT
                    scene=Callback::new(move |size| with_curve(curve, |it| speed_up::lay_out(it, size)))
                    sentence=Signal::derive(move || with_curve(curve, speed_up::sentence))
                    table=Signal::derive(move || with_curve(curve, speed_up::table))
                />
            </div>
            <div class="study-pictures__one">
                <h3 class="study-pictures__title">"Modes by workers"</h3>
                <ChartPicture
                    name="modes-by-workers"
                    height=HEIGHT
                    scene=Callback::new(move |size| with_map(swept, |map| heat_map::lay_out(map, size)))
                    sentence=Signal::derive(move || with_map(swept, heat_map::sentence))
                    table=Signal::derive(move || with_map(swept, heat_map::table))
                />
            </div>
        </div>
    }
}

pub(super) fn is_other<T>(before: Option<&Option<Arc<T>>>, now: Option<&Option<Arc<T>>>) -> bool {
    match (before, now) {
        (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
        (Some(None), Some(None)) => false,
        _ => true,
    }
}

/// The first `n_most` sessions as lines.
fn lines(compared: Option<&Compared>, n_most: usize) -> Vec<RunsLine> {
    let Some(compared) = compared else { return Vec::new() };
    let lines = compared.sessions.iter().zip(&compared.times).take(n_most).enumerate();
    lines.map(|(place, (session, times))| (name(place, session), times.clone())).collect()
}

/// All runs of one thing: its name, and the times in ascending order.
pub(super) type RunsLine = (String, Vec<Nanos>);

/// A picture of runs as lines.
pub(super) struct LinesKind {
    lay_out: fn(&[Series<'_>], Size) -> Scene,
    say: fn(&[Series<'_>]) -> String,
    tabulate: fn(&[Series<'_>]) -> Table,
}

pub(super) const ECDF: LinesKind = LinesKind { lay_out: ecdf::lay_out, say: ecdf::sentence, tabulate: ecdf::table };

pub(super) const HISTOGRAM: LinesKind =
    LinesKind { lay_out: histogram::lay_out, say: histogram::sentence, tabulate: histogram::table };

/// One of them with its title; files that are saved from it are called `name`.
pub(super) fn picture_of_lines(
    kind: &'static LinesKind,
    name: &'static str,
    title: &'static str,
    lines: Signal<Vec<RunsLine>>,
) -> impl IntoView {
    view! {
        <div class="study-pictures__one">
            <h3 class="study-pictures__title">{title}</h3>
            <ChartPicture
                name=name
                height=HEIGHT
                scene=Callback::new(move |size| with_series(lines, |series| (kind.lay_out)(series, size)))
                sentence=Signal::derive(move || with_series(lines, kind.say))
                table=Signal::derive(move || with_series(lines, kind.tabulate))
            />
        </div>
    }
}

fn with_series<T>(lines: Signal<Vec<RunsLine>>, work: impl FnOnce(&[Series<'_>]) -> T) -> T {
    lines.with(|lines| {
        let series = lines.iter().enumerate();
        let series = series.map(|(place, (name, times))| Series { name, hue: hue(place), times });
        work(&series.collect::<Vec<_>>())
    })
}

/// Sides by their names, others by their modes.
fn name(place: usize, session: &Session) -> String {
    match place {
        0 => "baseline".to_owned(),
        1 => "candidate".to_owned(),
        _ => side::detail(session).split(',').next().unwrap_or_default().to_owned(),
    }
}

fn hue(place: usize) -> Hue {
    match place {
        0 => Hue::Baseline,
        1 => Hue::Candidate,
        other => Hue::Other((other - 2) as u8),
    }
}

/// The candidate's mode over worker counts.
#[derive(Clone, PartialEq)]
struct Curve {
    points: Vec<WorkerPoint>,
    bend: Option<(u32, sweep::Reason)>,
}

impl Curve {
    fn new(swept: &Swept, suite: &Suite) -> Option<Self> {
        let row = SHARING_MODES.iter().position(|dist| *dist == swept.session.dist)?;
        let cells = swept.cells.iter().skip(row * swept.counts.len());
        let prepared = Prepared::of_suite(suite);
        let mut points = Vec::new();
        for (workers, cell) in swept.counts.iter().zip(cells) {
            let [p5, p50, p95] = cell.percentiles?;
            let floor = floor(&prepared, &Session { workers: *workers, ..swept.session.clone() });
            points.push(WorkerPoint { workers: *workers, p5, p50, p95, floor: Some(floor) });
        }
        let medians: Vec<Nanos> = points.iter().map(|point| point.p50).collect();
        let bend = sweep::bend(&prepared, &swept.session, &swept.counts, &medians);
        Some(Self { points, bend })
    }
}

fn with_curve<T>(curve: Memo<Option<Curve>>, work: impl FnOnce(&SpeedUp<'_>) -> T) -> T {
    curve.with(|curve| {
        let Some(curve) = curve else { return work(&SpeedUp::default()) };
        let bend = curve.bend.map(|(workers, reason)| Bend { workers, reason: reason.words() });
        let one_worker = curve.points.first().filter(|point| point.workers == 1).map(|point| point.p50);
        work(&SpeedUp { points: &curve.points, one_worker, bend })
    })
}

fn with_map<T>(swept: Memo<Option<Arc<Swept>>>, work: impl FnOnce(&HeatMap<'_>) -> T) -> T {
    swept.with(|swept| {
        let Some(swept) = swept else { return work(&HeatMap::default()) };
        let modes = SHARING_MODES.map(DistMode::flag);
        let cell = |cell: &SweptCell| Cell {
            median: cell.percentiles.map(|[_, median, _]| median),
            is_too_close: cell.is_too_close,
        };
        let cells: Vec<Cell> = swept.cells.iter().map(cell).collect();
        work(&HeatMap { modes: &modes, workers: &swept.counts, cells: &cells })
    })
}
