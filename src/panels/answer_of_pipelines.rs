//! The answer in figures about pipelines: wall-clock, bill, red runs, the gate, and how long people wait.

use laneway_chart::study::verdict;
use laneway_chart::{human, interval};
use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::GateOutcome;
use laneway_pipeline::step::Work;
use laneway_pipeline::study::summary::PipelineRow;
use leptos::prelude::*;

use super::by_order::{self, by_order};
use crate::state::orders::Ranges;
use crate::state::run::{PipelineRun, Pipelines};
use crate::state::study::ComparedPipelines;
use crate::state::use_app;

/// One figure: the candidate's value, what is behind it, and the baseline's.
struct Figure {
    name: &'static str,
    about: &'static str,
    value: fn(&Pipelines, Option<&ComparedPipelines>) -> String,
    detail: fn(&Pipelines, Option<&ComparedPipelines>) -> String,
    sure: fn(&Pipelines, Option<&ComparedPipelines>) -> String,
    /// What it is over orders of the tests.
    by_order: Option<fn(&Ranges) -> String>,
    /// Whether it would fail CI.
    is_bad: fn(&Pipelines) -> bool,
}

const FIGURES: &[Figure] = &[
    Figure {
        name: "Candidate",
        about: "Wall-clock time of one run, tests as recorded; below it, what 9 of 10 runs take",
        value: |it, _| wall_clock(&it.candidate),
        detail: |it, _| it.sides()[1].detail(),
        sure: |_, study| study.map(|study| single_run(&study.rows[1])).unwrap_or_default(),
        by_order: Some(|ranges| by_order::time(ranges.candidate)),
        is_bad: |it| !it.candidate.outcome.is_green,
    },
    Figure {
        name: "Baseline",
        about: "The same of the pipeline as it is now",
        value: |it, _| wall_clock(&it.baseline),
        detail: |it, _| it.sides()[0].detail(),
        sure: |_, study| study.map(|study| single_run(&study.rows[0])).unwrap_or_default(),
        by_order: Some(|ranges| by_order::time(ranges.baseline)),
        is_bad: |it| !it.baseline.outcome.is_green,
    },
    Figure {
        name: "Difference",
        about: "Of these runs; below it, the 95 % interval of the mean over many",
        value: |it, _| human::difference(it.baseline.outcome.wall_clock, it.candidate.outcome.wall_clock),
        detail: |_, study| study.map(|study| difference(&study.rows[1])).unwrap_or_default(),
        sure: |_, _| String::new(),
        by_order: Some(|ranges| by_order::difference(ranges.difference)),
        is_bad: |_| false,
    },
    Figure {
        name: "Bill",
        about: "A run on average, re-runs included, at list price; below it a month, less what the plan includes",
        value: |it, study| of_row(study, 1, |row| dollars(row.bill.dollars), &it.candidate),
        detail: |_, study| study.map(|study| format!("{} a month", dollars(study.rows[1].monthly))).unwrap_or_default(),
        sure: |_, study| {
            study.map(|study| format!("baseline {} a month", dollars(study.rows[0].monthly))).unwrap_or_default()
        },
        by_order: None,
        is_bad: |_| false,
    },
    Figure {
        name: "Red runs",
        about: "How probably a run is red; in brackets what one is 95 % sure of",
        value: |_, study| study.map_or_else(none, |study| human::percent(study.rows[1].red.share)),
        detail: |_, study| study.map(|study| likely(&study.rows[1])).unwrap_or_default(),
        sure: |_, study| {
            study.map(|study| format!("baseline {}", human::percent(study.rows[0].red.share))).unwrap_or_default()
        },
        by_order: None,
        is_bad: |_| false,
    },
    Figure {
        name: "Gate",
        about: "By how much coverage passes or misses the threshold",
        value: |it, _| margin(it.candidate.outcome.gate.as_ref()),
        detail: |it, _| covered(&it.candidate),
        sure: |it, _| format!("baseline {}", margin(it.baseline.outcome.gate.as_ref())),
        by_order: None,
        is_bad: |it| it.candidate.outcome.gate.is_some_and(|gate| !gate.is_green),
    },
    Figure {
        name: "Waiting",
        about: "Hours that people wait for runs in a month, until they are green",
        value: |_, study| study.map_or_else(none, |study| hours(study.rows[1].waited_minutes)),
        detail: |_, _| "a month".to_owned(),
        sure: |_, study| {
            study.map(|study| format!("baseline {}", hours(study.rows[0].waited_minutes))).unwrap_or_default()
        },
        by_order: None,
        is_bad: |_| false,
    },
];

