//! The page as a whole: its grid, and where everything stands in it.

use laneway_lesson::control::Control;
use leptos::prelude::*;

use crate::browser::{files, screen};
use crate::effects;
use crate::keep::{self, Embedded, Opened};
use crate::kept_lessons;
use crate::later::{later, once_here, soon};
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
use crate::panels::reading::ReadingPanel;
use crate::panels::received::ReceivedPanel;
use crate::panels::run::RunPanel;
use crate::panels::share::ShareDialog;
use crate::panels::suite::SuitePanel;
use crate::panels::why::WhyPanel;
use crate::state::files::Errand;
use crate::state::lesson::Reading;
use crate::state::notice::Notice;
use crate::state::received::Received;
use crate::state::{AppState, use_app};

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
    effects::start(app, embedded.is_some());
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
