//! Sides and viewport to scene: every job a row, or a row for each lane of its parallel steps, all on one time axis.

use laneway_pipeline::outcome::{Conclusion, JobOutcome};

use super::mark::LaneMark;
use super::side::{LaneRow, PipelineSide, bands};
use super::{connectors, reason, spans};
use crate::bands::{Band, Bands};
use crate::human;
use crate::lay_out::header::{HeaderLine, LEAST_SPACE, PADDING};
use crate::lay_out::names::cut;
use crate::lay_out::{SANS_ADVANCE, axis, label};
use crate::scene::{Anchor, Item, Point, Rect, Role, Scene, Shape};
use crate::viewport::Viewport;

/// The word that a row of the critical path has beside its name.
const CRITICAL: &str = "critical";
/// Width of the stub of a job that does not run, px.
const STUB: f32 = 18.0;

/// Lays all sides out, baseline first.
///
/// Cost: linear in jobs, their spans, and the tests of runs whose workers are shown.
pub fn lay_out(sides: &[PipelineSide<'_>], viewport: &Viewport) -> Scene {
    let bands = bands(sides, viewport);
    let mut scene = Scene { width: viewport.width, height: viewport.height, items: Vec::new() };
    axis(&mut scene.items, &bands, viewport);
    for (position, side) in sides.iter().enumerate() {
        let rows = side.rows();
        connectors::lay_out(&mut scene.items, side, position, &rows, &bands, viewport);
        for (place, row) in rows.iter().enumerate() {
            let top = bands.row_top(position, place as u32);
            if top < 0.0 || bands.axis_top < top + bands.row_height {
                continue;
            }
            let strip = Strip { side: position as u8, top, height: bands.block_height() };
            spans::lay_out(&mut scene.items, side, *row, strip, viewport);
            lay_out_name(&mut scene.items, side, *row, strip, viewport);
            if row.lane == 0 {
                lay_out_end(&mut scene.items, side, row.job, strip, viewport);
            }
        }
        lay_out_header(&mut scene.items, side, bands.bands[position], &bands, viewport);
    }
    scene
}

/// Where the blocks of a row stand.
#[derive(Clone, Copy)]
pub(super) struct Strip {
    pub(super) side: u8,
    pub(super) top: f32,
    pub(super) height: f32,
}

impl Strip {
    /// The base line of a text in the middle.
    pub(super) fn base_line(self) -> f32 {
        self.top + self.height / 2.0 + 4.0
    }
}

fn lay_out_name(items: &mut Vec<Item>, side: &PipelineSide<'_>, row: LaneRow, strip: Strip, viewport: &Viewport) {
    let is_critical = row.lane == 0 && side.is_critical(row.job);
    let word = if is_critical { format!(" \u{b7} {CRITICAL}") } else { String::new() };
    let n_chars = ((viewport.gutter - 12.0) / SANS_ADVANCE) as usize;
    let name = cut(&side.row_name(row), n_chars.saturating_sub(word.chars().count()));
    let mark = if is_critical { LaneMark::CriticalName } else { LaneMark::Name };
    let at = Point { x: viewport.gutter - 8.0, y: strip.base_line() };
    items.push(label(Role::Lane(mark), Anchor::End, at, format!("{name}{word}")));
}

/// How a job ends, where it is not simply green: its outline, and the reason in words where there is room.
fn lay_out_end(items: &mut Vec<Item>, side: &PipelineSide<'_>, job: usize, strip: Strip, viewport: &Viewport) {
    let outcome = &side.outcome.jobs[job];
    let ended = viewport.scale().x(outcome.ended) as f32;
    if side.is_critical(job) {
        let (from, to) = viewport.scale().cut(outcome.ready, outcome.ended);
        let line = Rect { x: from as f32, y: strip.top + strip.height, width: (to - from) as f32, height: 2.0 };
        items.push(Item { role: Role::Lane(LaneMark::Critical { side: strip.side }), shape: Shape::Rect(line) });
    }
    let Some(started) = outcome.started else {
        if viewport.gutter <= ended && ended + STUB <= viewport.width {
            let stub = Rect { x: ended, y: strip.top + 3.0, width: STUB, height: (strip.height - 6.0).max(2.0) };
            items.push(Item { role: Role::Lane(LaneMark::Skipped), shape: Shape::Rect(stub) });
            note(items, LaneMark::Note, ended + STUB, &ending(outcome), strip, viewport);
        }
        return;
    };
    let mark = match outcome.conclusion {
        Conclusion::Success | Conclusion::Skipped => return,
        Conclusion::Failure => LaneMark::Failed,
        Conclusion::Cancelled => LaneMark::Cancelled,
    };
    let (from, to) = viewport.scale().cut(started, outcome.ended);
    let frame = Rect { x: from as f32, y: strip.top, width: ((to - from) as f32).max(2.0), height: strip.height };
    items.push(Item { role: Role::Lane(mark), shape: Shape::Rect(frame) });
    let mark = if mark == LaneMark::Failed { LaneMark::Why } else { LaneMark::Note };
    note(items, mark, to as f32, &ending(outcome), strip, viewport);
}

/// The conclusion and its reason.
fn ending(outcome: &JobOutcome) -> String {
    let word = reason::conclusion(outcome.conclusion);
    outcome.reason.as_ref().map_or_else(|| word.to_owned(), |why| format!("{word}: {}", reason::words(why)))
}

/// A text right of `x`, cut to what fits; nothing where that would be next to nothing.
fn note(items: &mut Vec<Item>, mark: LaneMark, x: f32, text: &str, strip: Strip, viewport: &Viewport) {
    let n_chars = ((viewport.width - x - 2.0 * PADDING) / SANS_ADVANCE).max(0.0) as usize;
    if n_chars >= 6.min(text.chars().count()) && strip.height >= 11.0 {
        let at = Point { x: x + PADDING, y: strip.base_line() };
        items.push(label(Role::Lane(mark), Anchor::Start, at, cut(text, n_chars)));
    }
}

fn lay_out_header(items: &mut Vec<Item>, side: &PipelineSide<'_>, band: Band, bands: &Bands, viewport: &Viewport) {
    let mut line = HeaderLine::new(items, band, bands, viewport);
    let name_end = line.write(Role::SideName, 4.0, side.name);
    let end = side.outcome.wall_clock;
    line.mark(Role::End, Role::EndLabel, end, band, bands, &human::time(end));
    let after_name = (name_end + LEAST_SPACE).max(viewport.gutter + PADDING);
    let detail = side.detail();
    let jobs = detail.split(',').next().unwrap_or_default();
    let fitting = [detail.as_str(), jobs].into_iter().find(|detail| line.is_free(after_name, detail));
    let after = fitting.map_or(after_name, |detail| line.write(Role::SideDetail, after_name, detail) + LEAST_SPACE);
    if !side.outcome.is_green && line.is_free(after, "red") {
        line.write(Role::Failure, after, "red");
    }
}