/// The figures; the last ones stay, dimmed, until newer ones are there.
#[component]
pub fn AnswerOfPipelines() -> impl IntoView {
    let app = use_app();
    let is_stale = Memo::new(move |_| app.run.with(|run| run.is_stale || run.is_pipeline_stale));
    let is_unsure = Memo::new(move |_| app.study.with(|study| study.is_old));
    let orders = Memo::new(move |_| app.run.with(|run| run.pipeline_orders));
    let text = move |get: fn(&Pipelines, Option<&ComparedPipelines>) -> String| {
        move || {
            let pipelines = app.run.with(|run| run.pipelines.clone());
            let study = app.study.with(|study| study.pipelines.clone()).filter(|study| study.rows.len() == 2);
            pipelines.map_or_else(none, |it| get(&it, study.as_deref()))
        }
    };
    let bad =
        move |is_bad: fn(&Pipelines) -> bool| move || app.run.with(|run| run.pipelines.as_deref().is_some_and(is_bad));
    let figures = FIGURES.iter().map(|figure| {
        view! {
            <div
                class="answer-panel__figure"
                class:answer-panel__figure--candidate=figure.name == "Candidate"
                title=figure.about
            >
                <dt>{figure.name}</dt>
                <dd class="answer-panel__value" class:answer-panel__value--bad=bad(figure.is_bad)>{text(figure.value)}</dd>
                <dd class="answer-panel__detail">
                    {text(figure.detail)}
                    {figure.by_order.map(|words| by_order(orders, words))}
                </dd>
                <dd class="answer-panel__detail answer-panel__sure" class:is-stale=is_unsure>{text(figure.sure)}</dd>
            </div>
        }
    });
    view! {
        <dl class="answer-panel__figures answer-panel__figures--pipelines" class:is-stale=is_stale>
            {figures.collect_view()}
        </dl>
        <Problems />
    }
}

/// What is wrong with either pipeline itself, or keeps it from being simulated.
#[component]
fn Problems() -> impl IntoView {
    let app = use_app();
    let lines = move || {
        app.run.with(|run| {
            let of_side = |(name, problems): (&'static str, &Vec<laneway_pipeline::place::Problem>)| {
                let said = problems.iter().filter(|it| it.is_fatal || it.place.job.is_none());
                said.map(|it| format!("The {name}: {it}.")).collect::<Vec<_>>()
            };
            let lines = ["baseline", "candidate"].into_iter().zip(&run.problems).flat_map(of_side);
            lines.map(|text| view! { <p class="answer-panel__bad" role="alert">{text}</p> }).collect_view()
        })
    };
    view! { {lines} }
}

fn none() -> String {
    "\u{2013}".to_owned()
}

fn wall_clock(run: &PipelineRun) -> String {
    let time = human::time(run.outcome.wall_clock);
    if run.outcome.is_green { time } else { format!("{time} red") }
}

fn single_run(row: &PipelineRow) -> String {
    format!("9 of 10: {}", interval::range(row.wall_clock.p5, row.wall_clock.p95))
}

fn difference(row: &PipelineRow) -> String {
    verdict::figure(row.verdict, row.difference.as_ref())
}

/// A figure of the study; of the run itself before there is one.
fn of_row(
    study: Option<&ComparedPipelines>,
    side: usize,
    get: fn(&PipelineRow) -> String,
    run: &PipelineRun,
) -> String {
    study.map_or_else(|| human::dollars(run.outcome.bill.price), |study| get(&study.rows[side]))
}

fn dollars(dollars: f64) -> String {
    human::dollars((dollars * 1e6).round() as u64)
}

fn likely(row: &PipelineRow) -> String {
    format!("{} to {}", human::percent(row.red.least), human::percent(row.red.most))
}

fn hours(minutes: f64) -> String {
    let hours = minutes / 60.0;
    if hours >= 100.0 {
        format!("{} h", human::count(hours.round() as u64))
    } else {
        human::time(Nanos::from_secs((minutes * 60.0).round()).unwrap_or_default())
    }
}

/// By how many points coverage passes or misses.
pub(super) fn margin(gate: Option<&GateOutcome>) -> String {
    let Some((gate, threshold)) = gate.and_then(|gate| Some((gate, gate.threshold?))) else { return none() };
    let points = gate.covered - threshold;
    let sign = if points < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{:.1}", points.abs())
}

/// How much is covered, of how much that is asked for.
pub(super) fn covered(run: &PipelineRun) -> String {
    let Some(gate) = &run.outcome.gate else {
        let has_gate = run.pipeline.jobs.iter().flat_map(|job| &job.steps).any(|it| matches!(it.work, Work::Gate(_)));
        return if has_gate { "not reached" } else { "no gate" }.to_owned();
    };
    let asked = gate.threshold.map(|threshold| format!(" of {threshold} %")).unwrap_or_default();
    let bounds = if gate.is_exact || gate.most - gate.least < 0.05 {
        String::new()
    } else {
        format!(", {:.0}\u{2013}{:.0}", gate.least, gate.most)
    };
    format!("{:.1}{asked}{bounds}", gate.covered)
}
