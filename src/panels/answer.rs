//! The answer in figures: candidate, baseline, difference, and what no schedule can beat; of pipelines where there are any.

use laneway_chart::study::verdict;
use laneway_chart::{human, interval, side};
use laneway_engine::modes::idle_share;
use laneway_engine::outcome::Ending;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::answer_of_pipelines::AnswerOfPipelines;
use super::by_order::{self, by_order};
use super::changed::Changed;
use crate::later::later;
use crate::state::run::{Side, Sides};
use crate::state::study::Compared;
use crate::state::use_app;

/// The figures; the last ones stay, dimmed, until newer ones are there.
#[component]
pub fn AnswerPanel() -> impl IntoView {
    let app = use_app();
    let is_stale = Memo::new(move |_| app.run.with(|run| run.is_stale));
    let error = Memo::new(move |_| app.run.with(|run| run.error.clone()));
    let orders = Memo::new(move |_| app.run.with(|run| run.orders));
    let sides = app.sides;
    let of = move |get: fn(&Sides) -> String| {
        Signal::derive(move || sides.with(|sides| sides.as_deref().map_or_else(|| "\u{2013}".to_owned(), get)))
    };
    let study = app.study;
    let is_unsure = Memo::new(move |_| study.with(|study| study.is_old));
    let sure = move |get: fn(&Compared) -> String| {
        let text = move || study.with(|study| study.sides.as_deref().map(get).unwrap_or_default());
        view! { <dd class="answer-panel__detail answer-panel__sure" class:is-stale=is_unsure>{text}</dd> }
    };
    let work = move || {
        let n_tests = app.suite.with(|suite| suite.tests.len());
        format!("Simulating {} tests", human::count(n_tests as u64))
    };
    let spoken = Memo::new(move |before: Option<&String>| {
        let is_settled = !is_stale.get();
        let said = sides.with(|sides| sides.as_deref().map(spoken)).filter(|_| is_settled);
        said.or_else(|| before.cloned()).unwrap_or_default()
    });
    let broken = move || {
        let words = sides.with(|sides| sides.as_deref().map(endings)).unwrap_or_default();
        let words = words.into_iter().chain(error.get());
        words.map(|text| view! { <p class="answer-panel__bad" role="alert">{text}</p> }).collect_view()
    };
    let of_sessions = move || {
        view! {
            <dl class="answer-panel__figures" class:is-stale=is_stale>
                <div class="answer-panel__figure answer-panel__figure--candidate">
                    <dt>"Candidate"</dt>
                    <dd class="answer-panel__value">{of(|sides| value(&sides.candidate))}</dd>
                    <dd class="answer-panel__detail">
                        {of(|sides| side::detail(&sides.candidate.session))}
                        {by_order(orders, |ranges| by_order::time(ranges.candidate))}
                    </dd>
                    {sure(|compared| single_run(compared, 1))}
                </div>
                <div class="answer-panel__figure">
                    <dt>"Baseline"</dt>
                    <dd class="answer-panel__value">{of(|sides| value(&sides.baseline))}</dd>
                    <dd class="answer-panel__detail">
                        {of(|sides| side::detail(&sides.baseline.session))}
                        {by_order(orders, |ranges| by_order::time(ranges.baseline))}
                    </dd>
                    {sure(|compared| single_run(compared, 0))}
                </div>
                <div class="answer-panel__figure">
                    <dt>"Difference"</dt>
                    <dd class="answer-panel__value">{of(difference)}</dd>
                    <dd class="answer-panel__detail">
                        {of(difference_share)}
                        {by_order(orders, |ranges| by_order::difference(ranges.difference))}
                    </dd>
                    {sure(mean_difference)}
                </div>
                <div
                    class="answer-panel__figure"
                    title="The longest test, or what stays together, or all work shared evenly: no schedule can beat it"
                >
                    <dt>"Floor"</dt>
                    <dd class="answer-panel__value">{of(|sides| human::time(sides.candidate.floor))}</dd>
                    <dd class="answer-panel__detail">{of(over_floor)}</dd>
                </div>
                <div
                    class="answer-panel__figure"
                    title="The share of the workers' time, until the last test ends, in which they run nothing"
                >
                    <dt>"Idle"</dt>
                    <dd class="answer-panel__value">{of(|sides| idle(&sides.candidate))}</dd>
                    <dd class="answer-panel__detail">{of(|sides| format!("baseline {}", idle(&sides.baseline)))}</dd>
                </div>
            </dl>
        }
    };
    view! {
        <section class="answer-panel" aria-label="Answer">
            {move || if app.is_bare.get() { of_sessions().into_any() } else { of_pipelines() }}
            <Changed />
            {broken}
            <p class="visually-hidden" role="status">{spoken}</p>
            <div class="answer-panel__work" class:answer-panel__work--on=is_stale aria-hidden="true">
                <span class="answer-panel__bar"></span>
                <span class="answer-panel__what">{work}</span>
            </div>
        </section>
    }
}

