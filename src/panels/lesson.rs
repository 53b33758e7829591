//! A lesson: its text beside the live instrument, one step at a time.
//!
//! - [`guess`]: what is asked, and what came of it. [`controls`]: what the reader may change. [`list`]: all lessons.

use leptos::prelude::*;

mod guess;

mod controls;

pub mod list;

use crate::state::lesson::{LessonErrand, Reading};
use crate::state::use_app;
use crate::widgets::marked_text::MarkedText;
use controls::Controls;
use guess::GuessForm;

/// The lesson that is read. Nothing without one.
#[component]
pub fn LessonPanel() -> impl IntoView {
    let app = use_app();
    let of = move |get: fn(&Reading) -> String| {
        Memo::new(move |_| app.lessons.with(|lessons| lessons.read.as_ref().map(get).unwrap_or_default()))
    };
    let title = of(|read| read.text.title.clone());
    let link = of(|read| read.link.clone());
    let step = Memo::new(move |_| app.lessons.with(|lessons| lessons.read.as_ref().map(|read| read.step)));
    let n_steps = move || app.lessons.with(|lessons| lessons.read.as_ref().map_or(0, |read| read.text.steps.len()));
    let is_last = move || app.lessons.with(|lessons| lessons.read.as_ref().is_some_and(Reading::is_last));
    let go = move |step: usize| app.lesson_errand.set(Some(LessonErrand::Go(step)));
    let text = move || {
        // Another lesson, or another step of it.
        link.track();
        step.track();
        let text = app.lessons.with_untracked(|it| it.read.as_ref().map(|read| read.current().text.clone()));
        let paragraphs = text.unwrap_or_default().into_iter();
        paragraphs.map(|text| view! { <p class="lesson-panel__text"><MarkedText text=text /></p> }).collect_view()
    };
    let parts = move || {
        link.track();
        step.track();
        view! {
            <GuessForm />
            <Controls />
        }
    };
    let dots = move || {
        (0..n_steps())
            .map(|place| {
                let is_here = move || step.get() == Some(place);
                view! {
                    <li>
                        <button
                            class="lesson-panel__dot"
                            class:lesson-panel__dot--here=is_here
                            type="button"
                            aria-label=format!("Step {}", place + 1)
                            aria-current=move || is_here().then_some("step")
                            on:click=move |_| go(place)
                        ></button>
                    </li>
                }
            })
            .collect_view()
    };
    let is_presented = move || app.lessons.with(|lessons| lessons.is_presented);
    view! {
        <section class="lesson-panel" aria-labelledby="lesson-title">
            <div class="lesson-panel__head">
                <p class="lesson-panel__kind">"Lesson"</p>
                <button
                    class="button button--plain button--small"
                    type="button"
                    aria-pressed=move || is_presented().to_string()
                    title="Large type, and nothing but the lesson"
                    on:click=move |_| app.lessons.update(|lessons| lessons.is_presented = !lessons.is_presented)
                >
                    "Present"
                </button>
                <button
                    class="button button--plain button--small"
                    type="button"
                    on:click=move |_| app.lesson_errand.set(Some(LessonErrand::Leave))
                >
                    "Leave"
                </button>
            </div>
            <h2 class="lesson-panel__title" id="lesson-title">{title}</h2>
            <div class="lesson-panel__step" aria-live="polite">{text}</div>
            {parts}
            <div class="lesson-panel__foot">
                <button
                    class="button"
                    type="button"
                    disabled=move || step.get() == Some(0)
                    on:click=move |_| go(step.get_untracked().unwrap_or_default().saturating_sub(1))
                >
                    "Back"
                </button>
                <ol class="lesson-panel__dots" aria-label="Steps">{dots}</ol>
                {move || {
                    if is_last() {
                        view! {
                            <button
                                class="button button--strong"
                                type="button"
                                on:click=move |_| app.lessons.update(|lessons| lessons.is_list_open = true)
                            >
                                "More lessons"
                            </button>
                        }
                        .into_any()
                    } else {
                        view! {
                            <button
                                class="button button--strong"
                                type="button"
                                on:click=move |_| go(step.get_untracked().unwrap_or_default() + 1)
                            >
                                "Next"
                            </button>
                        }
                        .into_any()
                    }
                }}
            </div>
        </section>
    }
}
