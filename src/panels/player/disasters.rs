//! What can go wrong, at one key: an ordinary edit of the candidate, made where its run stands now.

use laneway_engine::outcome::Run;
use leptos::prelude::*;

use super::played::Deck;
use crate::state::disaster::{Disaster, Stage};
use crate::state::view::SideName;

/// Each with its key, its button, and what it does.
const DISASTERS: [(Disaster, &str, &str, &str); 4] = [
    (Disaster::Kill, "k", "Kill the worker", "Its current test crashes it now, once"),
    (
        Disaster::Hang,
        "h",
        "Let the test hang",
        "The current test takes three times the whole run longer, as one that waits for a time-out does",
    ),
    (Disaster::Slow, "l", "Slow the test down", "The current test takes a quarter of the whole run longer"),
    (Disaster::Cache, "c", "Lose the caches", "Workers start and collect without compiled files; caches of jobs miss"),
];

/// The disaster of a key.
pub fn of_key(key: &str) -> Option<Disaster> {
    DISASTERS.iter().find(|(_, own, ..)| *own == key).map(|(disaster, ..)| *disaster)
}

/// The buttons, and what they fall on.
#[component]
pub fn PlayerDisasters(
    /// What is played.
    deck: Deck,
) -> impl IntoView {
    let current = Memo::new(move |_| current(deck));
    let buttons = DISASTERS.map(|(disaster, key, label, about)| {
        let is_off = move || disaster != Disaster::Cache && current.get().is_none();
        view! {
            <button
                class="button button--small"
                type="button"
                title=format!("{about}. Key: {key}")
                disabled=is_off
                on:click=move |_| strike(deck, disaster)
            >
                {label}
            </button>
        }
    });
    let falls_on = move || {
        let played = deck.played.get()?;
        let is_candidate = deck.app.player.with(|player| player.side == SideName::Candidate);
        Some(match current.get() {
            _ if !is_candidate => "Disasters fall on the candidate: choose it above.".to_owned(),
            Some(run) => format!("On {}, in {}.", played.teller().row(run.worker), played.teller().name(run.test)),
            None => "No test runs now.".to_owned(),
        })
    };
    view! {
        <div class="player__disasters" role="group" aria-label="What if, now">
            <span class="player__what-if">"What if, now:"</span>
            {Vec::from(buttons)}
            <label class="player__fork">
                <input
                    type="checkbox"
                    prop:checked=move || !deck.app.player.with(|player| player.keeps_baseline)
                    on:change=move |event| {
                        let is_forked = event_target_checked(&event);
                        deck.app.player.update(|player| player.keeps_baseline = !is_forked);
                    }
                />
                "against the run undisturbed"
            </label>
            <span class="player__falls-on">{falls_on}</span>
        </div>
    }
}

/// The run that a disaster falls on: the chosen worker's, or the first one's that runs a test; of the candidate alone.
fn current(deck: Deck) -> Option<Run> {
    let state = deck.app.player.get();
    let played = deck.played.get().filter(|_| state.side == SideName::Candidate)?;
    let runs = &played.replay.outcome().runs;
    let is_running = |run: &&Run| run.start <= state.now && run.end.is_none_or(|end| state.now < end);
    let of_worker = |run: &&Run| state.worker.is_none_or(|worker| run.worker == worker);
    runs.iter().filter(is_running).filter(of_worker).min_by_key(|run| run.worker).copied()
}

/// Lets it happen. The clock stays where it is.
pub fn strike(deck: Deck, disaster: Disaster) {
    let (run, player) = (untrack(|| current(deck)), deck.app.player.get_untracked());
    let Some(sides) = deck.app.sides.get_untracked().filter(|_| run.is_some() || disaster == Disaster::Cache) else {
        return;
    };
    deck.app.player.update(|player| (player.moment, player.is_playing) = (None, false));
    let stage = Stage { now: player.now, run, whole: sides.candidate.makespan() };
    deck.app.edit("", |scenario| {
        if !player.keeps_baseline {
            scenario.adopt_candidate();
        }
        scenario.strike(disaster, stage);
    });
}
