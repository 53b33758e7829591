//! The blocks of one row: what a job does, by kind, with names and durations where they fit.

use std::collections::BTreeMap;

use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::{JobSpan, RunOutcome, SpanKind};

use super::lay_out::Strip;
use super::mark::LaneMark;
use super::side::{LaneRow, PipelineSide};
use crate::human;
use crate::lay_out::names::cut;
use crate::lay_out::{SANS_ADVANCE, label};
use crate::scene::{Anchor, Item, Point, Rect, Role, Shape};
use crate::viewport::Viewport;

/// Blocks from this height on show their workers, px.
const LEAST_FOR_WORKERS: f32 = 20.0;
/// The strip of a worker is at least so high, px; where there are more workers than fit, none is shown.
const LEAST_WORKER: f32 = 1.0;
/// Blocks from this height on carry texts, px.
const LEAST_FOR_TEXT: f32 = 11.0;
/// Between a block's edge and its text, px.
const PADDING: f32 = 4.0;
/// Names are cut down to so many characters, and no further.
const FEWEST_CHARS: usize = 5;

pub(super) fn lay_out(items: &mut Vec<Item>, side: &PipelineSide<'_>, row: LaneRow, strip: Strip, viewport: &Viewport) {
    for (place, span) in side.spans(row) {
        let (from, to) = viewport.scale().cut(span.start, span.end);
        let (x, width) = (from as f32, (to - from) as f32);
        if width <= 0.0 {
            continue;
        }
        let mark = mark(span.kind, strip.side);
        // What is too short to be seen still is there.
        let block = Rect { x, y: strip.top, width: width.max(1.0), height: strip.height };
        items.push(Item { role: Role::Lane(mark), shape: Shape::Rect(block) });
        let run = side.outcome.jobs[row.job].runs.iter().find(|run| run.span == place);
        let is_stripped = run.is_some_and(|run| lay_out_workers(items, span, run, block, strip, viewport));
        if strip.height >= LEAST_FOR_TEXT && span.kind != SpanKind::Queue {
            write(items, span, block, strip, is_stripped);
        }
    }
}

fn mark(kind: SpanKind, side: u8) -> LaneMark {
    match kind {
        SpanKind::Queue => LaneMark::Queue,
        SpanKind::Container => LaneMark::Container,
        SpanKind::SetUp => LaneMark::SetUp,
        SpanKind::Tests => LaneMark::Tests { side },
        SpanKind::Upload | SpanKind::Download => LaneMark::Transfer,
        SpanKind::Gate => LaneMark::Gate,
        SpanKind::Post => LaneMark::Post,
    }
}

/// A strip for each worker in the lower part of the block: where it runs tests. False where there is no room for all.
fn lay_out_workers(
    items: &mut Vec<Item>,
    span: &JobSpan,
    run: &RunOutcome,
    block: Rect,
    strip: Strip,
    viewport: &Viewport,
) -> bool {
    let n_workers = run.outcome.workers.len().max(1);
    let room = strip.height - 14.0;
    let each = (room / n_workers as f32).min(4.0);
    if strip.height < LEAST_FOR_WORKERS || each < LEAST_WORKER {
        return false;
    }
    let mut busy: BTreeMap<u32, Vec<(f32, f32)>> = BTreeMap::new();
    for test in &run.outcome.runs {
        let at = |since: Nanos| Nanos(span.start.0.saturating_add(since.0)).min(span.end);
        let (from, to) = viewport.scale().cut(at(test.start), at(test.end.unwrap_or(run.outcome.summary.session_end)));
        let (from, to) = (from as f32, to as f32);
        let of_worker = busy.entry(test.worker).or_default();
        match of_worker.last_mut() {
            Some((_, end)) if from - *end < 1.0 => *end = end.max(to),
            _ => of_worker.push((from, to)),
        }
    }
    let top = block.y + block.height - 2.0 - each * n_workers as f32;
    for (worker, stretches) in busy {
        let y = top + each * worker as f32;
        for (from, to) in stretches {
            let rect = Rect { x: from, y, width: to - from, height: (each - 0.5).max(0.5) };
            items.push(Item { role: Role::Lane(LaneMark::Worker { side: strip.side }), shape: Shape::Rect(rect) });
        }
    }
    true
}

/// The name, and behind it the duration: both, or the name cut, or the duration alone.
fn write(items: &mut Vec<Item>, span: &JobSpan, block: Rect, strip: Strip, is_stripped: bool) {
    let n_chars = ((block.width - 2.0 * PADDING) / SANS_ADVANCE).max(0.0) as usize;
    let takes = human::time(Nanos(span.end.0.saturating_sub(span.start.0)));
    let (n_name, n_takes) = (span.name.chars().count(), takes.chars().count());
    let y = if is_stripped { strip.top + 11.0 } else { strip.base_line() };
    if n_name + 1 + n_takes <= n_chars {
        let at = Point { x: block.x + block.width - PADDING, y };
        items.push(label(Role::Lane(LaneMark::Duration), Anchor::End, at, takes));
    }
    if FEWEST_CHARS.min(n_name) <= n_chars && n_name > 0 {
        let at = Point { x: block.x + PADDING, y };
        items.push(label(Role::Lane(LaneMark::SpanName), Anchor::Start, at, cut(&span.name, n_chars)));
    }
}
