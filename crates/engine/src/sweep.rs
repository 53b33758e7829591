//! One session over worker counts and modes, and why more workers stop to pay.

use crate::bounds::{SetBy, floor, floor_of};
use crate::contention::Contention;
use crate::dist_mode::DistMode;
use crate::prepared::Prepared;
use crate::session::{MAX_WORKERS, Session};
use crate::time::Nanos;

/// The modes that share tests out among workers, in the order of pictures.
pub const SHARING_MODES: [DistMode; 5] =
    [DistMode::Load, DistMode::WorkSteal, DistMode::LoadGroup, DistMode::LoadScope, DistMode::LoadFile];

/// The most worker counts of a sweep.
const MAX_COUNTS: usize = 14;

/// Steps that look even on a logarithmic scale, within one octave.
const STEPS: [u32; 2] = [2, 3];

/// Worker counts to look at, ascending: 1, 2, 3, 4, 6, 8, 12, ... up to twice the most of `at_hand`, and those at hand
/// themselves. At most 14: of many, the smallest between 1 and those at hand are left out.
pub fn worker_counts(at_hand: &[u32]) -> Vec<u32> {
    let most = at_hand.iter().copied().max().unwrap_or(1).clamp(4, MAX_WORKERS / 2) * 2;
    let octaves = (0..14).flat_map(|octave| STEPS.map(|step| step << octave));
    let mut counts: Vec<u32> = std::iter::once(1).chain(octaves).filter(|count| *count <= most).collect();
    counts.extend(at_hand.iter().copied().filter(|count| (1..=MAX_WORKERS).contains(count)));
    counts.sort_unstable();
    counts.dedup();
    let is_spare = |count: u32| count > 1 && !at_hand.contains(&count);
    while counts.len() > MAX_COUNTS {
        match counts.iter().position(|count| is_spare(*count)) {
            Some(place) => counts.remove(place),
            None => break,
        };
    }
    counts
}

/// `session` under every sharing mode and worker count: modes one after another, counts ascending in each.
pub fn sessions(session: &Session, counts: &[u32]) -> Vec<Session> {
    let of_mode = |dist| counts.iter().map(move |workers| Session { dist, workers: *workers, ..session.clone() });
    SHARING_MODES.into_iter().flat_map(of_mode).collect()
}

/// Why more workers pay less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// One test takes longer than an even share of the work.
    LongestTest,
    /// Every worker starts and collects, however many there are.
    FixedCosts,
    /// There are more workers than cores.
    Contention,
    /// Whole scopes, files or groups go to one worker.
    LargeUnits,
    /// Workers run dry while others still have tests.
    UnevenEnds,
}

impl Reason {
    /// In a few words, for a picture.
    pub fn words(self) -> &'static str {
        match self {
            Self::LongestTest => "the longest test",
            Self::FixedCosts => "start-up and collection",
            Self::Contention => "more workers than cores",
            Self::LargeUnits => "tests that stay together",
            Self::UnevenEnds => "uneven ends",
        }
    }
}

/// From which worker count on each further one brings less than half of what perfect sharing would, and why; `None` if
/// they pay to the end. `times` are the medians at `counts`, under `session`.
///
/// The reason is the largest part of what the next count's time has above an even share of the work: the longest test or unit
/// beyond that share, start-up and collection, what contention adds to the floor, or what is left.
pub fn bend(prepared: &Prepared<'_>, session: &Session, counts: &[u32], times: &[Nanos]) -> Option<(u32, Reason)> {
    let pays = |place: usize| {
        let [now, then] = [place, place + 1].map(|place| times[place].as_secs());
        let ideal = now * (1.0 - f64::from(counts[place]) / f64::from(counts[place + 1]));
        (now - then) / ideal.max(1e-12) >= 0.5
    };
    let n_steps = counts.len().min(times.len()).saturating_sub(1);
    let first = (0..n_steps).rev().take_while(|place| !pays(*place)).last()?;
    let (workers, time) = (counts[first + 1], times[first + 1].as_secs());
    let at = Session { workers, ..session.clone() };
    Some((counts[first], reason(prepared, &at, time)))
}

