//! What pictures of a study have in common: a key, captions, axes, and texts that never overlap.

use super::log_ticks::log_ticks;
use super::mark::Mark;
use super::scale::Scale;
use crate::scene::{Anchor, Item, Label, Point, Rect, Role, Scene, Shape};
use crate::ticks::ticks;
use crate::viewport::TimeRange;

/// How large a picture is to be, CSS px. Less than 240 by 120 is read as that; one without an end as 1,200.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// Pixels between two marks of a time axis, at least.
const LEAST_TICK_SPACE: f32 = 76.0;
/// From one line of text to the next, px.
const LINE: f32 = 18.0;
/// Width of a character, px: of the wider of the usual sans-serif faces, so that texts never touch.
const ADVANCE: f32 = 7.2;
/// Between the picture's edge and what stands in it, px.
const MARGIN: f32 = 4.0;
/// Between an axis and its labels, px.
const PADDING: f32 = 6.0;
/// How far a text stands above its base line, and below it, px.
const ASCENT: f32 = 10.0;
const DESCENT: f32 = 3.0;

/// A sample of how something is drawn, and its name.
pub(crate) struct Key {
    pub(crate) role: Role,
    pub(crate) sample: Sample,
    pub(crate) text: String,
}

/// How a sample looks.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Sample {
    Line,
    Area,
    /// An area with a line through it.
    Band(Role),
}

/// What stands around the plot.
pub(crate) struct Surroundings<'a> {
    pub(crate) keys: Vec<Key>,
    /// What is counted upwards.
    pub(crate) above: &'a str,
    /// What is counted to the right.
    pub(crate) below: &'a str,
    /// The texts left of the plot, of which the longest decides how wide they are.
    pub(crate) left: &'a [String],
    /// Left free between captions and plot, px.
    pub(crate) strip: f32,
}

/// A picture being laid out.
pub(crate) struct Frame {
    pub(crate) scene: Scene,
    /// Inside the axes.
    pub(crate) plot: Rect,
    /// Where texts stand.
    taken: Vec<Rect>,
}

impl Frame {
    pub(crate) fn new(size: Size, around: Surroundings<'_>) -> Self {
        let bounded = |length: f32, least: f32| if length.is_finite() { length.max(least) } else { 1_200.0 };
        let (width, height) = (bounded(size.width, 240.0), bounded(size.height, 120.0));
        let scene = Scene { width, height, items: Vec::new() };
        let mut frame = Self { scene, plot: Rect::default(), taken: Vec::new() };
        let mut top = frame.write_keys(&around.keys);
        let least_left = around.left.iter().map(|text| text_width(text)).fold(0.0, f32::max) + PADDING + MARGIN;
        let left = least_left.clamp(12.0, width * 0.4);
        if !around.above.is_empty() {
            frame.text(
                Role::Study(Mark::AxisTitle),
                Anchor::Start,
                Point { x: MARGIN, y: top + ASCENT + 2.0 },
                around.above,
            );
            top += LINE;
        }
        top += around.strip + 4.0;
        let bottom = height - if around.below.is_empty() { LINE + 4.0 } else { 2.0 * LINE };
        if !around.below.is_empty() {
            let at = Point { x: width - MARGIN, y: height - 6.0 };
            frame.text(Role::Study(Mark::AxisTitle), Anchor::End, at, around.below);
        }
        frame.plot = Rect { x: left, y: top, width: width - left - 2.0 * MARGIN, height: (bottom - top).max(1.0) };
        frame
    }

    /// Writes the key in as many lines as it needs, up to two fifths of the height, and says where it ends.
    fn write_keys(&mut self, keys: &[Key]) -> f32 {
        let (mut x, mut top) = (MARGIN, 2.0);
        for Key { role, sample, text } in keys {
            let text = fitted(text, self.scene.width - 32.0);
            let end = x + 20.0 + text_width(&text);
            if x > MARGIN && end > self.scene.width - MARGIN {
                (x, top) = (MARGIN, top + LINE);
            }
            if top + LINE > self.scene.height * 0.4 {
                break;
            }
            let middle = top + 9.0;
            if *sample != Sample::Line {
                self.rect(*role, Rect { x, y: middle - 5.0, width: 14.0, height: 10.0 });
            }
            if let (Sample::Line, role) | (Sample::Band(role), _) = (*sample, *role) {
                self.line(role, Point { x, y: middle }, Point { x: x + 14.0, y: middle });
            }
            let at = Point { x: x + 20.0, y: middle + 4.0 };
            self.text(Role::Study(Mark::Name), Anchor::Start, at, &text);
            x += 20.0 + text_width(&text) + 16.0;
        }
        if keys.is_empty() { 0.0 } else { top + LINE + 2.0 }
    }

    pub(crate) fn bottom(&self) -> f32 {
        self.plot.y + self.plot.height
    }

    pub(crate) fn right(&self) -> f32 {
        self.plot.x + self.plot.width
    }

