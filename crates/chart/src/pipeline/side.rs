//! One side of the picture: one run of one pipeline, and the rows that it takes.

use laneway_engine::time::Nanos;
use laneway_pipeline::compare::Comparison;
use laneway_pipeline::outcome::{JobOutcome, JobSpan, PipelineOutcome};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;

use crate::bands::Bands;
use crate::human;
use crate::viewport::{TimeRange, Viewport};
use crate::window::{Frame, Window};

/// What is drawn in one band. Sides are drawn one below the other on one time axis.
#[derive(Clone, Copy, Debug)]
pub struct PipelineSide<'a> {
    /// `baseline`, `candidate`.
    pub name: &'a str,
    /// What is configured.
    pub pipeline: &'a Pipeline,
    /// What would happen.
    pub outcome: &'a PipelineOutcome,
}

/// A row: a job, or one of the lanes that it runs side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneRow {
    /// Place in the outcome's jobs.
    pub job: usize,
    /// Which of several lanes; 0 has what runs alone too.
    pub lane: u32,
}

/// A row of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneRef {
    /// Position among the sides.
    pub side: usize,
    /// What stands there.
    pub row: LaneRow,
}

/// The width of the column with the jobs' names in a wide picture, px.
pub const NAMES_WIDTH: f32 = 184.0;

impl<'a> PipelineSide<'a> {
    /// Its rows, top to bottom.
    pub fn rows(&self) -> Vec<LaneRow> {
        let lanes = |(job, of_job): (usize, &JobOutcome)| {
            let n_lanes = of_job.spans.iter().map(|span| span.lane + 1).max().unwrap_or(1);
            (0..n_lanes).map(move |lane| LaneRow { job, lane }).collect::<Vec<_>>()
        };
        self.outcome.jobs.iter().enumerate().flat_map(lanes).collect()
    }

    /// Whether a job is on the critical path.
    pub fn is_critical(&self, job: usize) -> bool {
        self.outcome.critical.contains(&job)
    }

    /// What people call a job: its name, its cell, its shard.
    pub fn title(&self, job: usize) -> String {
        self.outcome.jobs.get(job).map_or_else(String::new, |outcome| title(self.pipeline, outcome))
    }

    /// What stands left of a row.
    pub fn row_name(&self, row: LaneRow) -> String {
        if row.lane == 0 { self.title(row.job) } else { format!("lane {}", row.lane + 1) }
    }

    /// The spans of a row, by start.
    pub fn spans(&self, row: LaneRow) -> impl Iterator<Item = (usize, &'a JobSpan)> + use<'a> {
        let spans = self.outcome.jobs.get(row.job).map_or(&[][..], |job| &job.spans);
        spans.iter().enumerate().filter(move |(_, span)| span.lane == row.lane)
    }

    /// How many jobs ran, and what they cost: `7 jobs, 12 billed minutes, $0.07`.
    pub fn detail(&self) -> String {
        let n_jobs = self.outcome.jobs.iter().filter(|job| job.started.is_some()).count();
        let plural = if n_jobs == 1 { "" } else { "s" };
        let bill = &self.outcome.bill;
        let minutes = match bill.minutes() {
            0.0 => String::new(),
            minutes => format!(", {} billed min", human::count(minutes.round() as u64)),
        };
        let price = if bill.price == 0 { String::new() } else { format!(", {}", human::dollars(bill.price)) };
        format!("{n_jobs} job{plural}{minutes}{price}")
    }
}

/// Both sides of a scenario, in their typical runs.
pub fn both<'a>(scenario: &'a Scenario, comparison: &'a Comparison) -> [PipelineSide<'a>; 2] {
    let Comparison { baseline, candidate, .. } = comparison;
    [
        PipelineSide { name: "baseline", pipeline: &scenario.baseline, outcome: &baseline.typical },
        PipelineSide { name: "candidate", pipeline: &scenario.candidate, outcome: &candidate.typical },
    ]
}

/// What people call a job: `unit`, `unit (3.12)`, `unit (3.12, 2/4)`.
pub fn title(pipeline: &Pipeline, outcome: &JobOutcome) -> String {
    let title = pipeline.jobs.get(outcome.job).map_or("job", |job| job.title());
    laneway_pipeline::instance::title(title, &outcome.cell, outcome.shard)
}

/// How many rows each side takes.
pub fn n_rows(sides: &[PipelineSide<'_>]) -> Vec<u32> {
    sides.iter().map(|side| side.rows().len() as u32).collect()
}

/// All the time there is to see.
pub fn whole(sides: &[PipelineSide<'_>]) -> TimeRange {
    TimeRange::whole(sides.iter().map(|side| side.outcome.wall_clock).max().unwrap_or(Nanos::ZERO))
}

/// The height of rows that suits their number, px: names stay readable, however many there are.
fn row_height(n_rows: &[u32]) -> f32 {
    match n_rows.iter().sum() {
        0..=16 => 30.0,
        17..=40 => 22.0,
        _ => 14.0,
    }
}

/// Everything, `width` pixels wide: all the time, and all rows.
pub fn viewport(sides: &[PipelineSide<'_>], width: f32) -> Viewport {
    let n_rows = n_rows(sides);
    let gutter = NAMES_WIDTH.min((width * 0.36).floor());
    let height = Bands::height_for(&n_rows, row_height(&n_rows));
    Viewport { width, height, gutter, scroll: 0.0, range: whole(sides) }
}

/// Where the rows stand; those that do not fit are scrolled to.
pub fn bands(sides: &[PipelineSide<'_>], viewport: &Viewport) -> Bands {
    let n_rows = n_rows(sides);
    Bands::with_least(&n_rows, viewport, row_height(&n_rows))
}

/// What a window shows of it on `width` pixels, at most `highest` pixels high.
pub fn frame(sides: &[PipelineSide<'_>], width: f32, highest: f32, window: &Window) -> Frame {
    let all = viewport(sides, width);
    let (height, range) = (all.height.min(highest), window.range(all.range));
    let unscrolled = Viewport { height, range, ..all };
    let farthest_scroll = bands(sides, &unscrolled).farthest_scroll;
    let viewport = Viewport { scroll: window.scroll.clamp(0.0, farthest_scroll), ..unscrolled };
    Frame { viewport, whole: all.range, farthest_scroll }
}
