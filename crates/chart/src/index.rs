//! An outcome made ready to be drawn many times: runs sorted into rows, with sums that answer for any stretch of time.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::{Ending, Outcome, WorkerLife};
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use crate::looks::{Look, looks};
use crate::steals::{Steal, steals};

/// One run as it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// When it was taken up.
    pub start: Nanos,
    /// When it ended, or the session if that came first.
    pub end: Nanos,
    /// How much of it, from its start, went into fixtures of wider scope.
    pub fixtures: Nanos,
    /// Position of the test in the suite.
    pub test: u32,
    /// Position in the outcome's runs.
    pub run: u32,
    /// How it is coloured.
    pub look: Look,
    /// Whether the worker died in it.
    pub crashed: bool,
}

/// An outcome made ready. Built once, in time linear in runs, decisions and the length of all ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Row by row; by start inside a row.
    blocks: Vec<Block>,
    /// Per row its first block, and the number of blocks at the end.
    first_of_row: Vec<u32>,
    /// Per block, the nanoseconds of all blocks before it; and of all at the end.
    busy_before: Vec<u64>,
    /// Per run, its block.
    block_of_run: Vec<u32>,
    lives: Vec<WorkerLife>,
    steals: Vec<Steal>,
    is_plain: bool,
    n_tests: u64,
    makespan: Nanos,
    end: Nanos,
    ending: Ending,
}

impl Index {
    /// Sorts the runs of an outcome (simulated in full) into rows, one for each worker.
    pub fn new(suite: &Suite, session: &Session, outcome: &Outcome) -> Self {
        let n_rows = outcome.workers.len();
        let mut first_of_row = vec![0_u32; n_rows + 1];
        for run in &outcome.runs {
            first_of_row[run.worker as usize + 1] += 1;
        }
        for row in 0..n_rows {
            first_of_row[row + 1] += first_of_row[row];
        }
        let looks = looks(suite);
        let mut next = first_of_row.clone();
        let mut blocks = vec![Block::default(); outcome.runs.len()];
        let mut block_of_run = Vec::with_capacity(outcome.runs.len());
        for (position, run) in outcome.runs.iter().enumerate() {
            let place = &mut next[run.worker as usize];
            let end = run.end.unwrap_or(outcome.summary.session_end).max(run.start);
            blocks[*place as usize] = Block {
                start: run.start,
                end,
                fixtures: run.fixtures.min(end - run.start),
                test: run.test,
                run: position as u32,
                look: looks[run.test as usize],
                crashed: run.crashed,
            };
            block_of_run.push(*place);
            *place += 1;
        }
        let mut is_there = vec![false; suite.tests.len()];
        let runs = outcome.runs.iter().map(|run| run.test);
        runs.chain(outcome.summary.not_completed.iter().copied()).for_each(|test| is_there[test as usize] = true);
        let mut busy = 0;
        let mut busy_before = Vec::with_capacity(blocks.len() + 1);
        for block in &blocks {
            busy_before.push(busy);
            busy += (block.end - block.start).0;
        }
        busy_before.push(busy);
        let last_of_life = |life: &WorkerLife| {
            [Some(life.created), life.ready, life.collected, life.finished, life.died].into_iter().flatten().max()
        };
        let last_of_lives = outcome.workers.iter().filter_map(last_of_life).max().unwrap_or_default();
        Self {
            blocks,
            first_of_row,
            busy_before,
            block_of_run,
            lives: outcome.workers.clone(),
            steals: steals(&outcome.decisions),
            is_plain: session.dist == DistMode::No || session.workers == 0,
            n_tests: is_there.into_iter().filter(|is_there| *is_there).count() as u64,
            makespan: outcome.summary.makespan,
            end: last_of_lives.max(outcome.summary.makespan).max(outcome.summary.session_end),
            ending: outcome.ending.clone(),
        }
    }

    /// How many rows there are: one for each worker, replacements included.
    pub fn n_rows(&self) -> u32 {
        self.lives.len() as u32
    }

