//! The blocks of one row. Blocks narrower than a pixel or two are merged; their rectangle says how much of it they cover.

use std::ops::Range;

use laneway_engine::time::Nanos;

use super::{Marks, Strip};
use crate::index::{Block, Index};
use crate::looks::Look;
use crate::scene::{Blocks, Emphasis, Item, Rect, Role, Shape};
use crate::viewport::Viewport;

/// A block from this width on is a rectangle of its own, px.
pub(super) const LEAST_OWN: f64 = 2.0;
/// Merged rectangles end before they grow wider than this, px; neighbours that look the same are then joined.
const MERGED: f64 = 1.5;
/// Free space at the right of a block that has room for it, px.
const GAP: f64 = 1.0;
/// Above so many runs for each pixel of a row, runs are summed by pixel and a few of them looked at.
const CROWDED: usize = 16;
/// How many of them, about.
const SAMPLES: usize = 5;
/// A found test is never narrower, px.
const LEAST_FOUND: f64 = 2.0;

/// Appends the rectangles of a row, left to right, and to `own` the positions of the runs that have one of their own.
pub(super) fn lay_out(
    items: &mut Vec<Item>,
    own: &mut Vec<usize>,
    index: &Index,
    row: u32,
    strip: Strip,
    viewport: &Viewport,
    marks: Marks<'_>,
) {
    let blocks = index.row(row);
    let first = blocks.partition_point(|block| block.end <= viewport.range.from);
    let end = blocks.partition_point(|block| block.start < viewport.range.to).max(first);
    let mut pen = Pen { items, strip, open: None, last: None };
    let scale = viewport.scale();
    if end - first > CROWDED * (scale.right - scale.left) as usize && marks.found.is_none() {
        by_pixel(&mut pen, own, blocks, index.busy_before(row), first..end, viewport);
        return;
    }
    for (position, block) in (first..end).zip(&blocks[first..end]) {
        let (x0, x1) = scale.cut(block.start, block.end);
        let emphasis = marks.emphasis(block.test);
        if emphasis == Emphasis::Match || x1 - x0 >= LEAST_OWN {
            pen.own(x0, x1, scale.right, Blocks { look: block.look, coverage: 1.0, emphasis });
            own.push(position);
        } else {
            pen.merge(x0, x1, x1 - x0, block.look, emphasis);
        }
    }
    pen.flush();
}

/// About as many rectangles as pixels; the look is that of the longest among a few runs of each.
fn by_pixel(
    pen: &mut Pen<'_>,
    own: &mut Vec<usize>,
    blocks: &[Block],
    sums: &[u64],
    seen: Range<usize>,
    viewport: &Viewport,
) {
    let scale = viewport.scale();
    let mut at = seen.start;
    while at < seen.end {
        let (x0, x1) = scale.cut(blocks[at].start, blocks[at].end);
        if x1 - x0 >= LEAST_OWN {
            let look = blocks[at].look;
            pen.own(x0, x1, scale.right, Blocks { look, coverage: 1.0, emphasis: Emphasis::Plain });
            own.push(at);
            at += 1;
            continue;
        }
        // All that ends before the next pixel, but at least one.
        let to = viewport.time_at(x0 + 1.0);
        let next = (at + within(&blocks[at..seen.end], to)).max(at + 1);
        let x1 = scale.cut(blocks[at].start, blocks[next - 1].end).1;
        let busy = (sums[next] - sums[at]) as f64 * viewport.px_per_nano();
        let stride = (next - at).div_ceil(SAMPLES);
        let longest = blocks[at..next].iter().step_by(stride).max_by_key(|block| block.end.0 - block.start.0);
        let look = longest.map_or(blocks[at].look, |block| block.look);
        pen.merge(x0, x1, busy.min(x1 - x0), look, Emphasis::Plain);
        at = next;
    }
    pen.flush();
}

/// How many of the blocks end by `to`: a search that begins near, for there are few in a pixel and very many in a row.
fn within(blocks: &[Block], to: Nanos) -> usize {
    let mut reach = 16;
    while reach < blocks.len() && blocks[reach].end <= to {
        reach *= 2;
    }
    blocks[..reach.min(blocks.len())].partition_point(|block| block.end <= to)
}

/// Writes rectangles, keeping the last one open as long as more may be merged into it.
struct Pen<'a> {
    items: &'a mut Vec<Item>,
    strip: Strip,
    open: Option<Merged>,
    last: Option<Joinable>,
}

/// Narrow blocks on their way into one rectangle.
struct Merged {
    x0: f64,
    x1: f64,
    covered: f64,
    emphasis: Emphasis,
    /// The look that leads, and by how many pixels: that of the majority, where there is one.
    look: Look,
    lead: f64,
}

/// A merged rectangle that the next one may lengthen.
struct Joinable {
    position: usize,
    x1: f64,
    covered: f64,
}

impl Pen<'_> {
    fn own(&mut self, x0: f64, x1: f64, right: f64, blocks: Blocks) {
        self.flush();
        self.last = None;
        let least = if blocks.emphasis == Emphasis::Match { LEAST_FOUND } else { 0.0 };
        let width = x1 - x0 - GAP.min((x1 - x0) * 0.15);
        let width = width.max(least).min(right - x0);
        self.push(x0, x0 + width, blocks);
    }

    fn merge(&mut self, x0: f64, x1: f64, covered: f64, look: Look, emphasis: Emphasis) {
        if covered <= 0.0 {
            return;
        }
        if self.open.as_ref().is_some_and(|open| x1 - open.x0 > MERGED || open.emphasis != emphasis) {
            self.flush();
        }
        let open = self.open.get_or_insert(Merged { x0, x1, covered: 0.0, emphasis, look, lead: 0.0 });
        open.x1 = x1;
        open.covered += covered;
        if open.look == look {
            open.lead += covered;
        } else if open.lead >= covered {
            open.lead -= covered;
        } else {
            open.look = look;
            open.lead = covered - open.lead;
        }
    }

    fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        let coverage = (open.covered / (open.x1 - open.x0)).min(1.0) as f32;
        let blocks = Blocks { look: open.look, coverage, emphasis: open.emphasis };
        if let Some(last) = &mut self.last
            && let Item { role: Role::Tests(of_last), shape: Shape::Rect(rect) } = &mut self.items[last.position]
            && (of_last.look, of_last.emphasis) == (blocks.look, blocks.emphasis)
            && (of_last.coverage - blocks.coverage).abs() < 0.06
            && open.x0 - last.x1 < 0.02
        {
            last.x1 = open.x1;
            last.covered += open.covered;
            let x0 = f64::from(rect.x);
            rect.width = (open.x1 - x0) as f32;
            of_last.coverage = (last.covered / (open.x1 - x0)).min(1.0) as f32;
            return;
        }
        self.last = Some(Joinable { position: self.items.len(), x1: open.x1, covered: open.covered });
        self.push(open.x0, open.x1, blocks);
    }

    fn push(&mut self, x0: f64, x1: f64, blocks: Blocks) {
        let Strip { top, height, .. } = self.strip;
        let rect = Rect { x: x0 as f32, y: top, width: (x1 - x0) as f32, height };
        self.items.push(Item { role: Role::Tests(blocks), shape: Shape::Rect(rect) });
    }
}
