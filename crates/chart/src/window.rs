//! Which part of a picture is looked at: a stretch of time and the rows in sight; and what wheels, drags and keys do to it.

use crate::viewport::{TimeRange, Viewport};

/// The part that is looked at; plain data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// The stretch of time; `None`: all of it.
    pub zoom: Option<TimeRange>,
    /// How far the rows are scrolled up, CSS pixels.
    pub scroll: f32,
}

/// The picture as it stands: what every move needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// What is seen now.
    pub viewport: Viewport,
    /// All the time there is.
    pub whole: TimeRange,
    /// How far the rows can be scrolled up, CSS pixels.
    pub farthest_scroll: f32,
}

/// A turn of the wheel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Turn {
    /// Where, CSS pixels from the left.
    pub x: f32,
    /// To the right, CSS pixels.
    pub across: f32,
    /// Downwards, CSS pixels.
    pub down: f32,
    /// With Shift.
    pub is_shift: bool,
    /// With Alt.
    pub is_alt: bool,
    /// With Ctrl or Cmd, or two fingers on a touch pad that pinch.
    pub is_zoom: bool,
}

/// How much nearer a press of `+` comes.
pub const KEY_ZOOM: f64 = 0.6;
/// How much of the window an arrow moves it by.
const KEY_PAN: f32 = 0.15;
/// How far an arrow scrolls, CSS pixels.
const KEY_SCROLL: f32 = 40.0;

impl Window {
    /// The stretch of time that is seen of all there is.
    pub fn range(&self, whole: TimeRange) -> TimeRange {
        self.zoom.map_or(whole, |zoom| zoom.moved(0.0, whole))
    }

    /// Looks at a stretch of time; the whole is no zoom.
    pub fn set_range(&mut self, range: TimeRange, whole: TimeRange) {
        self.zoom = (range != whole).then_some(range);
    }

    /// Zooms, the time at `x` staying in its place. A `factor` below 1 comes nearer.
    pub fn zoom_at(&mut self, frame: &Frame, factor: f64, x: f32) {
        let Frame { viewport, whole, .. } = frame;
        let at = viewport.time_at(f64::from(x.max(viewport.gutter)));
        self.set_range(viewport.range.zoomed(factor, at, *whole), *whole);
    }

    /// Zooms about the middle.
    pub fn zoom_about_middle(&mut self, frame: &Frame, factor: f64) {
        self.zoom_at(frame, factor, f32::midpoint(frame.viewport.gutter, frame.viewport.width));
    }

    /// Moves the picture by so many pixels, as if it were taken hold of.
    pub fn drag(&mut self, frame: &Frame, across: f32, down: f32) {
        if self.zoom.is_some() {
            let nanos = -f64::from(across) / frame.viewport.px_per_nano();
            self.set_range(frame.viewport.range.moved(nanos, frame.whole), frame.whole);
        }
        self.scroll_by(frame, -down);
    }

    /// Scrolls the rows; down with `by` above 0.
    pub fn scroll_by(&mut self, frame: &Frame, by: f32) {
        self.scroll = (self.scroll.min(frame.farthest_scroll) + by).clamp(0.0, frame.farthest_scroll);
    }

    /// The wheel: zooms; with Shift, or when it turns sideways, pans; over the names, or with Alt, scrolls the rows.
    pub fn turn(&mut self, frame: &Frame, turn: &Turn) {
        if turn.is_alt || turn.x < frame.viewport.gutter {
            self.scroll_by(frame, turn.down);
        } else if turn.is_shift || (turn.across.abs() > turn.down.abs() && !turn.is_zoom) {
            let by = if turn.across == 0.0 { turn.down } else { turn.across };
            self.drag(frame, -by, 0.0);
        } else {
            // A pinch on a touch pad comes in small turns.
            let speed = if turn.is_zoom { 0.01 } else { 0.002 };
            self.zoom_at(frame, f64::from(turn.down * speed).clamp(-1.0, 1.0).exp(), turn.x);
        }
    }

    /// A key: arrows pan and scroll, `+`, `-` and `0` zoom. False if it is none of these.
    pub fn press(&mut self, frame: &Frame, key: &str) -> bool {
        let pan = frame.viewport.width * KEY_PAN;
        match key {
            "ArrowLeft" => self.drag(frame, pan, 0.0),
            "ArrowRight" => self.drag(frame, -pan, 0.0),
            "ArrowUp" => self.scroll_by(frame, -KEY_SCROLL),
            "ArrowDown" => self.scroll_by(frame, KEY_SCROLL),
            "+" | "=" => self.zoom_about_middle(frame, KEY_ZOOM),
            "-" | "_" => self.zoom_about_middle(frame, 1.0 / KEY_ZOOM),
            "0" | "Home" => self.zoom = None,
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use laneway_engine::time::Nanos;

    use super::*;

    const WHOLE: TimeRange = TimeRange { from: Nanos(0), to: Nanos(1_000_000_000) };

    /// The window after some keys: from, to in milliseconds, and the scroll.
    fn check(keys: &[&str], expected: (u64, u64, f32)) {
        let mut window = Window::default();
        for key in keys {
            let range = window.range(WHOLE);
            let viewport = Viewport { width: 1100.0, height: 300.0, gutter: 100.0, scroll: window.scroll, range };
            let frame = Frame { viewport, whole: WHOLE, farthest_scroll: 50.0 };
            assert!(window.press(&frame, key), "{key}");
        }
        let TimeRange { from, to } = window.range(WHOLE);
        assert_eq!((from.0 / 1_000_000, to.0 / 1_000_000, window.scroll), expected, "{keys:?}");
    }

    #[test]
    fn keys_zoom_about_the_middle_and_pan() {
        check(&["+"], (200, 800, 0.0));
        check(&["+", "ArrowRight"], (299, 899, 0.0));
        check(&["+", "-"], (0, 1000, 0.0));
        check(&["+", "+", "0"], (0, 1000, 0.0));
        check(&["ArrowLeft"], (0, 1000, 0.0));
    }

    #[test]
    fn rows_scroll_as_far_as_there_are_any() {
        check(&["ArrowDown"], (0, 1000, 40.0));
        check(&["ArrowDown", "ArrowDown"], (0, 1000, 50.0));
        check(&["ArrowDown", "ArrowUp", "ArrowUp"], (0, 1000, 0.0));
    }

    #[test]
    fn a_wheel_zooms_where_it_stands_and_scrolls_over_names() {
        let viewport = Viewport { width: 1100.0, height: 300.0, gutter: 100.0, scroll: 0.0, range: WHOLE };
        let frame = Frame { viewport, whole: WHOLE, farthest_scroll: 50.0 };
        let turned = |turn: Turn| {
            let mut window = Window::default();
            window.turn(&frame, &turn);
            window
        };
        let near = turned(Turn { x: 100.0, down: -100.0, ..Turn::default() });
        assert_eq!(near.zoom.map(|it| (it.from, it.to < Nanos(900_000_000))), Some((Nanos(0), true)));
        let scrolled = turned(Turn { x: 50.0, down: 30.0, ..Turn::default() });
        assert_eq!(scrolled, Window { zoom: None, scroll: 30.0 });
    }
}
