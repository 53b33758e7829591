//! What `--json` prints: one candidate, or several.

use laneway_chart::pipeline::later::Kind;
use laneway_engine::time::Nanos;
use laneway_export::foretold::Foretold;
use laneway_pipeline::compare::Comparison;
use serde::Serialize;

use super::MOST_LATER;

/// What was found of a suite: `T` of one candidate, or of several.
#[derive(Serialize)]
pub(super) struct Document<'a, T> {
    pub(super) schema: u32,
    pub(super) suite: &'a str,
    pub(super) n_tests: usize,
    #[serde(flatten)]
    pub(super) found: T,
}

/// Several candidates, in the order in which they were given.
#[derive(Serialize)]
pub(super) struct Several<'a> {
    pub(super) candidates: Vec<Named<'a>>,
}

/// One of several.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    #[serde(flatten)]
    pub(super) found: Found<'a>,
}

/// One candidate beside its baseline.
#[derive(Serialize)]
pub(super) struct Found<'a> {
    pub(super) changes: &'a [String],
    pub(super) later: Vec<LaterKind<'a>>,
    /// What real runs came to; empty without any.
    pub(super) foretold: &'a [Foretold],
    #[serde(flatten)]
    pub(super) comparison: &'a Comparison,
}

/// Things of one kind that would end later.
#[derive(Serialize)]
pub(super) struct LaterKind<'a> {
    kind: &'a str,
    n_both: usize,
    n_later: usize,
    /// The most delayed, at most [`MOST_LATER`].
    most_delayed: Vec<Later<'a>>,
}

#[derive(Serialize)]
struct Later<'a> {
    name: &'a str,
    before: Nanos,
    after: Nanos,
}

impl<'a> LaterKind<'a> {
    pub(super) fn of(kind: &'a Kind) -> Self {
        let most_delayed = kind.later.iter().take(MOST_LATER);
        let later = most_delayed.map(|it| Later { name: &it.name, before: it.before, after: it.after });
        Self { kind: kind.kind, n_both: kind.n_both, n_later: kind.later.len(), most_delayed: later.collect() }
    }
}
