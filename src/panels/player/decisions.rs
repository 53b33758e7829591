//! Every decision in a list: each goes there at a click. Only the lines in sight are built.

use laneway_chart::{human, ticks};
use laneway_engine::time::Nanos;
use leptos::html::Div;
use leptos::prelude::*;

use super::played::Deck;
use crate::browser::{scroll, watch};

/// The height of a line, px.
const LINE: f32 = 22.0;

/// The list, and whose decisions are in it.
#[component]
pub fn PlayerDecisions(
    /// What is played.
    deck: Deck,
) -> impl IntoView {
    let state = deck.app.player;
    let area = NodeRef::<Div>::new();
    let top = RwSignal::new(0.0_f32);
    let height = RwSignal::new(0.0_f32);
    let size_watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            size_watch.set_value(watch::size(&area, move |_, now| height.set(now)));
        }
    });
    // How many of the listed decisions have been made.
    let n_made = Memo::new(move |_| {
        let n_decided =
            deck.played.with(|played| played.as_ref().map_or(0, |played| played.replay.n_decided(deck.position.get())));
        deck.decisions.with(|listed| listed.partition_point(|decision| (*decision as usize) < n_decided))
    });
    // The last one made stays in sight.
    Effect::new(move |_| {
        let Some(area) = area.get() else { return };
        let y = n_made.get().saturating_sub(1) as f32 * LINE;
        let (from, to) = (top.get_untracked(), top.get_untracked() + height.get_untracked() - LINE);
        if y < from || to < y {
            scroll::to(&area, (y - height.get_untracked() / 2.0).max(0.0));
        }
    });
    let n_listed = Memo::new(move |_| deck.decisions.with(|listed| listed.len()));
    let seen = Memo::new(move |_| {
        let first = (top.get() / LINE) as usize;
        let n = (height.get() / LINE) as usize + 2;
        (first.min(n_listed.get()), (first + n).min(n_listed.get()))
    });
    let lines = move || {
        let Some(played) = deck.played.get() else { return Vec::new() };
        let (first, last) = seen.get();
        let listed = deck.decisions.get();
        let resolution = Nanos(played.end.0 / 10_000);
        let line = |number: usize| {
            let decision = *listed.get(number)?;
            let at = ticks::at(played.replay.outcome().decisions[decision as usize].at, resolution);
            let said = played.teller().say(decision);
            let title = said.clone();
            let is_last = move || n_made.get() == number + 1;
            Some(view! {
                <li class="player__line" aria-setsize=n_listed aria-posinset=(number + 1).to_string()>
                    <button
                        class="player__decision"
                        class:player__decision--to-come=move || n_made.get() <= number
                        type="button"
                        title=title
                        aria-current=move || is_last().then_some("step")
                        on:click=move |_| deck.show(decision)
                    >
                        <span class="player__at">{at}</span>
                        <span class="player__said">{said}</span>
                    </button>
                </li>
            })
        };
        (first..last).filter_map(line).collect()
    };
    let workers = move || {
        let n_workers = deck.played.with(|played| played.as_ref().map_or(0, |it| it.replay.outcome().workers.len()));
        let option = |worker: u32| {
            let is_chosen = move || state.with(|player| player.worker == Some(worker));
            view! { <option value=worker.to_string() prop:selected=is_chosen>{format!("gw{worker} alone")}</option> }
        };
        (0..n_workers as u32).map(option).collect_view()
    };
    let on_worker = move |event: leptos::ev::Event| {
        let worker = event_target_value(&event).parse().ok();
        state.update(|player| player.worker = worker);
    };
    view! {
        <div class="player__list">
            <div class="player__list-head">
                <select class="player__worker" aria-label="Whose decisions" on:change=on_worker>
                    <option value="" prop:selected=move || state.with(|player| player.worker.is_none())>
                        "All workers"
                    </option>
                    {workers}
                </select>
                <span class="player__count">
                    {move || format!("{} of {} decisions", human::count(n_made.get() as u64), human::count(n_listed.get() as u64))}
                </span>
            </div>
            <div
                class="player__decisions"
                node_ref=area
                role="region"
                aria-label="Decisions"
                tabindex="0"
                on:scroll=move |event| top.set(scroll::top(&event))
            >
                <div class="player__decisions-room" style:height=move || format!("{}px", n_listed.get() as f32 * LINE)>
                    <ul
                        class="player__lines"
                        style:transform=move || format!("translateY({}px)", seen.get().0 as f32 * LINE)
                    >
                        {lines}
                    </ul>
                </div>
            </div>
        </div>
    }
}
