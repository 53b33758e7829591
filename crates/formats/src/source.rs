//! A suite from where it comes from.

use std::sync::Arc;

use laneway_engine::generate::{SpecError, generate};
use laneway_engine::resample::{Size, resample};
use laneway_engine::simulate::MAX_TESTS;
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
    /// Too many tests are to be drawn, or none.
    #[error("{0} tests are to be drawn, expected 1 to {MAX_TESTS}")]
    Size(usize),
    /// Files are drawn from a suite that is drawn.
    #[error("files are to be drawn from drawn ones, expected them to be drawn from a suite that is recorded or made")]
    Twice,
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
        Source::Resampled { from, n_tests, seed } => {
            if !(1..=MAX_TESTS).contains(n_tests) {
                return Err(SourceError::Size(*n_tests));
            }
            if matches!(**from, Source::Resampled { .. }) {
                return Err(SourceError::Twice);
            }
            let drawn_from = make(from)?;
            let tests = resample(&drawn_from.tests, Size::Tests(*n_tests), *seed);
            let Suite { name, recording, .. } = &*drawn_from;
            Ok(Arc::new(Suite { name: name.clone(), tests, recording: recording.clone() }))
        }
    }
}

/// The suite where hardly anything is needed to make it: it is given, or a new visitor's. `None`: [`make`] makes it.
pub fn make_at_once(source: &Source) -> Option<Arc<Suite>> {
    match source {
        Source::Given(suite) => Some(Arc::clone(suite)),
        Source::Preset(id) => presets::first_suite(id).map(Arc::new),
        Source::Generated { .. } | Source::Resampled { .. } => None,
    }
}

/// What the suite is called; known without making it.
pub fn name(source: &Source) -> &str {
    match source {
        Source::Given(suite) => &suite.name,
        Source::Preset(id) => presets::HEADS.iter().find(|head| head.id == *id).map_or(id, |head| head.title),
        Source::Generated { .. } => GENERATED,
        Source::Resampled { from, .. } => name(from),
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
    fn ok_what_is_made_at_once_is_what_is_made() {
        let of = |id: &str| Source::Preset(id.to_owned());
        let first = of(presets::PRESETS[0].id);
        assert_eq!(make_at_once(&first), Some(make(&first).expect("a preset")));
        let given = Source::from(Suite::default());
        assert_eq!(make_at_once(&given), Some(make(&given).expect("it is given")));
        assert_eq!(make_at_once(&of(presets::PRESETS[1].id)), None);
    }

    #[test]
    fn ok_drawn_files_keep_the_name_and_have_the_size() {
        let from = Box::new(Source::Preset("late-giant".to_owned()));
        let source = Source::Resampled { from, n_tests: 777, seed: 3 };
        let made = make(&source).expect("a suite");
        assert_eq!((name(&source), made.name.as_str(), made.tests.len()), (&*made.name, name(&source), 777));
        assert_eq!(made, make(&source).expect("the same suite"));
    }

    #[test]
    fn err_files_that_cannot_be_drawn() {
        let drawn = |from, n_tests| Source::Resampled { from: Box::new(from), n_tests, seed: 0 };
        let error = |source| make(&source).expect_err("none").to_string();
        let preset = || Source::Preset("four-tests".to_owned());
        expect!["0 tests are to be drawn, expected 1 to 16000000"].assert_eq(&error(drawn(preset(), 0)));
        expect![
            "files are to be drawn from drawn ones, expected them to be drawn from a suite that is recorded or made"
        ]
        .assert_eq(&error(drawn(drawn(preset(), 4), 4)));
    }

    #[test]
    fn err_a_preset_that_is_none() {
        let source = Source::Preset("five-tests".to_owned());
        expect!["no preset is called `five-tests`, expected one that this version knows: reload the page, it may be a newer one"]
            .assert_eq(&make(&source).expect_err("none").to_string());
    }
}
