//! What a worker does around its tests: start-up, collection, fixtures, the idle tail, its death; and who took from whom.

use std::collections::HashSet;

use laneway_engine::time::Nanos;

use super::Strip;
use crate::bands::Bands;
use crate::scene::{Item, Point, Rect, Role, Shape};
use crate::side::Side;
use crate::viewport::Viewport;

/// Fixtures narrower than this are not drawn, px.
const LEAST_FIXTURES: f64 = 1.5;
/// Fixtures take this share of a block's height.
const FIXTURES_HEIGHT: f32 = 0.36;
/// Nothing below this width is drawn, px.
const LEAST: f64 = 0.25;

/// Start-up, collection and the idle tail.
pub(super) fn lay_out(items: &mut Vec<Item>, side: &Side<'_>, row: u32, strip: Strip, viewport: &Viewport) {
    let index = side.index;
    let life = index.life(row);
    let over = life.died.or(life.finished).unwrap_or(index.end());
    let ready = life.ready.unwrap_or(over);
    let collected = life.collected.unwrap_or(over);
    span(items, Role::StartUp, life.created, ready, strip, viewport);
    if life.ready.is_some() {
        span(items, Role::Collection, ready, collected, strip, viewport);
    }
    let last = index.row(row).last().map_or(collected, |block| block.end);
    if life.died.is_none() {
        span(items, Role::Idle, last.max(collected), index.makespan(), strip, viewport);
    }
}

fn span(items: &mut Vec<Item>, role: Role, from: Nanos, to: Nanos, strip: Strip, viewport: &Viewport) {
    let (x0, x1) = viewport.scale().cut(from, to);
    if x1 - x0 >= LEAST {
        let rect = Rect { x: x0 as f32, y: strip.top, width: (x1 - x0) as f32, height: strip.height };
        items.push(Item { role, shape: Shape::Rect(rect) });
    }
}

/// The notch at the left edge of a block that began with fixtures.
pub(super) fn fixtures(start: Nanos, spent: Nanos, strip: Strip, viewport: &Viewport) -> Option<Item> {
    let (x0, x1) = viewport.scale().cut(start, start + spent);
    let height = (strip.height * FIXTURES_HEIGHT).round().max(1.0);
    let rect = Rect { x: x0 as f32, y: strip.top, width: (x1 - x0) as f32, height: height.min(strip.height) };
    (x1 - x0 >= LEAST_FIXTURES).then_some(Item { role: Role::Fixtures, shape: Shape::Rect(rect) })
}

/// A mark where a worker died.
pub(super) fn lay_out_crashes(items: &mut Vec<Item>, side: &Side<'_>, row: u32, strip: Strip, viewport: &Viewport) {
    let Some(died) = side.index.life(row).died else { return };
    let x = viewport.x(died) as f32;
    if viewport.gutter <= x && x <= viewport.width && strip.height > 0.0 {
        let arm = (strip.height * 0.34).clamp(2.5, 5.0);
        let x = x.min(viewport.width - arm);
        let at = Point { x, y: strip.top + strip.height / 2.0 };
        items.push(Item { role: Role::Crash, shape: Shape::Cross { at, arm } });
    }
}

/// An arc from the row that gave to the row that got, at the time of the controller's decision. Arcs that would cover each other
/// are drawn once.
pub(super) fn lay_out_steals(
    items: &mut Vec<Item>,
    side: &Side<'_>,
    position: usize,
    bands: &Bands,
    viewport: &Viewport,
) {
    let mut drawn = HashSet::new();
    let middle = bands.block_height() / 2.0;
    for steal in side.index.steals() {
        let x = [viewport.x(steal.asked) as f32, viewport.x(steal.sent) as f32];
        let seen = x.iter().all(|x| viewport.gutter <= *x && *x <= viewport.width);
        let y = [steal.victim, steal.thief].map(|row| bands.row_top(position, row) + middle);
        if !seen || y.iter().any(|y| *y < 0.0 || bands.axis_top < *y) {
            continue;
        }
        if !drawn.insert((steal.victim, steal.thief, (x[1] / 2.0) as i32)) {
            continue;
        }
        let bulge = (4.0 + (y[1] - y[0]).abs() * 0.16).min(28.0);
        let room = viewport.width - x[0].max(x[1]);
        let by = Point { x: x[0].max(x[1]) + bulge.min(room), y: f32::midpoint(y[0], y[1]) };
        let (from, to) = (Point { x: x[0], y: y[0] }, Point { x: x[1], y: y[1] });
        items.push(Item { role: Role::Steal, shape: Shape::Arc { from, by, to } });
        let radius = (bands.block_height() * 0.16).clamp(1.0, 2.25);
        items.push(Item { role: Role::Thief, shape: Shape::Dot { at: to, radius } });
    }
}
