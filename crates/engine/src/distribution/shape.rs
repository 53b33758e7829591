//! The law that draws follow: how dense it is, how much lies below a duration, and which duration a share lies below.
//!
//! Exactly that of [`Sampler`](super::Sampler), but for the rounding to whole nanoseconds: bells are cut at 0, and what
//! would be above a cap stands at it. Formulas: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.6.

use super::gamma::share_below as gamma_share_below;
use super::{Distribution, DistributionError, Z_95, check};
use crate::time::Nanos;

/// Nothing takes longer, seconds; the longest span that documents may hold.
const MOST: f64 = 1e9;
/// Shorter is as good as nothing, seconds.
const LEAST: f64 = 1e-15;

/// The law of a distribution. One part has weight 1 but in mixtures.
#[derive(Clone, Debug)]
pub struct Shape {
    parts: Vec<(f64, Part)>,
    cap: f64,
}

#[derive(Clone, Debug)]
enum Part {
    /// All at one value.
    Point(f64),
    /// In ascending order, each as likely.
    Values(Vec<Nanos>),
    Uniform {
        least: f64,
        most: f64,
    },
    /// Cut at 0; `kept` is the share of the whole bell above it.
    Normal {
        mean: f64,
        sd: f64,
        kept: f64,
    },
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    /// Also the exponential, of shape 1.
    Weibull {
        shape: f64,
        scale: f64,
    },
    Pareto {
        least: f64,
        index: f64,
    },
}

impl Distribution {
    /// The law that draws follow. Costs O(n log n) in recorded values, else nothing.
    ///
    /// # Errors
    /// If a parameter is not allowed; says which, what was found, and what is expected.
    pub fn shape(&self) -> Result<Shape, DistributionError> {
        check::check(self)?;
        let one = |part| vec![(1.0, part)];
        let parts = match self {
            Self::Mixture { parts, .. } => {
                parts.iter().map(|part| (part.weight, lognormal(part.median, part.p95))).collect()
            }
            Self::Empirical { values } => {
                let mut values = values.clone();
                values.sort_unstable();
                one(Part::Values(values))
            }
            Self::Constant { secs } => one(Part::Point(*secs)),
            Self::Uniform { least, most } if least < most => one(Part::Uniform { least: *least, most: *most }),
            Self::Uniform { least, .. } => one(Part::Point(*least)),
            Self::Exponential { mean } => one(Part::Weibull { shape: 1.0, scale: *mean }),
            Self::Normal { mean, sd } if *sd > 0.0 => {
                one(Part::Normal { mean: *mean, sd: *sd, kept: bell_below(mean / sd) })
            }
            Self::Normal { mean, .. } => one(Part::Point(*mean)),
            Self::Lognormal { median, p95, .. } => one(lognormal(*median, *p95)),
            Self::Gamma { mean, sd } => one(Part::Gamma { shape: (mean / sd) * (mean / sd), scale: sd * sd / mean }),
            Self::Weibull { median, p95 } => {
                let (shape, scale) = weibull(*median, *p95);
                one(Part::Weibull { shape, scale })
            }
            Self::Pareto { least, index, .. } => one(Part::Pareto { least: *least, index: *index }),
        };
        Ok(Shape { parts, cap: self.cap().unwrap_or(MOST).min(MOST) })
    }
}

/// Shape and scale of a Weibull; its quantile at q is scale * (-ln(1 - q))^(1/shape).
pub(super) fn weibull(median: f64, p95: f64) -> (f64, f64) {
    let (at_50, at_95) = (libm::log(2.0), libm::log(20.0));
    let shape = libm::log(at_95 / at_50) / libm::log(p95 / median);
    (shape, median / libm::pow(at_50, 1.0 / shape))
}

fn lognormal(median: f64, p95: f64) -> Part {
    let sigma = libm::log(p95 / median) / Z_95;
    if sigma > 0.0 { Part::Lognormal { mu: libm::log(median), sigma } } else { Part::Point(median) }
}

impl Shape {
    /// That of a gamma.
    pub(super) fn gamma(shape: f64, scale: f64) -> Self {
        Self { parts: vec![(1.0, Part::Gamma { shape, scale })], cap: MOST }
    }

    /// How dense it is at `secs`, as a share for each second. Shares that stand at one value (a constant, a cap, recorded
    /// values) have no density: see [`Self::points`].
    pub fn density(&self, secs: f64) -> f64 {
        if secs < 0.0 || secs >= self.cap { 0.0 } else { self.sum(|part| part.density(secs)) }
    }

    /// The share that takes at most `secs`.
    pub fn share_within(&self, secs: f64) -> f64 {
        if secs >= self.cap { 1.0 } else { self.sum(|part| part.share_within(secs)) }
    }

