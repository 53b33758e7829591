//! What parameters a distribution may have.

use super::{Distribution, MAX_PARTS, Part};
use crate::time::Nanos;

/// Why a distribution cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{field} is {found}, expected {expected}")]
pub struct DistributionError {
    /// The parameter, as the document names it: `p95`, `parts[1].p95`; `weight` if it is about all weights together.
    pub field: String,
    /// What it is.
    pub found: String,
    /// What it may be.
    pub expected: String,
}

/// How far weights may be from a sum of 1.
const WEIGHT_TOLERANCE: f64 = 1e-6;

pub(super) fn check(distribution: &Distribution) -> Result<(), DistributionError> {
    match distribution {
        Distribution::Mixture { parts, cap } => {
            if !(2..=MAX_PARTS).contains(&parts.len()) {
                return Err(error("parts", parts.len().to_string(), format!("2 or {MAX_PARTS} of them")));
            }
            for (place, Part { weight, median, p95 }) in parts.iter().enumerate() {
                let of_part = |error: DistributionError| DistributionError {
                    field: format!("parts[{place}].{}", error.field),
                    ..error
                };
                positive("weight", *weight).and_then(|()| median_and_p95(*median, *p95)).map_err(of_part)?;
            }
            let sum: f64 = parts.iter().map(|part| part.weight).sum();
            if (sum - 1.0).abs() > WEIGHT_TOLERANCE {
                return Err(error("weight", format!("{sum} in all"), "weights that sum to 1"));
            }
            cap.map_or(Ok(()), |cap| positive("cap", cap))
        }
        Distribution::Empirical { values } if values.is_empty() => {
            Err(error("values", "empty", "at least one duration"))
        }
        Distribution::Empirical { values } => match values.iter().find(|value| **value > Nanos::MAX_INPUT) {
            Some(value) => Err(error("values", format!("{} s", value.as_secs()), "durations up to 1e9 s")),
            None => Ok(()),
        },
        Distribution::Constant { secs } => secs_from_0("secs", *secs),
        Distribution::Uniform { least, most } => {
            secs_from_0("least", *least)?;
            not_below("most", *most, "least", *least)
        }
        Distribution::Exponential { mean } => positive("mean", *mean),
        Distribution::Normal { mean, sd } => {
            positive("mean", *mean)?;
            secs_from_0("sd", *sd)?;
            if *sd <= 5.0 * mean { Ok(()) } else { Err(error("sd", sd, "at most 5 times the mean")) }
        }
        Distribution::Lognormal { median, p95, cap } => {
            median_and_p95(*median, *p95)?;
            cap.map_or(Ok(()), |cap| positive("cap", cap))
        }
        Distribution::Gamma { mean, sd } => {
            positive("mean", *mean)?;
            positive("sd", *sd)?;
            let ratio = sd / mean;
            if (1e-3..=100.0).contains(&ratio) {
                Ok(())
            } else {
                Err(error("sd", sd, "from a thousandth to 100 times the mean"))
            }
        }
        Distribution::Weibull { median, p95 } => {
            positive("median", *median)?;
            if p95.is_finite() && *p95 > 1.001 * median {
                secs_from_0("p95", *p95)
            } else {
                Err(error("p95", p95, format!("more than the median, {median}")))
            }
        }
        Distribution::Pareto { least, index, cap } => {
            positive("least", *least)?;
            if !(0.01..=100.0).contains(index) {
                return Err(error("index", index, "a number from 0.01 to 100"));
            }
            not_below("cap", *cap, "least", *least)
        }
    }
}

pub(super) fn error(field: &'static str, found: impl ToString, expected: impl ToString) -> DistributionError {
    let mut found = found.to_string();
    // `1e300` has 301 digits.
    if found.len() > 20
        && let Ok(number) = found.parse::<f64>()
    {
        found = format!("{number:e}");
    }
    DistributionError { field: field.to_owned(), found, expected: expected.to_string() }
}

fn secs_from_0(field: &'static str, value: f64) -> Result<(), DistributionError> {
    if (0.0..=1e9).contains(&value) { Ok(()) } else { Err(error(field, value, "seconds from 0 to 1e9")) }
}

pub(super) fn positive(field: &'static str, value: f64) -> Result<(), DistributionError> {
    if value > 0.0 && value <= 1e9 { Ok(()) } else { Err(error(field, value, "a number above 0, up to 1e9")) }
}

fn not_below(field: &'static str, value: f64, other: &str, bound: f64) -> Result<(), DistributionError> {
    secs_from_0(field, value)?;
    if value >= bound { Ok(()) } else { Err(error(field, value, format!("no less than {other}, {bound}"))) }
}

pub(super) fn median_and_p95(median: f64, p95: f64) -> Result<(), DistributionError> {
    positive("median", median)?;
    not_below("p95", p95, "the median", median)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check_error(json: &str, expect: Expect) {
        let distribution: Distribution = serde_json::from_str(json).expect("a distribution");
        expect.assert_eq(&check(&distribution).err().map_or_else(|| "allowed".to_owned(), |error| error.to_string()));
    }

    #[test]
    fn err_parameters_that_cannot_be() {
        check_error(r#"{"normal": {"mean": 1, "sd": -1}}"#, expect!["sd is -1, expected seconds from 0 to 1e9"]);
        check_error(
            r#"{"lognormal": {"median": 2, "p95": 1}}"#,
            expect!["p95 is 1, expected no less than the median, 2"],
        );
        check_error(
            r#"{"mixture": {"parts": [{"weight": 0.5, "median": 1, "p95": 2}, {"weight": 0.6, "median": 1, "p95": 2}]}}"#,
            expect!["weight is 1.1 in all, expected weights that sum to 1"],
        );
        check_error(
            r#"{"mixture": {"parts": [{"weight": 0.5, "median": 1, "p95": 2}, {"weight": 0.5, "median": 3, "p95": 2}]}}"#,
            expect!["parts[1].p95 is 2, expected no less than the median, 3"],
        );
        check_error(r#"{"mixture": {"parts": []}}"#, expect!["parts is 0, expected 2 or 3 of them"]);
        check_error(r#"{"empirical": {"values": []}}"#, expect!["values is empty, expected at least one duration"]);
        check_error(r#"{"uniform": {"least": 2, "most": 1}}"#, expect!["most is 1, expected no less than least, 2"]);
        check_error(
            r#"{"pareto": {"least": 1, "index": 0, "cap": 60}}"#,
            expect!["index is 0, expected a number from 0.01 to 100"],
        );
        check_error(r#"{"weibull": {"median": 1, "p95": 1}}"#, expect!["p95 is 1, expected more than the median, 1"]);
        check_error(r#"{"gamma": {"mean": 1, "sd": 0}}"#, expect!["sd is 0, expected a number above 0, up to 1e9"]);
        check_error(r#"{"constant": {"secs": 1e10}}"#, expect!["secs is 10000000000, expected seconds from 0 to 1e9"]);
        check_error(r#"{"constant": {"secs": 1e300}}"#, expect!["secs is 1e300, expected seconds from 0 to 1e9"]);
        check_error(r#"{"exponential": {"mean": 1}}"#, expect!["allowed"]);
    }
}
