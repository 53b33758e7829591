//! What a search found: the finalists, the front among them, and whether one of them wins.

use laneway_engine::order::Order;
use laneway_engine::session::Session;
use laneway_pipeline::coverage::Tool;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::TestRun;
use serde::{Deserialize, Serialize};

use crate::dimension::{DIMENSIONS, Dimension};
use crate::flips::Flip;
use crate::front::front;
use crate::lanes::{Lanes, Part};
use crate::measure::{Measure, Metric};
use crate::measured::{Measured, Where};
use crate::question::Question;
use crate::search::{Search, Who};
use crate::space::{Free, of_run};
use crate::winner::{Answer, answer, finalists};

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// How many configurations were looked at.
    pub n_configurations: usize,
    /// In how many simulated runs, before assumptions were varied.
    pub n_runs: u64,
    /// What the baseline came to.
    pub baseline: Measure,
    /// Those of the last rung, the best first.
    pub finalists: Vec<Finalist>,
    /// Places among them of those that none beats in everything.
    pub front: Vec<usize>,
    /// Whether one wins.
    pub answer: Answer,
    /// Assumptions under which another one would be better.
    pub flips: Vec<Flip>,
}

/// One configuration of the last rung.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finalist {
    /// Its number in the space: [`Question::pipeline`] makes it.
    pub choice: u32,
    /// What differs from the baseline.
    pub changes: Vec<Change>,
    /// What it came to.
    pub measure: Measure,
    /// Whether it is within the limits.
    pub is_within_limits: bool,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The id of the job.
    pub job: String,
    /// What is changed.
    pub dimension: Dimension,
    /// What it was.
    pub from: String,
    /// What it would be.
    pub to: String,
}

impl Found {
    /// Of a search that is over.
    pub(crate) fn of(search: &Search) -> Option<Self> {
        let baseline = search.measure(Who::Baseline, None)?;
        let rows = finalists(search);
        let objective = &search.question.objective;
        let measures: Vec<Measure> = rows.iter().map(|(_, measure)| *measure).collect();
        let finalist = |(choice, measure): &(u32, Measure)| Finalist {
            choice: *choice,
            changes: changes(&search.question, *choice),
            measure: *measure,
            is_within_limits: objective.rank(measure, &baseline).is_within_limits(),
        };
        Some(Self {
            n_configurations: search.n_choices,
            n_runs: search.n_runs(),
            baseline,
            front: front(&measures, objective),
            finalists: rows.iter().map(finalist).collect(),
            answer: answer(search),
            flips: search.cases.as_ref().map(|cases| cases.flips(search)).unwrap_or_default(),
        })
    }
}

impl Search {
    /// How many dimensions a choice changes.
    pub(crate) fn n_changes(&self, choice: u32) -> usize {
        changes(&self.question, choice).len()
    }

    /// What configurations are told apart by.
    pub(crate) fn metric(&self) -> Metric {
        let has_price = |pipeline: &Pipeline| pipeline.jobs.iter().any(|job| job.runner.price > 0);
        let runners = self.question.space.runs.iter().flat_map(|free| &free.runner);
        let is_paid = has_price(&self.question.baseline)
            || has_price(&self.question.from)
            || runners.into_iter().any(|runner| runner.price > 0);
        self.question.objective.metric(is_paid)
    }
}

/// What a choice changes in the baseline, by run, then by dimension.
pub fn changes(question: &Question, choice: u32) -> Vec<Change> {
    let digits = question.space.digits(choice);
    let mut changes = Vec::new();
    for (number, free) in question.space.runs.iter().enumerate() {
        let digit = of_run(&digits, number);
        let before = Value::now(&question.baseline, free).or_else(|| Value::now(&question.from, free));
        let of_from = Value::now(&question.from, free);
        let change = |dimension: Dimension| {
            let from = before.as_ref()?.text(dimension);
            let to = match chosen(free, dimension, digit(dimension)) {
                Some(to) => to,
                None => of_from.as_ref()?.text(dimension),
            };
            (from != to).then(|| Change { job: free.job.clone(), dimension, from, to })
        };
        changes.extend(DIMENSIONS.iter().filter_map(|info| change(info.dimension)));
    }
    changes
}

