//! The picture as a table: one line for each worker.

use laneway_engine::time::Nanos;

use crate::index::Index;

/// What one worker did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerLine {
    /// `gw0`.
    pub name: String,
    /// How many times it took a test up.
    pub n_runs: u32,
    /// How long it ran tests, the one it died in included.
    pub busy: Nanos,
    /// How long it did neither that nor start nor collect, until the makespan or its death.
    pub idle: Nanos,
    /// The end of its last test; `None` if it had none.
    pub last_end: Option<Nanos>,
    /// Whether it died.
    pub died: bool,
}

/// A line for each worker, in their order.
pub fn worker_table(index: &Index) -> Vec<WorkerLine> {
    let line = |row: u32| {
        let (life, blocks, busy) = (index.life(row), index.row(row), index.busy(row));
        let over = life.died.unwrap_or(index.makespan());
        let ready = life.collected.unwrap_or(over);
        WorkerLine {
            name: index.row_name(row),
            n_runs: blocks.len() as u32,
            busy,
            idle: Nanos(over.0.saturating_sub(ready.0).saturating_sub(busy.0)),
            last_end: blocks.last().map(|block| block.end),
            died: life.died.is_some(),
        }
    };
    (0..index.n_rows()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::worker_table;
    use crate::index::Index;
    use crate::sample::{outcome, secs, session, suite};
    use laneway_engine::dist_mode::DistMode;

    #[test]
    fn busy_and_idle_fill_the_time_after_collection() {
        let suite = suite(&[9, 1, 1, 1], 4);
        let outcome = outcome(&suite, 2, DistMode::Load);
        let index = Index::new(&suite, &session(2, DistMode::Load), &outcome);
        for line in worker_table(&index) {
            assert_eq!(line.busy + line.idle, index.makespan() - secs(2));
        }
    }
}
