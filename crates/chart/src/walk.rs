//! From run to run by key.

use crate::side::{RunRef, Side};

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The worker's test before.
    Left,
    /// The worker's next test.
    Right,
    /// What the worker above runs at the same time, or nearest to it; from the first row the last of the side above.
    Up,
    /// The same below.
    Down,
    /// The worker's first test.
    First,
    /// The worker's last test.
    Last,
}

/// The run that one gets to; where there is none that way, the same one.
pub fn walk(sides: &[Side<'_>], from: RunRef, step: Step) -> RunRef {
    let Some(side) = sides.get(from.side) else { return from };
    let Some((row, position)) = side.index.place(from.run) else { return from };
    let blocks = side.index.row(row);
    let along = match step {
        Step::Left => position.saturating_sub(1),
        Step::Right => (position + 1).min(blocks.len() - 1),
        Step::First => 0,
        Step::Last => blocks.len() - 1,
        Step::Up | Step::Down => {
            let at = blocks[position].start;
            return across(sides, (from.side, row), step == Step::Down)
                .map_or(from, |(side, row)| nearest(sides, side, row, at.0));
        }
    };
    RunRef { side: from.side, run: blocks[along].run }
}

/// The first run of the first row that has any.
pub fn first(sides: &[Side<'_>]) -> Option<RunRef> {
    rows(sides).find_map(|(side, row)| Some(RunRef { side, run: sides[side].index.row(row).first()?.run }))
}

/// The next row, in the order in which they stand, that has any run.
fn across(sides: &[Side<'_>], from: (usize, u32), is_down: bool) -> Option<(usize, u32)> {
    let has_runs = |(side, row): &(usize, u32)| !sides[*side].index.row(*row).is_empty();
    if is_down {
        rows(sides).filter(has_runs).find(|place| *place > from)
    } else {
        rows(sides).filter(has_runs).take_while(|place| *place < from).last()
    }
}

fn rows(sides: &[Side<'_>]) -> impl Iterator<Item = (usize, u32)> {
    let rows_of = |(side, of_side): (usize, &Side<'_>)| (0..of_side.index.n_rows()).map(move |row| (side, row));
    sides.iter().enumerate().flat_map(rows_of)
}

fn nearest(sides: &[Side<'_>], side: usize, row: u32, at: u64) -> RunRef {
    let blocks = sides[side].index.row(row);
    let after = blocks.partition_point(|block| block.start.0 <= at);
    RunRef { side, run: blocks[after.saturating_sub(1)].run }
}

#[cfg(test)]
mod tests {
    use super::{Step, first, walk};
    use crate::index::Index;
    use crate::sample::{outcome, session, suite};
    use crate::side::{RunRef, Side};
    use laneway_engine::dist_mode::DistMode;

    #[test]
    fn keys_reach_every_row_and_stop_at_the_edges() {
        let suite = suite(&[4, 3, 2, 1, 4, 3, 2, 1], 4);
        let index = Index::new(&suite, &session(2, DistMode::Load), &outcome(&suite, 2, DistMode::Load));
        let side = Side { name: "baseline", detail: "", suite: &suite, index: &index, floor: None };
        let sides = [side, side];
        let at = |run: RunRef| (run.side, index.place(run.run).expect("a place"));
        let start = first(&sides).expect("a run");
        assert_eq!(at(start), (0, (0, 0)));
        assert_eq!(walk(&sides, start, Step::Left), start);
        assert_eq!(walk(&sides, start, Step::Up), start);
        assert_eq!(at(walk(&sides, start, Step::Right)), (0, (0, 1)));
        let mut run = start;
        for expected in [(0, (1, 0)), (1, (0, 0)), (1, (1, 0)), (1, (1, 0))] {
            run = walk(&sides, run, Step::Down);
            assert_eq!(at(run), expected);
        }
        let last = walk(&sides, run, Step::Last);
        assert_eq!(at(last).1.1, index.row(1).len() - 1);
        assert_eq!(walk(&sides, last, Step::First), run);
    }
}
