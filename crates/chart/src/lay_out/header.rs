//! The line above the rows of a side: its name, what it is, its floor and its end, with their lines through the rows.

use laneway_engine::outcome::Ending;
use laneway_engine::time::Nanos;

use super::{SANS_ADVANCE, label};
use crate::bands::{Band, Bands, HEADER_HEIGHT};
use crate::human;
use crate::scene::{Anchor, Item, Point, Role, Shape};
use crate::side::Side;
use crate::viewport::Viewport;

/// Between a line and its label, px.
pub(crate) const PADDING: f32 = 5.0;
/// Between two labels, px.
pub(crate) const LEAST_SPACE: f32 = 8.0;

pub(super) fn lay_out(items: &mut Vec<Item>, side: &Side<'_>, band: Band, bands: &Bands, viewport: &Viewport) {
    let mut line = HeaderLine::new(items, band, bands, viewport);
    let name_end = line.write(Role::SideName, 4.0, side.name);
    let end = side.index.makespan();
    let failure = match side.index.ending() {
        Ending::Ok => None,
        Ending::InternalError(_) => Some("internal error"),
        Ending::Deadlock => Some("hangs"),
    };
    line.mark(Role::End, Role::EndLabel, end, band, bands, &human::time(end));
    if let Some(floor) = side.floor {
        line.mark(Role::Floor, Role::FloorLabel, floor, band, bands, &format!("floor {}", human::time(floor)));
    }
    let after_name = (name_end + LEAST_SPACE).max(viewport.gutter + PADDING);
    // The mode alone where there is no room for more.
    let mode = side.detail.split(',').next().unwrap_or_default();
    let detail = [side.detail, mode].into_iter().find(|detail| line.is_free(after_name, detail));
    let detail_end = detail.map_or(after_name, |detail| line.write(Role::SideDetail, after_name, detail));
    if let Some(failure) = failure {
        line.write(Role::Failure, detail_end + LEAST_SPACE, failure);
    }
}

pub(crate) struct HeaderLine<'a> {
    items: &'a mut Vec<Item>,
    y: f32,
    is_seen: bool,
    /// From and to of what is written.
    taken: Vec<(f32, f32)>,
    viewport: &'a Viewport,
}

impl<'a> HeaderLine<'a> {
    /// The line above a band, nothing written yet.
    pub(crate) fn new(items: &'a mut Vec<Item>, band: Band, bands: &Bands, viewport: &'a Viewport) -> Self {
        let y = band.top + HEADER_HEIGHT - 7.0;
        Self { items, y, is_seen: 10.0 <= y && y <= bands.axis_top, taken: Vec::new(), viewport }
    }

    /// Writes a text from `x` on and says where it ends.
    pub(crate) fn write(&mut self, role: Role, x: f32, text: &str) -> f32 {
        // Bold letters are wider.
        let end = x + width(text) * if role == Role::SideName { 1.14 } else { 1.0 };
        if self.is_seen {
            self.items.push(label(role, Anchor::Start, Point { x, y: self.y }, text.to_owned()));
        }
        self.taken.push((x, end));
        end
    }

    pub(crate) fn is_free(&self, x: f32, text: &str) -> bool {
        let end = x + width(text);
        let clear = |(from, to): &(f32, f32)| end + LEAST_SPACE <= *from || *to + LEAST_SPACE <= x;
        0.0 <= x && end <= self.viewport.width && self.taken.iter().all(clear)
    }

    /// A vertical line through the rows and its label, on whichever side of it there is room. An end prefers the right, a
    /// floor the left.
    pub(crate) fn mark(&mut self, role: Role, text_role: Role, at: Nanos, band: Band, bands: &Bands, text: &str) {
        let x = self.viewport.x(at) as f32;
        if x < self.viewport.gutter || self.viewport.width < x {
            return;
        }
        let (top, bottom) = ((band.top + 4.0).max(0.0), band.bottom.min(bands.axis_top));
        if top < bottom {
            let (from, to) = (Point { x, y: top }, Point { x, y: bottom });
            self.items.push(Item { role, shape: Shape::Line { from, to } });
        }
        let (right, left) = (x + PADDING, x - PADDING - width(text));
        let places = if role == Role::End { [right, left] } else { [left, right] };
        let place = places.into_iter().find(|x| self.is_free(*x, text));
        if let Some(start) = place {
            self.taken.push((start, start + width(text)));
            if self.is_seen {
                let is_right = start >= x;
                let anchor = if is_right { Anchor::Start } else { Anchor::End };
                let at = Point { x: if is_right { right } else { x - PADDING }, y: self.y };
                self.items.push(label(text_role, anchor, at, text.to_owned()));
            }
        }
    }
}

fn width(text: &str) -> f32 {
    text.chars().count() as f32 * SANS_ADVANCE
}
