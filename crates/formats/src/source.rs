//! A suite from where it comes from.

use std::sync::Arc;

use laneway_engine::generate::{SpecError, generate};
use laneway_engine::source::Source;
use laneway_engine::suite::Suite;

use crate::presets;

/// What a generated suite is called.
const GENERATED: &str = "Generated suite";

/// Why a suite cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SourceError {
    /// Its rule is none.
    #[error("the suite cannot be made: {0}")]
    Spec(#[from] SpecError),
    /// There is no preset of that id.
    #[error("no preset is called `{0}`, expected one that this version knows: reload the page, it may be a newer one")]
    Preset(String),
}

/// Makes the suite. Costs nothing where it is given, else O(n log n).
///
/// # Errors
/// If a rule is not allowed; says what was found, and what is expected.
pub fn make(source: &Source) -> Result<Arc<Suite>, SourceError> {
    match source {
        Source::Given(suite) => Ok(Arc::clone(suite)),
        Source::Preset(id) => presets::suite(id).map(Arc::new).ok_or_else(|| SourceError::Preset(id.clone())),
        Source::Generated { spec, seed } => Ok(Arc::new(generate(GENERATED, spec, *seed)?)),
    }
}

/// What the suite is called; known without making it.
pub fn name(source: &Source) -> &str {
    match source {
        Source::Given(suite) => &suite.name,
        Source::Preset(id) => presets::find(id).map_or(id, |preset| preset.title),
        Source::Generated { .. } => GENERATED,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn ok_a_preset_has_its_name_before_it_is_made() {
        let source = Source::Preset("four-tests".to_owned());
        let made = make(&source).expect("a preset");
        assert_eq!((name(&source), made.name.as_str(), made.tests.len()), ("Four tests", "Four tests", 4));
    }

    #[test]
    fn err_a_preset_that_is_none() {
        let source = Source::Preset("five-tests".to_owned());
        expect!["no preset is called `five-tests`, expected one that this version knows: reload the page, it may be a newer one"]
            .assert_eq(&make(&source).expect_err("none").to_string());
    }
}
