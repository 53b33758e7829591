//! One worker's queue as a row of blocks: the current test, the one held next, the rest, then what is under way.

use std::collections::VecDeque;

use super::queues::{Lane, Phase};

/// The width of the current test, px.
const CURRENT: f32 = 64.0;
/// Of the one held next.
const NEXT: f32 = 32.0;
/// Of every other.
const OTHER: f32 = 8.0;
/// Before tests under way.
const APART: f32 = 8.0;
/// Room for the count of those that are not drawn.
const COUNT: f32 = 44.0;

/// One test in the row; a pixel of its width is the gap to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its left edge, px.
    pub x: f32,
    /// Its width, px.
    pub width: f32,
    /// The test.
    pub test: u32,
    /// Where it is.
    pub place: Place,
}

/// Where a test of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The worker runs it.
    Running,
    /// It is the worker's first, and waits.
    Held,
    /// It comes next.
    Next,
    /// It stands in the queue.
    Queued,
    /// It is on its way to the worker.
    Sent,
    /// It is on its way back.
    Given,
}

/// The blocks of a row of so many pixels, and how many tests are left out because the row is full.
pub fn row(lane: &Lane, width: f32) -> (Vec<Piece>, usize) {
    let first = if lane.phase == Phase::Running { Place::Running } else { Place::Held };
    let queue = lane.queue.iter().enumerate().map(|(n, test)| match n {
        0 => (*test, first),
        1 => (*test, Place::Next),
        _ => (*test, Place::Queued),
    });
    let under_way = |tests, place| VecDeque::iter(tests).map(move |test| (*test, place));
    let all = queue.chain(under_way(&lane.sent, Place::Sent)).chain(under_way(&lane.given, Place::Given));
    lay_out(all, width)
}

/// Tests that no worker has, likewise.
pub fn held_row(held: &VecDeque<u32>, width: f32) -> (Vec<Piece>, usize) {
    lay_out(held.iter().map(|test| (*test, Place::Queued)), width)
}

fn lay_out(tests: impl Iterator<Item = (u32, Place)>, width: f32) -> (Vec<Piece>, usize) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut x = 0.0;
    let mut n_left = 0;
    for (test, place) in tests {
        let own = match place {
            Place::Running | Place::Held => CURRENT,
            Place::Next => NEXT,
            Place::Queued | Place::Sent | Place::Given => OTHER,
        };
        let is_apart =
            matches!(place, Place::Sent | Place::Given) && pieces.last().is_some_and(|before| before.place != place);
        let from = if is_apart { x + APART } else { x };
        if n_left > 0 || from + own > width - COUNT {
            n_left += 1;
        } else {
            pieces.push(Piece { x: from, width: own, test, place });
            x = from + own;
        }
    }
    (pieces, n_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        let lane =
            Lane { phase: Phase::Running, queue: (0..20).collect(), sent: (20..23).collect(), ..Lane::default() };
        let (pieces, n_left) = row(&lane, 200.0);
        assert_eq!((pieces.len(), n_left), (9, 14));
        assert_eq!(pieces[1], Piece { x: 64.0, width: 32.0, test: 1, place: Place::Next });
        assert_eq!(row(&lane, 2_000.0).0[20].x.to_bits(), (64.0_f32 + 32.0 + 18.0 * 8.0 + 8.0).to_bits());
    }
}
