//! Search by test id: found tests keep their colour, the others fade, and Enter goes from one to the next.

use std::sync::Arc;

use laneway_chart::find::found_runs;
use laneway_chart::human;
use laneway_chart::side::RunRef;
use leptos::ev;
use leptos::prelude::*;

use super::moves::Stage;
use super::picture::Picture;
use super::view::TimelineView;

/// The field, and how many it found.
#[component]
pub fn SearchField(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// What of it is seen.
    view: RwSignal<TimelineView>,
    /// Per test, whether the search found it.
    #[prop(into)]
    found: Signal<Option<Arc<Vec<bool>>>>,
    /// The area, CSS pixels.
    size: RwSignal<(f32, f32)>,
) -> impl IntoView {
    // The candidate's runs by time; both sides show them, one is walked.
    let runs = Memo::new(move |_| -> Vec<RunRef> {
        let (Some(found), Some(picture)) = (found.get(), picture.get()) else { return Vec::new() };
        found_runs(&picture.sides(), &found).into_iter().filter(|run| run.side == 1).collect()
    });
    let go = move |is_back: bool| {
        let n_runs = runs.with_untracked(Vec::len);
        let Some(picture) = picture.get_untracked().filter(|_| n_runs > 0) else { return };
        view.update(|view| {
            let next = match (view.found_at, is_back) {
                (None, false) => 0,
                (None, true) => n_runs - 1,
                (Some(at), false) => (at + 1) % n_runs,
                (Some(at), true) => (at + n_runs - 1) % n_runs,
            };
            view.found_at = Some(next);
            let stage = Stage { picture: &picture, size: size.get_untracked() };
            stage.show_near(view, runs.with_untracked(|runs| runs[next]));
        });
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            go(event.shift_key());
        }
        "Escape" => view.update(|view| {
            view.search.clear();
            view.found_at = None;
            view.chosen = None;
        }),
        _ => {}
    };
    let on_input = move |event: ev::Event| {
        view.update(|view| {
            view.search = event_target_value(&event);
            view.found_at = None;
        });
    };
    let said = move || {
        found.get()?;
        let n_runs = runs.with(Vec::len) as u64;
        Some(match (n_runs, view.with(|view| view.found_at)) {
            (0, _) => "none".to_owned(),
            (_, None) => format!("{} found", human::count(n_runs)),
            (_, Some(at)) => format!("{} of {}", human::count(at as u64 + 1), human::count(n_runs)),
        })
    };
    view! {
        <div class="timeline__search">
            <input
                type="search"
                class="timeline__search-field"
                placeholder="Find a test"
                aria-label="Find tests by id; Enter shows the next"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || view.with(|view| view.search.clone())
                on:input=on_input
                on:keydown=on_key
            />
            <span class="timeline__search-count" role="status">{said}</span>
        </div>
    }
}
