//! The header: presets, files, undo and redo, sharing, light and dark.

use laneway_formats::presets::{self, HEADS, SHELVES};
use laneway_formats::source;
use leptos::prelude::*;

use super::recent::RecentMenu;
use super::record::RecordMenu;
use super::share::ShareButton;
use crate::browser::{files, theme};
use crate::keep::recent;
use crate::later::do_later;
use crate::state::files::Errand;
use crate::state::history::History;
use crate::state::scenario::Scenario;
use crate::state::view::Kept;
use crate::state::{AppState, use_app};

/// The id of the field that picks files.
pub(super) const PICKER: &str = "files";

/// The header.
#[component]
pub fn HeaderPanel() -> impl IntoView {
    let app = use_app();
    let own_name = Memo::new(move |_| app.look(|scenario| source::name(&scenario.source).to_owned()));
    // By title, so that a preset whose tests were changed stays in sight.
    let preset = Memo::new(move |_| own_name.with(|name| HEADS.iter().find(|it| it.title == name).map(|it| it.id)));
    let shelves = SHELVES.map(|(shelf, title)| {
        let options = HEADS.iter().filter(|it| it.shelf == shelf).map(|it| {
            let is_chosen = move || preset.get() == Some(it.id);
            view! { <option value=it.id title=it.about prop:selected=is_chosen>{it.title}</option> }
        });
        view! { <optgroup label=title>{options.collect_view()}</optgroup> }
    });
    let on_preset = move |event: leptos::ev::Event| open(app, event_target_value(&event));
    let kept = move || match app.view.with(|view| view.kept) {
        Kept::Everywhere => "",
        Kept::Here => "Saved here; too large for the address",
        Kept::Nowhere => "Too large to be saved",
    };
    let is_dark = RwSignal::new(theme::is_dark());
    StoredValue::new_local(theme::watch(move || is_dark.set(theme::is_dark())));
    view! {
        <header class="header-panel">
            <h1 class="header-panel__name">
                <svg class="header-panel__mark" viewBox="0 0 32 32" aria-hidden="true">
                    <path d="M4 8h15M4 16h24M4 24h9" />
                </svg>
                "Laneway"
            </h1>
            <select class="header-panel__suite" aria-label="Suite" on:change=on_preset>
                {move || {
                    let is_own = preset.get().is_none();
                    is_own.then(|| view! { <option value="own" prop:selected=true>{own_name.get()}</option> })
                }}
                {Vec::from(shelves)}
            </select>
            <RecentMenu />
            <button class="button button--strong" type="button" on:click=move |_| files::open_picker(PICKER, false)>
                "Open files…"
            </button>
            <button
                class="button header-panel__folder"
                type="button"
                on:click=move |_| files::open_picker(PICKER, true)
            >
                "Folder…"
            </button>
            <input
                class="visually-hidden"
                id=PICKER
                type="file"
                multiple
                tabindex="-1"
                aria-hidden="true"
                on:change=move |event| app.errand.set(Some(Errand::Read(files::picked(&event))))
            />
            <RecordMenu />
            <button
                class="button"
                type="button"
                on:click=move |_| app.lessons.update(|lessons| lessons.is_list_open = true)
            >
                "Learn"
            </button>
            <span class="header-panel__kept" role="status">{kept}</span>
            <button
                class="button button--plain"
                type="button"
                title="Ctrl+Z"
                disabled=move || app.history.with(|history| !history.can_undo())
                on:click=move |_| app.history.update(History::undo)
            >
                "Undo"
            </button>
            <button
                class="button button--plain"
                type="button"
                title="Ctrl+Shift+Z"
                disabled=move || app.history.with(|history| !history.can_redo())
                on:click=move |_| app.history.update(History::redo)
            >
                "Redo"
            </button>
            <ShareButton />
            <button class="button button--plain" type="button" on:click=move |_| theme::set_dark(!is_dark.get_untracked())>
                {move || if is_dark.get() { "Light" } else { "Dark" }}
            </button>
        </header>
    }
}

do_later! {
    fn open(app: AppState, id: String) {
        if let Some(preset) = presets::find(&id) {
            recent::begin_another();
            app.edit("", |scenario| *scenario = Scenario::from_document(presets::scenario(preset)));
        }
    }
}
