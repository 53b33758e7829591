//! Which random numbers a run of a pipeline sees: every draw is named by what it is for, never by the order of events.

use laneway_engine::random::{Purpose, Stream, stream};
/// One run: the same draws whatever is simulated, so that two pipelines see the same luck wherever they are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Names all of them.
    pub seed: u64,
    /// Which of many runs.
    pub replication: u32,
    /// 0 for the run itself, then one for each time that failed jobs are run again.
    pub attempt: u32,
}

/// The number of the replication in which nothing is left to luck.
const TYPICAL: u32 = u32::MAX;

impl Draws {
    /// The run to look at first: everything takes its median, caches are there if they are more often than not, nothing goes
    /// wrong by chance, and a runner's polls are neither early nor late.
    pub fn typical(seed: u64) -> Self {
        Self { seed, replication: TYPICAL, attempt: 0 }
    }

    /// Whether nothing is left to luck.
    pub(crate) fn is_typical(self) -> bool {
        self.replication == TYPICAL
    }

    /// One number for the run.
    pub fn run(self) -> u64 {
        u64::from(self.replication) | u64::from(self.attempt) << 32
    }

    /// A stream for one thing of the run, by its names.
    pub(crate) fn stream(self, purpose: Purpose, names: &[&str]) -> Stream {
        stream(self.seed, purpose, self.key(names))
    }

    /// One number for one thing of the run: FNV-1a over the run and the names, each ended by a byte that UTF-8 does not use.
    pub(crate) fn key(self, names: &[&str]) -> u64 {
        let names = names.iter().flat_map(|name| name.bytes().chain([0xff]));
        let bytes = self.run().to_le_bytes().into_iter().chain(names);
        bytes.fold(0xcbf2_9ce4_8422_2325, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt as _;

    use super::*;

    #[test]
    fn ok_draws_are_the_same_for_ever_and_differ_by_run_and_name() {
        let draws = |replication, attempt| Draws { seed: 1, replication, attempt };
        let share = |draws: Draws, names: &[&str]| (draws.stream(Purpose::Queue, names).random::<f64>() * 1e6).round();
        let all = [
            share(draws(0, 0), &["unit"]),
            share(draws(0, 0), &["unit", ""]),
            share(draws(0, 1), &["unit"]),
            share(draws(1, 0), &["unit"]),
            share(draws(0, 0), &["un", "it"]),
        ];
        expect_test::expect!["[726038.0, 372283.0, 228517.0, 501652.0, 587763.0]"].assert_eq(&format!("{all:?}"));
    }
}
