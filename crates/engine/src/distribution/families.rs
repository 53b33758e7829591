//! The menu of families, and how a distribution of one becomes one of another.
//!
//! What the words say of real suites: 20 public suites of 82,652 tests; the figure is the median distance of Kolmogorov
//! and Smirnov between a suite's durations and the best of the family.

use super::{Distribution, Entry, Part, Z_95};
use crate::time::Nanos;

/// A family of distributions, as the menu has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// A mixture of two.
    TwoLognormals,
    /// A mixture of three.
    ThreeLognormals,
    /// Recorded values.
    Recorded,
    /// A power law with a cap.
    Pareto,
    /// One lognormal.
    Lognormal,
    /// Gamma.
    Gamma,
    /// Weibull.
    Weibull,
    /// Exponential.
    Exponential,
    /// Normal.
    Normal,
    /// Uniform.
    Uniform,
    /// Constant.
    Constant,
}

/// What is said of a family.
#[derive(Clone, Copy, Debug)]
pub struct FamilyInfo {
    /// The family.
    pub family: Family,
    /// What the menu says.
    pub name: &'static str,
    /// Whether it fits real suites well.
    pub is_like_real_suites: bool,
    /// One line on how well it fits real suites, and what it is for.
    pub about: &'static str,
}

/// The menu: what fits real suites first.
pub const FAMILIES: &[FamilyInfo] = &[
    FamilyInfo {
        family: Family::TwoLognormals,
        name: "Two lognormals",
        is_like_real_suites: true,
        about: "Fast tests and slow tests. Fits 20 real suites well: distance 0.061, against 0.175 of one lognormal",
    },
    FamilyInfo {
        family: Family::ThreeLognormals,
        name: "Three lognormals",
        is_like_real_suites: true,
        about: "Fast tests, slow tests and a tail. The best fit to 20 real suites: distance 0.047",
    },
    FamilyInfo {
        family: Family::Recorded,
        name: "Recorded durations",
        is_like_real_suites: true,
        about: "The durations of the suite at hand, in 1,000 steps. True to that suite, and to no other",
    },
    FamilyInfo {
        family: Family::Pareto,
        name: "Pareto with a cap",
        is_like_real_suites: false,
        about: "The tail of real suites, beyond the 95th percentile, has an index of about 0.6; the rest of them does not",
    },
    FamilyInfo {
        family: Family::Lognormal,
        name: "One lognormal",
        is_like_real_suites: false,
        about: "The usual guess, and the best fit to none of 20 real suites: distance 0.175",
    },
    FamilyInfo {
        family: Family::Gamma,
        name: "Gamma",
        is_like_real_suites: false,
        about: "Fits 20 real suites worst of the usual guesses: distance 0.224. Its tail is too thin",
    },
    FamilyInfo {
        family: Family::Weibull,
        name: "Weibull",
        is_like_real_suites: false,
        about: "No better than one lognormal on 20 real suites: distance 0.176",
    },
    FamilyInfo {
        family: Family::Exponential,
        name: "Exponential",
        is_like_real_suites: false,
        about: "For queues on paper. Real suites are far less even: Gini 0.88, against 0.5 of this",
    },
    FamilyInfo {
        family: Family::Normal,
        name: "Normal",
        is_like_real_suites: false,
        about: "A bell, cut at 0. In real suites the slowest hundredth takes 41% of the time; a bell has no such tail",
    },
    FamilyInfo {
        family: Family::Uniform,
        name: "Uniform",
        is_like_real_suites: false,
        about: "Every duration between two bounds as likely. No real suite is like that",
    },
    FamilyInfo {
        family: Family::Constant,
        name: "Constant",
        is_like_real_suites: false,
        about: "All tests alike: what is left is what the dist mode does, nothing else",
    },
];

/// Recorded values are kept as means of so many slices.
const N_SLICES: usize = 1_000;
/// What a Pareto's cap is at least, seconds: that of web suites.
const PARETO_CAP: f64 = 60.0;

impl Family {
    /// Of a distribution.
    pub fn of(distribution: &Distribution) -> Self {
        match distribution {
            Distribution::Mixture { parts, .. } if parts.len() > 2 => Self::ThreeLognormals,
            Distribution::Mixture { .. } => Self::TwoLognormals,
            Distribution::Empirical { .. } => Self::Recorded,
            Distribution::Constant { .. } => Self::Constant,
            Distribution::Uniform { .. } => Self::Uniform,
            Distribution::Exponential { .. } => Self::Exponential,
            Distribution::Normal { .. } => Self::Normal,
            Distribution::Lognormal { .. } => Self::Lognormal,
            Distribution::Gamma { .. } => Self::Gamma,
            Distribution::Weibull { .. } => Self::Weibull,
            Distribution::Pareto { .. } => Self::Pareto,
        }
    }

