//! Draws from a distribution.

use rand::{Rng, RngExt};
use rand_distr::{Distribution as _, Exp, Gamma, LogNormal, Normal, Pareto, Uniform, Weibull};

use super::{Distribution, DistributionError, Z_95, shape};
use crate::time::Nanos;

/// A distribution, ready to draw from. Draws cost some tens of nanoseconds; how many numbers of the stream one draw takes
/// differs.
#[derive(Clone, Debug)]
pub struct Sampler {
    family: Family,
    cap: f64,
}

#[derive(Clone, Debug)]
enum Family {
    Mixture(Vec<(f64, LogNormal<f64>)>),
    Empirical(Vec<Nanos>),
    Constant(f64),
    Uniform(Uniform<f64>),
    Exponential(Exp<f64>),
    Normal(Normal<f64>),
    Lognormal(LogNormal<f64>),
    Gamma(Gamma<f64>),
    Weibull(Weibull<f64>),
    Pareto(Pareto<f64>),
}

impl Sampler {
    /// Of parameters that were checked.
    pub(super) fn new(distribution: &Distribution) -> Result<Self, DistributionError> {
        let cap = distribution.cap().unwrap_or(f64::MAX);
        Ok(Self { family: family(distribution)?, cap: cap.min(1e9) })
    }

    /// One duration.
    pub fn sample(&self, random: &mut impl Rng) -> Nanos {
        let secs = match &self.family {
            Family::Empirical(values) => return values[random.random_range(0..values.len())],
            Family::Mixture(parts) => {
                let at: f64 = random.random();
                let part = parts.iter().find(|(up_to, _)| at < *up_to).or(parts.last());
                part.map_or(0.0, |(_, part)| part.sample(random))
            }
            Family::Constant(secs) => *secs,
            Family::Uniform(uniform) => uniform.sample(random),
            Family::Exponential(exponential) => exponential.sample(random),
            Family::Normal(normal) => loop {
                let secs = normal.sample(random);
                if secs >= 0.0 {
                    break secs;
                }
            },
            Family::Lognormal(lognormal) => lognormal.sample(random),
            Family::Gamma(gamma) => gamma.sample(random),
            Family::Weibull(weibull) => weibull.sample(random),
            Family::Pareto(pareto) => pareto.sample(random),
        };
        Nanos::from_secs(secs.min(self.cap)).unwrap_or_default()
    }
}

fn family(distribution: &Distribution) -> Result<Family, DistributionError> {
    Ok(match distribution {
        Distribution::Mixture { parts, .. } => {
            let mut up_to = 0.0;
            let parts = parts.iter().map(|part| {
                up_to += part.weight;
                Ok((up_to, lognormal(part.median, part.p95)?))
            });
            Family::Mixture(parts.collect::<Result<_, DistributionError>>()?)
        }
        Distribution::Empirical { values } => Family::Empirical(values.clone()),
        Distribution::Constant { secs } => Family::Constant(*secs),
        Distribution::Uniform { least, most } => {
            Family::Uniform(Uniform::new_inclusive(*least, *most).map_err(|error| refused("most", error))?)
        }
        Distribution::Exponential { mean } => {
            Family::Exponential(Exp::new(1.0 / mean).map_err(|error| refused("mean", error))?)
        }
        Distribution::Normal { mean, sd } => {
            Family::Normal(Normal::new(*mean, *sd).map_err(|error| refused("sd", error))?)
        }
        Distribution::Lognormal { median, p95, .. } => Family::Lognormal(lognormal(*median, *p95)?),
        Distribution::Gamma { mean, sd } => {
            let (shape, scale) = ((mean / sd) * (mean / sd), sd * sd / mean);
            Family::Gamma(Gamma::new(shape, scale).map_err(|error| refused("sd", error))?)
        }
        Distribution::Weibull { median, p95 } => {
            let (shape, scale) = shape::weibull(*median, *p95);
            Family::Weibull(Weibull::new(scale, shape).map_err(|error| refused("p95", error))?)
        }
        Distribution::Pareto { least, index, .. } => {
            Family::Pareto(Pareto::new(*least, *index).map_err(|error| refused("index", error))?)
        }
    })
}

