//! After files are read: what they are to each other, and what becomes of them.
//!
//! - [`known`]: what is known of them before anything is asked. [`answers`]: what is asked, and what comes of it.
//! - [`reports`]: reports of tests. [`run_now`]: how their suite is run now, which is the baseline.
//! - [`sides`]: which pipeline each side becomes.
//! - [`coverage`]: which lane each coverage report is of.
//! - [`predicted`]: a real run, held against what was predicted.

use std::sync::Arc;

use laneway_pool::scribe::protocol::OpenedFiles;
use leptos::prelude::*;

mod known;

mod answers;

mod reports;

mod run_now;

mod sides;

mod coverage;

mod predicted;

use super::recorded::Recorded;
use crate::later::later;
use crate::state::files::{Errand, Files};
use crate::state::use_app;
use crate::widgets::check::Check;
use crate::widgets::dialog::Dialog;
use answers::{Answers, Role};
use coverage::LanesQuestion;
use known::Known;
use predicted::Predicted;
use reports::{Question, Reports};
use run_now::RunNow;
use sides::SidesQuestion;

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
    move || opened.get().map(form)
}

later! {
    fn form(files: Arc<OpenedFiles>) {
        view! { <Form files=files /> }
    }
}

/// What was opened, and what is asked about it.
#[component]
fn Form(files: Arc<OpenedFiles>) -> impl IntoView {
    let app = use_app();
    let known = Known::new(&files, app.is_bare.get_untracked());
    let answers = Answers::first_guess(app, &files, known);
    let Answers { together, session, recording, is_calibrated, chosen, is_kept, role, given } = answers;
    let on_submit = {
        let files = Arc::clone(&files);
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            app.errand.set(Some(Errand::Take(Box::new(answers.taking(&files)))));
        }
    };
    let on_close = Callback::new(move |()| app.errand.set(Some(Errand::Stop)));
    let lead = move || role.get().words(known);
    let is_alone = move || role.get() == Role::Alone;
    let is_suite = move || matches!(role.get(), Role::Alone | Role::UnderPipelines);
    let measured = files.measured.clone();
    let (files_of_sides, files_of_lanes) = (Arc::clone(&files), Arc::clone(&files));
    view! {
        <Dialog title=known.title() on_close=on_close>
            <form on:submit=on_submit>
                {known.has_reports().then(|| view! { <Reports files=Arc::clone(&files) /> })}
                <p class="dialog__lead">{lead}</p>
                {known.has_pipelines().then(|| view! { <SidesQuestion files=files_of_sides chosen=chosen /> })}
                {known.several_timed().map(|n_files| view! { <Question n_files=n_files together=together /> })}
                {known.can_leave_pipelines().then(|| view! { <KeepPipelines is_kept=is_kept /> })}
                <Show when=is_alone><RunNow session=session /></Show>
                <Show when=is_suite><Recorded recording=recording /></Show>
                {known.can_calibrate().then(|| view! { <Calibrate is_calibrated=is_calibrated /> })}
                {(!files_of_lanes.coverage.is_empty()).then(|| view! {
                    <LanesQuestion files=files_of_lanes given=given />
                })}
                {(!measured.is_empty()).then(|| view! { <Predicted measured=measured /> })}
                <div class="dialog__buttons">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>"Cancel"</button>
                    // What is asked has an answer already.
                    <button class="button button--strong" type="submit" autofocus>
                        {if known.is_order() { "Put it on" } else { "Simulate" }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// Whether the suite comes under the pipelines that are there.
#[component]
fn KeepPipelines(is_kept: RwSignal<bool>) -> impl IntoView {
    view! {
        <Check
            label="Keep the pipelines"
            about="Else the suite is run in one plain session, and the jobs around it are gone"
            value=is_kept
            on_change=Callback::new(move |is_on| is_kept.set(is_on))
        />
    }
}

/// Whether costs are fitted to the run.
#[component]
fn Calibrate(is_calibrated: RwSignal<bool>) -> impl IntoView {
    view! {
        <Check
            label="Calibrate on this run"
            about="Fits start-up, overheads and fixtures to it, and says how close the simulation then comes"
            value=is_calibrated
            on_change=Callback::new(move |is_on| is_calibrated.set(is_on))
        />
    }
}
