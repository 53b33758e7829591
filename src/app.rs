//! The page as a whole: its grid, and every effect.

use std::sync::Arc;
use std::time::Duration;

use laneway_lesson::control::Control;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::browser::{events, files, screen, update};
use crate::keep::{self, Embedded, Opened};
use crate::kept_lessons;
use crate::later::{self, do_later, later, once_here, soon};
use crate::panels::about::AboutPanel;
use crate::panels::advice::AdvicePanel;
use crate::panels::answer::AnswerPanel;
use crate::panels::comment::CommentDialog;
use crate::panels::costs::CostsPanel;
use crate::panels::embed::EmbedPanel;
use crate::panels::header::HeaderPanel;
use crate::panels::keys::KeysDialog;
use crate::panels::lesson::LessonPanel;
use crate::panels::lesson::list::LessonList;
use crate::panels::machine::MachinePanel;
use crate::panels::middle::MiddlePanel;
use crate::panels::modes::ModesPanel;
use crate::panels::notices::NoticesPanel;
use crate::panels::opened::OpenedDialog;
use crate::panels::pipeline::PipelinePanel;
use crate::panels::player::clock;
use crate::panels::reading::ReadingPanel;
use crate::panels::received::ReceivedPanel;
use crate::panels::run::RunPanel;
use crate::panels::share::ShareDialog;
use crate::panels::suite::SuitePanel;
use crate::panels::why::WhyPanel;
use crate::state::files::Errand;
use crate::state::history::History;
use crate::state::lesson::Reading;
use crate::state::notice::Notice;
use crate::state::received::Received;
use crate::state::view::{Middle, SideName};
use crate::state::{AppState, use_app};
use crate::threads::Threads;

/// How long the hand rests before the scenario is kept.
const REST: Duration = Duration::from_millis(500);

/// The page, as soon as what it begins with is known: at once for who comes for the first time.
pub fn start() -> AnyView {
    match keep::usual() {
        Some(opened) => view! { <App opened=opened error=None /> }.into_any(),
        None => go_on(),
    }
}

/// The page.
#[component]
fn App(
    /// What it begins with.
    opened: Opened,
    /// What is wrong with the address.
    error: Option<String>,
) -> impl IntoView {
    let Opened { scenario, received, title, note } = opened;
    let app = AppState::new(scenario);
    let embedded = keep::embedded();
    // In somebody's page nobody asks what its sender saw.
    app.take_over(received.filter(|_| embedded.is_none()), title, note);
    app.share.update(|share| {
        share.base = keep::base();
        share.max_length = keep::max_length().unwrap_or(share.max_length);
    });
    if let Some(error) = error {
        app.say(Notice::error(error));
    }
    provide_context(app);
    app.lesson_errand.set(kept_lessons::in_address());
    start_effects(app, embedded.is_some());
    match embedded {
        Some(embedded) => embed(embedded),
        None => view! { <Whole /> }.into_any(),
    }
}

/// All of it.
#[component]
fn Whole() -> impl IntoView {
    let app = use_app();
    let is_lesson = Memo::new(move |_| app.lessons.with(|lessons| lessons.read.is_some()));
    let is_covered = Memo::new(move |_| app.lessons.with(|it| it.read.as_ref().is_some_and(Reading::is_covered)));
    let is_presented = Memo::new(move |_| app.lessons.with(|lessons| lessons.is_presented));
    let is_whole = Memo::new(move |_| {
        let has_all = |read: &Reading| read.current().free.contains(&Control::Everything);
        app.lessons.with(|lessons| lessons.read.as_ref().is_none_or(has_all))
    });
    let is_over = RwSignal::new(false);
    let is_narrow = RwSignal::new(screen::is_narrow());
    screen::on_change(move || is_narrow.set(screen::is_narrow()));
    // On a phone a link opens as a result to be read.
    let is_reading = Memo::new(move |_| {
        let is_read = |it: &Received| !it.is_whole && !it.is_plain() && app.look(|now| it.is_about(now));
        is_narrow.get() && app.received.with(|received| received.as_ref().is_some_and(is_read))
    });
    let on_drop = move |event: leptos::ev::DragEvent| {
        is_over.set(false);
        app.errand.set(Some(Errand::Read(files::dropped(&event))));
    };
    view! {
        <div
            class="page"
            class:page--drop=is_over
            class:page--lesson=is_lesson
            class:page--whole=is_whole
            class:page--covered=is_covered
            class:page--presented=is_presented
            on:dragover=move |event| is_over.set(files::is_drag_of_files(&event))
            on:dragleave=move |event| is_over.update(|is_over| *is_over &= !files::has_left(&event))
            on:drop=on_drop
        >
            <HeaderPanel />
            <Show when=move || is_reading.get() fallback=Columns>
                {reading()}
            </Show>
            <NoticesPanel />
            <OpenedDialog />
            <KeysDialog />
            <LessonList />
            <ShareDialog />
            <CommentDialog />
            <p class="page__drop-hint" aria-hidden="true">"Drop a test report, a workflow, a run of one or a coverage report; several, a folder or a zip of them"</p>
        </div>
    }
}

