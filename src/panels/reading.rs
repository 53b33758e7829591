//! A link on a phone: a result to be read. What comes out, what changes, what it costs, what it rests on, and one picture.

use laneway_chart::{human, interval};
use laneway_engine::statistics::Mean;
use laneway_export::assumed;
use laneway_formats::changes::changes;
use leptos::prelude::*;

use super::answer_of_pipelines::{covered, margin};
use super::lanes::LanesPanel;
use super::received::words::{VerifiedWords, about, figures_of, title};
use super::timeline::TimelinePanel;
use crate::state::scenario::Scenario;
use crate::state::use_app;
use laneway_link::headline::Headline;
use laneway_link::said::{dollars, with_interval};

/// All of it, with a way to the whole page.
#[component]
pub fn ReadingPanel() -> impl IntoView {
    let app = use_app();
    let of_link = move |get: fn(&laneway_link::shared::Shared) -> String| {
        move || app.received.with(|it| it.as_ref().map(|it| get(&it.shared)).unwrap_or_default())
    };
    let so_far = move || {
        let said = |mean: &Mean, n: u32| format!("Here so far: {} over {n} runs.", interval::of_difference(mean));
        app.study.with(|study| {
            let of_pipelines = || {
                let it = study.pipelines.as_ref()?;
                Some(said(it.rows.get(1)?.difference.as_ref()?, it.n_replications))
            };
            let of_sessions = || {
                let it = study.sides.as_ref()?;
                Some(said(it.rows.get(1)?.difference.as_ref()?, it.n_replications))
            };
            of_pipelines().or_else(of_sessions).unwrap_or_else(|| "Runs are being repeated here.".to_owned())
        })
    };
    let changed = move || {
        let lines = app.look(|now| changes(&now.baseline, &now.candidate));
        let lines = if lines.is_empty() { vec!["Nothing: both sides are the same.".to_owned()] } else { lines };
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let assumed = move || {
        let has_prices = !app.is_bare.get();
        let lines =
            app.suite.with(|suite| app.look(|now| assumed::of_both(&Scenario::document(now), suite, has_prices)));
        lines.into_iter().map(|line| view! { <li>{human::capital(&line)}</li> }).collect_view()
    };
    let to_page = move |_| {
        app.received.update(|received| {
            if let Some(received) = received {
                received.is_whole = true;
            }
        });
    };
    view! {
        <main class="reading-panel">
            <h2 class="reading-panel__title">{of_link(title)}</h2>
            <p class="reading-panel__note">{of_link(|shared| shared.note.clone())}</p>
            <section class="reading-panel__verdict" aria-label="What comes out">
                <p class="reading-panel__figures">{figures_of(app)}</p>
                <p class="reading-panel__small"><VerifiedWords /></p>
                <p class="reading-panel__small">{so_far}</p>
            </section>
            <section aria-labelledby="reading-changes">
                <h3 class="panel__title" id="reading-changes">"What changes"</h3>
                <ul class="reading-panel__list">{changed}</ul>
            </section>
            <Costs />
            <section aria-labelledby="reading-picture">
                <h3 class="panel__title" id="reading-picture">"One run"</h3>
                {move || if app.is_bare.get() { view! { <TimelinePanel /> }.into_any() } else { view! { <LanesPanel /> }.into_any() }}
            </section>
            <section aria-labelledby="reading-assumed">
                <h3 class="panel__title" id="reading-assumed">"What it rests on"</h3>
                <ul class="reading-panel__list">{assumed}</ul>
                <p class="reading-panel__small">{about(app)}</p>
            </section>
            <button class="button button--strong reading-panel__change" type="button" on:click=to_page>
                "Change things"
            </button>
        </main>
    }
}

/// Bill, red runs and gate of both sides.
#[component]
fn Costs() -> impl IntoView {
    let app = use_app();
    let of_headline = move |get: fn(&Headline, usize) -> String| {
        move |side: usize| {
            let headline = app.received.with(|it| it.as_ref().and_then(|it| it.headline().cloned()));
            headline.map_or_else(|| "\u{2013}".to_owned(), |headline| get(&headline, side))
        }
    };
    let bill = of_headline(|headline, side| format!("{} a month", dollars(headline.dollars[side])));
    let red = of_headline(|headline, side| with_interval(headline.red[side], laneway_chart::human::percent));
    let gate = move |side: usize| {
        app.run.with(|run| {
            let said = run.pipelines.as_ref().map(|it| {
                let it = [&it.baseline, &it.candidate][side];
                format!("{} ({})", margin(it.outcome.gate.as_ref()), covered(it))
            });
            said.unwrap_or_else(|| "\u{2013}".to_owned())
        })
    };
    view! {
        <section aria-labelledby="reading-costs">
            <h3 class="panel__title" id="reading-costs">"What it costs"</h3>
            <table class="reading-panel__table">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">"Now"</th>
                        <th scope="col">"Tried"</th>
                    </tr>
                </thead>
                <tbody>
                    <Show when=move || !app.is_bare.get()>
                        <tr>
                            <th scope="row">"Bill"</th>
                            <td>{move || bill(0)}</td>
                            <td>{move || bill(1)}</td>
                        </tr>
                    </Show>
                    <tr>
                        <th scope="row">"Red runs"</th>
                        <td>{move || red(0)}</td>
                        <td>{move || red(1)}</td>
                    </tr>
                    <Show when=move || !app.is_bare.get()>
                        <tr>
                            <th scope="row">"Gate"</th>
                            <td>{move || gate(0)}</td>
                            <td>{move || gate(1)}</td>
                        </tr>
                    </Show>
                </tbody>
            </table>
        </section>
    }
}
