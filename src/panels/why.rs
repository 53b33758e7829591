//! The answer in words: who wins, and what the slower side loses its time to.

use laneway_chart::human;
use laneway_engine::modes::idle_share;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::state::run::{Side, Sides};
use crate::state::use_app;

/// A few sentences. "Would", not "will": it is a model.
#[component]
pub fn WhyPanel() -> impl IntoView {
    let app = use_app();
    let words = move || app.run.with(|run| run.sides.as_ref().map(|sides| explain(sides)).unwrap_or_default());
    view! {
        <section class="panel" class:is-stale=move || app.run.with(|run| run.is_stale) aria-labelledby="why-title">
            <h2 class="panel__title" id="why-title">"Why"</h2>
            {move || words().into_iter().map(|sentence| view! { <p class="why-panel__sentence">{sentence}</p> }).collect_view()}
        </section>
    }
}

fn explain(sides: &Sides) -> Vec<String> {
    let time = |side: &Side| side.outcome.summary.makespan;
    let (baseline, candidate) = (time(&sides.baseline), time(&sides.candidate));
    let (slower, faster) =
        if candidate <= baseline { (&sides.baseline, &sides.candidate) } else { (&sides.candidate, &sides.baseline) };
    let mut words = Vec::new();
    if time(slower) == time(faster) {
        words.push("Both would take the same time.".to_owned());
    } else {
        let gain = human::time(time(slower) - time(faster));
        words.push(format!("{} would finish {gain} before {}.", capital(&name(faster)), name(slower)));
    }
    words.extend(tail(slower));
    words.push(binding(sides, faster));
    words
}

/// What keeps the slower side: few workers run on while the others wait.
fn tail(side: &Side) -> Option<String> {
    let summary = &side.outcome.summary;
    let mut ends: Vec<Nanos> = vec![Nanos::ZERO; summary.busy.len()];
    for run in &side.outcome.runs {
        let end = run.end.unwrap_or_default();
        ends[run.worker as usize] = ends[run.worker as usize].max(end);
    }
    let mut sorted = ends.clone();
    sorted.sort_unstable();
    let median = *sorted.get(sorted.len() / 2)?;
    let late: Vec<usize> = (0..ends.len()).filter(|&worker| ends[worker].0 * 20 > summary.makespan.0 * 19).collect();
    let share = human::percent(idle_share(summary));
    if late.len() * 2 > ends.len() || summary.makespan.0 < median.0 + summary.makespan.0 / 20 {
        return Some(format!("Its workers end together; {share} of their time is idle."));
    }
    let names: Vec<String> = late.iter().take(4).map(|worker| format!("gw{worker}")).collect();
    let more = if late.len() > names.len() { format!(" and {} more", late.len() - names.len()) } else { String::new() };
    Some(format!(
        "Under {}, half of the workers would be done at {}, while {}{more} would run on to {}: {share} of the workers' time is idle.",
        name(side),
        human::time(median),
        names.join(", "),
        human::time(summary.makespan),
    ))
}

/// What keeps the faster side from being faster still.
fn binding(sides: &Sides, side: &Side) -> String {
    let floor = side.floor;
    let longest = sides.suite.tests.iter().max_by_key(|test| test.duration);
    let over = side.outcome.summary.makespan.as_secs() / floor.as_secs().max(1e-9) - 1.0;
    let room = format!("It lies {} above the floor of {}", human::percent(over.max(0.0)), human::time(floor));
    match longest {
        Some(test) if test.duration + side.session.test_overhead >= floor => {
            format!("{room}, which one test sets: {} takes {}.", test.id, human::time(test.duration))
        }
        _ => format!("{room}, which is all work shared evenly."),
    }
}

fn name(side: &Side) -> String {
    laneway_chart::side::detail(&side.session)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
