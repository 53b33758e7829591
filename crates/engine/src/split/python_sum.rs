//! How Python adds seconds up: plainly before 3.12, and with what is lost to rounding put back at the end since then.
//!
//! pytest-split compares such a sum, divided by the number of shards, with sums that it makes by `+=`; so the version of
//! Python decides where shards end if tests take equal times. Source: `Python/bltinmodule.c`, `builtin_sum_impl`;
//! gh-100425.

use serde::{Deserialize, Serialize};

/// The built-in `sum` of a version of Python.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PythonSum {
    /// Up to 3.11: one after another.
    Plain,
    /// From 3.12 on: Neumaier's summation.
    #[default]
    Compensated,
}

impl PythonSum {
    /// The sum of numbers from 0 up.
    pub(super) fn of(self, numbers: impl IntoIterator<Item = f64>) -> f64 {
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        for number in numbers {
            let next = sum + number;
            lost += if sum >= number { (sum - next) + number } else { (number - next) + sum };
            sum = next;
        }
        match self {
            Self::Plain => sum,
            Self::Compensated => sum + lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tenths_are_one_since_3_12() {
        let tenths = || std::iter::repeat_n(0.1, 10);
        assert_eq!(PythonSum::Plain.of(tenths()).to_bits(), 0.999_999_999_999_999_9_f64.to_bits());
        assert_eq!(PythonSum::Compensated.of(tenths()).to_bits(), 1.0_f64.to_bits());
        assert_eq!(PythonSum::Compensated.of([]).to_bits(), 0.0_f64.to_bits());
    }
}
