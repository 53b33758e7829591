//! What a test takes on a worker: fixtures entered, overhead, and its own duration.

use super::names::Names;
use crate::collected::Collected;
use crate::session::{CrashMode, ScopeCost, Session};
use crate::suite::{class_of, module_of};
use crate::time::Nanos;

/// No module or class.
const NONE: u32 = u32::MAX;

/// The costs of every test of a session.
pub(super) struct Costs<'a> {
    durations: &'a [Nanos],
    overhead: Nanos,
    session: Nanos,
    modules: Option<Scopes>,
    classes: Option<Scopes>,
    crashes: Vec<PlannedCrash>,
    crash_of: Vec<u32>,
    /// As collected; empty without any.
    delays: Vec<Nanos>,
    /// After a worker's first test, nothing but overhead and its own duration.
    is_plain: bool,
}

/// Where a worker stands: which scopes are set up.
#[derive(Clone, Copy)]
pub(super) struct SetUp {
    module: u32,
    class: u32,
    has_run: bool,
}

impl Default for SetUp {
    fn default() -> Self {
        Self { module: NONE, class: NONE, has_run: false }
    }
}

/// What taking a test up comes to.
pub(super) struct Taken {
    /// Fixtures entered.
    pub(super) fixtures: Nanos,
    /// Until it ends or its worker dies.
    pub(super) duration: Nanos,
    /// Whether the worker dies.
    pub(super) crashes: bool,
}

struct Scopes {
    of_test: Vec<u32>,
    cost: Vec<Nanos>,
}

struct PlannedCrash {
    mode: CrashMode,
    after: Option<Nanos>,
    has_happened: bool,
}

impl<'a> Costs<'a> {
    pub(super) fn new(collected: &'a Collected<'_>, session: &Session) -> Self {
        let mut crash_of = Vec::new();
        let mut crashes = Vec::new();
        if !session.crashes.is_empty() {
            crash_of.resize(collected.n_of_suite(), NONE);
        }
        for crash in &session.crashes {
            crash_of[crash.test as usize] = crashes.len() as u32;
            crashes.push(PlannedCrash { mode: crash.mode, after: crash.after, has_happened: false });
        }
        let mut delays = Vec::new();
        if !session.delays.is_empty() {
            delays.resize(collected.n_of_suite(), Nanos::ZERO);
        }
        for delay in &session.delays {
            delays[delay.test as usize] = delay.by;
        }
        let modules = Scopes::new(&session.fixtures.module, collected.tests().map(|test| Some(module_of(&test.id))));
        let classes = Scopes::new(&session.fixtures.class, collected.tests().map(|test| class_of(&test.id)));
        Self {
            durations: collected.durations(),
            overhead: session.test_overhead,
            session: session.fixtures.session,
            is_plain: modules.is_none() && classes.is_none() && crashes.is_empty() && delays.is_empty(),
            modules,
            classes,
            crashes,
            crash_of: if crash_of.is_empty() { crash_of } else { collected.order(crash_of) },
            delays: if delays.is_empty() { delays } else { collected.order(delays) },
        }
    }

    /// A worker that stands at `set_up` takes `test` up.
    #[inline]
    pub(super) fn take_up(&mut self, test: u32, set_up: &mut SetUp) -> Taken {
        let test = test as usize;
        if self.is_plain && set_up.has_run {
            return Taken { fixtures: Nanos::ZERO, duration: self.overhead + self.durations[test], crashes: false };
        }
        self.take_up_anew(test, set_up)
    }

    fn take_up_anew(&mut self, test: usize, set_up: &mut SetUp) -> Taken {
        let mut fixtures = Nanos::ZERO;
        if !set_up.has_run {
            set_up.has_run = true;
            fixtures += self.session;
        }
        if let Some(modules) = &self.modules {
            fixtures += modules.enter(test, &mut set_up.module);
        }
        if let Some(classes) = &self.classes {
            fixtures += classes.enter(test, &mut set_up.class);
        }
        let delay = self.delays.get(test).copied().unwrap_or_default();
        let duration = fixtures + self.overhead + self.durations[test] + delay;
        let Some(crash) = self.crash_of.get(test).and_then(|&crash| self.crashes.get_mut(crash as usize)) else {
            return Taken { fixtures, duration, crashes: false };
        };
        if crash.mode == CrashMode::First && crash.has_happened {
            return Taken { fixtures, duration, crashes: false };
        }
        crash.has_happened = true;
        let duration = crash.after.map_or(duration, |after| after.min(duration));
        Taken { fixtures: fixtures.min(duration), duration, crashes: true }
    }

    /// Where a worker stands that has taken `test` up last.
    pub(super) fn set_up_by(&self, test: u32) -> SetUp {
        let scope = |scopes: &Option<Scopes>| scopes.as_ref().map_or(NONE, |scopes| scopes.of_test[test as usize]);
        SetUp { module: scope(&self.modules), class: scope(&self.classes), has_run: true }
    }
}

impl Scopes {
    fn new<'a>(cost: &ScopeCost, scopes: impl Iterator<Item = Option<&'a str>>) -> Option<Self> {
        let is_free = match cost {
            ScopeCost::All(cost) => *cost == Nanos::ZERO,
            ScopeCost::By(costs) => costs.is_empty(),
        };
        if is_free {
            return None;
        }
        let mut names = Names::default();
        let of_test = scopes.map(|scope| scope.map_or(NONE, |scope| names.number(scope))).collect();
        let cost = names
            .into_names()
            .into_iter()
            .map(|name| match cost {
                ScopeCost::All(cost) => *cost,
                ScopeCost::By(costs) => costs.get(name).copied().unwrap_or_default(),
            })
            .collect();
        Some(Self { of_test, cost })
    }

    fn enter(&self, test: usize, current: &mut u32) -> Nanos {
        let scope = self.of_test[test];
        if scope == *current {
            return Nanos::ZERO;
        }
        *current = scope;
        self.cost.get(scope as usize).copied().unwrap_or_default()
    }
}