    /// `gw0`, `gw1`, ...; `pytest` for the one plain process.
    pub fn row_name(&self, row: u32) -> String {
        if self.is_plain { "pytest".to_owned() } else { format!("gw{row}") }
    }

    /// The runs of a row, by start; they do not overlap.
    pub fn row(&self, row: u32) -> &[Block] {
        let (first, end) = self.bounds(row);
        &self.blocks[first..end]
    }

    /// Per run of a row, the nanoseconds of all runs before it, counted from anywhere; one more at the end.
    pub(crate) fn busy_before(&self, row: u32) -> &[u64] {
        let (first, end) = self.bounds(row);
        &self.busy_before[first..=end]
    }

    fn bounds(&self, row: u32) -> (usize, usize) {
        (self.first_of_row[row as usize] as usize, self.first_of_row[row as usize + 1] as usize)
    }

    /// How long a row runs tests, crashed runs included.
    pub fn busy(&self, row: u32) -> Nanos {
        let (first, end) = self.bounds(row);
        Nanos(self.busy_before[end] - self.busy_before[first])
    }

    /// The life of a row's worker.
    pub fn life(&self, row: u32) -> &WorkerLife {
        &self.lives[row as usize]
    }

    /// A run, by its position in the outcome; `None` if there are fewer.
    pub fn block(&self, run: u32) -> Option<&Block> {
        Some(&self.blocks[*self.block_of_run.get(run as usize)? as usize])
    }

    /// Row of a run and its position in it, by its position in the outcome; `None` if there are fewer.
    pub fn place(&self, run: u32) -> Option<(u32, usize)> {
        let block = *self.block_of_run.get(run as usize)?;
        let row = self.first_of_row.partition_point(|first| *first <= block) - 1;
        Some((row as u32, (block - self.first_of_row[row]) as usize))
    }

    /// How many tests of the suite the session has, run or left over.
    pub fn n_tests(&self) -> u64 {
        self.n_tests
    }

    /// How many runs there are.
    pub fn n_runs(&self) -> usize {
        self.blocks.len()
    }

    /// Who took tests from whom, by time.
    pub fn steals(&self) -> &[Steal] {
        &self.steals
    }

    /// The end of the last test; 0 without any.
    pub fn makespan(&self) -> Nanos {
        self.makespan
    }

    /// When the last worker was done and the session over; not before the makespan.
    pub fn end(&self) -> Nanos {
        self.end
    }

    /// How the session ended.
    pub fn ending(&self) -> &Ending {
        &self.ending
    }
}

#[cfg(test)]
mod tests {
    use super::Index;
    use crate::sample::{outcome, secs, session, suite};
    use laneway_engine::dist_mode::DistMode;

    #[test]
    fn every_run_has_its_place() {
        let suite = suite(&[3, 1, 4, 1, 5, 9, 2, 6], 2);
        let outcome = outcome(&suite, 3, DistMode::WorkSteal);
        let index = Index::new(&suite, &session(3, DistMode::WorkSteal), &outcome);
        assert_eq!(index.n_runs(), outcome.runs.len());
        for (position, run) in (0_u32..).zip(&outcome.runs) {
            let (row, place) = index.place(position).expect("a place");
            assert_eq!((row, index.row(row)[place].start), (run.worker, run.start));
            assert_eq!(index.block(position).map(|block| block.run), Some(position));
        }
        assert_eq!(index.block(99), None);
        let busy: u64 = (0..3).map(|row| index.busy(row).0).sum();
        assert_eq!(busy, secs(31).0);
    }

    #[test]
    fn a_plain_process_has_one_row() {
        let suite = suite(&[1, 2], 2);
        let index = Index::new(&suite, &session(4, DistMode::No), &outcome(&suite, 4, DistMode::No));
        assert_eq!((index.n_rows(), index.row_name(0)), (1, "pytest".to_owned()));
    }
}
