//! After files are read: what they are to each other, and how the suite is run now, which is the baseline.

use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{MAX_WORKERS, Session};
use laneway_engine::suite::{OrderKnown, Recording};
use laneway_formats::command_line;
use laneway_formats::many::Together;
use laneway_formats::recorded::Told;
use laneway_pool::protocol::{OpenedFiles, Report};
use leptos::prelude::*;

use super::recorded::Recorded;
use crate::state::files::{Errand, Files};
use crate::state::use_app;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::dialog::Dialog;
use crate::widgets::number_field::NumberField;

/// What stands in for `-n auto` until a machine is described.
const DEFAULT_CORES: u32 = 4;

/// How many files are named before the others are only counted.
const MAX_NAMED: usize = 5;

/// The dialog; it shows while files wait.
#[component]
pub fn OpenedDialog() -> impl IntoView {
    let app = use_app();
    let opened = Memo::new_with_compare(
        move |_| match app.files.get() {
            Files::Opened(files) => Some(files),
            Files::None | Files::Reading(_) => None,
        },
        |before: Option<&Option<Arc<OpenedFiles>>>, now| match (before, now) {
            (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
            (Some(None), Some(None)) => false,
            _ => true,
        },
    );
    move || opened.get().map(|files| view! { <Form files=files /> })
}

#[component]
fn Form(files: Arc<OpenedFiles>) -> impl IntoView {
    let app = use_app();
    let is_order = files.reports.iter().all(|report| !report.has_durations);
    let together = RwSignal::new(files.together);
    let session = RwSignal::new(first_guess(&files));
    let recording = RwSignal::new(recorded(&files));
    let has_times = files.reports.iter().filter(|report| report.has_durations).all(|report| report.has_times);
    let is_calibrated = RwSignal::new(has_times && !is_order);
    let is_mode_known = files.reports.iter().any(|report| report.dist.is_some());
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let baseline = (!is_order).then(|| session.get_untracked());
        let (together, recording) = (together.get_untracked(), recording.get_untracked());
        let calibrate = is_calibrated.get_untracked().then(|| Told {
            dist: baseline
                .as_ref()
                .map(|baseline| baseline.dist)
                .filter(|_| !is_mode_known && recording.workers > Some(0)),
            workers: recording.workers,
            cores: recording.cores,
            ..Told::default()
        });
        app.errand.set(Some(Errand::Take { together, baseline, recording, calibrate }));
    };
    let on_close = Callback::new(move |()| app.errand.set(Some(Errand::Stop)));
    let title = if is_order { "Put this order on the suite?" } else { "How do you run it now?" };
    let lead = if is_order {
        "What was opened knows the order of collection and no durations. The tests at hand are put in this order."
    } else {
        "What you say here is the baseline: everything you try is measured against it."
    };
    let n_timed = files.reports.iter().filter(|report| report.has_durations).count();
    view! {
        <Dialog title=title on_close=on_close>
            <form on:submit=on_submit>
                <Reports files=Arc::clone(&files) />
                <p class="dialog__lead">{lead}</p>
                {(n_timed > 1).then(|| view! { <Question n_files=n_timed together=together /> })}
                {(!is_order).then(|| view! { <RunNow session=session /><Recorded recording=recording /> })}
                {(has_times && !is_order).then(|| view! {
                    <Check
                        label="Calibrate on this run"
                        about="Fits start-up, overheads and fixtures to it, and says how close the simulation then comes"
                        value=is_calibrated
                        on_change=Callback::new(move |is_on| is_calibrated.set(is_on))
                    />
                })}
                <div class="dialog__buttons">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>"Cancel"</button>
                    <button class="button button--strong" type="submit">
                        {if is_order { "Put it on" } else { "Simulate" }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// As recorded, where the report says.
fn first_guess(files: &OpenedFiles) -> Session {
    let recorded = files.reports.iter().find_map(|report| report.recording.workers).filter(|workers| *workers > 0);
    let dist = files.reports.iter().find_map(|report| report.dist).filter(|dist| *dist != DistMode::No);
    Session { workers: recorded.unwrap_or(DEFAULT_CORES), dist: dist.unwrap_or_default(), ..Session::default() }
}

/// What the reports say of how they were recorded; the first that knows.
fn recorded(files: &OpenedFiles) -> Recording {
    let first = |get: fn(&Recording) -> Option<u32>| files.reports.iter().find_map(|report| get(&report.recording));
    Recording {
        workers: first(|recording| recording.workers),
        cores: first(|recording| recording.cores),
        coverage: files.reports.iter().find_map(|report| report.recording.coverage),
        ..Recording::default()
    }
}

#[component]
fn Reports(files: Arc<OpenedFiles>) -> impl IntoView {
    let n_more = files.reports.len().saturating_sub(MAX_NAMED);
    let named = files.reports.iter().take(MAX_NAMED).map(|report| {
        view! {
            <li class="opened-dialog__report">
                <span class="opened-dialog__name">{report.name.clone()}</span>
                <span class="opened-dialog__figures">{figures(report)}</span>
            </li>
        }
    });
    view! {
        <ul class="opened-dialog__reports">
            {named.collect_view()}
            {(n_more > 0).then(|| view! { <li>{format!("and {n_more} more")}</li> })}
        </ul>
    }
}

fn figures(report: &Report) -> String {
    let plural = if report.n_tests == 1 { "" } else { "s" };
    let n_tests = format!("{} test{plural}", human::count(report.n_tests));
    let order = if report.recording.order == OrderKnown::Sorted { ", sorted by id" } else { "" };
    if report.has_durations {
        format!("{n_tests}, {}{order}", human::time(report.total))
    } else {
        format!("{n_tests}, order alone")
    }
}

#[component]
fn Question(n_files: usize, together: RwSignal<Together>) -> impl IntoView {
    let radio = move |value: Together, text: &'static str, about: &'static str| {
        view! {
            <label class="opened-dialog__radio">
                <input
                    type="radio"
                    name="together"
                    prop:checked=move || together.get() == value
                    on:change=move |_| together.set(value)
                />
                <span>{text}<span class="opened-dialog__about">{about}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="opened-dialog__question">
            <legend>{format!("Are these {n_files} files parts of one run, or repeated runs?")}</legend>
            {radio(Together::Parts, "Parts of one run", "such as a file for each shard: their tests follow each other")}
            {radio(Together::Repeats, "Repeated runs", "of the same suite: each test gets its median duration")}
        </fieldset>
    }
}

/// Typed, chosen, or pasted.
#[component]
fn RunNow(session: RwSignal<Session>) -> impl IntoView {
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
