//! Step and play: a clock in the picture, the last decision in words, all queues, and a list of decisions to go to.
//!
//! - [`played`]: what is played, and how far. [`clock`]: lets it run.
//! - [`bar`]: buttons. [`queues`]: where every test is. [`decisions`]: the list.
//! - [`disasters`]: what can go wrong, at one key.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::{events, pointer};
use crate::later::later;
use crate::state::{AppState, use_app};
use bar::PlayerBar;
use decisions::PlayerDecisions;
use disasters::PlayerDisasters;
use played::{Deck, Played};
use queues::PlayerQueues;

mod played;

pub mod clock;

mod bar;

mod queues;

mod decisions;

mod disasters;

/// What a key in timeline or player does, while the player is open. All else of it comes with its file.
pub type PlayerKeys = StoredValue<Option<Callback<KeyboardEvent>>>;

/// The keys of the player, and what they do, wherever the focus is in timeline or player.
pub const KEYS: [(&str, &str); 7] = [
    ("Space", "plays, or stops"),
    (", and .", "to the decision before, to the next"),
    ("Shift , and Shift .", "to what happens before, to what happens next"),
    ("k", "kills the worker in its current test"),
    ("h", "lets the current test hang"),
    ("l", "slows the current test down"),
    ("c", "loses the caches"),
];

/// A key in timeline or player. Fields and lists keep theirs, and buttons the space.
fn press(deck: Deck, event: &KeyboardEvent) {
    let Some(key) = pointer::key(event).filter(|_| !events::is_for_field(event)) else { return };
    match key.as_str() {
        " " if !events::is_for_button(event) => deck.toggle(),
        "," => deck.step(false, false),
        "." => deck.step(true, false),
        "<" | ";" => deck.step(false, true),
        ">" | ":" => deck.step(true, true),
        key => match disasters::of_key(key) {
            Some(disaster) => disasters::strike(deck, disaster),
            None => return,
        },
    }
    event.prevent_default();
}

/// The player, below the timeline. Closed it is one button; open it has its whole place at once, so that nothing moves while it
/// plays.
#[component]
pub fn PlayerPanel(
    /// Where its keys are found.
    keys: PlayerKeys,
) -> impl IntoView {
    let app = use_app();
    let is_open = Memo::new(move |_| app.player.with(|player| player.is_open));
    view! {
        <section class="player" class:player--open=is_open aria-label="Step and play">
            <Show
                when=move || is_open.get()
                fallback=move || view! {
                    <button
                        class="button button--small player__open"
                        type="button"
                        on:click=move |_| app.player.update(|player| player.is_open = true)
                    >
                        "Step and play"
                    </button>
                    <span class="player__hint">"Each scheduling decision in words, and what would happen if something broke"</span>
                }
            >
                {opened(app, keys)}
            </Show>
        </section>
    }
}

later! {
    fn opened(app: AppState, keys: PlayerKeys) {
        let deck = Deck::new(app);
        keys.set_value(Some(Callback::new(move |event| press(deck, &event))));
        on_cleanup(move || keys.set_value(None));
        view! { <OpenPlayer deck=deck /> }
    }
}

#[component]
fn OpenPlayer(deck: Deck) -> impl IntoView {
    let app = deck.app;
    let is_playing = Memo::new(move |_| app.player.with(|player| player.is_playing));
    // Said once for each moment, however often the clock ticks.
    let last = Memo::new(move |_| {
        let moment = app.player.with(|player| player.moment);
        deck.played.with(|played| played.as_deref().map(|played| last_said(played, deck.position.get(), moment)))
    });
    view! {
        <PlayerBar deck=deck />
        <p class="player__sentence" aria-live=move || if is_playing.get() { "off" } else { "polite" }>
            {move || last.get()}
        </p>
        <div class="player__body">
            <PlayerQueues deck=deck />
            <PlayerDecisions deck=deck />
        </div>
        <PlayerDisasters deck=deck />
    }
}

/// What was stepped to; else the last decision.
fn last_said(played: &Played, position: usize, moment: Option<u32>) -> String {
    let moments = played.replay.moments();
    if let Some(moment) = moment.and_then(|moment| moments.get(moment as usize)) {
        return played.teller().tell(moment.what);
    }
    match played.replay.n_decided(position).checked_sub(1) {
        Some(decision) => played.teller().say(decision as u32),
        None if played.replay.outcome().decisions.is_empty() => {
            "One process runs one test after another: nothing is decided.".to_owned()
        }
        None => "Nothing is decided yet: first every worker starts and collects all tests.".to_owned(),
    }
}
