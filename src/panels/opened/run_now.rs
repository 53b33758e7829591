//! How the suite is run now, which becomes the baseline.

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{MAX_WORKERS, Session};
use laneway_formats::command_line;
use leptos::prelude::*;

use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;

/// What stands in for `-n auto` until a machine is described.
pub(super) const DEFAULT_CORES: u32 = 4;

/// Typed, chosen, or pasted.
#[component]
pub fn RunNow(
    /// The answer.
    session: RwSignal<Session>,
) -> impl IntoView {
    let words = RwSignal::new((false, Vec::<String>::new()));
    let on_paste = move |text: String| {
        if text.trim().is_empty() {
            return words.set((false, Vec::new()));
        }
        match command_line::read(&text) {
            Ok(line) => {
                // A report of that command holds what it selected.
                let (selection, split) = session.with_untracked(|own| (own.selection.clone(), own.split));
                session.update(|session| {
                    *session = Session { selection, split, ..line.apply(session, DEFAULT_CORES) };
                });
                words.set((false, line.notes));
            }
            Err(error) => words.set((true, vec![error.to_string()])),
        }
    };
    let modes =
        DIST_MODES.iter().map(|info| (info.flag.to_owned(), format!("{}: {}", info.flag, info.about))).collect();
    view! {
        <label class="opened-dialog__paste">
            <span>"Paste a pytest command line, or the pytest section of an ini file or pyproject.toml"</span>
            <textarea
                rows="2"
                spellcheck="false"
                autofocus
                placeholder="pytest -n 8 --dist loadfile"
                on:input=move |event| on_paste(event_target_value(&event))
            ></textarea>
        </label>
        <ul class="opened-dialog__words" class:opened-dialog__words--bad=move || words.with(|words| words.0) aria-live="polite">
            {move || words.with(|words| words.1.iter().map(|word| view! { <li>{word.clone()}</li> }).collect_view())}
        </ul>
        <p class="opened-dialog__or">"or say it here"</p>
        <NumberField
            label="Workers"
            about="-n; 0 is one plain process"
            min=0
            max=i64::from(MAX_WORKERS)
            value=Signal::derive(move || Some(i64::from(session.with(|session| session.workers))))
            on_change=Callback::new(move |number: Option<i64>| {
                session.update(|session| session.workers = number.unwrap_or(0) as u32);
            })
        />
        <Choice
            label="Dist mode"
            options=modes
            value=Signal::derive(move || session.with(|session| session.dist.flag().to_owned()))
            on_change=Callback::new(move |flag: String| {
                session.update(|session| session.dist = DistMode::from_flag(&flag).unwrap_or_default());
            })
        />
    }
}
