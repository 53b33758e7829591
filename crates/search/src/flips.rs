//! What would change the answer: assumptions that nobody measured, varied one at a time, and where another would be better.
//!
//! Under each value the favourite, the baseline and the next finalists run the same few replications. Where one of them
//! becomes surely better, the value at which they are equal is drawn between the two tried beside it.

use laneway_engine::selection::Selection;
use laneway_engine::session::{PerWorker, ScopeCost, Session};
use laneway_engine::time::Nanos;
use laneway_pipeline::coverage::Covered;
use laneway_pipeline::hazard::CrashHazard;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{TestRun, Work};
use serde::{Deserialize, Serialize};

use crate::measure::Measure;
use crate::question::Question;
use crate::search::{Search, Who};
use crate::winner::{Ruling, answer, finalists, is_surely_less};

/// How many replications each value has.
const N_EACH: u32 = 8;

/// How many finalists beside the favourite are looked at.
const N_RIVALS: usize = 2;

/// Something that a scenario assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// The share of their time that tests compute, 0 to 1.
    CpuShare,
    /// How far lanes cover the same lines, 0 to 1.
    Overlap,
    /// How many workers crash in a run, on average.
    Crashes,
    /// What fixtures of a session cost, seconds a worker.
    SessionFixture,
    /// What fixtures of a module cost, seconds a module.
    ModuleFixture,
    /// How long a worker takes to start, seconds.
    StartUp,
    /// How long a message between controller and worker takes, seconds.
    Latency,
}

/// One row of [`ASSUMPTIONS`].
pub struct AssumptionInfo {
    /// The assumption described.
    pub assumption: Assumption,
    /// What people read.
    pub words: &'static str,
    /// Its unit, behind a number; empty: a share.
    pub unit: &'static str,
    /// The values that are tried, ascending, beside that of the scenario.
    pub values: &'static [f64],
    /// Whether a calibrated scenario has measured it.
    pub is_fitted: bool,
}

/// Every assumption that is varied.
pub const ASSUMPTIONS: &[AssumptionInfo] = &[
    AssumptionInfo {
        assumption: Assumption::CpuShare,
        words: "computing share of tests",
        unit: "",
        values: &[0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0],
        is_fitted: false,
    },
    AssumptionInfo {
        assumption: Assumption::Overlap,
        words: "overlap of the lanes' coverage",
        unit: "",
        values: &[0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0],
        is_fitted: false,
    },
    AssumptionInfo {
        assumption: Assumption::Crashes,
        words: "number of crashing workers",
        unit: "a run",
        values: &[0.0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
        is_fitted: false,
    },
    AssumptionInfo {
        assumption: Assumption::SessionFixture,
        words: "cost of session fixtures",
        unit: "s a worker",
        values: &[0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0],
        is_fitted: true,
    },
    AssumptionInfo {
        assumption: Assumption::ModuleFixture,
        words: "cost of module fixtures",
        unit: "s a module",
        values: &[0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0],
        is_fitted: true,
    },
    AssumptionInfo {
        assumption: Assumption::StartUp,
        words: "start-up of a worker",
        unit: "s",
        values: &[0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0],
        is_fitted: true,
    },
    AssumptionInfo {
        assumption: Assumption::Latency,
        words: "latency of messages to workers",
        unit: "s",
        values: &[0.0, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05],
        is_fitted: true,
    },
];

impl Assumption {
    /// This assumption's row of [`ASSUMPTIONS`].
    pub fn info(self) -> &'static AssumptionInfo {
        ASSUMPTIONS.iter().find(|info| info.assumption == self).expect("the table has every assumption")
    }

    /// What a pipeline assumes; `None`: nothing, or what one number cannot say.
    fn of(self, pipeline: &Pipeline) -> Option<f64> {
        let session = pipeline.sessions().next()?;
        match self {
            Self::CpuShare => {
                let contention = pipeline.sessions().find_map(|session| session.contention)?;
                Some(f64::from(contention.cpu_permille) / 1000.0)
            }
            Self::Overlap => is_assumed_overlap(pipeline).then_some(pipeline.coverage.overlap),
            Self::Crashes => {
                let has_hazard = runs(pipeline).any(|run| !run.hazards.crashes.is_empty());
                (!has_hazard && session.workers > 0).then_some(0.0)
            }
            Self::SessionFixture => Some(session.fixtures.session.as_secs()),
            Self::ModuleFixture => match &session.fixtures.module {
                ScopeCost::All(cost) => Some(cost.as_secs()),
                ScopeCost::By(_) => None,
            },
            Self::StartUp => match &session.startup {
                PerWorker::All(span) => Some(span.as_secs()),
                PerWorker::Each(_) => None,
            },
            Self::Latency => Some(session.latency.as_secs()),
        }
    }

    fn set(self, pipeline: &mut Pipeline, value: f64, n_tests: usize) {
        let span = Nanos::from_secs(value).unwrap_or_default();
        let mut sessions = |change: &dyn Fn(&mut Session)| {
            for run in pipeline.jobs.iter_mut().flat_map(Job::test_runs_mut) {
                change(&mut run.session);
            }
        };
        match self {
            Self::CpuShare => sessions(&|session| {
                if let Some(contention) = &mut session.contention {
                    contention.cpu_permille = (value * 1000.0) as u32;
                }
            }),
            Self::SessionFixture => sessions(&|session| session.fixtures.session = span),
            Self::ModuleFixture => sessions(&|session| session.fixtures.module = ScopeCost::All(span)),
            Self::StartUp => sessions(&|session| session.startup = PerWorker::All(span)),
            Self::Latency => sessions(&|session| session.latency = span),
            Self::Overlap => pipeline.coverage.overlap = value,
            Self::Crashes => {
                let alone = value / n_tests.max(1) as f64;
                let hazard = CrashHazard { tests: Selection::default(), alone, together: 0.0 };
                for run in pipeline.jobs.iter_mut().flat_map(Job::test_runs_mut) {
                    run.hazards.crashes = vec![hazard.clone()];
                }
            }
        }
    }
}

