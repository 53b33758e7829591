//! Two ways to enter a distribution of two parameters: median and 95th percentile, or mean and standard deviation.
//!
//! Documents hold the one that the family has; this is the other, without loss but for the last digits. A cap does not
//! count: both ways are about the distribution before it.

use super::check::{error, median_and_p95, positive};
use super::shape::{Shape, weibull};
use super::{Distribution, DistributionError, Z_95};

/// Two numbers that say what a distribution is, seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// Half are shorter than the one, 95 of 100 than the other.
    MedianP95 {
        /// Above 0.
        median: f64,
        /// Not below the median.
        p95: f64,
    },
    /// The average, and how far from it.
    MeanSd {
        /// Above 0.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
}

/// Shapes of gammas that median and p95 can be told apart from; below, the median is as good as 0.
const GAMMA_SHAPES: (f64, f64) = (0.03, 1e6);
/// Shapes of Weibulls; their p95 is at least 1.001 times the median.
const WEIBULL_SHAPES: (f64, f64) = (0.03, 1_460.0);

impl Distribution {
    /// The distribution's median and 95th percentile: parameters, or what follows from them. `None` for families that are
    /// entered in one way alone. Of a bell, those before it is cut at 0.
    pub fn median_and_p95(&self) -> Option<Entry> {
        Some(match *self {
            Self::Lognormal { median, p95, .. } | Self::Weibull { median, p95 } => Entry::MedianP95 { median, p95 },
            Self::Normal { mean, sd } => Entry::MedianP95 { median: mean, p95: mean + Z_95 * sd },
            Self::Gamma { .. } => {
                let shape = self.shape().ok()?;
                Entry::MedianP95 { median: shape.quantile(0.5), p95: shape.quantile(0.95) }
            }
            _ => return None,
        })
    }

    /// The distribution's mean and standard deviation, likewise.
    pub fn mean_and_sd(&self) -> Option<Entry> {
        Some(match *self {
            Self::Normal { mean, sd } | Self::Gamma { mean, sd } => Entry::MeanSd { mean, sd },
            Self::Lognormal { median, p95, .. } => {
                let sigma = libm::log(p95 / median) / Z_95;
                let mean = median * libm::exp(sigma * sigma / 2.0);
                Entry::MeanSd { mean, sd: mean * libm::expm1(sigma * sigma).sqrt() }
            }
            Self::Weibull { median, p95 } => {
                let (shape, scale) = weibull(median, p95);
                let mean = scale * libm::tgamma(1.0 + 1.0 / shape);
                Entry::MeanSd { mean, sd: mean * weibull_sd_over_mean(shape) }
            }
            _ => return None,
        })
    }

    /// The same family with other parameters, entered either way; itself where it is entered in one way alone.
    ///
    /// # Errors
    /// If no distribution of the family has these; says which, what was found, and what is expected.
    pub fn entered(&self, entry: Entry) -> Result<Self, DistributionError> {
        match entry {
            Entry::MedianP95 { median, p95 } => median_and_p95(median, p95)?,
            Entry::MeanSd { mean, sd } => {
                positive("mean", mean)?;
                if !(0.0..=1e9).contains(&sd) {
                    return Err(error("sd", sd, "seconds from 0 to 1e9"));
                }
            }
        }
        let entered = match (self, entry) {
            (Self::Lognormal { cap, .. }, Entry::MedianP95 { median, p95 }) => {
                Self::Lognormal { median, p95, cap: *cap }
            }
            (Self::Lognormal { cap, .. }, Entry::MeanSd { mean, sd }) => {
                let variance = libm::log1p((sd / mean) * (sd / mean));
                let median = mean * libm::exp(-variance / 2.0);
                Self::Lognormal { median, p95: median * libm::exp(Z_95 * variance.sqrt()), cap: *cap }
            }
            (Self::Normal { .. }, Entry::MeanSd { mean, sd }) => Self::Normal { mean, sd },
            (Self::Normal { .. }, Entry::MedianP95 { median, p95 }) => {
                let most = median * (1.0 + 5.0 * Z_95);
                if p95 > most {
                    return Err(error("p95", p95, format!("up to 9.2 times the median, {most:.3}")));
                }
                Self::Normal { mean: median, sd: (p95 - median) / Z_95 }
            }
            (Self::Gamma { .. }, Entry::MeanSd { mean, sd }) => Self::Gamma { mean, sd },
            (Self::Gamma { .. }, Entry::MedianP95 { median, p95 }) => gamma(median, p95)?,
            (Self::Weibull { .. }, Entry::MedianP95 { median, p95 }) => Self::Weibull { median, p95 },
            (Self::Weibull { .. }, Entry::MeanSd { mean, sd }) => weibull_of_mean(mean, sd)?,
            _ => self.clone(),
        };
        super::check::check(&entered).map(|()| entered)
    }
}

