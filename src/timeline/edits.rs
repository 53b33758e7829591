//! Small suites are changed with the pointer: a block is dragged to another place in collection order, its right edge to
//! another duration.

use laneway_chart::hit_test::{hit_test, place, row_at};
use laneway_chart::scene::Rect;
use laneway_chart::side::RunRef;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use super::moves::Stage;
use super::view::{SuiteEdit, TimelineView};
use crate::browser::pointer::Place;

/// Suites with more tests are not changed by hand.
const MOST_TESTS: usize = 60;
/// This near to the right edge of a block, the edge is taken, CSS pixels.
const EDGE: f32 = 6.0;
/// Durations come in steps that are about so wide, CSS pixels.
const STEP: f64 = 4.0;

/// What the pointer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grip {
    /// The run whose block was taken.
    pub run: RunRef,
    /// Whether it was taken at its right edge.
    pub is_edge: bool,
}

/// A change in the making: what it would do, and how that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pending {
    /// What letting go would do; `None`: nothing.
    pub edit: Option<SuiteEdit>,
    /// The block as it would be, or as it follows the pointer.
    pub block: Rect,
    /// Where a bar marks the new place in order.
    pub bar: Option<Rect>,
}

impl Stage<'_> {
    /// What a pointer takes hold of: nothing in large suites, nor beside the blocks.
    pub fn grip_at(&self, view: &TimelineView, at: Place) -> Option<Grip> {
        if self.suite().tests.len() > MOST_TESTS {
            return None;
        }
        let run = self.run_at(view, at)?;
        let block = place(&self.picture.sides(), &self.picture.viewport(view, self.size), run)?;
        let is_edge = block.width > 2.0 * EDGE && (at.x - block.x - block.width).abs() <= EDGE;
        Some(Grip { run, is_edge })
    }

    /// What letting go at a place would do.
    pub fn pending(&self, view: &TimelineView, grip: Grip, at: Place) -> Option<Pending> {
        let viewport = self.picture.viewport(view, self.size);
        let sides = self.picture.sides();
        let block = place(&sides, &viewport, grip.run)?;
        let run = sides[grip.run.side].index.block(grip.run.run)?;
        if grip.is_edge {
            let step = nice_step(STEP / viewport.px_per_nano());
            let old = self.suite().tests[run.test as usize].duration;
            // Overheads and fixtures stay as they are.
            let around = (run.end.0 - run.start.0).saturating_sub(old.0);
            let wanted = viewport.time_at(f64::from(at.x)).0.saturating_sub(run.start.0 + around);
            let duration = Nanos((wanted + step / 2) / step * step);
            let end = viewport.x(Nanos(run.start.0 + around + duration.0)) as f32;
            let block = Rect { width: (end.min(viewport.width) - block.x).max(2.0), ..block };
            let edit = (duration != old).then_some(SuiteEdit::Resize { test: run.test, duration });
            return Some(Pending { edit, block, bar: None });
        }
        let follows = Rect { x: at.x - block.width / 2.0, y: at.y - block.height / 2.0, ..block };
        let nothing = Pending { edit: None, block: follows, bar: None };
        let Some((target, is_behind)) = self.neighbour(view, at) else { return Some(nothing) };
        let (Some(of_target), Some(beside)) =
            (sides[target.side].index.block(target.run), place(&sides, &viewport, target))
        else {
            return Some(nothing);
        };
        let x = if is_behind { beside.x + beside.width } else { beside.x };
        let bar = Rect { x: x - 1.5, y: beside.y - 2.0, width: 3.0, height: beside.height + 4.0 };
        let to = place_of(run.test, of_target.test, is_behind);
        let edit = (to != run.test).then_some(SuiteEdit::Move { from: run.test, to });
        Some(Pending { edit, block: follows, bar: Some(bar) })
    }

    /// The run at a place, or the last of its row, and whether the place is behind its middle.
    fn neighbour(&self, view: &TimelineView, at: Place) -> Option<(RunRef, bool)> {
        let viewport = self.picture.viewport(view, self.size);
        let sides = self.picture.sides();
        if let Some(run) = hit_test(&sides, &viewport, at.x, at.y) {
            let block = place(&sides, &viewport, run)?;
            return Some((run, at.x > block.x + block.width / 2.0));
        }
        let (side, row) = row_at(&sides, &viewport, at.y)?;
        let last = sides[side].index.row(row).last()?;
        let is_behind = viewport.x(last.end) < f64::from(at.x);
        is_behind.then_some((RunRef { side, run: last.run }, true))
    }

    /// A change of the chosen run by key: Shift with an arrow. `None` if there is none such.
    pub fn edit_by_key(&self, view: &TimelineView, key: &str) -> Option<SuiteEdit> {
        let suite = self.suite();
        let chosen = view.chosen.filter(|_| view.is_walking && suite.tests.len() <= MOST_TESTS)?;
        let test = self.picture.sides()[chosen.side].index.block(chosen.run)?.test;
        let duration = suite.tests[test as usize].duration;
        let step = nice_step(duration.0 as f64 / 10.0);
        match key {
            "ArrowLeft" if test > 0 => Some(SuiteEdit::Move { from: test, to: test - 1 }),
            "ArrowRight" if test as usize + 1 < suite.tests.len() => Some(SuiteEdit::Move { from: test, to: test + 1 }),
            "ArrowUp" => Some(SuiteEdit::Resize { test, duration: Nanos(duration.0 + step) }),
            "ArrowDown" => Some(SuiteEdit::Resize { test, duration: Nanos(duration.0.saturating_sub(step)) }),
            _ => None,
        }
    }

    fn suite(&self) -> &Suite {
        &self.picture.answer().suite
    }
}

/// The place that `from` gets when it is put before or behind `target`.
fn place_of(from: u32, target: u32, is_behind: bool) -> u32 {
    let behind = target + u32::from(is_behind);
    if from < behind { behind - 1 } else { behind }
}

/// The nearest of 1, 2, 5, 10, ... nanoseconds that is not below.
fn nice_step(least: f64) -> u64 {
    let mut power = 1_u64;
    loop {
        if let Some(step) = [1, 2, 5].into_iter().map(|times| times * power).find(|step| least <= *step as f64) {
            return step;
        }
        power *= 10;
    }
}
