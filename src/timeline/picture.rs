//! Both sides made ready to be drawn, once for each answer of the threads.

use std::sync::Arc;

use laneway_chart::bands::{Bands, HIGHEST_ROW};
use laneway_chart::index::Index;
use laneway_chart::side::{self, RunRef, end, n_rows};
use laneway_chart::viewport::{GUTTER, TimeRange, Viewport};

use super::view::TimelineView;
use crate::state::run::Sides;

/// The picture's content.
pub struct Picture {
    sides: Arc<Sides>,
    indexes: [Arc<Index>; 2],
    details: [String; 2],
}

impl PartialEq for Picture {
    /// The very same: comparing contents would cost more than drawing.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Below this width the column of names is narrower, CSS pixels.
const NARROW: f32 = 480.0;

impl Picture {
    /// Of an answer. A side that did not change is taken from the picture before.
    pub fn new(sides: Arc<Sides>, before: Option<&Self>) -> Self {
        let pairs = [&sides.baseline, &sides.candidate];
        let old = before.map(|before| [&before.sides.baseline, &before.sides.candidate]);
        let indexes = [0, 1].map(|side| {
            let now = pairs[side];
            match (before, old) {
                (Some(before), Some(old))
                    if Arc::ptr_eq(&old[side].outcome, &now.outcome)
                        && Arc::ptr_eq(&before.sides.suite, &sides.suite)
                        && old[side].session == now.session =>
                {
                    Arc::clone(&before.indexes[side])
                }
                _ => Arc::new(Index::new(&sides.suite, &now.session, &now.outcome)),
            }
        });
        let details = pairs.map(|side| side::detail(&side.session));
        Self { sides, indexes, details }
    }

    /// What the chart draws, baseline first.
    pub fn sides(&self) -> [side::Side<'_>; 2] {
        let side = |position: usize, name, floor| side::Side {
            name,
            detail: &self.details[position],
            suite: &self.sides.suite,
            index: &self.indexes[position],
            floor: Some(floor),
        };
        [side(0, "baseline", self.sides.baseline.floor), side(1, "candidate", self.sides.candidate.floor)]
    }

    /// The answer it was made of.
    pub fn answer(&self) -> &Arc<Sides> {
        &self.sides
    }

    /// All the time there is to see.
    pub fn whole(&self) -> TimeRange {
        TimeRange::whole(end(&self.sides()))
    }

    /// The stretch of time that a view sees.
    pub fn range(&self, view: &TimelineView) -> TimeRange {
        // A window that was chosen on another picture may lie outside this one.
        view.window.range(self.whole())
    }

    /// The window on the picture, in an area of this size.
    pub fn viewport(&self, view: &TimelineView, (width, height): (f32, f32)) -> Viewport {
        let gutter = if width < NARROW { GUTTER * 0.7 } else { GUTTER };
        Viewport { width, height, gutter, scroll: view.window.scroll, range: self.range(view) }
    }

    /// The height with which every row is as high as it may be, CSS pixels.
    pub fn highest(&self) -> f32 {
        Bands::height_for(&n_rows(&self.sides()), HIGHEST_ROW)
    }

    /// Where the rows stand.
    pub fn bands(&self, viewport: &Viewport) -> Bands {
        Bands::new(&n_rows(&self.sides()), viewport)
    }

    /// The same test on the same side in a newer picture: by its place in the suite, or in another suite by its id.
    pub fn same_in(&self, newer: &Self, run: RunRef) -> Option<RunRef> {
        let test = self.indexes[run.side].block(run.run)?.test;
        let (old, new) = (&self.sides.suite, &newer.sides.suite);
        let test = if Arc::ptr_eq(old, new) {
            test
        } else {
            let id = &old.tests[test as usize].id;
            new.tests.iter().position(|test| test.id == *id)? as u32
        };
        let index = &newer.indexes[run.side];
        let is_of_test = |run: &u32| index.block(*run).is_some_and(|block| block.test == test);
        Some(RunRef { side: run.side, run: (0..index.n_runs() as u32).find(is_of_test)? })
    }

    /// Whether a newer picture is of another suite altogether, not of this one changed by hand.
    pub fn is_of_other_suite(&self, newer: &Self) -> bool {
        let (old, new) = (&self.sides.suite, &newer.sides.suite);
        !Arc::ptr_eq(old, new) && (old.name != new.name || old.tests.len() != new.tests.len())
    }
}
