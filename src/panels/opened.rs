//! After files are open: what they are to each other, and how the suite is run now, which is the baseline.

use std::sync::Arc;

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{MAX_WORKERS, Session};
use laneway_formats::command_line;
use laneway_formats::many::{Together, apply_collection, guess, join};
use laneway_formats::read::Reading;
use leptos::prelude::*;

use crate::state::scenario::Scenario;
use crate::state::{AppState, Opened, use_app};
use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;

/// What stands in for `-n auto` until a machine is described.
const DEFAULT_CORES: u32 = 4;

/// The dialog; it shows while files wait.
#[component]
pub fn OpenedDialog() -> impl IntoView {
    let app = use_app();
    move || app.opened.get().map(|opened| view! { <Form opened=opened /> })
}

#[component]
fn Form(opened: Opened) -> impl IntoView {
    let app = use_app();
    let n_files = opened.readings.len();
    let n_tests: usize = opened.readings.iter().map(|reading| reading.suite.tests.len()).sum();
    let together = RwSignal::new(guess(&opened.readings));
    let recorded = opened.readings.iter().find_map(|reading| reading.suite.recording.workers).unwrap_or(0);
    let session =
        RwSignal::new(Session { workers: if recorded > 0 { recorded } else { DEFAULT_CORES }, ..Session::default() });
    let words = RwSignal::new(Vec::<String>::new());
    let opened = StoredValue::new(opened);
    let on_paste = move |text: String| {
        if text.trim().is_empty() {
            return;
        }
        match command_line::read(&text) {
            Ok(line) => {
                session.update(|session| *session = line.apply(session, DEFAULT_CORES));
                words.set(line.notes);
            }
            Err(error) => words.set(vec![error.to_string()]),
        }
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        take(app, opened.get_value(), together.get_untracked(), session.get_untracked());
    };
    let modes =
        DIST_MODES.iter().map(|info| (info.flag.to_owned(), format!("{}: {}", info.flag, info.about))).collect();
    let question = (n_files > 1).then(|| {
        let radio = move |value: Together, text: &'static str| {
            view! {
                <label class="opened-dialog__radio">
                    <input
                        type="radio"
                        name="together"
                        prop:checked=move || together.get() == value
                        on:change=move |_| together.set(value)
                    />
                    {text}
                </label>
            }
        };
        view! {
            <fieldset class="opened-dialog__question">
                <legend>{format!("What are these {n_files} files to each other?")}</legend>
                {radio(Together::Parts, "Parts of one run, such as shards")}
                {radio(Together::Repeats, "Runs of the same suite: the median counts")}
            </fieldset>
        }
    });
    view! {
        <div class="dialog-ground">
            <form class="dialog" role="dialog" aria-modal="true" aria-labelledby="opened-title" on:submit=on_submit>
                <h2 id="opened-title">"How do you run it now?"</h2>
                <p class="dialog__lead">
                    {format!("{} tests were read. What you say here is the baseline that changes are measured against.", laneway_chart::human::count(n_tests as u64))}
                </p>
                {question}
                <label class="opened-dialog__paste">
                    <span>"Paste a pytest command line or an ini section, or choose below"</span>
                    <textarea
                        rows="2"
                        placeholder="pytest -n 8 --dist worksteal"
                        on:input=move |event| on_paste(event_target_value(&event))
                    ></textarea>
                </label>
                <ul class="opened-dialog__words" aria-live="polite">
                    {move || words.get().into_iter().map(|word| view! { <li>{word}</li> }).collect_view()}
                </ul>
                <NumberField
                    label="Workers"
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
                <div class="dialog__buttons">
                    <button class="button" type="button" on:click=move |_| app.opened.set(None)>"Cancel"</button>
                    <button class="button button--strong" type="submit" autofocus>"Simulate"</button>
                </div>
            </form>
        </div>
    }
}

/// Takes what was opened as the suite, and what was said as the baseline.
fn take(app: AppState, opened: Opened, together: Together, baseline: Session) {
    app.opened.set(None);
    let readings = opened.readings;
    let name = readings.first().map(|reading| reading.suite.name.clone()).unwrap_or_default();
    let mut reading = join(&name, readings, together);
    if !reading.has_durations {
        // An order alone is put on the suite that is there.
        let suite = app.history.with_untracked(|history| history.scenario().suite.clone());
        match apply_collection(&suite, &reading.suite) {
            Ok((suite, warnings)) => reading = Reading { suite, warnings, ..reading },
            Err(error) => return app.say(true, error.to_string(), Vec::new()),
        }
    }
    let n_warnings = reading.warnings.n_all;
    if n_warnings > 0 {
        let lines = reading.warnings.shown.iter().map(ToString::to_string);
        let plural = if n_warnings == 1 { "" } else { "s" };
        app.say(false, format!("{name} was read with {n_warnings} warning{plural}."), lines.collect());
    }
    let dist = if baseline.dist == DistMode::WorkSteal { DistMode::Load } else { DistMode::WorkSteal };
    let candidate = Session { dist, workers: baseline.workers.max(1), ..baseline.clone() };
    let scenario = Scenario { suite: Arc::new(reading.suite), baseline, candidate };
    app.history.update(|history| history.edit("", |current| *current = scenario));
}
