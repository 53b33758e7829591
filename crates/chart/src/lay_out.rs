//! Index and viewport to scene: every worker a row, every test a block, both sides on one time axis.
//!
//! - [`row`]: the blocks of one row; narrow ones are merged.
//! - [`life`]: what a worker does around its tests.
//! - [`header`]: the line above the rows of a side, with its floor and its end.
//! - [`names`]: what is written into rows and blocks.

use crate::bands::Bands;
use crate::scene::{Anchor, Emphasis, Item, Label, Point, Role, Scene, Shape};
use crate::side::{Side, n_rows};
use crate::ticks::ticks;
use crate::viewport::Viewport;

mod row;

mod life;

pub(crate) mod header;

pub(crate) mod names;

#[cfg(test)]
mod laws;

#[cfg(test)]
mod pictures;

pub use names::{MONO_ADVANCE, SANS_ADVANCE};

/// Pixels between two marks of the time axis, at least.
const LEAST_TICK_SPACE: f32 = 84.0;

/// What is marked in a picture.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// Per test of the suite, whether a search found it; `None` where nobody searches.
    pub found: Option<&'a [bool]>,
}

impl Marks<'_> {
    fn emphasis(self, test: u32) -> Emphasis {
        match self.found {
            None => Emphasis::Plain,
            Some(found) if found[test as usize] => Emphasis::Match,
            Some(_) => Emphasis::Other,
        }
    }
}

/// Lays all sides out.
///
/// Cost: linear in the runs that are seen, but no more than some 20 steps for each pixel of each row.
pub fn lay_out(sides: &[Side<'_>], viewport: &Viewport, marks: Marks<'_>) -> Scene {
    let bands = Bands::new(&n_rows(sides), viewport);
    let mut scene = Scene { width: viewport.width, height: viewport.height, items: Vec::new() };
    let items = &mut scene.items;
    axis(items, &bands, viewport);
    for (position, side) in sides.iter().enumerate() {
        let seen = |row: &u32| {
            let top = bands.row_top(position, *row);
            0.0 < top + bands.row_height && top < bands.axis_top
        };
        let rows: Vec<u32> = (0..side.index.n_rows()).filter(seen).collect();
        for row in &rows {
            let strip = Strip::new(&bands, position, *row);
            life::lay_out(items, side, *row, strip, viewport);
        }
        let mut own = Vec::new();
        let mut end_of_own = Vec::new();
        for row in &rows {
            let strip = Strip::new(&bands, position, *row);
            row::lay_out(items, &mut own, side.index, *row, strip, viewport, marks);
            end_of_own.push(own.len());
        }
        let mut first = 0;
        for (row, end) in rows.iter().zip(end_of_own) {
            let strip = Strip::new(&bands, position, *row);
            let blocks = own[first..end].iter().map(|position| side.index.row(*row)[*position]);
            first = end;
            names::lay_out_in_blocks(items, side, blocks, strip, viewport, marks);
            life::lay_out_crashes(items, side, *row, strip, viewport);
        }
        names::lay_out_workers(items, side, &rows, position, &bands, viewport);
        if marks.found.is_none() {
            life::lay_out_steals(items, side, position, &bands, viewport);
        }
        header::lay_out(items, side, bands.bands[position], &bands, viewport);
    }
    scene
}

/// Where the blocks of a row stand, cut to what is seen.
#[derive(Clone, Copy)]
struct Strip {
    top: f32,
    height: f32,
    /// Whether nothing was cut off, so that texts fit.
    is_whole: bool,
}

impl Strip {
    fn new(bands: &Bands, side: usize, row: u32) -> Self {
        let top = bands.row_top(side, row);
        let bottom = top + bands.block_height();
        let (seen_top, seen_bottom) = (top.max(0.0), bottom.min(bands.axis_top));
        let is_whole = top >= 0.0 && bottom <= bands.axis_top;
        Self { top: seen_top, height: (seen_bottom - seen_top).max(0.0), is_whole }
    }
}

pub(crate) fn axis(items: &mut Vec<Item>, bands: &Bands, viewport: &Viewport) {
    let n_most = (viewport.width - viewport.gutter) / LEAST_TICK_SPACE;
    for tick in ticks(viewport.range, n_most as usize) {
        let x = viewport.x(tick.at) as f32;
        if x < viewport.gutter || viewport.width < x {
            continue;
        }
        let (from, to) = (Point { x, y: 0.0 }, Point { x, y: bands.axis_top });
        items.push(Item { role: Role::Grid, shape: Shape::Line { from, to } });
        let half = tick.label.chars().count() as f32 * SANS_ADVANCE / 2.0;
        let anchor = if x + half > viewport.width { Anchor::End } else { Anchor::Middle };
        let at = Point { x: x.min(viewport.width), y: bands.axis_top + 16.0 };
        items.push(label(Role::TickLabel, anchor, at, tick.label));
    }
    let from = Point { x: viewport.gutter, y: bands.axis_top };
    items.push(Item {
        role: Role::Axis,
        shape: Shape::Line { from, to: Point { x: viewport.width, y: bands.axis_top } },
    });
}

pub(crate) fn label(role: Role, anchor: Anchor, at: Point, text: String) -> Item {
    Item { role, shape: Shape::Label(Box::new(Label { anchor, at, text })) }
}