later! {
    fn of_pipelines() {
        view! { <AnswerOfPipelines /> }
    }
}

fn value(side: &Side) -> String {
    match side.outcome.ending {
        Ending::Ok => human::time(side.makespan()),
        Ending::Deadlock => "hangs".to_owned(),
        Ending::InternalError(_) => "fails".to_owned(),
    }
}

/// What one run would take, with noise.
fn single_run(compared: &Compared, side: usize) -> String {
    let row = compared.rows.get(side).filter(|row| row.spread.n > 0);
    row.map_or_else(String::new, |row| format!("9 of 10: {}", interval::range(row.spread.p5, row.spread.p95)))
}

/// How sure the mean difference is; the figure above it is of the one run that is drawn.
fn mean_difference(compared: &Compared) -> String {
    let Some(row) = compared.rows.get(1) else { return String::new() };
    verdict::figure(row.verdict, row.difference.as_ref())
}

fn is_comparable(sides: &Sides) -> bool {
    [&sides.baseline, &sides.candidate].iter().all(|side| side.outcome.ending == Ending::Ok)
}

fn difference(sides: &Sides) -> String {
    if is_comparable(sides) {
        human::difference(sides.baseline.makespan(), sides.candidate.makespan())
    } else {
        "\u{2013}".to_owned()
    }
}

fn difference_share(sides: &Sides) -> String {
    let (before, after) = (sides.baseline.makespan(), sides.candidate.makespan());
    if !is_comparable(sides) || before == after || before == Nanos::ZERO {
        return String::new();
    }
    let share = after.as_secs() / before.as_secs() - 1.0;
    let sign = if share < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{}", human::percent(share.abs()))
}

fn over_floor(sides: &Sides) -> String {
    let floor = sides.candidate.floor.as_secs();
    if floor == 0.0 || sides.candidate.outcome.ending != Ending::Ok {
        return String::new();
    }
    let over = (sides.candidate.makespan().as_secs() / floor - 1.0).max(0.0);
    format!("candidate +{}", human::percent(over)).replace(" %", "\u{a0}%")
}

fn idle(side: &Side) -> String {
    human::percent(idle_share(&side.outcome.summary))
}

/// What would fail CI.
fn endings(sides: &Sides) -> Vec<String> {
    let text = |(name, side): (&str, &Side)| match &side.outcome.ending {
        Ending::Ok => None,
        Ending::Deadlock => Some(format!(
            "The {name} would hang: every worker waits for more and nothing is under way. CI would stop it at its time limit."
        )),
        Ending::InternalError(error) => {
            Some(format!("The {name} would end with an internal error of pytest-xdist: {error}."))
        }
    };
    [("baseline", &sides.baseline), ("candidate", &sides.candidate)].into_iter().filter_map(text).collect()
}

fn spoken(sides: &Sides) -> String {
    let [candidate, baseline] =
        [&sides.candidate, &sides.baseline].map(|side| format!("{}: {}", side::detail(&side.session), value(side)));
    format!("Candidate, {candidate}. Baseline, {baseline}. Difference {}.", difference(sides))
}
