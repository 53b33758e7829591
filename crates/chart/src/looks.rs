//! How each test is to be coloured: by its file, stronger the slower it is.

use std::collections::HashMap;

use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

/// How many colours there are for files; the next file takes the first one again.
pub const N_FILE_COLOURS: u8 = 12;

/// How a test stands out by its duration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shade {
    /// Below 3 times the mean of its suite.
    #[default]
    Usual,
    /// 3 to 10 times the mean.
    Slow,
    /// From 10 times the mean.
    Slowest,
}

/// Every shade, weakest first.
pub const SHADES: [Shade; 3] = [Shade::Usual, Shade::Slow, Shade::Slowest];

/// The looks of one test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Which of the file colours, below [`N_FILE_COLOURS`]. Neighbouring files in collection order differ.
    pub colour: u8,
    /// How strong.
    pub shade: Shade,
}

/// The looks of every test of a suite, in its order. Linear in the length of all ids.
pub fn looks(suite: &Suite) -> Vec<Look> {
    let mut numbers = HashMap::new();
    let total: u128 = suite.tests.iter().map(|test| u128::from(test.duration.0)).sum();
    let n_tests = suite.tests.len() as u128;
    let look = |duration: Nanos, file_idx: usize| {
        let times_total = u128::from(duration.0) * n_tests;
        let shade = match times_total {
            times if times >= 10 * total && total > 0 => Shade::Slowest,
            times if times >= 3 * total && total > 0 => Shade::Slow,
            _ => Shade::Usual,
        };
        Look { colour: (file_idx % usize::from(N_FILE_COLOURS)) as u8, shade }
    };
    let mut looks = Vec::with_capacity(suite.tests.len());
    for test in &suite.tests {
        let next = numbers.len();
        let file_idx = *numbers.entry(test.file()).or_insert(next);
        looks.push(look(test.duration, file_idx));
    }
    looks
}

#[cfg(test)]
mod tests {
    use super::{Shade, looks};
    use crate::sample::suite;

    #[test]
    fn files_take_turns_and_slow_tests_stand_out() {
        let mut durations = vec![1; 30];
        durations[7] = 8;
        durations[8] = 30;
        let looks = looks(&suite(&durations, 2));
        assert_eq!(looks[0].colour, looks[1].colour);
        assert_eq!(looks.iter().map(|look| look.colour).max(), Some(11));
        assert_eq!(looks[24].colour, 0);
        assert_eq!([6, 7, 8].map(|test: usize| looks[test].shade), [Shade::Usual, Shade::Slow, Shade::Slowest]);
    }

    #[test]
    fn tests_that_take_no_time_are_usual() {
        assert!(looks(&suite(&[0, 0], 1)).iter().all(|look| look.shade == Shade::Usual));
    }
}
