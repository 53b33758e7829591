//! What fixtures of wider scope cost, out of how long tests were set up and torn down.
//!
//! pytest sets a fixture of a module up in the set-up phase of the first test that a worker runs there, and tears it down
//! in the teardown phase of the last. So the phases of tests at the edge of a scope are compared with those of others
//! that cross none. What they took more is the scope's. A simulated session charges a scope when a worker enters it;
//! what leaving takes is charged there too.
//!
//! In this order, so that nothing is charged twice: classes, by tests that cross the edge of the class alone; modules, by
//! tests that are not at the worker's own beginning or end, less the class; the session, by those, less module and class.
//! Each is the median over what was seen, and counts if it is above noise: [`LEAST`], and five times the median deviation
//! of the tests that it is compared with. A module without such tests keeps its costs in its tests' durations.

use std::collections::BTreeMap;

use super::edges::{Crossing, Edge, LEAST, crossings};
use super::recorded::Recorded;
use super::typical::median;
use crate::session::{Fixtures, ScopeCost};
use crate::suite::{Test, class_of, module_of};
use crate::time::Nanos;

/// Costs of modules that differ by no more than so much are the same for all.
const SAME_PERCENT: u64 = 10;

/// Costs by scope, in nanoseconds.
type ByScope<'a> = BTreeMap<&'a str, u64>;

/// What fixtures cost, and out of how many observations.
#[derive(Default)]
pub(super) struct FittedFixtures {
    pub(super) costs: Fixtures,
    /// How many tests were compared at the beginning and end of workers, of modules, of classes.
    pub(super) n_seen: [u32; 3],
    /// The costs that were found: of the session, of modules, of classes.
    pub(super) found: [Vec<u64>; 3],
}

/// What scopes cost at one edge.
#[derive(Default)]
struct AtEdge<'a> {
    session: u64,
    modules: ByScope<'a>,
    classes: ByScope<'a>,
}

/// Fits what scopes cost. Without phases, nothing.
pub(super) fn fit(recorded: &Recorded<'_>) -> FittedFixtures {
    let mut all = AtEdge::default();
    let mut n_seen = [0; 3];
    for edge in [Edge::Enters, Edge::Leaves] {
        let crossings = crossings(recorded, edge);
        for crossing in &crossings {
            n_seen[0] += u32::from(crossing.is_outermost);
            n_seen[1] += u32::from(crossing.crosses_module);
            n_seen[2] += u32::from(crossing.class.is_some());
        }
        let at_edge = fit_edge(&crossings, &all.modules);
        all.session += at_edge.session;
        for (costs, more) in [(&mut all.modules, at_edge.modules), (&mut all.classes, at_edge.classes)] {
            more.into_iter().for_each(|(scope, cost)| *costs.entry(scope).or_default() += cost);
        }
    }
    let modules = recorded.tests.iter().map(|test| module_of(&test.id));
    let classes = recorded.tests.iter().filter_map(|test| class_of(&test.id));
    let costs = Fixtures {
        session: Nanos(all.session),
        module: scope_cost(&all.modules, modules),
        class: scope_cost(&all.classes, classes),
    };
    let session = Some(all.session).filter(|&cost| cost > 0);
    let of = |costs: ByScope<'_>| costs.into_values().collect();
    FittedFixtures { costs, n_seen, found: [session.into_iter().collect(), of(all.modules), of(all.classes)] }
}

/// The tests without what `costs` says that entering and leaving scopes took of their time; of each no more than its
/// fixtures took longer than those of others. Tests without phases stay as they are.
pub fn take_out(recorded: &Recorded<'_>, costs: &Fixtures) -> Vec<Test> {
    let mut tests = recorded.tests.to_vec();
    for edge in [Edge::Enters, Edge::Leaves] {
        for crossing in crossings(recorded, edge) {
            let session = if crossing.is_outermost { costs.session } else { Nanos::ZERO };
            let module = if crossing.crosses_module { of_scope(&costs.module, crossing.module) } else { Nanos::ZERO };
            let class = crossing.class.map_or(Nanos::ZERO, |class| of_scope(&costs.class, class));
            let own = &mut tests[crossing.test as usize].duration.0;
            *own = own.saturating_sub(crossing.excess.min((session + module + class).0));
        }
    }
    tests
}