    /// What is said of it.
    pub fn info(self) -> &'static FamilyInfo {
        let info = FAMILIES.iter().find(|info| info.family == self);
        info.unwrap_or(&FAMILIES[0])
    }

    /// A distribution of this family that is as like `before` as it can be: with its median and 95th percentile, where two
    /// parameters allow; of a family with one parameter, with its median; bounds and bells as near as they come.
    ///
    /// `recorded` are the durations of the suite at hand, in any order; where there are none, recorded durations are
    /// `before`'s own quantiles. A distribution that cannot be is replaced by the default one first.
    #[must_use]
    pub fn like(self, before: &Distribution, recorded: &[Nanos]) -> Distribution {
        let default = Distribution::default();
        let before = if before.shape().is_ok() { before } else { &default };
        // Below a nanosecond there is nothing.
        let quantile = |share| before.shape().map_or(0.0, |shape| shape.quantile(share)).max(1e-9);
        let (median, p95) = (quantile(0.5), quantile(0.95).max(quantile(0.5)));
        let sd = (p95 - median) / Z_95;
        let entered = |family: Distribution, fallback: Distribution| {
            family.entered(Entry::MedianP95 { median, p95 }).unwrap_or(fallback)
        };
        match self {
            Self::TwoLognormals | Self::ThreeLognormals => {
                if let Distribution::Mixture { parts, cap } = before {
                    return Distribution::Mixture { parts: with_parts(parts, self.n_parts(), p95), cap: *cap };
                }
                let Distribution::Mixture { parts, cap } = default.clone() else { return default };
                let parts = with_parts(&parts, self.n_parts(), 1.0);
                stretched(parts, before.cap().or(cap), (median, p95))
            }
            Self::Recorded if recorded.is_empty() => {
                let at = |place: usize| quantile((place as f64 + 0.5) / N_SLICES as f64);
                Distribution::Empirical {
                    values: (0..N_SLICES).filter_map(|place| Nanos::from_secs(at(place))).collect(),
                }
            }
            Self::Recorded => Distribution::Empirical { values: slices(recorded) },
            Self::Constant => Distribution::Constant { secs: median },
            Self::Uniform => {
                // A share of 0.45 lies between median and p95.
                let half = ((p95 - median) / 0.9).min(median);
                Distribution::Uniform { least: median - half, most: median + half }
            }
            Self::Exponential => Distribution::Exponential { mean: median / libm::log(2.0) },
            Self::Normal => Distribution::Normal { mean: median, sd: sd.min(5.0 * median) },
            Self::Lognormal => Distribution::Lognormal { median, p95, cap: before.cap() },
            Self::Gamma => entered(
                Distribution::Gamma { mean: 1.0, sd: 1.0 },
                Distribution::Gamma { mean: median, sd: median / 100.0 },
            ),
            Self::Weibull => entered(
                Distribution::Weibull { median: 1.0, p95: 2.0 },
                Distribution::Weibull { median, p95: 1.01 * median },
            ),
            Self::Pareto => {
                let index = (libm::log(10.0) / libm::log(p95 / median)).clamp(0.01, 100.0);
                let least = median / libm::pow(2.0, 1.0 / index);
                let cap = before.cap().unwrap_or(PARETO_CAP).max(p95);
                Distribution::Pareto { least: least.max(1e-9), index, cap }
            }
        }
    }

    fn n_parts(self) -> usize {
        if self == Self::ThreeLognormals { 3 } else { 2 }
    }
}

/// The parts with one more, a tail of 5% beyond `p95`; or without the rarest.
fn with_parts(parts: &[Part], n_parts: usize, p95: f64) -> Vec<Part> {
    let mut parts = parts.to_vec();
    if parts.len() < n_parts {
        parts.iter_mut().for_each(|part| part.weight *= 0.95);
        parts.push(Part { weight: 0.05, median: p95, p95: 10.0 * p95 });
    } else if parts.len() > n_parts {
        let rarest = (0..parts.len()).min_by(|a, b| parts[*a].weight.total_cmp(&parts[*b].weight));
        rarest.map(|rarest| parts.remove(rarest));
        let sum: f64 = parts.iter().map(|part| part.weight).sum();
        parts.iter_mut().for_each(|part| part.weight /= sum);
    }
    parts
}

/// A mixture, moved and stretched on the logarithmic axis until it has a median and a 95th percentile: all quantiles move
/// alike. Its cap then cuts it.
fn stretched(parts: Vec<Part>, cap: Option<f64>, (median, p95): (f64, f64)) -> Distribution {
    let before = Distribution::Mixture { parts: parts.clone(), cap: None };
    let Ok(shape) = before.shape() else { return before };
    let (own_median, own_p95) = (shape.quantile(0.5), shape.quantile(0.95));
    let stretch = libm::log(p95 / median) / libm::log(own_p95 / own_median);
    let moved = |secs: f64| (median * libm::pow(secs / own_median, stretch)).clamp(1e-9, 1e9);
    let parts = parts.into_iter().map(|part| {
        let median = moved(part.median);
        Part { weight: part.weight, median, p95: moved(part.p95).max(median) }
    });
    Distribution::Mixture { parts: parts.collect(), cap: cap.map(|cap| cap.max(p95)) }
}

