//! What a session takes besides its tests, out of when workers did what.

use super::costs::{FittedCosts, unstretched};
use super::recorded::{Computing, Recorded, TestRun};
use super::typical::{mean, median, without_waits};
use super::{Fitted, What};
use crate::contention::{Contention, WHOLE, factor_in};
use crate::suite::Recording;
use crate::time::Nanos;

/// One way between controller and worker, where nothing is fitted: what real runs showed at the median.
pub const LATENCY: Nanos = Nanos(500_000);

/// What is known of the time around tests, with the observations behind it.
pub(super) struct Overheads {
    pub(super) costs: FittedCosts,
    pub(super) fitted: Vec<Fitted>,
}

/// Fits start-up, collection, overhead, gaps and ends; fixtures are left to others.
pub(super) fn fit(recorded: &Recorded<'_>) -> Overheads {
    let latency = if recorded.n_workers == 0 { Nanos::ZERO } else { LATENCY };
    let contention =
        recorded.cores.map(|cores| Contention { cores, cpu_permille: cpu_permille(recorded), ..Contention::default() });
    let costs = FittedCosts { latency, outside: recorded.outside, contention, ..FittedCosts::default() };
    let mut overheads = Overheads { costs, fitted: Vec::new() };
    overheads.around_tests(recorded);
    overheads.beginning(recorded);
    overheads.end(recorded);
    overheads
}

impl Overheads {
    /// What a test takes beyond its phases, and from one test of a worker to the next.
    fn around_tests(&mut self, recorded: &Recorded<'_>) {
        let (mut beyond, mut gaps) = (Vec::new(), Vec::new());
        for sequence in recorded.sequences() {
            let runs = || sequence.iter().map(|&test| recorded.run(test));
            for (&test, run) in sequence.iter().zip(runs()) {
                // Without phases the duration is the span itself.
                let duration = recorded.tests[test as usize].duration;
                beyond.extend(run.fixtures.map(|_| less(run.stop, run.start + duration).0));
            }
            let gap = |(before, after): (TestRun, TestRun)| less(after.start, before.stop).0;
            // The last test of an xdist worker always waits for word that nothing follows.
            let n_pairs = sequence.len().saturating_sub(if recorded.n_workers > 0 { 2 } else { 1 });
            gaps.extend(runs().zip(runs().skip(1)).map(gap).take(n_pairs));
        }
        self.costs.test_overhead = self.typical(What::TestOverhead, beyond);
        self.costs.test_gap = self.typical(What::TestGap, without_waits(gaps));
    }

    /// Start-up and collection. No test begins before the last worker has collected, so the last one counts.
    fn beginning(&mut self, recorded: &Recorded<'_>) {
        let latency = self.costs.latency;
        let ready = spans(recorded, |times| times.ready);
        let collected = spans(recorded, |times| Some(less(times.collected?, times.ready?)));
        let (Some((first, _)), Some(&last_ready)) = (recorded.phase(), ready.iter().max()) else { return };
        if recorded.ended.is_none() {
            return;
        }
        let startup = less(Nanos(last_ready), latency);
        let collection = less(first, Nanos(last_ready) + latency);
        // Until the first worker's process begins the controller is alone.
        let alone = spans(recorded, |times| times.started).into_iter().min().map_or(Nanos::ZERO, Nanos);
        let shared = |span| unstretched(span, recorded.n_workers, recorded.cores);
        let boot = shared(less(startup, alone));
        let (startup, collection) = (alone.min(startup) + boot, shared(collection));
        if let Some(contention) = &mut self.costs.contention {
            let (computing, all) = (boot + collection, startup + collection);
            let permille = u128::from(computing.0) * u128::from(WHOLE) / u128::from(all.0.max(1));
            contention.boot_cpu_permille = permille as u32;
        }
        (self.costs.startup, self.costs.collection) = (Some(startup), Some(collection));
        self.add(What::Startup, startup, ready);
        self.add(What::Collection, collection, collected);
    }

    /// The end of workers, and of the session.
    fn end(&mut self, recorded: &Recorded<'_>) {
        let Some(ended) = recorded.ended else { return };
        let last_stops =
            recorded.sequences().into_iter().map(|sequence| sequence.last().map(|&test| recorded.run(test).stop));
        let finish = last_stops.zip(&recorded.workers);
        let finish = finish.filter_map(|(stop, times)| Some(less(less(times.down?, stop?), self.costs.latency).0));
        let finish: Vec<u64> = finish.collect();
        let down = spans(recorded, |times| times.down);
        let Some(&last_down) = down.iter().max() else { return };
        if !finish.is_empty() {
            let mut sorted = finish.clone();
            let typical = Nanos(median(&mut sorted));
            self.costs.worker_finish = Some(typical);
            self.add(What::WorkerFinish, typical, finish);
        }
        let ending = unstretched(less(ended, Nanos(last_down)), recorded.n_workers, recorded.cores);
        self.costs.ending = Some(ending);
        self.add(What::Ending, ending, vec![ending.0]);
    }

    /// The mean, which adds up to what was measured.
    fn typical(&mut self, what: What, spans: Vec<u64>) -> Nanos {
        let value = mean(&spans);
        if !spans.is_empty() {
            self.add(what, value, spans);
        }
        value
    }

    fn add(&mut self, what: What, value: Nanos, spans: Vec<u64>) {
        self.fitted.push(Fitted::new(what, value, spans));
    }
}

/// How much of the tests' time with a core to itself is computing. Of CPU time that was measured under contention: the
/// share under which the contention stretches tests to the time that they took.
fn cpu_permille(recorded: &Recorded<'_>) -> u32 {
    let cpu = match recorded.computing {
        Computing::Unknown => return Contention::default().cpu_permille,
        Computing::Permille(permille) => return permille.min(WHOLE),
        Computing::Measured(cpu) => u128::from(cpu.0),
    };
    let elapsed: u128 = recorded.tests.iter().map(|test| u128::from(test.duration.0)).sum();
    let recording = recording(recorded);
    let off = |&permille: &u32| {
        let contention = Contention { cpu_permille: permille, ..Contention::default() };
        // Alone they take elapsed / factor, of which this share is the CPU time.
        (cpu * u128::from(factor_in(&recording, &contention))).abs_diff(elapsed * u128::from(permille))
    };
    (0..=WHOLE).min_by_key(off).unwrap_or_default()
}

/// On what the run was recorded.
pub(super) fn recording(recorded: &Recorded<'_>) -> Recording {
    Recording { workers: Some(recorded.n_workers), cores: recorded.cores, ..Recording::default() }
}

fn spans(recorded: &Recorded<'_>, span: impl Fn(&super::WorkerTimes) -> Option<Nanos>) -> Vec<u64> {
    recorded.workers.iter().filter_map(span).map(|span| span.0).collect()
}

/// What is left of a span, at least nothing: clocks of processes are read one after another.
fn less(span: Nanos, taken: Nanos) -> Nanos {
    Nanos(span.0.saturating_sub(taken.0))
}
