//! The search for the best configuration.
//!
//! - [`wanted`]: what is to be least, and what must hold. [`space`]: what may change.
//! - [`progress`]: what is under way. [`parts`]: how several machines do it. [`found`]: what came of it; [`points`]: its
//!   picture's points; [`taken`]: one of them as the candidate.

use leptos::prelude::*;

use crate::state::use_app;

mod wanted;

mod space;

mod progress;

mod parts;

mod found;

mod points;

mod taken;

use found::FoundPart;
use parts::SearchParts;
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
            <SearchParts />
            {move || error.get().map(|error| view! { <p class="search-panel__error" role="alert">{error}</p> })}
            <FoundPart />
        </section>
    }
}