/// Inputs, pictures and meaning, in columns where there is room.
#[component]
fn Columns() -> impl IntoView {
    let app = use_app();
    let is_sheet_open = move || app.view.with(|view| view.is_sheet_open);
    let is_lesson = Memo::new(move |_| app.lessons.with(|lessons| lessons.read.is_some()));
    view! {
        <ReceivedPanel />
        <main class="page__columns">
            <AnswerPanel />
            <MiddlePanel />
            <section
                class="page__inputs"
                class:page__inputs--open=is_sheet_open
                id="inputs"
                aria-label="What goes in"
            >
                {once_here(inputs)}
            </section>
            <section class="page__meaning" aria-label="What it means">
                <Show when=move || !is_lesson.get() fallback=lesson>
                    {once_here(meaning)}
                </Show>
            </section>
            <button
                class="button button--strong page__sheet-button"
                type="button"
                aria-expanded=move || is_sheet_open().to_string()
                aria-controls="inputs"
                on:click=move |_| app.view.update(|view| view.is_sheet_open = !view.is_sheet_open)
            >
                {move || if is_sheet_open() { "Done" } else { "Change what goes in" }}
            </button>
        </main>
    }
}

later! {
    fn go_on() {
        let (opened, error) = keep::first();
        view! { <App opened=opened error=error /> }
    }

    fn embed(embedded: Embedded) {
        view! { <EmbedPanel embedded=embedded /> }
    }

    fn reading() {
        view! { <ReadingPanel /> }
    }

    fn lesson() {
        view! { <LessonPanel /> }
    }
}

soon! {
    fn inputs() {
        view! {
            <SuitePanel />
            <PipelinePanel />
            <RunPanel />
            <MachinePanel />
            <CostsPanel />
        }
    }

    fn meaning() {
        view! {
            <WhyPanel />
            <ModesPanel />
            <AboutPanel />
            // Last, since nothing may move when it has been looked at.
            <AdvicePanel />
        }
    }
}