    /// The line under the plot.
    pub(crate) fn base_line(&mut self) {
        let (y, from, to) = (self.bottom(), self.plot.x, self.right());
        self.line(Role::Axis, Point { x: from, y }, Point { x: to, y });
    }

    /// A linear time axis with its marks. Draw it first: its lines lie behind everything.
    pub(crate) fn time_axis(&mut self, range: TimeRange) -> Scale {
        let scale = Scale::new(range.from.0 as f64, range.to.0 as f64, self.plot.x, self.right(), false);
        for tick in ticks(range, (self.plot.width / LEAST_TICK_SPACE) as usize) {
            self.tick(scale.at(tick.at), &tick.label);
        }
        scale
    }

    /// A logarithmic time axis with its marks.
    pub(crate) fn log_time_axis(&mut self, range: TimeRange) -> Scale {
        let scale = Scale::new(range.from.0 as f64, range.to.0 as f64, self.plot.x, self.right(), true);
        for tick in log_ticks(range, (self.plot.width / LEAST_TICK_SPACE) as usize) {
            self.tick(scale.at(tick.at), &tick.label);
        }
        scale
    }

    /// A mark under the plot, and a line through it where its text has room.
    pub(crate) fn tick(&mut self, x: f32, text: &str) {
        let (top, bottom) = (self.plot.y, self.bottom());
        let half = text_width(text) / 2.0;
        let x_of_text = x.clamp(half, (self.scene.width - half).max(half));
        if self.text(Role::TickLabel, Anchor::Middle, Point { x: x_of_text, y: bottom + 16.0 }, text) {
            self.line(Role::Grid, Point { x, y: top }, Point { x, y: bottom });
        }
    }

    /// A mark left of the plot, and a line through it where its text has room.
    pub(crate) fn level(&mut self, y: f32, text: &str) {
        let (left, right) = (self.plot.x, self.right());
        if self.text(Role::TickLabel, Anchor::End, Point { x: left - PADDING, y: y + 4.0 }, text) {
            self.line(Role::Grid, Point { x: left, y }, Point { x: right, y });
        }
    }

    /// Says in the middle of the plot why there is nothing.
    pub(crate) fn empty(mut self, text: &str) -> Scene {
        let at = Point { x: self.plot.x + self.plot.width / 2.0, y: self.plot.y + self.plot.height / 2.0 + 4.0 };
        self.text(Role::Study(Mark::Empty), Anchor::Middle, at, text);
        self.base_line();
        self.scene
    }

    /// Writes a text if it stands inside the picture and on no other; says whether it does.
    pub(crate) fn text(&mut self, role: Role, anchor: Anchor, at: Point, text: &str) -> bool {
        let own = text_rect(anchor, at, text);
        let is_inside = -0.5 <= own.x
            && own.x + own.width <= self.scene.width + 0.5
            && 0.0 <= own.y
            && own.y + own.height <= self.scene.height;
        let is_free = is_inside && !self.taken.iter().any(|other| overlap(&own, other));
        if is_free {
            self.taken.push(own);
            let label = Label { anchor, at, text: text.to_owned() };
            self.scene.items.push(Item { role, shape: Shape::Label(Box::new(label)) });
        }
        is_free
    }

    pub(crate) fn line(&mut self, role: Role, from: Point, to: Point) {
        self.scene.items.push(Item { role, shape: Shape::Line { from, to } });
    }

    /// A line through all points, piece by piece.
    pub(crate) fn curve(&mut self, role: Role, points: &[Point]) {
        points.windows(2).for_each(|pair| self.line(role, pair[0], pair[1]));
    }

    pub(crate) fn rect(&mut self, role: Role, rect: Rect) {
        self.scene.items.push(Item { role, shape: Shape::Rect(rect) });
    }

    pub(crate) fn area(&mut self, role: Role, points: Vec<Point>) {
        self.scene.items.push(Item { role, shape: Shape::Area(points) });
    }

    pub(crate) fn dot(&mut self, role: Role, at: Point, radius: f32) {
        self.scene.items.push(Item { role, shape: Shape::Dot { at, radius } });
    }
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    let across = a.x < b.x + b.width + 5.0 && b.x < a.x + a.width + 5.0;
    across && a.y < b.y + b.height && b.y < a.y + a.height
}

/// Where a text stands, about.
pub(crate) fn text_rect(anchor: Anchor, at: Point, text: &str) -> Rect {
    let width = text_width(text);
    let before = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    Rect { x: at.x - before, y: at.y - ASCENT, width, height: ASCENT + DESCENT }
}

/// How wide a text is about, px.
pub(crate) fn text_width(text: &str) -> f32 {
    text.chars().count() as f32 * ADVANCE
}

/// As much of a text as fits, with an ellipsis where it was cut.
pub(crate) fn fitted(text: &str, width: f32) -> String {
    let n_chars = (width / ADVANCE) as usize;
    if text.chars().count() <= n_chars {
        return text.to_owned();
    }
    text.chars().take(n_chars.saturating_sub(1)).chain(['\u{2026}']).collect()
}
