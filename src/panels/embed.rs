//! One picture and nothing around it, for a frame in somebody's page: `#embed=<view>&<link>`.

use laneway_formats::changes::changes;
use laneway_formats::source;
use leptos::prelude::*;

use super::lanes::LanesPanel;
use super::notices::NoticesPanel;
use super::study::WhenRunsEnd;
use super::timeline::TimelinePanel;
use crate::browser::address;
use crate::keep::Embedded;
use crate::state::use_app;
use crate::state::view::Middle;

/// The picture, what it is of, and the way into the whole page.
#[component]
pub fn EmbedPanel(
    /// What is shown, and the link.
    embedded: Embedded,
) -> impl IntoView {
    let app = use_app();
    let Embedded { view, link } = embedded;
    let href = format!("{}#{link}", address::base());
    let name = Memo::new(move |_| app.look(|scenario| source::name(&scenario.source).to_owned()));
    let words = Memo::new(move |_| app.look(|scenario| changes(&scenario.baseline, &scenario.candidate)).join(", "));
    let picture = move || match view {
        Middle::Study => view! {
            <h2 class="visually-hidden">"Many runs"</h2>
            <WhenRunsEnd />
        }
        .into_any(),
        Middle::Timeline => view! { <TimelinePanel /> }.into_any(),
        // A plain session has no jobs to show.
        _ if app.is_bare.get() => view! { <TimelinePanel /> }.into_any(),
        _ => view! { <LanesPanel /> }.into_any(),
    };
    view! {
        <main class="embed">
            <div class="embed__head">
                <h1 class="embed__name">{name}</h1>
                <p class="embed__changes" title=words>{words}</p>
                <a class="embed__open" href=href target="_blank" rel="noopener">"Open in Laneway"</a>
            </div>
            {picture}
            <NoticesPanel />
        </main>
    }
}
