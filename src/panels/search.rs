//! The search for the best configuration.
//!
//! - [`wanted`]: what is to be least, and what must hold. [`space`]: what may change.
//! - [`progress`]: what is under way. [`found`]: what came of it.

use leptos::prelude::*;

use crate::state::use_app;

mod wanted;

mod space;

mod progress;

mod found;

use found::FoundPart;
use progress::SearchProgress;
use space::SpacePart;
use wanted::WantedPart;

/// What is wanted, then what was found; the last answer stays until the next one is there.
#[component]
pub fn SearchPanel() -> impl IntoView {
    let app = use_app();
    let error = Memo::new(move |_| app.search.with(|search| search.error.clone()));
    view! {
        <section class="search-panel" aria-label="Search">
            <h2 class="visually-hidden">"Search"</h2>
            <WantedPart />
            <SpacePart />
            <SearchProgress />
            {move || error.get().map(|error| view! { <p class="search-panel__error" role="alert">{error}</p> })}
            <FoundPart />
        </section>
    }
}