fn of_scope(cost: &ScopeCost, scope: &str) -> Nanos {
    match cost {
        ScopeCost::All(cost) => *cost,
        ScopeCost::By(costs) => costs.get(scope).copied().unwrap_or_default(),
    }
}

/// `entered` has the modules that cost something at the other edge.
fn fit_edge<'a>(crossings: &[Crossing<'a>], entered: &ByScope<'_>) -> AtEdge<'a> {
    let inner = crossings.iter().filter(|crossing| !crossing.crosses_module);
    let inner = inner.filter_map(|crossing| Some((crossing.class?, crossing.excess, crossing.noise)));
    let classes = above_noise(medians(inner));
    let less_class = |crossing: &Crossing<'_>| {
        let class = crossing.class.and_then(|class| classes.get(class)).copied().unwrap_or_default();
        crossing.excess.saturating_sub(class)
    };
    let (outermost, middle): (Vec<_>, Vec<_>) =
        crossings.iter().filter(|crossing| crossing.crosses_module).partition(|crossing| crossing.is_outermost);
    let entered_later = medians(middle.iter().map(|&it| (it.module, less_class(it), it.noise)));
    let mut modules = above_noise(entered_later.clone());
    let less_module =
        |it: &Crossing<'_>| less_class(it).saturating_sub(modules.get(it.module).copied().unwrap_or_default());
    let is_known = |it: &&&Crossing<'_>| entered_later.contains_key(it.module);
    let mut known: Vec<u64> = outermost.iter().filter(is_known).map(|&it| less_module(it)).collect();
    // Of modules that are seen here alone the cost is not known apart. What is set up in a module is torn down with it;
    // else all that the workers share is the session's.
    let is_of_module = outermost.iter().all(|it| entered.contains_key(it.module));
    let least = outermost.iter().map(|&it| less_module(it)).min().filter(|_| !is_of_module).unwrap_or_default();
    let session = if known.is_empty() { least } else { median(&mut known) };
    let session = if session > LEAST.0 { session } else { 0 };
    let unknown = outermost.iter().filter(|it| !is_known(it));
    let unknown = medians(unknown.map(|&it| (it.module, less_class(it).saturating_sub(session), it.noise)));
    modules.extend(above_noise(unknown));
    AtEdge { session, modules, classes }
}

/// The median of each scope, and the most that is noise there, of `(scope, excess, noise)`.
fn medians<'a>(observed: impl Iterator<Item = (&'a str, u64, u64)>) -> BTreeMap<&'a str, (u64, u64)> {
    let mut by_scope: BTreeMap<&str, (Vec<u64>, u64)> = BTreeMap::new();
    for (scope, excess, noise) in observed {
        let (spans, most) = by_scope.entry(scope).or_default();
        spans.push(excess);
        *most = noise.max(*most);
    }
    by_scope.into_iter().map(|(scope, (mut spans, noise))| (scope, (median(&mut spans), noise))).collect()
}

fn above_noise(medians: BTreeMap<&str, (u64, u64)>) -> ByScope<'_> {
    medians.into_iter().filter(|(_, (cost, noise))| cost > noise).map(|(scope, (cost, _))| (scope, cost)).collect()
}

/// One cost for all scopes of the suite if all have about the same, else one for each that has any.
fn scope_cost<'a>(costs: &ByScope<'_>, scopes: impl Iterator<Item = &'a str>) -> ScopeCost {
    let mut spans: Vec<u64> = costs.values().copied().collect();
    let mut scopes: Vec<&str> = scopes.collect();
    scopes.sort_unstable();
    scopes.dedup();
    let Some((least, most)) = spans.iter().min().zip(spans.iter().max()) else { return ScopeCost::default() };
    if spans.len() > 1 && spans.len() == scopes.len() && most - least <= least * SAME_PERCENT / 100 {
        return ScopeCost::All(Nanos(median(&mut spans)));
    }
    ScopeCost::By(costs.iter().map(|(scope, cost)| ((*scope).to_owned(), Nanos(*cost))).collect())
}
