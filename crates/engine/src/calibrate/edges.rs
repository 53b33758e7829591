//! Where the workers of a recorded run entered and left modules and classes, and how much longer fixtures took there.

use std::collections::BTreeMap;

use super::recorded::Recorded;
use super::typical::{median, median_deviation};
use crate::suite::{class_of, module_of};
use crate::time::Nanos;

/// What is below is not told from noise, which is some milliseconds a test.
pub const LEAST: Nanos = Nanos(10_000_000);

/// How many median deviations a cost must exceed.
const DEVIATIONS: u64 = 5;

/// Which end of a scope's stay on a worker.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    /// Fixtures are set up.
    Enters,
    /// Fixtures are torn down.
    Leaves,
}

/// A test at the edge of a scope.
pub(super) struct Crossing<'a> {
    /// Its position in the suite.
    pub(super) test: u32,
    /// Its module.
    pub(super) module: &'a str,
    /// Its class, if that is entered, or left.
    pub(super) class: Option<&'a str>,
    /// Whether its module is entered, or left.
    pub(super) crosses_module: bool,
    /// Whether it is the worker's first test, or its last.
    pub(super) is_outermost: bool,
    /// How much longer its fixtures took than those of tests that cross no edge, in nanoseconds.
    pub(super) excess: u64,
    /// Up to which that is noise.
    pub(super) noise: u64,
}

/// What fixtures take at tests that cross no edge.
struct Ordinary {
    median: u64,
    noise: u64,
}

/// All tests at an edge that have others to be compared with: in the same class, or else in the same module.
pub(super) fn crossings<'a>(recorded: &Recorded<'a>, edge: Edge) -> Vec<Crossing<'a>> {
    let mut crossings = Vec::new();
    let mut ordinary: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for sequence in recorded.sequences() {
        for (place, &test) in sequence.iter().enumerate() {
            let Some(fixtures) = recorded.run(test).fixtures else { continue };
            let (span, neighbour) = match edge {
                Edge::Enters => (fixtures.0, place.checked_sub(1).map(|before| sequence[before])),
                Edge::Leaves => (fixtures.1, sequence.get(place + 1).copied()),
            };
            let id = |test: u32| recorded.tests[test as usize].id.as_str();
            let (module, class) = (module_of(id(test)), class_of(id(test)));
            let crosses_module = neighbour.is_none_or(|other| module_of(id(other)) != module);
            let crosses_class = neighbour.is_none_or(|other| class_of(id(other)) != class);
            if crosses_module || (crosses_class && class.is_some()) {
                let class = class.filter(|_| crosses_class);
                let is_outermost = neighbour.is_none();
                let (excess, noise) = (span.0, 0);
                crossings.push(Crossing { test, module, class, crosses_module, is_outermost, excess, noise });
            } else {
                ordinary.entry(module).or_default().push(span.0);
                ordinary.entry(class.unwrap_or(module)).or_default().extend(class.map(|_| span.0));
            }
        }
    }
    let ordinary: BTreeMap<&str, Ordinary> = ordinary
        .into_iter()
        .map(|(scope, mut spans)| {
            let noise = LEAST.0.max(median_deviation(&mut spans).saturating_mul(DEVIATIONS));
            (scope, Ordinary { median: median(&mut spans), noise })
        })
        .collect();
    crossings.retain_mut(|crossing| {
        let of_class = crossing.class.and_then(|class| ordinary.get(class));
        let Some(others) = of_class.or_else(|| ordinary.get(crossing.module)) else { return false };
        crossing.excess = crossing.excess.saturating_sub(others.median);
        crossing.noise = others.noise;
        true
    });
    crossings
}
