//! Thin lines from jobs to those that need them.

use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::JobOutcome;

use super::mark::LaneMark;
use super::side::{LaneRow, PipelineSide};
use crate::bands::Bands;
use crate::scene::{Item, Point, Role, Shape};
use crate::viewport::Viewport;

/// For each job and each one that it needs: from the end of that one, of a matrix from its last end, down or up to the row of
/// the job, and along it to where it may begin.
pub(super) fn lay_out(
    items: &mut Vec<Item>,
    side: &PipelineSide<'_>,
    position: usize,
    rows: &[LaneRow],
    bands: &Bands,
    viewport: &Viewport,
) {
    let jobs = &side.outcome.jobs;
    let middle = |job: usize| {
        let row = rows.iter().position(|row| *row == LaneRow { job, lane: 0 })?;
        let y = bands.row_top(position, row as u32) + bands.block_height() / 2.0;
        (0.0 <= y && y <= bands.axis_top).then_some(y)
    };
    for (to, job) in jobs.iter().enumerate() {
        for need in needs(side, job) {
            let last = (0..jobs.len()).filter(|from| jobs[*from].job == need).max_by_key(|from| jobs[*from].ended);
            let Some((from, (from_y, to_y))) = last.and_then(|from| Some((from, middle(from).zip(middle(to))?))) else {
                continue;
            };
            let is_critical = side.is_critical(from) && side.is_critical(to) && jobs[from].ended == job.ready;
            let mark = if is_critical { LaneMark::CriticalNeed { side: position as u8 } } else { LaneMark::Need };
            let mut line = |from: Point, to: Point| {
                items.push(Item { role: Role::Lane(mark), shape: Shape::Line { from, to } });
            };
            let Some(x) = seen(jobs[from].ended, viewport) else { continue };
            line(Point { x, y: from_y }, Point { x, y: to_y });
            if let Some(ready) = seen(job.ready, viewport).filter(|ready| *ready > x) {
                line(Point { x, y: to_y }, Point { x: ready, y: to_y });
            }
        }
    }
}

/// Places in the pipeline of the jobs that one needs.
fn needs(side: &PipelineSide<'_>, outcome: &JobOutcome) -> Vec<usize> {
    let jobs = &side.pipeline.jobs;
    let needs = jobs.get(outcome.job).map_or(&[][..], |job| &job.needs);
    needs.iter().filter_map(|id| jobs.iter().position(|job| job.id == *id)).collect()
}

fn seen(at: Nanos, viewport: &Viewport) -> Option<f32> {
    let x = viewport.x(at) as f32;
    (viewport.gutter <= x && x <= viewport.width).then_some(x)
}
