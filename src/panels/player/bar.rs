//! Buttons, speed and time of the player.

use laneway_chart::human;
use laneway_chart::ticks;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::played::Deck;
use crate::state::player::{Speed, play_from_start};
use crate::state::view::SideName;
use crate::widgets::tabs::Tabs;

/// How many places the slider of time has.
const PLACES: f64 = 10_000.0;

/// What can be chosen, with its words.
const SPEEDS: [(Speed, &str); 7] = [
    (Speed::Whole, "whole run in 20 s"),
    (Speed::Times(100), "0.1x"),
    (Speed::Times(500), "0.5x"),
    (Speed::Times(1_000), "1x"),
    (Speed::Times(4_000), "4x"),
    (Speed::Times(16_000), "16x"),
    (Speed::Times(64_000), "64x"),
];

/// The bar.
#[component]
pub fn PlayerBar(
    /// What is played.
    deck: Deck,
) -> impl IntoView {
    let player = deck.app.player;
    let now = Memo::new(move |_| player.with(|player| player.now));
    let end = Memo::new(move |_| deck.played.with(|played| played.as_ref().map_or(Nanos::ZERO, |played| played.end)));
    let is_playing = Memo::new(move |_| player.with(|player| player.is_playing));
    let said = move || {
        let resolution = Nanos(end.get().0 / 1_000);
        format!("{} of {}", ticks::at(now.get(), resolution), human::time(end.get()))
    };
    let place = move || (now.get().0 as f64 / end.get().0.max(1) as f64 * PLACES).round().to_string();
    let on_slide = move |event: leptos::ev::Event| {
        let share = event_target_value(&event).parse().unwrap_or(0.0) / PLACES;
        deck.seek(Nanos((end.get_untracked().0 as f64 * share).round() as u64));
    };
    let speeds = SPEEDS.map(|(speed, words)| {
        let is_chosen = move || player.with(|player| player.speed == speed);
        view! { <option value=words prop:selected=is_chosen>{words}</option> }
    });
    let on_speed = move |event: leptos::ev::Event| {
        let words = event_target_value(&event);
        if let Some((speed, _)) = SPEEDS.iter().find(|(_, own)| *own == words) {
            player.update(|player| player.speed = *speed);
        }
    };
    let sides = vec![(SideName::Baseline, "Baseline"), (SideName::Candidate, "Candidate")];
    view! {
        <div class="player__bar">
            <div class="player__buttons" role="group" aria-label="Play and step">
                <button class="button button--small" type="button" on:click=move |_| play_from_start(deck.app)>
                    "From the start"
                </button>
                <button class="button button--small" type="button" title="To the decision before: ," on:click=move |_| deck.step(false, false)>
                    "Step back"
                </button>
                <button class="button button--small button--strong player__play" type="button" title="Space" on:click=move |_| deck.toggle()>
                    {move || if is_playing.get() { "Pause" } else { "Play" }}
                </button>
                <button class="button button--small" type="button" title="To the next decision: ." on:click=move |_| deck.step(true, false)>
                    "Step on"
                </button>
            </div>
            <select class="player__speed" aria-label="Speed" on:change=on_speed>{Vec::from(speeds)}</select>
            <input
                class="player__time"
                type="range"
                min="0"
                max=PLACES.to_string()
                aria-label="Time"
                aria-valuetext=said
                prop:value=place
                on:input=on_slide
            />
            <span class="player__clock">{said}</span>
            <Tabs
                label="Whose queues are shown"
                name="player-side"
                options=sides
                value=Signal::derive(move || player.with(|player| player.side))
                on_change=Callback::new(move |side| {
                    player.update(|player| (player.side, player.worker, player.moment) = (side, None, None));
                })
            />
            <button class="button button--small button--plain" type="button" on:click=move |_| player.update(|player| {
                (player.is_open, player.is_playing) = (false, false);
            })>
                "Close"
            </button>
        </div>
    }
}
