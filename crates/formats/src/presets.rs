//! Suites to start from, each with two sessions that show what it is about.
//!
//! Names never change: they stand in links. What is known of a suite, and where its numbers come from, is data: the page,
//! `laneway presets` and `docs/presets.md` show the same.
//!
//! - [`character`]: what a suite is like, in figures that its tests hold it to.
//! - [`parameter`]: the numbers behind it, and whether they were published, measured, assumed or fitted.
//! - [`by_hand`], [`generated`], [`cases`], [`recorded`]: the rows. [`pipelines`]: those with jobs around their sessions. `spread`:
//!   durations around a median.

pub mod character;

pub mod parameter;

mod spread;

mod by_hand;

mod generated;

mod cases;

mod pipelines;

mod recorded;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::session::Session;
use laneway_engine::source::Source;
use laneway_engine::suite::{Suite, Test};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use serde::Serialize;

pub use character::{Measure, Trait};
pub use parameter::{Basis, Parameter, Value};

/// One suite, and how it is run.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Preset {
    /// In links and on the command line: lower case, digits and hyphens.
    pub id: &'static str,
    /// What menus say, and what the suite is called.
    pub title: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// Where it stands in the menu.
    pub shelf: Shelf,
    /// How its durations came about.
    pub durations: Origin,
    /// What it is like.
    pub character: &'static [Trait],
    /// The numbers behind it that are worth knowing.
    pub parameters: &'static [Parameter],
    /// Where those come from.
    pub source: &'static str,
    /// What the two sides show, what else was tried, and what became of it; empty where `about` says it all.
    pub story: &'static str,
    #[serde(skip)]
    rule: Rule,
    #[serde(skip)]
    sides: Sides,
}

/// What a menu says of a preset: for a program that has what they are made of in a file that comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// Where it stands in the menu.
    pub shelf: Shelf,
}

/// A part of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shelf {
    /// Kinds of suites.
    Character,
    /// Changes that a project made and wrote about.
    Case,
    /// Suites of public packages.
    Recorded,
}

/// All shelves with their titles, in the order of the menu.
pub const SHELVES: [(Shelf, &str); 3] =
    [(Shelf::Character, "Examples"), (Shelf::Case, "Published cases"), (Shelf::Recorded, "Recorded suites")];

/// How durations came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// By a rule of its own, test by test.
    ByHand,
    /// By [`generate`], from a specification.
    Generated,
    /// By running it.
    Recorded,
}

impl Origin {
    /// As one says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::ByHand => "made by hand",
            Self::Generated => "generated",
            Self::Recorded => "recorded",
        }
    }
}

/// The baseline and the candidate.
#[derive(Clone, Copy, Debug)]
enum Sides {
    /// One session each, and nothing around it.
    Sessions(fn() -> [Session; 2]),
    /// A whole pipeline each.
    Pipelines(fn() -> [Pipeline; 2]),
}

impl Sides {
    fn pipelines(self) -> [Pipeline; 2] {
        match self {
            Self::Sessions(sessions) => sessions().map(Pipeline::bare),
            Self::Pipelines(pipelines) => pipelines(),
        }
    }
}

/// How a suite is made.
#[derive(Clone, Copy, Debug)]
enum Rule {
    /// By [`generate`], with this seed.
    Spec(fn() -> SuiteSpec, u64),
    /// Test by test.
    Tests(fn() -> Vec<Test>),
    /// From data that [`recorded`] has under the preset's id, so that a program that lists presets need not hold it.
    Recorded,
}

/// As [`PRESETS`], so that other tables can be made from it.
const ROWS: [Preset; 30] = [
    by_hand::SLOW_FIRST,
    by_hand::LATE_GIANT,
    by_hand::MONSTER_FILE,
    by_hand::SCIENCE,
    by_hand::FOUR_TESTS,
    generated::UNIT_LIBRARY,
    generated::WEB_DATABASE,
    generated::SERVICES,
    generated::PARAMETRISED,
    generated::GROUPS,
    generated::MODULE_FIXTURES,
    generated::CROWDED_CORES,
    generated::INDEPENDENT,
    generated::SLOWEST_FIRST,
    cases::worksteal_switch::PRESET,
    cases::lane_split::UNIT,
    cases::lane_split::HEAVY,
    cases::thread_pools::UNIT,
    cases::thread_pools::INTEGRATION,
    cases::coverage_twice::PRESET,
    pipelines::lane_split::SPLIT,
    pipelines::lane_split::BY_SERVICE,
    pipelines::thread_pools::LOADGROUP,
    pipelines::thread_pools::MARK_ALONE,
    pipelines::thread_pools::PYTEST_9_2,
    pipelines::coverage_twice::PRESET,
    recorded::NETWORKX,
    recorded::SYMPY,
    recorded::TORNADO,
    recorded::ATTRS,
];

