//! A suite from where it comes from.

use std::sync::Arc;

use laneway_engine::generate::{SpecError, generate};
use laneway_engine::source::Source;
use laneway_engine::suite::Suite;

/// What a generated suite is called.
const GENERATED: &str = "Generated suite";

/// Why a suite cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SourceError {
    /// Its rule is none.
    #[error("the suite cannot be made: {0}")]
    Spec(#[from] SpecError),
}

/// Makes the suite. Costs nothing where it is given, else O(n log n).
///
/// # Errors
/// If a rule is not allowed; says what was found, and what is expected.
pub fn make(source: &Source) -> Result<Arc<Suite>, SourceError> {
    match source {
        Source::Given(suite) => Ok(Arc::clone(suite)),
        Source::Generated { spec, seed } => Ok(Arc::new(generate(GENERATED, spec, *seed)?)),
    }
}

/// What the suite is called; known without making it.
pub fn name(source: &Source) -> &str {
    match source {
        Source::Given(suite) => &suite.name,
        Source::Generated { .. } => GENERATED,
    }
}