    /// Values at which a share of draws stands, with that share, but for recorded values: those of parts that are all at
    /// one value, and the cap.
    pub fn points(&self) -> Vec<(f64, f64)> {
        let mut points = Vec::new();
        for (weight, part) in &self.parts {
            if let Part::Point(at) = part
                && *at < self.cap
            {
                points.push((*at, *weight));
            }
        }
        let capped = 1.0 - self.sum(|part| part.share_within(self.cap.next_down()));
        // What is left of a rounding is no point.
        if capped > 1e-12 {
            points.push((self.cap, capped));
        }
        points
    }

    /// The least duration within which at least `share` (0 to 1) are, seconds; to some 15 digits, and 0 below a femtosecond.
    pub fn quantile(&self, share: f64) -> f64 {
        if let [(_, Part::Values(values))] = &self.parts[..] {
            let rank = (share * values.len() as f64).ceil() as usize;
            return values[rank.clamp(1, values.len()) - 1].as_secs();
        }
        if self.share_within(LEAST) >= share {
            return 0.0;
        }
        // Halved on the logarithmic axis, where durations spread.
        let (mut below, mut within) = (libm::log(LEAST), libm::log(self.cap));
        for _ in 0..64 {
            let middle = f64::midpoint(below, within);
            if self.share_within(libm::exp(middle)) >= share { within = middle } else { below = middle }
        }
        libm::exp(within).min(self.cap)
    }

    fn sum(&self, of: impl Fn(&Part) -> f64) -> f64 {
        self.parts.iter().map(|(weight, part)| weight * of(part)).sum()
    }
}

impl Part {
    /// Above 0 only.
    fn density(&self, secs: f64) -> f64 {
        match self {
            Self::Point(_) | Self::Values(_) => 0.0,
            Self::Uniform { least, most } => {
                if (*least..=*most).contains(&secs) {
                    1.0 / (most - least)
                } else {
                    0.0
                }
            }
            Self::Normal { mean, sd, kept } => bell((secs - mean) / sd) / sd / kept,
            Self::Lognormal { mu, sigma } => bell((libm::log(secs) - mu) / sigma) / sigma / secs,
            Self::Gamma { shape, scale } => {
                let at = secs / scale;
                libm::exp((shape - 1.0) * libm::log(at) - at - libm::lgamma(*shape)) / scale
            }
            Self::Weibull { shape, scale } => {
                let at = secs / scale;
                let before = libm::pow(at, shape - 1.0);
                shape / scale * before * libm::exp(-before * at)
            }
            Self::Pareto { least, index } => {
                if secs < *least {
                    0.0
                } else {
                    index / secs * libm::pow(least / secs, *index)
                }
            }
        }
    }

    fn share_within(&self, secs: f64) -> f64 {
        match self {
            Self::Point(at) => f64::from(secs >= *at),
            Self::Values(values) => {
                values.partition_point(|value| value.as_secs() <= secs) as f64 / values.len() as f64
            }
            _ if secs <= 0.0 => 0.0,
            Self::Uniform { least, most } => ((secs - least) / (most - least)).clamp(0.0, 1.0),
            Self::Normal { mean, sd, kept } => 1.0 - bell_below((mean - secs) / sd) / kept,
            Self::Lognormal { mu, sigma } => bell_below((libm::log(secs) - mu) / sigma),
            Self::Gamma { shape, scale } => gamma_share_below(*shape, secs / scale),
            Self::Weibull { shape, scale } => -libm::expm1(-libm::pow(secs / scale, *shape)),
            Self::Pareto { least, index } => {
                if secs < *least {
                    0.0
                } else {
                    1.0 - libm::pow(least / secs, *index)
                }
            }
        }
    }
}

/// How dense the standard normal distribution is.
fn bell(z: f64) -> f64 {
    const ROOT_OF_TWO_PI: f64 = 2.506_628_274_631_000_7;
    libm::exp(-z * z / 2.0) / ROOT_OF_TWO_PI
}

