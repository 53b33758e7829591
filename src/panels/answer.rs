//! The answer in figures: candidate, baseline, difference, and what no schedule can beat.

use laneway_chart::human;
use laneway_engine::modes::idle_share;
use laneway_engine::outcome::Ending;
use leptos::prelude::*;

use crate::state::run::Side;
use crate::state::use_app;

/// The figures; the last ones stay, dimmed, until newer ones are there.
#[component]
pub fn AnswerPanel() -> impl IntoView {
    let app = use_app();
    let figures = move || {
        let sides = app.run.with(|run| run.sides.clone())?;
        let (baseline, candidate) = (&sides.baseline, &sides.candidate);
        let time = |side: &Side| side.outcome.summary.makespan;
        let difference = human::difference(time(baseline), time(candidate));
        Some(view! {
            <dl class="answer-panel__figures">
                <div class="answer-panel__figure answer-panel__figure--candidate">
                    <dt>"Candidate"</dt>
                    <dd>{human::time(time(candidate))}</dd>
                </div>
                <div class="answer-panel__figure">
                    <dt>"Baseline"</dt>
                    <dd>{human::time(time(baseline))}</dd>
                </div>
                <div class="answer-panel__figure">
                    <dt>"Difference"</dt>
                    <dd>{difference}</dd>
                </div>
                <div class="answer-panel__figure">
                    <dt>"Floor"</dt>
                    <dd title="The longest test, or all work shared evenly: no schedule can beat it">{human::time(candidate.floor)}</dd>
                </div>
                <div class="answer-panel__figure">
                    <dt>"Idle"</dt>
                    <dd title="The share of the workers' time in which they run nothing">
                        {human::percent(idle_share(&candidate.outcome.summary))}
                    </dd>
                </div>
            </dl>
            {ending_of("candidate", candidate)}
            {ending_of("baseline", baseline)}
        })
    };
    let error = move || app.run.with(|run| run.error.clone());
    view! {
        <section class="answer-panel" class:is-stale=move || app.run.with(|run| run.is_stale) aria-label="Answer" aria-live="polite">
            {figures}
            {move || error().map(|error| view! { <p class="answer-panel__bad">{error}</p> })}
        </section>
    }
}

fn ending_of(name: &'static str, side: &Side) -> Option<impl IntoView + use<>> {
    let text = match &side.outcome.ending {
        Ending::Ok => return None,
        Ending::Deadlock => format!(
            "The {name} would hang: every worker waits, and nothing is under way. CI would stop it at its time-out."
        ),
        Ending::InternalError(error) => format!("The {name} would end with an internal error of pytest-xdist: {error}"),
    };
    Some(view! { <p class="answer-panel__bad">{text}</p> })
}
