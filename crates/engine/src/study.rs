//! A study: one suite under several sessions, again and again with other noise, so that one knows how sure a difference is.
//!
//! Replications see common random numbers: in each, all sessions run the same durations. Each has its own stream, so that
//! results depend neither on the number of threads nor on which of them did what.
//!
//! - [`summary`]: all of it in figures.

use serde::{Deserialize, Serialize};

use crate::noise::{MAX_NOISE, Noise};
use crate::outcome::Ending;
use crate::prepared::Prepared;
use crate::session::Session;
use crate::simulate::{Detail, SessionError, simulate_prepared};
use crate::statistics::{Mean, Spread};
use crate::suite::Suite;
use crate::time::Nanos;

pub mod summary;

/// A study stops early only after a multiple of so many replications, however many threads there are.
pub const BATCH: u32 = 100;

/// The most replications of a study.
pub const MAX_REPLICATIONS: u32 = 1_000_000;

/// How a study is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StudySpec {
    /// Names all random numbers. Default: 0.
    pub seed: u64,
    /// How many, 1 to [`MAX_REPLICATIONS`]. Default: 1,000.
    pub replications: u32,
    /// What differs between them.
    pub noise: Noise,
    /// Stop when every mean's interval is within this share of it, above 0 to 1; `None`: never early.
    pub until: Option<f64>,
    /// The least difference that matters, as a share of the baseline, 0 to 1. Default: 0.02.
    pub worthwhile: f64,
}

impl Default for StudySpec {
    fn default() -> Self {
        Self { seed: 0, replications: 1_000, noise: Noise::default(), until: None, worthwhile: 0.02 }
    }
}

/// Why a study cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{field} is {found}, expected {expected}")]
pub struct StudyError {
    /// As the document names it.
    pub field: &'static str,
    /// What it is.
    pub found: String,
    /// What it may be.
    pub expected: String,
}