fn lognormal(median: f64, p95: f64) -> Result<LogNormal<f64>, DistributionError> {
    let sigma = libm::log(p95 / median) / Z_95;
    LogNormal::new(libm::log(median), sigma).map_err(|error| refused("p95", error))
}

/// What `rand_distr` refuses although the check let it pass.
fn refused(field: &'static str, error: impl std::fmt::Display) -> DistributionError {
    DistributionError { field: field.to_owned(), found: "out of range".to_owned(), expected: error.to_string() }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::random::{Purpose, stream};

    /// Median, 95th percentile and mean of many draws, in milliseconds, and the first three in nanoseconds.
    fn check(json: &str, expect: Expect) {
        let distribution: Distribution = serde_json::from_str(json).expect("a distribution");
        let sampler = distribution.sampler().expect("parameters that are allowed");
        let mut random = stream(1, Purpose::Durations, 0);
        let draws: Vec<Nanos> = (0..40_000).map(|_| sampler.sample(&mut random)).collect();
        let mut sorted = draws.clone();
        sorted.sort_unstable();
        let millis = |nanos: Nanos| nanos.0 / 1_000_000;
        let mean = sorted.iter().map(|draw| u128::from(draw.0)).sum::<u128>() / 40_000_000_000;
        let first = [draws[0].0, draws[1].0, draws[2].0];
        expect.assert_eq(&format!("{} {} {mean} {first:?}", millis(sorted[20_000]), millis(sorted[38_000])));
    }

    #[test]
    fn draws_are_as_entered_and_the_same_for_ever() {
        check(r#"{"constant": {"secs": 0.25}}"#, expect!["250 250 250 [250000000, 250000000, 250000000]"]);
        check(
            r#"{"uniform": {"least": 1, "most": 3}}"#,
            expect!["2010 2902 2006 [2511061024, 2951526544, 2757040967]"],
        );
        check(r#"{"exponential": {"mean": 1}}"#, expect!["702 2992 1012 [2346971718, 1629866136, 1568805598]"]);
        check(r#"{"normal": {"mean": 1, "sd": 0.2}}"#, expect!["1002 1330 1002 [1224891948, 1292183842, 1241779776]"]);
        check(
            r#"{"lognormal": {"median": 1, "p95": 4}}"#,
            expect!["1011 4019 1440 [2579776288, 3425587960, 2770058931]"],
        );
        check(
            r#"{"lognormal": {"median": 1, "p95": 4, "cap": 3}}"#,
            expect!["1011 3000 1264 [2579776288, 3000000000, 2770058931]"],
        );
        check(r#"{"gamma": {"mean": 1, "sd": 0.5}}"#, expect!["922 1941 1003 [1567203254, 1625712323, 754230419]"]);
        check(r#"{"weibull": {"median": 1, "p95": 4}}"#, expect!["986 3956 1372 [424271153, 42237944, 204185392]"]);
        check(
            r#"{"pareto": {"least": 1, "index": 0.6, "cap": 60}}"#,
            expect!["3122 60000 11221 [1595560662, 1041739715, 1240928751]"],
        );
        check(
            r#"{"empirical": {"values": [1000000000, 2000000000]}}"#,
            expect!["2000 2000 1504 [2000000000, 2000000000, 2000000000]"],
        );
        let mixture = r#"{"mixture": {"parts": [
            {"weight": 0.4, "median": 0.01, "p95": 0.1}, {"weight": 0.6, "median": 1, "p95": 5}]}}"#;
        check(mixture, expect!["400 3845 989 [4176459298, 1990774881, 886255040]"]);
    }
}
