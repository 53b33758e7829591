//! The blocks of one row. Blocks narrower than a pixel or two are merged; their rectangle says how much of it they cover.

use super::{Marks, Strip};
use crate::index::{Block, Index};
use crate::looks::{Look, N_FILE_COLOURS, Shade};
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
/// A found test is never narrower, px.
const LEAST_FOUND: f64 = 2.0;

/// Appends the rectangles of a row, left to right.
pub(super) fn lay_out(
    items: &mut Vec<Item>,
    index: &Index,
    row: u32,
    strip: Strip,
    viewport: &Viewport,
    marks: Marks<'_>,
) {
    let blocks = index.row(row);
    let first = blocks.partition_point(|block| block.end <= viewport.range.from);
    let end = blocks.partition_point(|block| block.start < viewport.range.to);
    let mut pen = Pen { items, strip, open: None, last: None };
    let width = f64::from(viewport.width - viewport.gutter).max(1.0);
    if end.saturating_sub(first) > CROWDED * width as usize && marks.found.is_none() {
        let sums = index.busy_before(row);
        by_pixel(&mut pen, blocks, sums, first..end, viewport);
        pen.flush();
        return;
    }
    let (left, right) = (f64::from(viewport.gutter), f64::from(viewport.width));
    for block in blocks.get(first..end).unwrap_or_default() {
        let (x0, x1) = (viewport.x(block.start).max(left), viewport.x(block.end).min(right));
        let emphasis = match marks.found {
            None => Emphasis::Plain,
            Some(found) if found[block.test as usize] => Emphasis::Match,
            Some(_) => Emphasis::Other,
        };
        if emphasis == Emphasis::Match || x1 - x0 >= LEAST_OWN {
            pen.own(x0, x1, right, Blocks { look: block.look, coverage: 1.0, emphasis });
        } else {
            pen.merge(x0, x1, x1 - x0, block.look, emphasis);
        }
    }
    pen.flush();
}

/// As many rectangles as pixels; the look is that of the file with most time among a few runs of each.
fn by_pixel(pen: &mut Pen<'_>, blocks: &[Block], sums: &[u64], seen: std::ops::Range<usize>, viewport: &Viewport) {
    let (left, right) = (f64::from(viewport.gutter), f64::from(viewport.width));
    let px_per_nano = viewport.px_per_nano();
    let mut at = seen.start;
    let mut x = left;
    while x < right && at < seen.end {
        let to = viewport.time_at(x + 1.0);
        let next = at + blocks[at..seen.end].partition_point(|block| block.start < to);
        if next > at {
            let x0 = viewport.x(blocks[at].start).max(x);
            let x1 = viewport.x(blocks[next - 1].end).min(right);
            let busy = (sums[next] - sums[at]) as f64 * px_per_nano;
            let stride = ((next - at) / CROWDED).max(1);
            let longest = blocks[at..next].iter().step_by(stride).max_by_key(|block| block.end.0 - block.start.0);
            if x1 - x0 >= LEAST_OWN {
                // The last run of this pixel is a long one, or one that ends outside.
                for block in &blocks[at..next] {
                    let (x0, x1) = (viewport.x(block.start).max(left), viewport.x(block.end).min(right));
                    pen.merge(x0, x1, x1 - x0, block.look, Emphasis::Plain);
                }
            } else if let Some(longest) = longest {
                pen.merge(x0, x1, busy.min(x1 - x0), longest.look, Emphasis::Plain);
            }
        }
        at = next;
        x += 1.0;
        if at < seen.end {
            x = x.max(viewport.x(blocks[at].start).floor());
        }
    }
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
    emphasis: Emphasis,
    /// Covered pixels by file colour, and how many of them slow.
    by_colour: [(f64, f64, Shade); N_FILE_COLOURS as usize],
    covered: f64,
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
        let by_colour = [(0.0, 0.0, Shade::Usual); N_FILE_COLOURS as usize];
        let open = self.open.get_or_insert(Merged { x0, x1, emphasis, by_colour, covered: 0.0 });
        open.x1 = x1;
        open.covered += covered;
        let (of_colour, slow, shade) = &mut open.by_colour[usize::from(look.colour)];
        *of_colour += covered;
        if look.shade > Shade::Usual {
            *slow += covered;
            *shade = (*shade).max(look.shade);
        }
    }

    fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        let most = (0..N_FILE_COLOURS).max_by(|a, b| {
            let covered = |colour: &u8| open.by_colour[usize::from(*colour)].0;
            covered(a).total_cmp(&covered(b))
        });
        let colour = most.unwrap_or_default();
        let (of_colour, slow, strongest) = open.by_colour[usize::from(colour)];
        let shade = if slow * 2.0 > of_colour { strongest } else { Shade::Usual };
        let coverage = (open.covered / (open.x1 - open.x0)).min(1.0);
        let blocks = Blocks { look: Look { colour, shade }, coverage: coverage as f32, emphasis: open.emphasis };
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