impl StudySpec {
    /// Looks at every part.
    ///
    /// # Errors
    /// If a part is out of range; says which, what was found, and what is expected.
    pub fn check(&self) -> Result<(), StudyError> {
        let error = |field, found: String, expected: String| Err(StudyError { field, found, expected });
        if !(1..=MAX_REPLICATIONS).contains(&self.replications) {
            let expected = format!("a number from 1 to {MAX_REPLICATIONS}");
            return error("replications", self.replications.to_string(), expected);
        }
        for (field, sd) in [("noise.test", self.noise.test), ("noise.job", self.noise.job)] {
            if !(0.0..=MAX_NOISE).contains(&sd) {
                return error(field, sd.to_string(), format!("a number from 0 to {MAX_NOISE}"));
            }
        }
        if !(0.0..=1.0).contains(&self.worthwhile) {
            return error("worthwhile", self.worthwhile.to_string(), "a share from 0 to 1".to_owned());
        }
        match self.until {
            Some(until) if !(until > 0.0 && until <= 1.0) => {
                error("until", until.to_string(), "a share above 0, up to 1".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// One suite under several sessions, ready for any replication.
pub struct Study<'a> {
    prepared: Prepared<'a>,
    sessions: Vec<Session>,
    noise: Noise,
    seed: u64,
}

impl<'a> Study<'a> {
    /// Of a checked specification.
    pub fn new(suite: &'a Suite, sessions: &[Session], spec: &StudySpec) -> Self {
        Self::of_prepared(Prepared::of_suite(suite), sessions, spec)
    }

    /// Of a suite that was made ready before.
    pub fn of_prepared(prepared: Prepared<'a>, sessions: &[Session], spec: &StudySpec) -> Self {
        Self { prepared, sessions: sessions.to_vec(), noise: spec.noise, seed: spec.seed }
    }

    /// The suite as it was, with all that was worked out.
    pub fn into_prepared(mut self) -> Prepared<'a> {
        self.prepared.undraw();
        self.prepared
    }

    /// The makespan of each session in one replication, from 0; `None` where it would hang or end with an internal error.
    ///
    /// # Errors
    /// If a session makes no sense.
    pub fn replicate(&mut self, replication: u32) -> Result<Vec<Option<Nanos>>, SessionError> {
        self.prepared.redraw(self.noise.draw(self.seed, u64::from(replication)));
        let makespan = |session: &Session| {
            let outcome = simulate_prepared(&self.prepared, session, Detail::Summary)?;
            Ok((outcome.ending == Ending::Ok).then_some(outcome.summary.makespan))
        };
        self.sessions.iter().map(makespan).collect()
    }

    /// All replications of a checked specification, one after another, up to the first batch that is sure enough.
    ///
    /// # Errors
    /// If a session makes no sense.
    pub fn replicate_all(&mut self, spec: &StudySpec) -> Result<Vec<Vec<Option<Nanos>>>, SessionError> {
        let mut all = Vec::with_capacity(spec.replications as usize);
        for number in 0..spec.replications {
            all.push(self.replicate(number)?);
            if (number + 1) % BATCH == 0 && spec.until.is_some_and(|until| is_sure_enough(&all, until)) {
                break;
            }
        }
        Ok(all)
    }
}

/// One number for all makespans, to tell whether two studies are the same to the nanosecond: FNV-1a over them, by
/// replication, then by session; 0 stands for one that would hang or fail.
pub fn checksum(replications: &[Vec<Option<Nanos>>]) -> u64 {
    let makespans = replications.iter().flatten().map(|makespan| makespan.map_or(0, |makespan| makespan.0));
    makespans.fold(0xcbf2_9ce4_8422_2325, |sum, makespan| (sum ^ makespan).wrapping_mul(0x0100_0000_01b3))
}

/// What the replications of one session came to; replications by number.
pub fn spread(replications: &[Vec<Option<Nanos>>], session: usize) -> Spread {
    Spread::new(&replications.iter().filter_map(|makespans| makespans[session]).collect::<Vec<_>>())
}

/// The mean of the paired differences, `session` less `baseline`, over replications in which both ended well. `None`
/// without any.
pub fn difference(replications: &[Vec<Option<Nanos>>], baseline: usize, session: usize) -> Option<Mean> {
    let pair = |makespans: &Vec<Option<Nanos>>| Some(makespans[session]?.as_secs() - makespans[baseline]?.as_secs());
    let differences: Vec<f64> = replications.iter().filter_map(pair).collect();
    (!differences.is_empty()).then(|| Mean::new(&differences))
}

/// Whether every mean is as sure as asked for.
pub fn is_sure_enough(replications: &[Vec<Option<Nanos>>], until: f64) -> bool {
    let n_sessions = replications.first().map_or(0, Vec::len);
    (0..n_sessions).all(|session| {
        let mean = spread(replications, session).mean;
        mean.half_width <= until * mean.secs
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::dist_mode::DistMode;
    use crate::generate::{SuiteSpec, generate};

    fn replications(spec: &StudySpec, n: u32) -> Vec<Vec<Option<Nanos>>> {
        let suite = generate("generated", &SuiteSpec { tests: 500, ..SuiteSpec::default() }, 1).expect("a suite");
        let sessions =
            [DistMode::Load, DistMode::WorkSteal].map(|dist| Session { dist, workers: 8, ..Session::default() });
        let mut study = Study::new(&suite, &sessions, spec);
        // Backwards: the order must not matter.
        let mut all: Vec<_> =
            (0..n).rev().map(|number| study.replicate(number).expect("sessions that make sense")).collect();
        all.reverse();
        all
    }

    #[test]
    fn results_are_the_same_for_ever() {
        let all = replications(&StudySpec { seed: 7, ..StudySpec::default() }, 200);
        let spread = spread(&all, 1);
        let difference = difference(&all, 0, 1).expect("differences");
        expect!["ec49e0ffb85e2dd0: 30.899 s, 29.007 to 32.882, -0.327 +- 0.189"].assert_eq(&format!(
            "{:016x}: {:.3} s, {:.3} to {:.3}, {:.3} +- {:.3}",
            checksum(&all),
            spread.mean.secs,
            spread.p5.as_secs(),
            spread.p95.as_secs(),
            difference.secs,
            difference.half_width
        ));
    }

    #[test]
    fn all_at_once_is_the_same_and_stops_after_a_batch() {
        let spec = StudySpec { seed: 7, replications: 250, ..StudySpec::default() };
        let suite = generate("generated", &SuiteSpec { tests: 500, ..SuiteSpec::default() }, 1).expect("a suite");
        let sessions =
            [DistMode::Load, DistMode::WorkSteal].map(|dist| Session { dist, workers: 8, ..Session::default() });
        let mut study = Study::new(&suite, &sessions, &spec);
        assert_eq!(study.replicate_all(&spec).expect("sessions that make sense"), replications(&spec, 250));
        let until = StudySpec { until: Some(0.5), ..spec };
        assert_eq!(study.replicate_all(&until).expect("sessions that make sense").len(), BATCH as usize);
    }

    #[test]
    fn without_noise_every_replication_is_the_recorded_run() {
        let noise = Noise { test: 0.0, job: 0.0 };
        let all = replications(&StudySpec { noise, ..StudySpec::default() }, 3);
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
        assert!(is_sure_enough(&all, 0.001));
    }

    #[test]
    fn err_studies_that_cannot_be() {
        let error = |spec: StudySpec| spec.check().err().map(|error| error.to_string()).unwrap_or_default();
        let noise = Noise { test: -1.0, job: 0.0 };
        expect!["replications is 0, expected a number from 1 to 1000000"]
            .assert_eq(&error(StudySpec { replications: 0, ..StudySpec::default() }));
        expect!["noise.test is -1, expected a number from 0 to 2"]
            .assert_eq(&error(StudySpec { noise, ..StudySpec::default() }));
        expect!["until is 0, expected a share above 0, up to 1"]
            .assert_eq(&error(StudySpec { until: Some(0.0), ..StudySpec::default() }));
    }
}