fn runs(pipeline: &Pipeline) -> impl Iterator<Item = &TestRun> {
    pipeline.jobs.iter().flat_map(Job::test_runs)
}

/// Whether a gate combines lanes of which only percentages are known.
fn is_assumed_overlap(pipeline: &Pipeline) -> bool {
    let has_gate = pipeline.jobs.iter().flat_map(|job| &job.steps).any(|step| matches!(step.work, Work::Gate(_)));
    let of_percent =
        |run: &&TestRun| run.coverage.as_ref().is_some_and(|collect| matches!(collect.covers, Covered::Percent(_)));
    has_gate && runs(pipeline).filter(of_percent).count() > 1
}

/// One assumption, and where another configuration would be better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flip {
    /// Which one.
    pub assumption: Assumption,
    /// What the scenario assumes.
    pub now: f64,
    /// The values that were tried lie between these.
    pub tried: (f64, f64),
    /// The next value on either side at which the favourite is not the best any more; none: it is at all that were tried.
    pub turns: Vec<Turn>,
}

/// A value at which another one is better.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// About there they are equal.
    pub at: f64,
    /// Place among the finalists of the one that is better beyond; `None`: the baseline.
    pub to: Option<usize>,
}

/// Who is looked at under assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rival {
    Baseline,
    Choice(u32),
}

/// Everything that is tried.
pub(crate) struct Cases {
    /// The favourite first, then the baseline.
    rivals: Vec<Rival>,
    /// By assumption, then by value.
    cases: Vec<(Assumption, f64)>,
    n_tests: usize,
}

impl Cases {
    /// Of a search whose favourite has met the baseline; none where it does not win.
    pub(crate) fn of(search: &Search) -> Self {
        let none = Self { rivals: Vec::new(), cases: Vec::new(), n_tests: search.n_tests };
        let answer = answer(search);
        let (Some(favourite), Ruling::Wins) = (search.favourite, answer.ruling) else { return none };
        let rows = finalists(search);
        let is_other =
            |(place, (choice, _)): &(usize, &(u32, Measure))| *choice != favourite && !answer.equals.contains(place);
        let others = rows.iter().enumerate().filter(is_other).take(N_RIVALS).map(|(_, (choice, _))| *choice);
        let rivals: Vec<Rival> =
            [Rival::Choice(favourite), Rival::Baseline].into_iter().chain(others.map(Rival::Choice)).collect();
        let pipeline = search.question.pipeline(favourite);
        let is_open = |info: &&AssumptionInfo| !(info.is_fitted && search.question.is_calibrated);
        let mut cases = Vec::new();
        for info in ASSUMPTIONS.iter().filter(is_open) {
            let Some(now) = info.assumption.of(&pipeline) else { continue };
            let mut values = info.values.to_vec();
            values.push(now);
            values.sort_by(f64::total_cmp);
            values.dedup();
            cases.extend(values.into_iter().map(|value| (info.assumption, value)));
        }
        Self { rivals, cases, ..none }
    }