/// Standard deviation over mean of a Weibull; falls with its shape.
fn weibull_sd_over_mean(shape: f64) -> f64 {
    let (once, twice) = (libm::lgamma(1.0 + 1.0 / shape), libm::lgamma(1.0 + 2.0 / shape));
    libm::expm1(twice - 2.0 * once).max(0.0).sqrt()
}

fn weibull_of_mean(mean: f64, sd: f64) -> Result<Distribution, DistributionError> {
    let shape = shape_where(WEIBULL_SHAPES, sd / mean, weibull_sd_over_mean)
        .ok_or_else(|| error("sd", sd, "from a thousandth of the mean to 10^12 times it"))?;
    let scale = mean / libm::tgamma(1.0 + 1.0 / shape);
    let quantile = |share: f64| scale * libm::pow(-libm::log1p(-share), 1.0 / shape);
    Ok(Distribution::Weibull { median: quantile(0.5), p95: quantile(0.95) })
}

fn gamma(median: f64, p95: f64) -> Result<Distribution, DistributionError> {
    let of_shape = |shape: f64| Shape::gamma(shape, 1.0);
    let p95_over_median =
        |shape: f64| of_shape(shape).quantile(0.95) / of_shape(shape).quantile(0.5).max(f64::MIN_POSITIVE);
    let shape = shape_where(GAMMA_SHAPES, p95 / median, p95_over_median)
        .ok_or_else(|| error("p95", p95, format!("1.002 to 10^9 times the median, {median}")))?;
    let mean = median / of_shape(shape).quantile(0.5) * shape;
    Ok(Distribution::Gamma { mean, sd: mean / shape.sqrt() })
}

