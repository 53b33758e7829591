//! The page as a whole: its grid, and every effect.

use std::rc::Rc;

use laneway_formats::link;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::browser::{address, events, files, store};
use crate::examples::EXAMPLES;
use crate::panels::answer::AnswerPanel;
use crate::panels::costs::CostsPanel;
use crate::panels::header::HeaderPanel;
use crate::panels::modes::ModesPanel;
use crate::panels::notices::NoticesPanel;
use crate::panels::opened::OpenedDialog;
use crate::panels::run::RunPanel;
use crate::panels::suite::SuitePanel;
use crate::panels::timeline::TimelinePanel;
use crate::panels::why::WhyPanel;
use crate::state::AppState;
use crate::state::scenario::Scenario;
use crate::threads::Threads;

/// Where the scenario is kept between visits.
const STORE_KEY: &str = "laneway.scenario";

/// The longest address that the page gives itself, in characters.
const MAX_ADDRESS: usize = 30_000;

/// The threads, from anywhere in the page.
#[derive(Clone)]
pub struct ThreadsHandle(SendWrapper<Rc<Threads>>);

impl ThreadsHandle {
    /// See [`Threads::read`].
    pub fn read(&self, files: Vec<files::File>) {
        self.0.read(files);
    }

    /// See [`Threads::stop_reading`].
    pub fn stop_reading(&self) {
        self.0.stop_reading();
    }
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let (scenario, error) = first_scenario();
    let app = AppState::new(scenario);
    if let Some(error) = error {
        app.say(true, error, Vec::new());
    }
    let threads = Rc::new(Threads::new(app));
    provide_context(app);
    provide_context(ThreadsHandle(SendWrapper::new(Rc::clone(&threads))));
    start_effects(app, &threads);

    let is_over = RwSignal::new(false);
    let on_drop = move |event: leptos::ev::DragEvent| {
        is_over.set(false);
        threads.read(files::dropped(&event));
    };
    view! {
        <div
            class="page"
            class:page--drop=is_over
            on:dragover=move |event| is_over.set(files::is_drag_of_files(&event))
            on:dragleave=move |_| is_over.set(false)
            on:drop=on_drop
        >
            <HeaderPanel />
            <NoticesPanel />
            <main class="page__columns">
                <AnswerPanel />
                <TimelinePanel />
                <section class="page__inputs" aria-label="What goes in">
                    <SuitePanel />
                    <RunPanel />
                    <CostsPanel />
                </section>
                <section class="page__meaning" aria-label="What it means">
                    <WhyPanel />
                    <ModesPanel />
                </section>
            </main>
            <OpenedDialog />
            <p class="page__drop-hint" aria-hidden="true">"Drop a test report to replay it"</p>
        </div>
    }
}

/// What the address says, else what was kept, else the first example.
fn first_scenario() -> (Scenario, Option<String>) {
    let hash = address::hash();
    let mut error = None;
    if !hash.is_empty() {
        match link::read(&hash) {
            Ok(comparison) => return (Scenario::from_comparison(comparison), None),
            Err(why) => error = Some(why.to_string()),
        }
    }
    let kept = store::load(STORE_KEY).and_then(|kept| link::read(&kept).ok()).map(Scenario::from_comparison);
    (kept.filter(|_| error.is_none()).unwrap_or_else(|| (EXAMPLES[0].make)()), error)
}

fn start_effects(app: AppState, threads: &Rc<Threads>) {
    let simulation = SendWrapper::new(Rc::clone(threads));
    Effect::new(move |_| {
        app.history.track();
        simulation.simulate();
    });
    // What was written last, so that the page's own writing is not taken for a change by hand.
    let written = StoredValue::new(String::new());
    let save = move || {
        let comparison = app.history.with_untracked(|history| history.scenario().to_comparison());
        let link = link::write(&comparison);
        let _ = store::save(STORE_KEY, &link);
        let hash = if link.len() <= MAX_ADDRESS { link } else { String::new() };
        written.set_value(hash.clone());
        address::set_hash(&hash);
    };
    let pending = StoredValue::new(0_u32);
    Effect::new(move |previous: Option<()>| {
        app.history.track();
        // The first run is the visit itself: nothing is changed yet.
        if previous.is_some() {
            let number = pending.get_value() + 1;
            pending.set_value(number);
            // A slider in motion is saved once it rests.
            let is_last = move || pending.get_value() == number;
            set_timeout(
                move || {
                    if is_last() {
                        save()
                    }
                },
                std::time::Duration::from_millis(400),
            );
        }
    });
    events::on_hash_change(move || {
        let hash = address::hash();
        if hash.is_empty() || hash == written.get_value() {
            return;
        }
        match link::read(&hash) {
            Ok(comparison) => app.history.update(|history| {
                history.edit("", |scenario| *scenario = Scenario::from_comparison(comparison));
            }),
            Err(why) => app.say(true, why.to_string(), Vec::new()),
        }
    });
    let failing = Rc::clone(threads);
    events::on_thread_failure(move |why| failing.restart(&why));
    events::on_shortcut(move |key, is_shift| {
        match (key, is_shift) {
            ("z", false) => app.history.update(crate::state::scenario::History::undo),
            ("z", true) | ("y", false) => app.history.update(crate::state::scenario::History::redo),
            _ => return false,
        }
        true
    });
}
