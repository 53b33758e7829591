//! The file that is looked at: its text, of a user's own file what changes, and that file as it was, which can be edited.

use laneway_export::offer::Offered;
use leptos::prelude::*;

use super::list::offer;
use super::text::{DiffLines, TextLines};
use crate::browser::take_away;
use crate::state::export::Export;
use crate::state::use_app;
use crate::widgets::copy_button::CopyButton;
use crate::widgets::tabs::Tabs;

/// What of a user's own file is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    /// What changes.
    #[default]
    Change,
    /// All of it, changed.
    Whole,
    /// As it was.
    Own,
    /// Nothing but why it cannot be written.
    Reasons,
}

/// The file, with what can be done with it.
#[component]
pub(super) fn ShownPart() -> impl IntoView {
    let app = use_app();
    let offer = offer();
    let place = Memo::new(move |_| app.export.with(Export::chosen_place));
    let with = move |get: &dyn Fn(&Offered) -> String| {
        offer.with(|offer| {
            place.get().and_then(|place| Some(get(offer.as_ref()?.files.get(place)?))).unwrap_or_default()
        })
    };
    let path = Memo::new(move |_| with(&|file| file.path.clone()));
    let about = Memo::new(move |_| with(&|file| file.about.clone()));
    let whole = Memo::new(move |_| with(&|file| file.text.clone().unwrap_or_default()));
    let diff = Memo::new(move |_| with(&|file| file.diff.clone().unwrap_or_default()));
    let why_not = Memo::new(move |_| with(&|file| file.why_not.join("\n")));
    let is_written = Memo::new(move |_| !whole.with(String::is_empty));
    let own = Memo::new(move |_| app.export.with(|export| export.own(&path.get()).cloned()));
    let is_own = Memo::new(move |_| own.with(Option::is_some));
    let broken_at = Memo::new(move |_| {
        offer.with(|offer| place.get().and_then(|place| offer.as_ref()?.files.get(place)?.broken_at))
    });
    let wanted = RwSignal::new(Look::default());
    let look = Memo::new(move |_| match (is_own.get(), is_written.get()) {
        (false, true) => Look::Whole,
        (false, false) => Look::Reasons,
        (true, false) => Look::Own,
        (true, true) => wanted.get(),
    });
    let looks = move || {
        (is_own.get() && is_written.get()).then(|| {
            view! {
                <Tabs
                    label="What of your file"
                    name="export-look"
                    options=vec![(Look::Change, "Change"), (Look::Whole, "Whole file"), (Look::Own, "As it was")]
                    value=look
                    on_change=Callback::new(move |look| wanted.set(look))
                />
            }
        })
    };
    let remove = move |_| {
        let name = own.with_untracked(|own| own.as_ref().map(|own| own.name.clone()));
        app.export.update(|export| export.wish.own.retain(|own| Some(&own.name) != name.as_ref()));
    };
    let save = move |_| {
        let name = path.with_untracked(|path| path.rsplit('/').next().unwrap_or_default().to_owned());
        take_away::text(&name, "text/plain", &whole.get_untracked());
    };
    let reasons = move || {
        let why_not = why_not.get();
        (!why_not.is_empty()).then(|| {
            let lines = why_not.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            view! { <div class="export-shown__why" role="alert">{lines}</div> }
        })
    };
    // Of nothing else than `look`, which already depends on the rest.
    let body = move || match look.get() {
        Look::Change => view! { <DiffLines diff=diff /> }.into_any(),
        Look::Whole => view! { <TextLines path=path text=whole mark=Memo::new(|_| None) /> }.into_any(),
        Look::Reasons => ().into_any(),
        Look::Own => view! { <OwnText path=path broken_at=broken_at /> }.into_any(),
    };
    view! {
        <section class="export-shown" aria-label="The file">
            <div class="export-shown__head">
                <h3 class="export-shown__path">{path}</h3>
                <span class="export-shown__about">{about}</span>
                {looks}
                <span class="export-shown__buttons">
                    <Show when=move || is_own.get()>
                        <button class="button button--small" type="button" on:click=remove>"Without my file"</button>
                    </Show>
                    <Show when=move || is_written.get()>
                        <button class="button button--small" type="button" on:click=save>"Download"</button>
                        <CopyButton label="Copy this file" text=whole />
                    </Show>
                </span>
            </div>
            {reasons}
            {body}
        </section>
    }
}

/// A user's own file as it was, to be mended; where it is broken, that line first.
#[component]
fn OwnText(path: Memo<String>, broken_at: Memo<Option<u64>>) -> impl IntoView {
    let app = use_app();
    let text = Memo::new(move |_| {
        let own = |export: &Export| export.own(&path.get()).map(|own| own.text.clone());
        app.export.with(own).unwrap_or_default()
    });
    let on_input = move |event: leptos::ev::Event| {
        let (new, path) = (event_target_value(&event), path.get_untracked());
        app.export.update(|export| {
            let name = export.own(&path).map(|own| own.name.clone());
            if let Some(own) = export.wish.own.iter_mut().find(|own| Some(&own.name) == name.as_ref()) {
                own.text = new;
            }
        });
    };
    let around = Memo::new(move |_| broken_at.get().map(|line| excerpt(&text.get(), line)));
    let excerpt = move || {
        around.get().map(|(first, lines)| {
            let at = Memo::new(move |_| broken_at.get().map(|line| line.saturating_sub(first)));
            let lines = Memo::new(move |_| lines.clone());
            view! { <TextLines path=path text=lines mark=at first=first /> }
        })
    };
    view! {
        {excerpt}
        <textarea
            class="export-shown__own"
            aria-label=move || format!("{} as it was", path.get())
            rows="20"
            spellcheck="false"
            prop:value=text
            on:input=on_input
        ></textarea>
    }
}

/// Some lines around one, and the number of those before them.
fn excerpt(text: &str, line: u64) -> (u64, String) {
    let first = line.saturating_sub(3);
    let lines = text.lines().skip(usize::try_from(first).unwrap_or(usize::MAX)).take(5);
    (first, lines.collect::<Vec<_>>().join("\n"))
}
