//! What pointers, wheels and keys do to the view. Pure but for the picture that they look at.

use laneway_chart::hit_test::{hit_test, place};
use laneway_chart::side::RunRef;
use laneway_chart::viewport::TimeRange;
use laneway_chart::walk::{Step, first, walk};
use laneway_engine::time::Nanos;

use super::picture::Picture;
use super::view::TimelineView;
use crate::browser::pointer::{Place, Turn};

/// A picture in its area: what every move needs to know.
pub struct Stage<'a> {
    /// What is drawn.
    pub picture: &'a Picture,
    /// The area, CSS pixels.
    pub size: (f32, f32),
}

/// How much nearer a press of `+` comes.
const KEY_ZOOM: f64 = 0.6;
/// How much of the window an arrow moves it by.
const KEY_PAN: f64 = 0.15;
/// A chosen run is at least this share of the window.
const LEAST_SHARE: f64 = 0.04;

impl Stage<'_> {
    /// The run at a place.
    pub fn run_at(&self, view: &TimelineView, at: Place) -> Option<RunRef> {
        hit_test(&self.picture.sides(), &self.picture.viewport(view, self.size), at.x, at.y)
    }

    /// Zooms, the time at `x` staying in its place. A `factor` below 1 comes nearer.
    pub fn zoom(&self, view: &mut TimelineView, factor: f64, x: f32) {
        let viewport = self.picture.viewport(view, self.size);
        let at = viewport.time_at(f64::from(x.max(viewport.gutter)));
        self.set_range(view, viewport.range.zoomed(factor, at, self.picture.whole()));
    }

    /// Zooms about the chosen run, if it is seen, else about the middle.
    pub fn zoom_by_key(&self, view: &mut TimelineView, factor: f64) {
        let viewport = self.picture.viewport(view, self.size);
        let chosen = view.chosen.and_then(|run| place(&self.picture.sides(), &viewport, run));
        let middle = f32::midpoint(viewport.gutter, viewport.width);
        self.zoom(view, factor, chosen.map_or(middle, |rect| rect.x + rect.width / 2.0));
    }

    /// Moves the picture by so many pixels, as if it were taken hold of.
    pub fn drag(&self, view: &mut TimelineView, across: f32, down: f32) {
        let viewport = self.picture.viewport(view, self.size);
        let nanos = -f64::from(across) / viewport.px_per_nano();
        if view.zoom.is_some() {
            self.set_range(view, viewport.range.moved(nanos, self.picture.whole()));
        }
        self.scroll(view, -down);
    }

    /// Scrolls the rows; down with `by` above 0.
    pub fn scroll(&self, view: &mut TimelineView, by: f32) {
        let viewport = self.picture.viewport(view, self.size);
        let farthest = self.picture.bands(&viewport).farthest_scroll;
        view.scroll = (view.scroll.min(farthest) + by).clamp(0.0, farthest);
    }

    /// The wheel: zooms; with Shift, or when it turns sideways, pans; over the names, or with Alt, scrolls the rows.
    pub fn turn(&self, view: &mut TimelineView, turn: Turn) {
        let viewport = self.picture.viewport(view, self.size);
        if turn.is_alt || turn.at.x < viewport.gutter {
            self.scroll(view, turn.down);
        } else if turn.is_shift || (turn.across.abs() > turn.down.abs() && !turn.is_zoom) {
            let by = if turn.across == 0.0 { turn.down } else { turn.across };
            self.drag(view, -by, 0.0);
        } else {
            // A pinch on a touch pad comes in small turns.
            let speed = if turn.is_zoom { 0.01 } else { 0.002 };
            self.zoom(view, f64::from(turn.down * speed).clamp(-1.0, 1.0).exp(), turn.at.x);
        }
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
        let pan = |part: f64| f64::from(self.size.0) * part;
        match key {
            "ArrowLeft" => self.drag(view, pan(KEY_PAN) as f32, 0.0),
            "ArrowRight" => self.drag(view, -pan(KEY_PAN) as f32, 0.0),
            "ArrowUp" => self.scroll(view, -40.0),
            "ArrowDown" => self.scroll(view, 40.0),
            "+" | "=" => self.zoom_by_key(view, KEY_ZOOM),
            "-" | "_" => self.zoom_by_key(view, 1.0 / KEY_ZOOM),
            "0" | "Home" => view.zoom = None,
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
        if view.zoom.is_some() {
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
        view.zoom = (range != self.picture.whole()).then_some(range);
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