/// How a run of tests is configured before a choice.
struct Value<'a> {
    run: &'a TestRun,
    runner: &'a str,
    shards: u32,
}

impl<'a> Value<'a> {
    fn now(pipeline: &'a Pipeline, free: &Free) -> Option<Self> {
        let job = pipeline.job(&free.job)?;
        Some(Self { run: job.test_runs().nth(free.run)?, runner: &job.runner.label, shards: job.matrix.shards })
    }

    fn text(&self, dimension: Dimension) -> String {
        let session: &Session = &self.run.session;
        match dimension {
            Dimension::Dist => session.dist.info().flag.to_owned(),
            Dimension::Workers => session.workers.to_string(),
            Dimension::Maxschedchunk => chunk(session.maxschedchunk),
            Dimension::Reorder => on_or_off(session.loadscope_reorder),
            Dimension::Order => order(session.order),
            Dimension::Runner => self.runner.to_owned(),
            Dimension::Shards => self.shards.to_string(),
            Dimension::SplitBy => self.run.splitter.by.info().flag.to_owned(),
            Dimension::Lanes => lanes(&Lanes::One),
            Dimension::Coverage => match &self.run.coverage {
                None => measured(Measured { at: Where::Nowhere, ..Measured::default() }),
                Some(collect) => measured(Measured { at: Where::SameRun, tool: collect.tool }),
            },
        }
    }
}

/// The value that a choice gives to a dimension, in words; `None`: it stays.
fn chosen(free: &Free, dimension: Dimension, digit: usize) -> Option<String> {
    match dimension {
        Dimension::Dist => free.dist.get(digit).map(|dist| dist.info().flag.to_owned()),
        Dimension::Workers => free.workers.get(digit).map(ToString::to_string),
        Dimension::Maxschedchunk => free.maxschedchunk.get(digit).map(|it| chunk(*it)),
        Dimension::Reorder => free.loadscope_reorder.get(digit).map(|it| on_or_off(*it)),
        Dimension::Order => free.order.get(digit).map(|it| order(*it)),
        Dimension::Runner => free.runner.get(digit).map(|runner| runner.label.clone()),
        Dimension::Shards => free.shards.get(digit).map(ToString::to_string),
        Dimension::SplitBy => free.split_by.get(digit).map(|by| by.info().flag.to_owned()),
        Dimension::Lanes => free.lanes.get(digit).map(lanes),
        Dimension::Coverage => free.coverage.get(digit).map(|it| measured(*it)),
    }
}

fn chunk(chunk: Option<i64>) -> String {
    chunk.map_or_else(|| "no limit".to_owned(), |chunk| chunk.to_string())
}

fn on_or_off(is_on: bool) -> String {
    if is_on { "on" } else { "off" }.to_owned()
}

fn order(order: Order) -> String {
    order.info().words.to_owned()
}

fn lanes(lanes: &Lanes) -> String {
    let names = |parts: &[Part]| parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(", ");
    match lanes {
        Lanes::One => "one".to_owned(),
        Lanes::Jobs(parts) => format!("jobs {}", names(parts)),
        Lanes::Steps(parts) => format!("parallel steps {}", names(parts)),
    }
}

fn measured(measured: Measured) -> String {
    let tool = match measured.tool {
        Tool::CTrace => "C tracer",
        Tool::SysMon => "sysmon",
        Tool::Slipcover => "slipcover",
    };
    match measured.at {
        Where::SameRun => format!("{tool}, same run"),
        Where::OwnJob => format!("{tool}, job of its own"),
        Where::Nowhere => "none".to_owned(),
    }
}
