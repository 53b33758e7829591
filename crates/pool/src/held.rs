//! The suite that a thread holds between requests, or why it has none.

use std::sync::Arc;

use laneway_engine::prepared::Prepared;
use laneway_engine::source::Source;
use laneway_engine::suite::{Recording, Suite};
use laneway_formats::source;

/// A suite, ready to be simulated. Its tests are there once.
#[derive(Default)]
pub(crate) struct Held {
    /// What it is made from; `None`: it is given.
    rule: Option<Source>,
    /// Without its tests.
    suite: Suite,
    pub(crate) prepared: Prepared<'static>,
    why_not: Option<String>,
}

impl Held {
    /// The suite of `source`.
    pub(crate) fn new(source: Source) -> Self {
        match source::make(&source) {
            Ok(suite) => Self::of(source, suite),
            Err(why) => Self { why_not: Some(why.to_string()), ..Self::of(source, Arc::default()) },
        }
    }

    /// The suite of `source`, or that back where it takes more than most visits need: [`source::make_at_once`].
    pub(crate) fn at_once(source: Source) -> Result<Self, Box<Source>> {
        match source::make_at_once(&source) {
            Some(suite) => Ok(Self::of(source, suite)),
            None => Err(Box::new(source)),
        }
    }

    fn of(source: Source, suite: Arc<Suite>) -> Self {
        // A suite that is given is not kept twice.
        let rule = source.given().is_none().then_some(source);
        let mut held = Self { rule, ..Self::default() };
        held.put(Arc::unwrap_or_clone(suite));
        held
    }

    /// Fails where there is none, with why.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.why_not.clone().map_or(Ok(()), Err)
    }

    /// Whether it was made here, by a rule.
    pub(crate) fn is_made(&self) -> bool {
        self.rule.is_some()
    }

    /// The suite with its tests; they stay where they are.
    pub(crate) fn suite(&self) -> Suite {
        Suite { tests: self.prepared.tests().to_vec(), ..self.suite.clone() }
    }

    /// How it was recorded.
    pub(crate) fn recording(&self) -> &Recording {
        &self.suite.recording
    }

    /// Where it comes from, with it where it is given.
    pub(crate) fn source(&self) -> Source {
        self.rule.clone().unwrap_or_else(|| self.suite().into())
    }

    /// The suite with its tests; until it is put back there is none.
    pub(crate) fn take(&mut self) -> Suite {
        let tests = std::mem::take(&mut self.prepared).into_tests();
        Suite { tests, ..std::mem::take(&mut self.suite) }
    }

    /// Another suite of the same source, or the same one back.
    pub(crate) fn put(&mut self, mut suite: Suite) {
        self.prepared = Prepared::new(std::mem::take(&mut suite.tests)).with_recording(suite.recording.clone());
        self.suite = suite;
    }

    /// Where it comes from; until that is put back there is no suite if it is given.
    pub(crate) fn take_source(&mut self) -> Source {
        match self.rule.take() {
            Some(rule) => rule,
            None => Source::from(self.take()),
        }
    }

    /// What [`Held::take_source`] took.
    pub(crate) fn put_source(&mut self, source: Source) {
        match source {
            Source::Given(suite) => self.put(Arc::unwrap_or_clone(suite)),
            rule @ (Source::Preset(_) | Source::Generated { .. } | Source::Resampled { .. }) => self.rule = Some(rule),
        }
    }
}
