//! Which names go with a link, and which these are.

use laneway_chart::human;
use laneway_link::fidelity::NamesKept;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::tabs::Tabs;

const OPTIONS: [(NamesKept, &str); 3] =
    [(NamesKept::None, "None"), (NamesKept::Mentioned, "Those mentioned"), (NamesKept::All, "All")];

/// The choice, and a preview.
#[component]
pub(super) fn NamesPart() -> impl IntoView {
    let app = use_app();
    // Names that a link left out cannot come back.
    let most = app.received.get_untracked().filter(|received| app.look(|now| received.is_about(now)));
    let most = most.map_or(NamesKept::All, |received| received.shared.names);
    let options = OPTIONS.into_iter().filter(|(kept, _)| *kept <= most).collect();
    let is_given = move || app.look(|scenario| laneway_link::quantised::given(&scenario.source).is_some());
    let about = move || match (is_given(), app.share.with(|share| share.names)) {
        (false, _) => "The tests are made by a rule, which goes with the link as it is.",
        (true, NamesKept::None) => {
            "Tests, files, classes and groups are numbered. Jobs, and what they select, keep their names."
        }
        (true, NamesKept::Mentioned) => "The 20 longest tests, and what the advice mentions, keep their names.",
        (true, NamesKept::All) => "Whoever has the link sees what your tests are called.",
    };
    let told = Memo::new(move |_| {
        let offered = app.share.with(|share| share.offered.clone());
        offered.map(|offered| (offered.names.clone(), offered.n_names)).unwrap_or_default()
    });
    let summary = move || match told.with(|(_, n_names)| *n_names) {
        0 => "No test and no file is named".to_owned(),
        1 => "One test or file is named".to_owned(),
        n => format!("{} tests and files are named", human::count(n)),
    };
    let list = move || {
        told.with(|(names, n_names)| {
            let n_more = n_names.saturating_sub(names.len() as u64);
            let more = (n_more > 0).then(|| format!("and {} more", human::count(n_more)));
            names.iter().cloned().chain(more).map(|name| view! { <li>{name}</li> }).collect_view()
        })
    };
    view! {
        <div class="share__names">
            <span class="share__label">"Names"</span>
            <Tabs
                label="Which names go with the link"
                name="share-names"
                options=options
                value=Signal::derive(move || app.share.with(|share| share.names))
                on_change=Callback::new(move |names| app.share.update(|share| share.names = names))
            />
        </div>
        <p class="share__note">{about}</p>
        <details class="share__told">
            <summary>{summary}</summary>
            <ul class="share__list" tabindex="0" aria-label="Names that are told">{list}</ul>
        </details>
    }
}
