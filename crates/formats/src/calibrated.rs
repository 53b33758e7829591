//! The document that a calibration writes, and that later commands take: `{"schema": 1, ...}`.

use laneway_engine::calibrate::{Calibration, FittedCosts};
use serde::{Deserialize, Serialize};

/// The newest schema that is known.
const SCHEMA: u32 = 1;

/// Costs that were fitted, and how close they come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibrated {
    /// 1.
    schema: u32,
    /// Of what suite: its report's name.
    pub suite: String,
    /// How close the simulation comes to the run that was fitted.
    pub calibration: Calibration,
    /// The costs; spans in nanoseconds.
    pub costs: FittedCosts,
}

/// Why a document is not taken.
#[derive(Debug, thiserror::Error)]
pub enum CalibratedError {
    /// It is another document.
    #[error("it is another document, expected the JSON that `laneway calibrate REPORT -o costs.json` writes")]
    Broken(#[from] serde_json::Error),
    /// It was written by a newer version.
    #[error("its schema is {found}, expected {SCHEMA}: write it again by `laneway calibrate`")]
    Schema {
        /// What it says.
        found: u32,
    },
}

/// Of all documents of this kind.
#[derive(Deserialize)]
struct Head {
    schema: u32,
}

impl Calibrated {
    /// A document of the newest schema.
    pub fn new(suite: &str, calibration: Calibration, costs: FittedCosts) -> Self {
        Self { schema: SCHEMA, suite: suite.to_owned(), calibration, costs }
    }
}

/// Reads a document.
///
/// # Errors
/// If it is none, or newer.
pub fn read(text: &str) -> Result<Calibrated, CalibratedError> {
    let Head { schema } = serde_json::from_str(text)?;
    if schema != SCHEMA {
        return Err(CalibratedError::Schema { found: schema });
    }
    Ok(serde_json::from_str(text)?)
}

/// Writes a document, in one line.
pub fn write(calibrated: &Calibrated) -> String {
    serde_json::to_string(calibrated).expect("it has text keys and whole numbers alone")
}

#[cfg(test)]
mod tests {
    use laneway_engine::calibrate::{Compared, Fitted, LeftAlone, What};
    use laneway_engine::contention::Contention;
    use laneway_engine::dist_mode::DistMode;
    use laneway_engine::session::{Fixtures, ScopeCost};
    use laneway_engine::time::Nanos;

    use super::*;

    #[test]
    fn ok_what_is_written_is_read_again() {
        let compared = Compared { modelled: Nanos(3), measured: Nanos(4) };
        let calibration = Calibration {
            dist: DistMode::WorkSteal,
            workers: 8,
            tests: compared,
            session: Some(compared),
            fitted: vec![Fitted { what: What::TestGap, value: Nanos(2), n: 9, p5: Nanos(1), p95: Nanos(3) }],
            left_alone: vec![LeftAlone { what: What::Ending, why: "nobody says".to_owned() }],
        };
        let module = ScopeCost::By([("a.py".to_owned(), Nanos(5))].into());
        let costs = FittedCosts {
            startup: Some(Nanos(7)),
            fixtures: Fixtures { module, ..Fixtures::default() },
            contention: Some(Contention::default()),
            ..FittedCosts::default()
        };
        let calibrated = Calibrated::new("report.jsonl", calibration, costs);
        assert_eq!(read(&write(&calibrated)).expect("what was written"), calibrated);
    }

    #[test]
    fn err_other_documents() {
        let error = |text: &str| read(text).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(error(r#"{"schema": 2}"#), "its schema is 2, expected 1: write it again by `laneway calibrate`");
        let other = error("[]");
        assert_eq!(
            other,
            "it is another document, expected the JSON that `laneway calibrate REPORT -o costs.json` writes"
        );
    }
}