    /// How many runs all of them take.
    pub(crate) fn n_runs(&self) -> u64 {
        self.cases.len() as u64 * self.rivals.len() as u64 * u64::from(N_EACH)
    }

    /// What is to be simulated.
    pub(crate) fn orders(&self) -> Vec<(Vec<Who>, u32)> {
        let of_case = |case| ((0..self.rivals.len()).map(|rival| Who::Assumed(case, rival)).collect(), N_EACH);
        (0..self.cases.len()).map(of_case).collect()
    }

    /// A rival under a case.
    pub(crate) fn pipeline(&self, question: &Question, case: usize, rival: usize) -> Pipeline {
        let mut pipeline = match self.rivals[rival] {
            Rival::Baseline => question.baseline.clone(),
            Rival::Choice(choice) => question.pipeline(choice),
        };
        let (assumption, value) = self.cases[case];
        assumption.set(&mut pipeline, value, self.n_tests);
        pipeline
    }

    /// What came of it.
    pub(crate) fn flips(&self, search: &Search) -> Vec<Flip> {
        let Some(Rival::Choice(favourite)) = self.rivals.first() else { return Vec::new() };
        let pipeline = search.question.pipeline(*favourite);
        let flip = |info: &AssumptionInfo| {
            let assumption = info.assumption;
            let of_case = |(number, (other, value)): (usize, &(Assumption, f64))| {
                (*other == assumption).then_some((number, *value))
            };
            let cases: Vec<(usize, f64)> = self.cases.iter().enumerate().filter_map(of_case).collect();
            let now = assumption.of(&pipeline)?;
            let here = cases.iter().position(|(_, value)| value.total_cmp(&now).is_eq())?;
            let below = self.turn(search, cases[..=here].iter().rev());
            let above = self.turn(search, cases[here..].iter());
            let tried = (cases.first()?.1, cases.last()?.1);
            Some(Flip { assumption, now, tried, turns: [below, above].into_iter().flatten().collect() })
        };
        ASSUMPTIONS.iter().filter_map(flip).collect()
    }

    /// The first value, from that of the scenario on, at which a rival is better.
    fn turn<'c>(&self, search: &Search, mut cases: impl Iterator<Item = &'c (usize, f64)>) -> Option<Turn> {
        let mut before = *cases.next()?;
        for (case, value) in cases {
            if let Some(rival) = (1..self.rivals.len()).find(|rival| Self::is_better(search, *case, *rival)) {
                let lead = |case| -> f64 {
                    let [one, other] = [0, rival].map(|rival| search.figures.get(&Who::Assumed(case, rival)));
                    one.zip(other).map_or(0.0, |(one, other)| search.metric().difference(one, other).secs)
                };
                let (lead_before, lead_here) = (lead(before.0), lead(*case));
                let share = lead_before / (lead_before - lead_here);
                let is_between = lead_before > 0.0 && lead_here < 0.0;
                let at = if is_between { before.1 + (value - before.1) * share } else { *value };
                let to = match self.rivals[rival] {
                    Rival::Baseline => None,
                    Rival::Choice(choice) => finalists(search).iter().position(|(other, _)| *other == choice),
                };
                return Some(Turn { at, to });
            }
            before = (*case, *value);
        }
        None
    }

    /// Whether a rival is better than the favourite under a case: within limits where the favourite is not, or surely less.
    fn is_better(search: &Search, case: usize, rival: usize) -> bool {
        let measure = |rival| search.measure(Who::Assumed(case, rival), None);
        let (Some(favourite), Some(other), Some(baseline)) = (measure(0), measure(rival), measure(1)) else {
            return false;
        };
        let objective = &search.question.objective;
        let [own, others] = [favourite, other].map(|it| objective.rank(&it, &baseline));
        if own.is_within_limits() != others.is_within_limits() {
            return others.is_within_limits();
        }
        let figures = |rival| search.figures.get(&Who::Assumed(case, rival)).map_or(&[][..], Vec::as_slice);
        is_surely_less(search.metric(), figures(rival), figures(0))
    }
}