/// All presets, in the order of the menu; the first is what a new visitor sees. None is ever taken away or changes its id.
pub static PRESETS: &[Preset] = &ROWS;

/// Their heads, in the same order.
pub static HEADS: [Head; ROWS.len()] = heads();

const fn heads() -> [Head; ROWS.len()] {
    let mut heads = [Head { id: "", title: "", about: "", shelf: Shelf::Character }; ROWS.len()];
    let mut place = 0;
    while place < ROWS.len() {
        let Preset { id, title, about, shelf, .. } = ROWS[place];
        heads[place] = Head { id, title, about, shelf };
        place += 1;
    }
    heads
}

impl Preset {
    /// How the suite is run now, in the first session of it. Costs nothing.
    pub fn baseline(&self) -> Session {
        let [baseline, _] = self.pipelines();
        baseline.sessions().next().cloned().unwrap_or_default()
    }

    /// What is tried, likewise. Costs nothing.
    pub fn candidate(&self) -> Session {
        let [_, candidate] = self.pipelines();
        candidate.sessions().next().cloned().unwrap_or_default()
    }

    /// Baseline and candidate. Costs nothing.
    pub fn pipelines(&self) -> [Pipeline; 2] {
        self.sides.pipelines()
    }

    /// Its tests, where a rule makes them; none where they are recorded, so that whoever asks for them need not hold those.
    fn made_tests(&self) -> Vec<Test> {
        match self.rule {
            Rule::Spec(spec, seed) => {
                generate(self.title, &spec(), seed).expect("tests make every preset's specification").tests
            }
            Rule::Tests(tests) => tests(),
            Rule::Recorded => Vec::new(),
        }
    }

    /// The specification and its seed, where the suite is made from one.
    pub fn spec(&self) -> Option<(SuiteSpec, u64)> {
        match self.rule {
            Rule::Spec(spec, seed) => Some((spec(), seed)),
            Rule::Tests(_) | Rule::Recorded => None,
        }
    }
}

/// The preset of that id.
pub fn find(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

/// The preset whose suite is called so.
pub fn titled(title: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.title == title)
}

/// Makes the suite of a preset: the same one every time, everywhere. Costs some tens of milliseconds at most; the program
/// that calls this holds the recorded suites, so on the page it is called by threads alone.
pub fn suite(id: &str) -> Option<Suite> {
    let preset = find(id)?;
    match preset.rule {
        Rule::Spec(..) | Rule::Tests(_) => {
            Some(Suite { name: preset.title.to_owned(), tests: preset.made_tests(), ..Suite::default() })
        }
        Rule::Recorded => recorded::suite(preset),
    }
}

/// The suite that a new visitor sees, if `id` names it. Does not reach what the others are made of, so that a program which has
/// those in a file that comes later has this one at once.
pub fn first_suite(id: &str) -> Option<Suite> {
    let Preset { id: first, title, .. } = by_hand::SLOW_FIRST;
    (id == first).then(|| Suite { name: title.to_owned(), tests: by_hand::slow_first(), ..Suite::default() })
}

/// The document of the page: the suite by its id, and both sessions with nothing around them. Costs nothing.
pub fn scenario(preset: &Preset) -> Scenario {
    document(preset.id, preset.sides)
}

/// What a new visitor sees: [`scenario`] of the first preset. Does not reach the others either.
pub fn first_scenario() -> Scenario {
    let Preset { id, sides, .. } = by_hand::SLOW_FIRST;
    document(id, sides)
}

fn document(id: &str, sides: Sides) -> Scenario {
    let [baseline, candidate] = sides.pipelines();
    Scenario { source: Source::Preset(id.to_owned()), baseline, candidate, ..Scenario::default() }
}

/// Two sessions that differ in dist mode alone.
fn two_modes(workers: u32, now: DistMode, tried: DistMode) -> [Session; 2] {
    let baseline = Session { dist: now, workers, ..Session::default() };
    let candidate = Session { dist: tried, ..baseline.clone() };
    [baseline, candidate]
}

#[cfg(test)]
mod tests;
