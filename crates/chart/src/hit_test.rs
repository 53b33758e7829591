//! Which run stands under a point, and where a run stands.

use crate::bands::Bands;
use crate::scene::Rect;
use crate::side::{RunRef, Side, n_rows};
use crate::viewport::Viewport;

/// A run this near is hit although the point is in the empty space beside it, px.
const NEAR: f64 = 2.0;

/// The run under a point, or the nearest in the same row within two pixels; among runs narrower than a pixel the one whose
/// time it is.
pub fn hit_test(sides: &[Side<'_>], viewport: &Viewport, x: f32, y: f32) -> Option<RunRef> {
    if x < viewport.gutter || viewport.width < x {
        return None;
    }
    let (side, row) = Bands::new(&n_rows(sides), viewport).row_at(y)?;
    let blocks = sides[side].index.row(row);
    let at = viewport.time_at(f64::from(x));
    let after = blocks.partition_point(|block| block.start <= at);
    let beside = [after.checked_sub(1), (after < blocks.len()).then_some(after)];
    let distance = |block: usize| {
        let (x0, x1) = (viewport.x(blocks[block].start), viewport.x(blocks[block].end));
        (x0 - f64::from(x)).max(f64::from(x) - x1).max(0.0)
    };
    let nearest = beside.into_iter().flatten().min_by(|a, b| distance(*a).total_cmp(&distance(*b)))?;
    (distance(nearest) <= NEAR).then(|| RunRef { side, run: blocks[nearest].run })
}

/// The row under a point.
pub fn row_at(sides: &[Side<'_>], viewport: &Viewport, y: f32) -> Option<(usize, u32)> {
    Bands::new(&n_rows(sides), viewport).row_at(y)
}

/// The rectangle of a run, at least a pixel wide, cut to the viewport; `None` if it lies outside, or there is none such.
pub fn place(sides: &[Side<'_>], viewport: &Viewport, run: RunRef) -> Option<Rect> {
    let index = sides.get(run.side)?.index;
    let (row, position) = index.place(run.run)?;
    let block = index.row(row)[position];
    let bands = Bands::new(&n_rows(sides), viewport);
    let (left, right) = (f64::from(viewport.gutter), f64::from(viewport.width));
    let (x0, x1) = (viewport.x(block.start), viewport.x(block.end));
    let top = bands.row_top(run.side, row);
    let bottom = (top + bands.block_height()).min(bands.axis_top);
    let top = top.max(0.0);
    if x1 < left || right < x0 || bottom <= top {
        return None;
    }
    let (x0, x1) = (x0.max(left), x1.min(right));
    Some(Rect { x: x0 as f32, y: top, width: (x1 - x0).max(1.0) as f32, height: bottom - top })
}