fn reason(prepared: &Prepared<'_>, session: &Session, time: f64) -> Reason {
    // Not without contention: what the recording has of it would come back.
    let contention = session.contention.map(|contention| Contention { cores: u32::MAX, ..contention });
    let alone = Session { contention, ..session.clone() };
    let fixed = (alone.startup.least() + alone.collection.least()).as_secs();
    let floor_alone = floor_of(prepared, &alone);
    let own_floor = floor_alone.at.as_secs();
    let work: f64 = prepared.durations(&alone).map(|duration| (alone.test_overhead + duration).as_secs()).sum();
    let share = work / f64::from(alone.workers.max(1));
    let longest = (own_floor - fixed - share).max(0.0);
    let contention = floor(prepared, session).as_secs() - own_floor;
    let rest = time - share - fixed - longest - contention;
    let keeps_together = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    let of_longest = match floor_alone.set_by {
        SetBy::Unit { .. } => Reason::LargeUnits,
        SetBy::Test { .. } | SetBy::Work | SetBy::Cores => Reason::LongestTest,
    };
    let of_rest = if keeps_together { Reason::LargeUnits } else { Reason::UnevenEnds };
    let parts = [(longest, of_longest), (fixed, Reason::FixedCosts), (contention, Reason::Contention), (rest, of_rest)];
    let largest = parts.into_iter().max_by(|one, other| one.0.total_cmp(&other.0));
    largest.map_or(of_rest, |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::modes::mode_row;
    use crate::session::PerWorker;
    use crate::suite::Test;

    #[test]
    fn counts_hold_those_at_hand() {
        assert_eq!(worker_counts(&[4, 4]), [1, 2, 3, 4, 6, 8]);
        assert_eq!(worker_counts(&[7, 32]), [1, 2, 3, 4, 6, 7, 8, 12, 16, 24, 32, 48, 64]);
        assert_eq!(worker_counts(&[0]), [1, 2, 3, 4, 6, 8]);
        let many = worker_counts(&[10_000, 5]);
        assert_eq!((many.len(), many[0], many[1], many.last()), (14, 1, 5, Some(&10_000)));
    }

    fn check(secs: &[u64], n_times: usize, session: Session, expect: Expect) {
        let seconds = |secs: u64| Nanos(secs * 1_000_000_000);
        let test = |(i, secs): (usize, &u64)| Test {
            id: format!("{}.py::test_{i}", i / 8),
            duration: seconds(*secs),
            groups: Vec::new(),
            ..Test::default()
        };
        let tests: Vec<Test> = secs.repeat(n_times).iter().enumerate().map(test).collect();
        let counts = worker_counts(&[16]);
        let prepared = Prepared::new(&tests);
        let time = |workers: &u32| {
            let session = Session { workers: *workers, ..session.clone() };
            mode_row(&prepared, &session, session.dist).expect("a session that makes sense").summary.makespan
        };
        let times: Vec<Nanos> = counts.iter().map(time).collect();
        let said = bend(&prepared, &session, &counts, &times);
        let said = said.map_or("it pays to the end".to_owned(), |(workers, why)| format!("{workers}: {}", why.words()));
        expect.assert_eq(&said);
    }

    #[test]
    fn a_bend_has_its_reason() {
        let steal = Session { dist: DistMode::WorkSteal, ..Session::default() };
        check(&[1], 3200, steal.clone(), expect!["it pays to the end"]);
        check(&[40, 1, 1, 1, 1, 1, 1, 1], 1, steal.clone(), expect!["1: the longest test"]);
        let slow_start = Session { collection: PerWorker::All(Nanos(60_000_000_000)), ..steal.clone() };
        check(&[1], 320, slow_start, expect!["6: start-up and collection"]);
        let shared = Contention { cores: 4, cpu_permille: 1000, boot_cpu_permille: 0 };
        check(&[1], 320, Session { contention: Some(shared), ..steal.clone() }, expect!["4: more workers than cores"]);
        check(&[1], 48, Session { dist: DistMode::LoadFile, ..steal }, expect!["6: tests that stay together"]);
    }
}
