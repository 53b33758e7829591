//! All lessons, in a dialog.

use laneway_lesson::own::OWN;
use laneway_pool::scribe::protocol::AskedLesson;
use leptos::prelude::*;

use crate::later::later;
use crate::state::lesson::LessonErrand;
use crate::state::use_app;
use crate::widgets::dialog::Dialog;

/// The list; it shows when it is asked for.
#[component]
pub fn LessonList() -> impl IntoView {
    let app = use_app();
    let is_open = Memo::new(move |_| app.lessons.with(|lessons| lessons.is_list_open));
    move || is_open.get().then(dialog)
}

later! {
    fn dialog() {
        view! { <Lessons /> }
    }
}

#[component]
fn Lessons() -> impl IntoView {
    let app = use_app();
    let close = move || app.lessons.update(|lessons| lessons.is_list_open = false);
    let rows = move || {
        OWN.iter()
            .map(|own| {
                let is_done = move || app.lessons.with(|it| it.done.contains(&format!("lesson={}", own.id)));
                let open = move |_| {
                    close();
                    app.lesson_errand.set(Some(LessonErrand::Open(AskedLesson::Own(own.id.to_owned()), 0)));
                };
                view! {
                    <li class="lesson-list__row">
                        <button class="lesson-list__open" type="button" on:click=open>
                            <span class="lesson-list__title">{own.title}</span>
                            <span class="lesson-list__about">{own.about}</span>
                        </button>
                        <span class="lesson-list__done">{move || is_done().then_some("read")}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog title="Learn how xdist shares tests out" on_close=Callback::new(move |()| close())>
            <p class="lesson-list__lead">
                "One idea each. You guess first; the simulation answers. Your own scenario comes back afterwards."
            </p>
            <ol class="lesson-list">{rows()}</ol>
            <p class="lesson-list__lead">"A lesson of your own is a .toml file: drop it on the page."</p>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| close()>"Close"</button>
            </div>
        </Dialog>
    }
}