/// The share of the standard normal distribution below `z`.
fn bell_below(z: f64) -> f64 {
    libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::random::{Purpose, stream};

    const N_DRAWS: usize = 40_000;

    fn of(json: &str) -> Distribution {
        serde_json::from_str(json).expect("a distribution")
    }

    const EVERY_KIND: [&str; 13] = [
        r#"{"constant": {"secs": 0.25}}"#,
        r#"{"uniform": {"least": 1, "most": 3}}"#,
        r#"{"uniform": {"least": 2, "most": 2}}"#,
        r#"{"exponential": {"mean": 2}}"#,
        r#"{"normal": {"mean": 1, "sd": 2}}"#,
        r#"{"normal": {"mean": 1, "sd": 0}}"#,
        r#"{"lognormal": {"median": 1, "p95": 4, "cap": 3}}"#,
        r#"{"lognormal": {"median": 1, "p95": 1, "cap": 0.5}}"#,
        r#"{"gamma": {"mean": 1, "sd": 0.05}}"#,
        r#"{"gamma": {"mean": 1, "sd": 3}}"#,
        r#"{"weibull": {"median": 1, "p95": 8}}"#,
        r#"{"pareto": {"least": 1, "index": 0.6, "cap": 60}}"#,
        r#"{"mixture": {"parts": [
            {"weight": 0.4, "median": 0.01, "p95": 0.1}, {"weight": 0.6, "median": 1, "p95": 5}], "cap": 2}}"#,
    ];

    /// How far the law and 40,000 draws are apart at the worst place: 0.01 would be seen once in 600 tries.
    fn distance(json: &str) -> f64 {
        let (shape, sampler) = (of(json).shape().expect("allowed"), of(json).sampler().expect("allowed"));
        let mut random = stream(5, Purpose::Durations, 0);
        let mut draws: Vec<f64> = (0..N_DRAWS).map(|_| sampler.sample(&mut random).as_secs()).collect();
        draws.sort_unstable_by(f64::total_cmp);
        let below = |secs: f64| draws.partition_point(|draw| *draw <= secs) as f64 / N_DRAWS as f64;
        // Half a nanosecond on: draws are rounded to whole ones.
        let at = |secs: f64| (shape.share_within(secs + 5e-10) - below(secs + 5e-10)).abs();
        draws.iter().step_by(97).map(|draw| at(*draw)).fold(0.0, f64::max)
    }

    #[test]
    fn draws_follow_the_law() {
        for json in EVERY_KIND {
            assert!(distance(json) < 0.01, "{json}: {}", distance(json));
        }
        let recorded = r#"{"empirical": {"values": [1000000000, 3000000000, 2000000000]}}"#;
        assert!(distance(recorded) < 0.01);
    }

    #[test]
    fn density_is_the_slope_of_the_share() {
        for json in EVERY_KIND {
            let shape = of(json).shape().expect("allowed");
            for quantile in [0.03, 0.2, 0.5, 0.7] {
                let at = shape.quantile(quantile);
                if shape.points().iter().any(|(point, _)| (point - at).abs() < at * 1e-3) {
                    continue;
                }
                let step = at * 1e-5;
                let slope = (shape.share_within(at + step) - shape.share_within(at - step)) / (2.0 * step);
                let off = shape.density(at) / slope - 1.0;
                assert!(off.abs() < 1e-5, "{json} at {at}: density {}, slope {slope}", shape.density(at));
            }
        }
    }

    #[test]
    fn a_quantile_has_its_share_within() {
        for json in EVERY_KIND {
            let shape = of(json).shape().expect("allowed");
            for share in [0.001, 0.05, 0.5, 0.95, 0.999] {
                let at = shape.quantile(share);
                let (before, within) =
                    (shape.share_within(at * (1.0 - 1e-9)), shape.share_within((at * (1.0 + 1e-9)).max(LEAST)));
                assert!(before <= share && share <= within, "{json}: {share} at {at}: {before} to {within}");
            }
        }
    }

    fn check(json: &str, expect: Expect) {
        let shape = of(json).shape().expect("allowed");
        let quantiles = [0.05, 0.5, 0.95].map(|share| format!("{:.6}", shape.quantile(share)));
        let points = shape.points();
        let points = points.iter().map(|(at, share)| format!(" {share:.4} at {at}"));
        expect.assert_eq(&format!("{}{}", quantiles.join(" "), points.collect::<String>()));
    }

    #[test]
    fn what_was_entered_comes_back() {
        check(r#"{"lognormal": {"median": 1, "p95": 4}}"#, expect!["0.250000 1.000000 4.000000"]);
        check(r#"{"lognormal": {"median": 1, "p95": 4, "cap": 3}}"#, expect!["0.250000 1.000000 3.000000 0.0962 at 3"]);
        check(r#"{"weibull": {"median": 1, "p95": 4}}"#, expect!["0.084925 1.000000 4.000000"]);
        check(r#"{"exponential": {"mean": 1}}"#, expect!["0.051293 0.693147 2.995732"]);
        check(r#"{"normal": {"mean": 1, "sd": 0.2}}"#, expect!["0.671030 1.000000 1.328971"]);
        check(r#"{"gamma": {"mean": 1, "sd": 1}}"#, expect!["0.051293 0.693147 2.995732"]);
        check(
            r#"{"pareto": {"least": 1, "index": 0.6, "cap": 60}}"#,
            expect!["1.089249 3.174802 60.000000 0.0857 at 60"],
        );
        check(r#"{"constant": {"secs": 0.25}}"#, expect!["0.250000 0.250000 0.250000 1.0000 at 0.25"]);
    }
}
