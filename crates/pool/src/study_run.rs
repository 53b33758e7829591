//! A study on several threads: which replications are to do, and what has come back.
//!
//! Results do not depend on the number of threads: replications are kept by number, what is shown is those without a gap
//! from the first, and a study stops early after whole batches of these alone.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use laneway_engine::study::{BATCH, StudySpec};
use laneway_engine::time::Nanos;

/// The makespan of each session in one replication; `None` where it would hang or fail.
pub type Replication = Vec<Option<Nanos>>;

/// Where a study has come to; `R` is what one replication is.
#[derive(Clone, Debug)]
pub struct StudyRun<R> {
    until: Option<f64>,
    is_sure_enough: fn(&[R], f64) -> bool,
    n_all: u32,
    next: u32,
    lost: VecDeque<Range<u32>>,
    /// From the first on, without a gap.
    done: Vec<R>,
    /// Behind a gap.
    early: BTreeMap<u32, Vec<R>>,
    n_early: u32,
}

impl<R> StudyRun<R> {
    /// Of a checked specification, before anything is done; `is_sure_enough` looks at all replications from the first.
    pub fn new(spec: &StudySpec, is_sure_enough: fn(&[R], f64) -> bool) -> Self {
        Self {
            until: spec.until,
            is_sure_enough,
            n_all: spec.replications,
            next: 0,
            lost: VecDeque::new(),
            done: Vec::new(),
            early: BTreeMap::new(),
            n_early: 0,
        }
    }

    /// Up to `n` replications for a thread that is free; `None` when all are done or under way.
    pub fn next_chunk(&mut self, n: u32) -> Option<Range<u32>> {
        if let Some(lost) = self.lost.pop_front() {
            return Some(lost);
        }
        let end = self.next.saturating_add(n.max(1)).min(self.n_all);
        let chunk = self.next..end;
        self.next = end;
        (!chunk.is_empty()).then_some(chunk)
    }

    /// The thread that was to do these is gone: another one does them.
    pub fn lose(&mut self, chunk: Range<u32>) {
        self.lost.push_back(chunk);
    }

    /// What a thread has done, from replication `first` on.
    pub fn take(&mut self, first: u32, replications: Vec<R>) {
        self.n_early += replications.len() as u32;
        self.early.insert(first, replications);
        while let Some(replications) = self.early.remove(&(self.done.len() as u32)) {
            let before = self.done.len() as u32;
            self.n_early -= replications.len() as u32;
            self.done.extend(replications);
            if let Some(n_enough) = self.enough(before) {
                self.stop_at(n_enough);
            }
        }
    }

    /// At the end of which batch since `before` the study was sure enough.
    fn enough(&self, before: u32) -> Option<u32> {
        let until = self.until?;
        let batches = before / BATCH + 1..=self.done.len() as u32 / BATCH;
        batches.map(|batch| batch * BATCH).find(|n| (self.is_sure_enough)(&self.done[..*n as usize], until))
    }

    /// No more than `n` replications: whatever is behind them is forgotten.
    fn stop_at(&mut self, n: u32) {
        self.done.truncate(n as usize);
        (self.n_all, self.next) = (n, n);
        self.early.clear();
        self.lost.clear();
        self.n_early = 0;
    }

    /// It cannot be done at all.
    pub fn fail(&mut self) {
        self.stop_at(0);
    }

    /// What is done, by number, without a gap.
    pub fn done(&self) -> &[R] {
        &self.done
    }

    /// How many are done, those behind a gap too.
    pub fn n_done(&self) -> u32 {
        self.done.len() as u32 + self.n_early
    }

    /// How many there will be.
    pub fn n_all(&self) -> u32 {
        self.n_all
    }

    /// Whether nothing is left to wait for.
    pub fn is_over(&self) -> bool {
        self.done.len() as u32 == self.n_all
    }
}

#[cfg(test)]
mod tests {
    use laneway_engine::study::is_sure_enough;

    use super::*;

    /// Every other replication takes 1,000 ns, the others `step` more.
    fn replications(chunk: Range<u32>, step: u64) -> (u32, Vec<Replication>) {
        let makespan = |i: u32| vec![Some(Nanos(1_000 + u64::from(i % 2) * step))];
        (chunk.start, chunk.map(makespan).collect())
    }

    fn spec(replications: u32, until: Option<f64>) -> StudySpec {
        StudySpec { replications, until, ..StudySpec::default() }
    }

    #[test]
    fn replications_come_back_in_any_order_and_stand_by_number() {
        let mut run = StudyRun::new(&spec(10, None), is_sure_enough);
        let chunks: Vec<_> = std::iter::from_fn(|| run.next_chunk(4)).collect();
        assert_eq!(chunks, [0..4, 4..8, 8..10]);
        for (place, n_done) in [(2, 2), (0, 6), (1, 10)] {
            let (first, replications) = replications(chunks[place].clone(), 10);
            run.take(first, replications);
            assert_eq!(run.n_done(), n_done);
        }
        assert!(run.is_over());
        assert_eq!(run.done(), replications(0..10, 10).1);
    }

    #[test]
    fn what_a_lost_thread_was_to_do_is_done_by_another() {
        let mut run = StudyRun::new(&spec(4, None), is_sure_enough);
        let chunk = run.next_chunk(3).expect("a chunk");
        run.lose(chunk.clone());
        assert_eq!(run.next_chunk(1), Some(chunk));
        assert_eq!(run.next_chunk(1), Some(3..4));
        assert_eq!(run.next_chunk(1), None);
    }

    #[test]
    fn it_stops_after_the_first_batch_that_is_sure_enough_whatever_the_chunks() {
        let n_done = |n_chunk: u32, step| {
            let mut run = StudyRun::new(&spec(1_000, Some(0.03)), is_sure_enough);
            while let Some(chunk) = run.next_chunk(n_chunk) {
                let (first, replications) = replications(chunk, step);
                run.take(first, replications);
            }
            assert!(run.is_over());
            run.done().len()
        };
        assert_eq!([7, 30, 250].map(|n_chunk| n_done(n_chunk, 10)), [100; 3]);
        assert_eq!([7, 30, 250].map(|n_chunk| n_done(n_chunk, 500)), [200; 3]);
    }
}
