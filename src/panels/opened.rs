//! After files are read: what they are to each other, and what becomes of them.
//!
//! - [`reports`]: reports of tests. [`run_now`]: how their suite is run now, which is the baseline.
//! - [`sides`]: which pipeline each side becomes.
//! - [`coverage`]: which lane each coverage report is of.

use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::suite::Recording;
use laneway_formats::measured::{Clock, Measured};
use laneway_formats::recorded::Told;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pool::scribe::protocol::OpenedFiles;
use leptos::prelude::*;

mod reports;

mod run_now;

mod sides;

mod coverage;

use super::recorded::Recorded;
use crate::later::later;
use crate::state::comment::CommentErrand;
use crate::state::files::{Errand, Files, Taking, TestsTaking, Under};
use crate::state::notice::Notice;
use crate::state::use_app;
use crate::widgets::check::Check;
use crate::widgets::dialog::Dialog;
use coverage::{Given, LanesQuestion};
use reports::{Question, Reports};
use run_now::{DEFAULT_CORES, RunNow};
use sides::{Chosen, SidesQuestion};

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

/// What the reports of tests are for the scenario.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// There are none.
    None,
    /// An order for the suite that is there.
    Order,
    /// The suite, under the pipelines that are there or come with it.
    UnderPipelines,
    /// The suite, under one session.
    Alone,
}

