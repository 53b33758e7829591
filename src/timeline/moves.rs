//! What pointers, wheels and keys do to the view. Pure but for the picture that they look at.

use laneway_chart::hit_test::{hit_test, place};
use laneway_chart::side::RunRef;
use laneway_chart::viewport::TimeRange;
use laneway_chart::walk::{Step, first, walk};
use laneway_chart::window::{Frame, KEY_ZOOM, Turn};
use laneway_engine::time::Nanos;

use super::picture::Picture;
use super::view::TimelineView;
use crate::browser::pointer::Place;

/// A picture in its area: what every move needs to know.
pub struct Stage<'a> {
    /// What is drawn.
    pub picture: &'a Picture,
    /// The area, CSS pixels.
    pub size: (f32, f32),
}

/// A chosen run is at least this share of the window.
const LEAST_SHARE: f64 = 0.04;

impl Stage<'_> {
    /// The run at a place.
    pub fn run_at(&self, view: &TimelineView, at: Place) -> Option<RunRef> {
        hit_test(&self.picture.sides(), &self.picture.viewport(view, self.size), at.x, at.y)
    }

    /// What every move of the window needs to know.
    fn frame(&self, view: &TimelineView) -> Frame {
        let viewport = self.picture.viewport(view, self.size);
        let farthest_scroll = self.picture.bands(&viewport).farthest_scroll;
        Frame { viewport, whole: self.picture.whole(), farthest_scroll }
    }

    /// Zooms, the time at `x` staying in its place. A `factor` below 1 comes nearer.
    pub fn zoom(&self, view: &mut TimelineView, factor: f64, x: f32) {
        let frame = self.frame(view);
        view.window.zoom_at(&frame, factor, x);
    }

    /// Zooms about the chosen run, if it is seen, else about the middle.
    pub fn zoom_by_key(&self, view: &mut TimelineView, factor: f64) {
        let frame = self.frame(view);
        match view.chosen.and_then(|run| place(&self.picture.sides(), &frame.viewport, run)) {
            Some(rect) => view.window.zoom_at(&frame, factor, rect.x + rect.width / 2.0),
            None => view.window.zoom_about_middle(&frame, factor),
        }
    }

    /// Moves the picture by so many pixels, as if it were taken hold of.
    pub fn drag(&self, view: &mut TimelineView, across: f32, down: f32) {
        let frame = self.frame(view);
        view.window.drag(&frame, across, down);
    }

    /// Scrolls the rows; down with `by` above 0.
    fn scroll(&self, view: &mut TimelineView, by: f32) {
        let frame = self.frame(view);
        view.window.scroll_by(&frame, by);
    }

    /// The wheel.
    pub fn turn(&self, view: &mut TimelineView, turn: &Turn) {
        let frame = self.frame(view);
        view.window.turn(&frame, turn);
    }

    /// A key. False if it is not one of ours.
    pub fn press(&self, view: &mut TimelineView, key: &str) -> bool {
        if view.is_walking {
            let step = match key {
                "ArrowLeft" => Some(Step::Left),
                "ArrowRight" => Some(Step::Right),
                "ArrowUp" => Some(Step::Up),
                "ArrowDown" => Some(Step::Down),
                "Home" => Some(Step::First),
                "End" => Some(Step::Last),
                _ => None,
            };
            if let (Some(step), Some(chosen)) = (step, view.chosen) {
                self.show(view, walk(&self.picture.sides(), chosen, step));
                return true;
            }
        }
        match key {
            "+" | "=" => self.zoom_by_key(view, KEY_ZOOM),
            "-" | "_" => self.zoom_by_key(view, 1.0 / KEY_ZOOM),
            _ => {
                let frame = self.frame(view);
                return view.window.press(&frame, key) || self.press_on_runs(view, key);
            }
        }
        true
    }

    /// A key that chooses runs. False if it is none.
    fn press_on_runs(&self, view: &mut TimelineView, key: &str) -> bool {
        match key {
            "Enter" => {
                if view.is_walking
                    && let Some(chosen) = view.chosen
                {
                    self.zoom_to(view, chosen);
                } else if let Some(run) = view.chosen.or_else(|| self.first_seen(view)) {
                    view.is_walking = true;
                    self.show(view, run);
                }
            }
            "Escape" if view.is_walking || view.chosen.is_some() => {
                view.is_walking = false;
                view.chosen = None;
            }
            _ => return false,
        }
        true
    }

    /// Chooses a run, and moves the window as little as needed for it to be seen.
    pub fn show(&self, view: &mut TimelineView, run: RunRef) {
        view.chosen = Some(run);
        let Some((row, span)) = self.span(run) else { return };
        if view.window.zoom.is_some() {
            self.set_range(view, self.picture.range(view).showing(span, self.picture.whole()));
        }
        let bands = self.picture.bands(&self.picture.viewport(view, self.size));
        let top = bands.row_top(run.side, row);
        let low = (top + bands.row_height - bands.axis_top).max(0.0);
        let high = top.min(0.0);
        self.scroll(view, low + high);
    }

    /// Shows a run, near enough that one can see it.
    pub fn show_near(&self, view: &mut TimelineView, run: RunRef) {
        if let Some((_, span)) = self.span(run) {
            let range = self.picture.range(view);
            if (span.span().0 as f64) < range.span().0 as f64 * LEAST_SHARE {
                self.set_range(view, TimeRange::around(span, 1.0 / LEAST_SHARE, self.picture.whole()));
            }
        }
        self.show(view, run);
    }

    /// Shows a run as wide as the window allows.
    pub fn zoom_to(&self, view: &mut TimelineView, run: RunRef) {
        if let Some((_, span)) = self.span(run) {
            self.set_range(view, TimeRange::around(span, 1.5, self.picture.whole()));
        }
        self.show(view, run);
    }

    /// Sets the window; the whole is no window.
    pub fn set_range(&self, view: &mut TimelineView, range: TimeRange) {
        view.window.set_range(range, self.picture.whole());
    }

    /// Row and time of a run.
    fn span(&self, run: RunRef) -> Option<(u32, TimeRange)> {
        let index = self.picture.sides()[run.side].index;
        let (row, position) = index.place(run.run)?;
        let block = index.row(row)[position];
        Some((row, TimeRange { from: block.start, to: Nanos(block.end.0.max(block.start.0 + 1)) }))
    }

    /// The first run of the first row that has one in the window.
    fn first_seen(&self, view: &TimelineView) -> Option<RunRef> {
        let sides = self.picture.sides();
        let range = self.picture.range(view);
        let seen = sides.iter().enumerate().find_map(|(side, of_side)| {
            (0..of_side.index.n_rows()).find_map(|row| {
                let blocks = of_side.index.row(row);
                let next = blocks.partition_point(|block| block.end <= range.from);
                let block = blocks.get(next).filter(|block| block.start < range.to)?;
                Some(RunRef { side, run: block.run })
            })
        });
        seen.or_else(|| first(&sides))
    }
}
