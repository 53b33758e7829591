//! Recent scenarios: a button, and the list behind it.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_formats::recent::Recent;
use laneway_link::link;
use leptos::prelude::*;

use crate::browser::timing;
use crate::keep::recent;
use crate::later::{do_later, later};
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;
use crate::state::{AppState, use_app};

/// What the browser has, newest first; each can be opened or taken away.
#[component]
pub fn RecentMenu() -> impl IntoView {
    let app = use_app();
    let n_looks = RwSignal::new(0_u32);
    let has_looked = Memo::new(move |_| n_looks.get() > 0);
    view! {
        <button
            class="button"
            type="button"
            popovertarget="recent-menu"
            on:click=move |_| n_looks.update(|n| *n += 1)
        >
            "Recent"
        </button>
        <div class="recent-menu" id="recent-menu" popover="auto" role="dialog" aria-label="Recent scenarios">
            {move || has_looked.get().then(|| list(app, n_looks))}
        </div>
    }
}

later! {
    /// As it is whenever somebody looks.
    fn list(app: AppState, n_looks: RwSignal<u32>) {
        let entries = RwSignal::new(Vec::<Recent>::new());
        Effect::new(move |_| {
            n_looks.track();
            entries.set(recent::list());
        });
        let rows = move || {
            let row = |entry: Recent| view! { <Row entry=entry app=app entries=entries /> };
            entries.get().into_iter().map(row).collect_view()
        };
        let lead = move || match entries.with(Vec::len) {
            0 => "Nothing yet. What you change is kept here, in this browser alone.",
            _ => "Kept in this browser alone, the last twenty. Opening one can be undone.",
        };
        view! {
            <p class="recent-menu__lead">{lead}</p>
            <ul>{rows}</ul>
        }
    }
}

#[component]
fn Row(entry: Recent, app: AppState, entries: RwSignal<Vec<Recent>>) -> impl IntoView {
    let Recent { number, name, about, when } = entry;
    let passed = Nanos::from_secs(((timing::date() - when) / 1_000.0).max(0.0)).unwrap_or_default();
    let is_current = recent::current() == Some(number);
    let label = format!("Forget {name}, {about}");
    view! {
        <li class="recent-menu__row">
            <button
                class="recent-menu__open"
                type="button"
                popovertarget="recent-menu"
                popovertargetaction="hide"
                aria-current=is_current.then_some("true")
                on:click=move |_| open(app, number)
            >
                <span class="recent-menu__name">{name}</span>
                <span class="recent-menu__about">{about}</span>
                <span class="recent-menu__when">{if is_current { "open".to_owned() } else { human::ago(passed) }}</span>
            </button>
            <button
                class="button button--plain"
                type="button"
                aria-label=label
                on:click=move |_| {
                    recent::forget(number);
                    entries.set(recent::list());
                }
            >
                "Forget"
            </button>
        </li>
    }
}

do_later! {
    fn open(app: AppState, number: u64) {
        match recent::link(number).map(|kept| (link::read(&kept), kept)) {
            None => app.say(Notice::error("Another tab has taken this scenario away.")),
            Some((Ok(document), kept)) => {
                recent::go_on_with(&kept);
                app.edit("", |scenario| *scenario = Scenario::from_document(document));
            }
            Some((Err(why), _)) => app.say(Notice::error(format!("This scenario cannot be opened: {why}."))),
        }
    }
}