/// Durations in ascending order; more than [`N_SLICES`] as the means of as many slices, so that their sum stays as it was.
fn slices(recorded: &[Nanos]) -> Vec<Nanos> {
    let mut sorted: Vec<Nanos> = recorded.iter().map(|value| (*value).min(Nanos::MAX_INPUT)).collect();
    sorted.sort_unstable();
    if sorted.len() <= N_SLICES {
        return sorted;
    }
    let slice = |place: usize| {
        let slice = &sorted[place * sorted.len() / N_SLICES..(place + 1) * sorted.len() / N_SLICES];
        Nanos((slice.iter().map(|value| u128::from(value.0)).sum::<u128>() / slice.len() as u128) as u64)
    };
    (0..N_SLICES).map(slice).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(before: &Distribution, recorded: &[Nanos], expect: Expect) {
        let lines = FAMILIES.iter().map(|info| {
            let like = info.family.like(before, recorded);
            assert_eq!(Family::of(&like), info.family);
            let shape = like.shape().expect("what is offered is allowed");
            format!("{}: median {:.3}, p95 {:.3}\n", info.name, shape.quantile(0.5), shape.quantile(0.95))
        });
        expect.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn median_and_p95_are_carried_over() {
        check(
            &Distribution::default(),
            &[Nanos(1_000_000_000), Nanos(3_000_000_000)],
            expect![[r#"
                Two lognormals: median 0.058, p95 1.555
                Three lognormals: median 0.072, p95 2.165
                Recorded durations: median 1.000, p95 3.000
                Pareto with a cap: median 0.058, p95 1.555
                One lognormal: median 0.058, p95 1.555
                Gamma: median 0.058, p95 1.555
                Weibull: median 0.058, p95 1.555
                Exponential: median 0.058, p95 0.250
                Normal: median 0.218, p95 0.606
                Uniform: median 0.058, p95 0.110
                Constant: median 0.058, p95 0.058
            "#]],
        );
    }

    #[test]
    fn from_a_distribution_without_width() {
        check(
            &Distribution::Constant { secs: 2.0 },
            &[],
            expect![[r#"
            Two lognormals: median 2.000, p95 2.000
            Three lognormals: median 2.000, p95 2.000
            Recorded durations: median 2.000, p95 2.000
            Pareto with a cap: median 2.000, p95 2.047
            One lognormal: median 2.000, p95 2.000
            Gamma: median 2.000, p95 2.033
            Weibull: median 2.000, p95 2.020
            Exponential: median 2.000, p95 8.644
            Normal: median 2.000, p95 2.000
            Uniform: median 2.000, p95 2.000
            Constant: median 2.000, p95 2.000
        "#]],
        );
        check(
            &Distribution::Constant { secs: 0.0 },
            &[],
            expect![[r#"
            Two lognormals: median 0.000, p95 0.000
            Three lognormals: median 0.000, p95 0.000
            Recorded durations: median 0.000, p95 0.000
            Pareto with a cap: median 0.000, p95 0.000
            One lognormal: median 0.000, p95 0.000
            Gamma: median 0.000, p95 0.000
            Weibull: median 0.000, p95 0.000
            Exponential: median 0.000, p95 0.000
            Normal: median 0.000, p95 0.000
            Uniform: median 0.000, p95 0.000
            Constant: median 0.000, p95 0.000
        "#]],
        );
    }

    #[test]
    fn from_a_wide_tail() {
        check(
            &Distribution::Pareto { least: 0.001, index: 0.2, cap: 1e6 },
            &[],
            expect![[r#"
                Two lognormals: median 0.032, p95 3200.000
                Three lognormals: median 0.032, p95 3200.000
                Recorded durations: median 0.032, p95 3044.690
                Pareto with a cap: median 0.032, p95 3200.000
                One lognormal: median 0.032, p95 3200.000
                Gamma: median 0.032, p95 3200.000
                Weibull: median 0.032, p95 3200.000
                Exponential: median 0.032, p95 0.138
                Normal: median 0.121, p95 0.335
                Uniform: median 0.032, p95 0.061
                Constant: median 0.032, p95 0.032
            "#]],
        );
    }

    #[test]
    fn two_modes_keep_theirs_when_a_third_comes_and_goes() {
        let two = Distribution::default();
        let three = Family::ThreeLognormals.like(&two, &[]);
        let again = Family::TwoLognormals.like(&three, &[]);
        let weights = |it: &Distribution| match it {
            Distribution::Mixture { parts, .. } => parts.iter().map(|part| format!("{:.4}", part.weight)).collect(),
            _ => Vec::new(),
        };
        assert_eq!(weights(&again), weights(&two));
        assert_eq!(weights(&three), ["0.4085", "0.5415", "0.0500"]);
    }

    #[test]
    fn recorded_durations_keep_their_sum() {
        let recorded: Vec<Nanos> = (0..10_000).rev().map(|place| Nanos(place * place * 1_000)).collect();
        let values = slices(&recorded);
        let mean = |values: &[Nanos]| values.iter().map(|value| value.as_secs()).sum::<f64>() / values.len() as f64;
        assert_eq!(values.len(), N_SLICES);
        assert!((mean(&values) / mean(&recorded) - 1.0).abs() < 1e-6 && values.is_sorted());
    }
}