#[component]
fn Form(files: Arc<OpenedFiles>) -> impl IntoView {
    let app = use_app();
    let has_reports = !files.reports.is_empty();
    let is_order = has_reports && files.reports.iter().all(|report| !report.has_durations);
    let has_pipelines = !files.pipelines.is_empty();
    let is_bare = app.is_bare.get_untracked();
    let together = RwSignal::new(files.together);
    let session = RwSignal::new(first_guess(&files));
    let recording = RwSignal::new(recorded(&files));
    let has_times = files.reports.iter().filter(|report| report.has_durations).all(|report| report.has_times);
    let can_calibrate = has_reports && has_times && !is_order;
    let is_calibrated = RwSignal::new(can_calibrate);
    let is_mode_known = files.reports.iter().any(|report| report.dist.is_some());
    let chosen = RwSignal::new(Chosen::first_guess(&files));
    let is_kept = RwSignal::new(!is_bare);
    let role = Memo::new(move |_| {
        let comes_with_one = chosen.with(|chosen| chosen.sides.iter().any(Option::is_some));
        match (has_reports, is_order) {
            (false, _) => Role::None,
            (true, true) => Role::Order,
            (true, false) if comes_with_one || is_kept.get() => Role::UnderPipelines,
            (true, false) => Role::Alone,
        }
    });
    let sides = {
        let files = Arc::clone(&files);
        Memo::new(move |_| {
            let new = chosen.get().pipelines(&files, &session.get());
            let [baseline, candidate] = new;
            app.look(|scenario| match role.get() {
                Role::Alone => [Pipeline::bare(session.get()), Pipeline::bare(session.get())],
                _ => [
                    baseline.unwrap_or_else(|| scenario.baseline.clone()),
                    candidate.unwrap_or_else(|| scenario.candidate.clone()),
                ],
            })
        })
    };
    let given = Given::new(&files, sides);
    let on_submit = {
        let files = Arc::clone(&files);
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let (together, recording) = (together.get_untracked(), recording.get_untracked());
            let (role, session) = (role.get_untracked(), session.get_untracked());
            let is_dist_told = role == Role::Alone && !is_mode_known && recording.workers > Some(0);
            let calibrate = is_calibrated.get_untracked().then(|| Told {
                dist: is_dist_told.then_some(session.dist),
                workers: recording.workers,
                cores: recording.cores,
                ..Told::default()
            });
            let pipelines = chosen.get_untracked().pipelines(&files, &session);
            let under = match role {
                Role::None | Role::Order => Under::Order,
                Role::UnderPipelines => Under::Pipelines,
                Role::Alone => Under::Session(Box::new(session)),
            };
            let tests = (role != Role::None).then_some(TestsTaking { together, under, recording, calibrate });
            let notices = chosen.get_untracked().notices(&files).into_iter().chain(odd_coverage(&files)).collect();
            let taking = Taking { tests, pipelines, coverage: given.coverings(), notices };
            app.errand.set(Some(Errand::Take(Box::new(taking))));
        }
    };
    let on_close = Callback::new(move |()| app.errand.set(Some(Errand::Stop)));
    let n_timed = files.reports.iter().filter(|report| report.has_durations).count();
    let title = match (has_pipelines, has_reports, is_order) {
        (true, true, _) => "Put these tests and this pipeline together?",
        (true, false, _) if files.pipelines.len() > 1 => "Which side is which pipeline?",
        (true, false, _) => "Which side is this pipeline?",
        (false, false, _) => "Whose coverage is this?",
        (false, true, true) => "Put this order on the suite?",
        (false, true, false) if is_bare => "How do you run it now?",
        (false, true, false) => "Put these tests under the pipelines?",
    };
    let lead = move || match role.get() {
        Role::None if has_pipelines => {
            "The suite stays. The baseline is how it runs now; change the candidate, and see what comes of it."
        }
        Role::None => {
            "A report of real lines takes the place of the percentage: what lanes cover together is then exact."
        }
        Role::Order => {
            "What was opened knows the order of collection and no durations. The tests at hand are put in this order."
        }
        Role::UnderPipelines => "The tests take the place of the suite; jobs and sessions of the pipelines stay.",
        Role::Alone => "What you say here is the baseline: everything you try is measured against it.",
    };
    let measured = files.measured.clone();
    let (files_of_sides, files_of_lanes) = (Arc::clone(&files), Arc::clone(&files));
    let (is_alone, is_suite) =
        (move || role.get() == Role::Alone, move || matches!(role.get(), Role::Alone | Role::UnderPipelines));
    view! {
        <Dialog title=title on_close=on_close>
            <form on:submit=on_submit>
                {has_reports.then(|| view! { <Reports files=Arc::clone(&files) /> })}
                <p class="dialog__lead">{lead}</p>
                {has_pipelines.then(|| view! { <SidesQuestion files=files_of_sides chosen=chosen /> })}
                {(n_timed > 1).then(|| view! { <Question n_files=n_timed together=together /> })}
                {(has_reports && !is_order && !is_bare && !has_pipelines).then(|| view! {
                    <Check
                        label="Keep the pipelines"
                        about="Else the suite is run in one plain session, and the jobs around it are gone"
                        value=is_kept
                        on_change=Callback::new(move |is_on| is_kept.set(is_on))
                    />
                })}
                <Show when=is_alone><RunNow session=session /></Show>
                <Show when=is_suite><Recorded recording=recording /></Show>
                {can_calibrate.then(|| view! {
                    <Check
                        label="Calibrate on this run"
                        about="Fits start-up, overheads and fixtures to it, and says how close the simulation then comes"
                        value=is_calibrated
                        on_change=Callback::new(move |is_on| is_calibrated.set(is_on))
                    />
                })}
                {(!files_of_lanes.coverage.is_empty()).then(|| view! {
                    <LanesQuestion files=files_of_lanes given=given />
                })}
                {(!measured.is_empty()).then(|| view! { <Predicted measured=measured /> })}
                <div class="dialog__buttons">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>"Cancel"</button>
                    // What is asked has an answer already.
                    <button class="button button--strong" type="submit" autofocus>
                        {if is_order { "Put it on" } else { "Simulate" }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// The other thing that a real run is good for: it is held against what was predicted for the candidate.
#[component]
fn Predicted(measured: Vec<Measured>) -> impl IntoView {
    let app = use_app();
    // Reports of tests are of one session, the jobs of a run of all.
    let is_of_run = |it: &&Measured| it.clock == Clock::Pipeline;
    let of_runs: Vec<Measured> = measured.iter().filter(is_of_run).cloned().collect();
    let taken = if of_runs.is_empty() { measured } else { of_runs };
    let took = match taken.as_slice() {
        [it] => format!("This run took {}. ", human::time(it.took)),
        all => format!("These are {} runs. ", all.len()),
    };
    let on_click = move |_| {
        app.errand.set(Some(Errand::Stop));
        app.comment_errand.set(Some(CommentErrand::Write(taken.clone())));
    };
    view! {
        <p class="opened-dialog__predicted">
            {took}
            <button class="button button--small" type="button" on:click=on_click>"Compare with what was predicted"</button>
        </p>
    }
}

/// What was odd in coverage reports.
fn odd_coverage(files: &OpenedFiles) -> Vec<Notice> {
    let said = files.coverage.iter().filter_map(|file| {
        let n_files = file.reading.report.files.len();
        let kept = format!("{}: {:.1} % of {n_files} files kept", file.name, file.reading.report.percent());
        Notice::of_warnings(&kept, Vec::new(), &file.reading.warnings)
    });
    said.collect()
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
