//! Randomness: a stream of numbers for each purpose, so that what one purpose draws never shifts another.
//!
//! xoshiro256++ (<https://prng.di.unimi.it>) of the `rand` crate, which is the same natively and as wasm; a stream's key is
//! mixed by the `SplitMix64` that seeds it.

use rand::{Rng, SeedableRng};

/// A stream of random numbers.
pub type Stream = rand::rngs::Xoshiro256PlusPlus;

/// What numbers are drawn for. The number of each is part of every result: none may change, or be used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The order of tests within files, where it is lost.
    OrderWithinFiles = 1,
    /// The durations of a generated suite.
    Durations = 2,
    /// Its files, classes and parameters.
    Structure = 3,
    /// How tests in one file are alike.
    Likeness = 4,
    /// A random order of collection.
    Order = 5,
    /// Noise from run to run: of tests, and of whole jobs.
    Noise = 6,
    /// Which files of a recorded suite are taken again.
    Resampling = 7,
    /// What an old file of durations lacks, and how its tests have drifted since; the replication is the test's position.
    StaleDurations = 8,
    /// How long a job of a pipeline waits for its runner.
    Queue = 9,
    /// How long steps of a job take, and whether caches are there.
    Steps = 10,
    /// Which tests are flaky.
    FlakyTests = 11,
    /// When flaky tests fail.
    Flakes = 12,
    /// When tests kill their worker.
    Crashes = 13,
    /// Whether a change breaks a test, and which.
    Breaks = 14,
    /// Noise of one job of several.
    JobNoise = 15,
    /// Which of several pipelines at once is looked at.
    Traffic = 16,
}

/// The stream of a purpose in one replication. Same arguments, same stream.
pub fn stream(seed: u64, purpose: Purpose, replication: u64) -> Stream {
    let mix = |key: u64, part: u64| Stream::seed_from_u64(key).next_u64().wrapping_add(part);
    Stream::seed_from_u64(mix(mix(seed, purpose as u64), replication))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn streams_are_the_same_for_ever() {
        let first = |seed, replication| stream(seed, Purpose::OrderWithinFiles, replication).next_u64();
        let text = format!("{:x} {:x} {:x} {:x}", first(0, 0), first(0, 1), first(1, 0), first(1, 1));
        expect!["af6258ecf3f5f07e 1fe481c29be933e3 9a8e54de557b8e15 aec5f01e2e7f126f"].assert_eq(&text);
    }
}
