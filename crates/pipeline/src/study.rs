//! A study of pipelines: many runs with other luck, the same for every pipeline.
//!
//! - [`summary`]: all of it in figures.

use std::ops::Range;

use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::study::StudySpec;
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::bill::Bill;
use crate::draws::Draws;
use crate::outcome::PipelineOutcome;
use crate::pipeline::Pipeline;
use crate::place::Problem;
use crate::session_run::Tests;
use crate::simulate::simulate_until_green;

pub mod summary;

/// What one run came to: a few numbers, nothing for each job or test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Of the run itself.
    pub wall_clock: Nanos,
    /// Whether the run itself is green.
    pub is_green: bool,
    /// From the trigger until green, the failed jobs run again at once; `None`: not within the re-runs.
    pub until_green: Option<Nanos>,
    /// What the run itself costs.
    pub bill: Bill,
    /// With all re-runs.
    pub bill_until_green: Bill,
    /// How long workers waited while their sessions ran, summed over workers.
    pub idle: Nanos,
    /// What the gate saw, percent.
    pub covered: Option<f64>,
}

impl Figures {
    /// Of a run and its re-runs; none without a run.
    pub fn of(outcomes: &[PipelineOutcome]) -> Option<Self> {
        let first = outcomes.first()?;
        let is_green_at_last = outcomes.last().is_some_and(|outcome| outcome.is_green);
        Some(Self {
            wall_clock: first.wall_clock,
            is_green: first.is_green,
            until_green: is_green_at_last.then(|| outcomes.iter().map(|outcome| outcome.wall_clock).sum()),
            bill: first.bill,
            bill_until_green: outcomes.iter().fold(Bill::default(), |bill, outcome| bill.and(outcome.bill)),
            idle: first.idle(),
            covered: first.gate.map(|gate| gate.covered),
        })
    }
}

/// Pipelines on one suite, ready for any replication.
pub struct PipelineStudy<'a> {
    tests: Tests<'a>,
    pipelines: Vec<Pipeline>,
    seed: u64,
}

/// The figures of each pipeline in each replication of a range, by number; and the suite again, with all that was worked out.
/// Whoever studies in pieces calls it for each.
///
/// # Errors
/// If a pipeline cannot be simulated; the suite comes back all the same.
pub fn replicate<'a>(
    prepared: Prepared<'a>,
    pipelines: Vec<Pipeline>,
    spec: &StudySpec,
    numbers: Range<u32>,
) -> (Result<Vec<Vec<Figures>>, Problem>, Prepared<'a>) {
    let mut study = PipelineStudy::new(prepared, pipelines, spec);
    let replications = numbers.map(|number| study.replicate(number)).collect();
    (replications, study.into_prepared())
}

impl<'a> PipelineStudy<'a> {
    /// Of a checked specification.
    pub fn new(prepared: Prepared<'a>, pipelines: Vec<Pipeline>, spec: &StudySpec) -> Self {
        Self { tests: Tests::new(prepared, Some(spec.noise), spec.seed), pipelines, seed: spec.seed }
    }

    /// The suite as it was, with all that was worked out.
    pub fn into_prepared(self) -> Prepared<'a> {
        self.tests.into_prepared()
    }

    /// The figures of each pipeline in one replication, from 0.
    ///
    /// # Errors
    /// If a pipeline cannot be simulated.
    pub fn replicate(&mut self, replication: u32) -> Result<Vec<Figures>, Problem> {
        self.replicate_watched(replication, &mut |_, _| {})
    }

    /// Likewise; `watch` sees the run of each pipeline, by its place, re-runs left out.
    ///
    /// # Errors
    /// If a pipeline cannot be simulated.
    pub fn replicate_watched(
        &mut self,
        replication: u32,
        watch: &mut dyn FnMut(usize, &PipelineOutcome),
    ) -> Result<Vec<Figures>, Problem> {
        let draws = Draws { seed: self.seed, replication, attempt: 0 };
        let mut figures = Vec::with_capacity(self.pipelines.len());
        for (place, pipeline) in self.pipelines.iter().enumerate() {
            let outcomes = simulate_until_green(&mut self.tests, pipeline, draws, Detail::Summary)?;
            outcomes.iter().take(1).for_each(|outcome| watch(place, outcome));
            figures.extend(Figures::of(&outcomes));
        }
        Ok(figures)
    }
}