/// The shape for which a measure that falls with the shape has a value; `None` where it is out of reach.
fn shape_where((least, most): (f64, f64), value: f64, measure: impl Fn(f64) -> f64) -> Option<f64> {
    if !(measure(most)..=measure(least)).contains(&value) {
        return None;
    }
    let (mut above, mut below) = (libm::log(least), libm::log(most));
    for _ in 0..56 {
        let middle = f64::midpoint(above, below);
        if measure(libm::exp(middle)) >= value { above = middle } else { below = middle }
    }
    Some(libm::exp(f64::midpoint(above, below)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn of(json: &str) -> Distribution {
        serde_json::from_str(json).expect("a distribution")
    }

    fn text(entry: Option<Entry>) -> String {
        match entry {
            Some(Entry::MedianP95 { median, p95 }) => format!("median {median:.6} p95 {p95:.6}"),
            Some(Entry::MeanSd { mean, sd }) => format!("mean {mean:.6} sd {sd:.6}"),
            None => "one way alone".to_owned(),
        }
    }

    fn check(json: &str, expect: Expect) {
        expect.assert_eq(&format!("{}, {}", text(of(json).median_and_p95()), text(of(json).mean_and_sd())));
    }

    #[test]
    fn both_ways_say_the_same() {
        check(
            r#"{"lognormal": {"median": 1, "p95": 5.180251602233015, "cap": null}}"#,
            expect!["median 1.000000 p95 5.180252, mean 1.648721 sd 2.161197"],
        );
        check(
            r#"{"normal": {"mean": 1, "sd": 0.2}}"#,
            expect!["median 1.000000 p95 1.328971, mean 1.000000 sd 0.200000"],
        );
        check(r#"{"gamma": {"mean": 1, "sd": 1}}"#, expect!["median 0.693147 p95 2.995732, mean 1.000000 sd 1.000000"]);
        check(
            r#"{"weibull": {"median": 0.6931471805599453, "p95": 2.995732273553991}}"#,
            expect!["median 0.693147 p95 2.995732, mean 1.000000 sd 1.000000"],
        );
        check(r#"{"exponential": {"mean": 1}}"#, expect!["one way alone, one way alone"]);
    }

    #[test]
    fn draws_have_the_mean_that_is_said() {
        for json in [
            r#"{"lognormal": {"median": 1, "p95": 4, "cap": null}}"#,
            r#"{"weibull": {"median": 1, "p95": 4}}"#,
            r#"{"gamma": {"mean": 1, "sd": 0.5}}"#,
        ] {
            let sampler = of(json).sampler().expect("allowed");
            let mut random = crate::random::stream(3, crate::random::Purpose::Durations, 0);
            let draws: Vec<f64> = (0..100_000).map(|_| sampler.sample(&mut random).as_secs()).collect();
            let mean = draws.iter().sum::<f64>() / 1e5;
            let sd = (draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / 1e5).sqrt();
            let Some(Entry::MeanSd { mean: said, sd: said_sd }) = of(json).mean_and_sd() else { panic!("{json}") };
            assert!((mean / said - 1.0).abs() < 0.02 && (sd / said_sd - 1.0).abs() < 0.03, "{json}: {mean} {sd}");
        }
    }

    #[test]
    fn there_and_back_is_the_same() {
        for json in [
            r#"{"lognormal": {"median": 0.004, "p95": 0.035, "cap": 60}}"#,
            r#"{"lognormal": {"median": 2, "p95": 2, "cap": null}}"#,
            r#"{"normal": {"mean": 1, "sd": 2}}"#,
            r#"{"gamma": {"mean": 1, "sd": 0.002}}"#,
            r#"{"gamma": {"mean": 3, "sd": 0.7}}"#,
            r#"{"gamma": {"mean": 0.2, "sd": 1.1}}"#,
            r#"{"weibull": {"median": 1, "p95": 1.01}}"#,
            r#"{"weibull": {"median": 0.01, "p95": 40}}"#,
        ] {
            let first = of(json);
            for entry in [first.median_and_p95(), first.mean_and_sd()].into_iter().flatten() {
                let again = first.entered(entry).expect("it has these");
                let pairs =
                    [(first.median_and_p95(), again.median_and_p95()), (first.mean_and_sd(), again.mean_and_sd())];
                for (before, after) in pairs {
                    assert_eq!(text(before), text(after), "{json} by {entry:?}");
                }
            }
        }
    }

    #[test]
    fn err_numbers_that_no_distribution_has() {
        let check = |json: &str, entry: Entry, expect: Expect| {
            expect.assert_eq(&of(json).entered(entry).err().map_or("allowed".to_owned(), |error| error.to_string()));
        };
        let gamma = r#"{"gamma": {"mean": 1, "sd": 1}}"#;
        let weibull = r#"{"weibull": {"median": 1, "p95": 2}}"#;
        check(
            gamma,
            Entry::MedianP95 { median: 2.0, p95: 1.0 },
            expect!["p95 is 1, expected no less than the median, 2"],
        );
        check(
            gamma,
            Entry::MedianP95 { median: 2.0, p95: 2.0 },
            expect!["p95 is 2, expected 1.002 to 10^9 times the median, 2"],
        );
        check(gamma, Entry::MeanSd { mean: 1.0, sd: 0.0 }, expect!["sd is 0, expected a number above 0, up to 1e9"]);
        check(
            weibull,
            Entry::MeanSd { mean: 1.0, sd: 0.0 },
            expect!["sd is 0, expected from a thousandth of the mean to 10^12 times it"],
        );
        check(weibull, Entry::MeanSd { mean: 1.0, sd: -1.0 }, expect!["sd is -1, expected seconds from 0 to 1e9"]);
        check(
            r#"{"normal": {"mean": 1, "sd": 1}}"#,
            Entry::MedianP95 { median: 1.0, p95: 10.0 },
            expect!["p95 is 10, expected up to 9.2 times the median, 9.224"],
        );
        check(
            r#"{"lognormal": {"median": 1, "p95": 2, "cap": null}}"#,
            Entry::MeanSd { mean: 0.0, sd: 1.0 },
            expect!["mean is 0, expected a number above 0, up to 1e9"],
        );
    }
}