/// `is_embedded`: nothing is kept.
fn start_effects(app: AppState, is_embedded: bool) {
    let threads = SendWrapper::new(Threads::new(app));
    let simulation = threads.clone();
    Effect::new(move |_| {
        app.history.track();
        simulation.scenario_changed();
    });

    let n_changes = StoredValue::new(0_u32);
    let keeper = threads.clone();
    Effect::new(move |previous: Option<()>| {
        app.history.track();
        // The first run is the visit itself: nothing is changed yet.
        let is_new = previous.is_some() && !is_embedded;
        let number = n_changes.get_value() + 1;
        n_changes.set_value(number);
        let keeper = keeper.clone();
        set_timeout(
            move || {
                if n_changes.get_value() == number {
                    app.history.update_untracked(History::settle);
                    keeper.scenario_rested(is_new);
                }
            },
            REST,
        );
    });

    Effect::new(move |_| {
        // A pipeline is looked at job by job first, unless its sender looked at something else.
        if !app.is_bare.get() {
            let is_about = |received: &&Received| app.history.with_untracked(|now| received.is_about(now.scenario()));
            let sent = app.received.with_untracked(|it| it.as_ref().filter(is_about).map(Received::middle));
            app.view.update(|view| view.middle = sent.unwrap_or_default());
        }
    });

    let answered = threads.clone();
    Effect::new(move |_| {
        app.sides.track();
        answered.scenario_answered();
    });

    let advisor = threads.clone();
    Effect::new(move |before: Option<SideName>| {
        let side = app.view.with(|view| view.side);
        // The first side is looked at with the scenario.
        if before.is_some_and(|before| before != side) {
            advisor.side_changed();
        }
        side
    });

    start_errands(app, &threads);

    // The rest comes once there is an answer to look at, so that it takes nothing from that: painted in the next frame, loaded
    // from the one after it on.
    let has_answer = Memo::new(move |_| app.sides.with(Option::is_some));
    Effect::new(move |_| {
        if has_answer.get() {
            request_animation_frame(|| request_animation_frame(later::fetch));
        }
    });

    let exporter = threads.clone();
    let wish = Memo::new(move |_| app.export.with(|export| export.wish.clone()));
    Effect::new(move |_| {
        if app.middle.get() == Middle::Export {
            app.history.track();
            // Read, since a memo that nobody reads hears of nothing.
            wish.with(|_| ());
            exporter.export_wished();
        }
    });

    let sharer = threads.clone();
    let to_share = Memo::new(move |_| {
        let texts =
            app.share.with(|share| share.is_open.then(|| (share.title.clone(), share.note.clone(), share.names)));
        // Figures that are confirmed in the meantime are those of the link.
        texts.map(|texts| (texts, app.received.with(|received| received.as_ref().map(Received::verified))))
    });
    Effect::new(move |before: Option<bool>| {
        let is_open = to_share.with(Option::is_some);
        if is_open || before == Some(true) {
            sharer.share_wished(is_open);
        }
        is_open
    });

    let checker = threads.clone();
    let is_other_link = |before: Option<&Option<Received>>, now: Option<&Option<Received>>| {
        let hash =
            |it: Option<&Option<Received>>| it.and_then(Option::as_ref).map(|received| Arc::clone(&received.shared));
        match (hash(before), hash(now)) {
            (Some(before), Some(now)) => !Arc::ptr_eq(&before, &now),
            (before, now) => before.is_some() != now.is_some(),
        }
    };
    let link = Memo::new_with_compare(move |_| app.received.get(), is_other_link);
    Effect::new(move |_| {
        link.with(|received| {
            if let Some(received) = received.as_ref().filter(|it| it.recomputed.is_none() && !it.is_plain()) {
                checker.link_received(received);
            }
        });
    });

    clock::keep(app);

    update::on_waiting(move || app.say(Notice::update()));

    events::on_plain_key(move |key| {
        let is_list = key == "?";
        if is_list {
            app.view.update(|view| view.is_keys_open = !view.is_keys_open);
        }
        is_list
    });
    events::on_hash_change(move || address_changed(app));
    events::on_thread_failure(move |why| threads.died(&why));
    events::on_shortcut(move |key, is_shift| {
        match (key, is_shift) {
            ("z", false) => app.history.update(History::undo),
            ("z", true) | ("y", false) => app.history.update(History::redo),
            _ => return false,
        }
        true
    });
}

do_later! {
    fn address_changed(app: AppState) {
        match app.received.with_untracked(|it| keep::from_address(it.as_ref())) {
            None => {
                if let Some(errand) = kept_lessons::in_address() {
                    app.lesson_errand.set(Some(errand));
                }
            }
            Some(Ok(Opened { scenario, received, title, note })) => {
                app.take_over(received, title, note);
                keep::recent::begin_another();
                app.edit("", |current| *current = scenario);
            }
            Some(Err(why)) => app.say(Notice::error(why)),
        }
    }
}

/// What panels ask for goes to the threads.
fn start_errands(app: AppState, threads: &SendWrapper<Threads>) {
    fn start<T: 'static>(
        errand: impl Get<Value = Option<T>> + 'static,
        threads: &SendWrapper<Threads>,
        run: impl Fn(&Threads, T) + 'static,
    ) {
        let threads = threads.clone();
        Effect::new(move |_| {
            if let Some(errand) = errand.get() {
                run(&threads, errand);
            }
        });
    }
    start(app.errand, threads, Threads::run_errand);
    start(app.study_errand, threads, Threads::run_study_errand);
    start(app.search_errand, threads, Threads::run_search_errand);
    start(app.lesson_errand, threads, Threads::run_lesson_errand);
    start(app.export_errand, threads, Threads::run_export_errand);
    start(app.share_errand, threads, Threads::run_share_errand);
    start(app.comment_errand, threads, Threads::run_comment_errand);
}
