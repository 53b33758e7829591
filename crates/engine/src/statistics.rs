//! What many replications say: percentiles, means, and how sure they are.

use serde::Serialize;

use crate::time::Nanos;

/// The figures of one session over its replications.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// How many replications ended well.
    pub n: usize,
    /// 5 of 100 single runs are shorter: with `p95`, what one pull request will see.
    pub p5: Nanos,
    /// Half of them are shorter.
    pub p50: Nanos,
    /// 95 of 100 are shorter.
    pub p95: Nanos,
    /// The mean, which more replications make surer.
    pub mean: Mean,
}

/// A mean in seconds, with its 95% interval: `secs` plus and minus `half_width` (Student's t).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Mean {
    /// The mean.
    pub secs: f64,
    /// Half of the interval; infinite for a single value.
    pub half_width: f64,
}

impl Spread {
    /// Of makespans in any order. Percentiles are values that occurred: the least with at least that share not above it.
    pub fn new(makespans: &[Nanos]) -> Self {
        if makespans.is_empty() {
            return Self::default();
        }
        let mut sorted = makespans.to_vec();
        sorted.sort_unstable();
        let at = |percent: usize| sorted[(sorted.len() * percent).div_ceil(100).max(1) - 1];
        let secs: Vec<f64> = makespans.iter().map(|makespan| makespan.as_secs()).collect();
        Self { n: sorted.len(), p5: at(5), p50: at(50), p95: at(95), mean: Mean::new(&secs) }
    }
}

impl Mean {
    /// Whether all values were 0, as differences are where nothing differs.
    pub fn is_nothing(&self) -> bool {
        self.secs == 0.0 && self.half_width == 0.0
    }

    /// Of at least one value.
    pub fn new(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let n_free = values.len().saturating_sub(1);
        let half_width = if n_free == 0 { f64::INFINITY } else { t_975(n_free) * (squares / n_free as f64 / n).sqrt() };
        Self { secs: mean, half_width }
    }

    /// Whether 0 lies outside the interval.
    pub fn excludes_zero(&self) -> bool {
        self.secs.abs() > self.half_width
    }
}

/// The 97.5th percentile of Student's t. Exact to 3 digits: a table up to 4 degrees of freedom, above that the expansion
/// of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
fn t_975(n_free: usize) -> f64 {
    const SMALL: [f64; 4] = [12.706_205, 4.302_653, 3.182_446, 2.776_445];
    if let Some(t) = SMALL.get(n_free - 1) {
        return *t;
    }
    let (z, v) = (1.959_963_984_540_054_f64, n_free as f64);
    let (z2, z3) = (z * z, z * z * z);
    let (z5, z7) = (z3 * z2, z3 * z2 * z2);
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v * v * v)
}

/// Whether a candidate is faster than its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The interval of the paired differences excludes 0, and the difference is worthwhile and above the model's error.
    Faster,
    /// Likewise, the other way.
    Slower,
    /// More replications might tell: the interval holds 0.
    TooCloseToCall,
    /// It is sure, and too small to matter: below what is worthwhile, or below the model's own error.
    TooSmallToMatter,
}

/// The verdict on a mean difference (candidate less baseline) against a baseline's mean in seconds. `least_share` is what
/// matters: the larger of the worthwhile difference and the model's error, as shares of the baseline.
pub fn verdict(difference: &Mean, baseline_secs: f64, least_share: f64) -> Verdict {
    if !difference.excludes_zero() {
        Verdict::TooCloseToCall
    } else if difference.secs.abs() <= least_share * baseline_secs {
        Verdict::TooSmallToMatter
    } else if difference.secs < 0.0 {
        Verdict::Faster
    } else {
        Verdict::Slower
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn students_t_is_that_of_the_tables() {
        let t = [1, 2, 4, 5, 9, 29, 99, 999].map(|n_free| format!("{:.3}", t_975(n_free)));
        expect!["12.706 4.303 2.776 2.568 2.262 2.045 1.984 1.962"].assert_eq(&t.join(" "));
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let spread = Spread::new(&(1..=100).rev().map(Nanos).collect::<Vec<_>>());
        assert_eq!((spread.p5, spread.p50, spread.p95), (Nanos(5), Nanos(50), Nanos(95)));
        let one = Spread::new(&[Nanos(7)]);
        assert_eq!((one.n, one.p5, one.p95, one.mean.half_width), (1, Nanos(7), Nanos(7), f64::INFINITY));
        assert_eq!(Spread::new(&[]), Spread::default());
    }

    #[test]
    fn no_winner_without_an_interval_and_a_difference_that_matters() {
        let mean = |secs, half_width| Mean { secs, half_width };
        assert_eq!(verdict(&mean(-5.0, 6.0), 100.0, 0.02), Verdict::TooCloseToCall);
        assert_eq!(verdict(&mean(-1.0, 0.1), 100.0, 0.02), Verdict::TooSmallToMatter);
        assert_eq!(verdict(&mean(-5.0, 0.1), 100.0, 0.02), Verdict::Faster);
        assert_eq!(verdict(&mean(5.0, 0.1), 100.0, 0.02), Verdict::Slower);
    }
}
