//! A comment for a pull request: seen before it is copied; and the same as a picture for a documentation site.

use std::sync::Arc;

use laneway_export::foretold::sentence;
use leptos::html;
use leptos::prelude::*;

use crate::browser::{clipboard, take_away};
use crate::later::later;
use crate::state::comment::{Comment, CommentErrand, Written};
use crate::state::use_app;
use crate::state::view::Middle;
use crate::widgets::copy_button::CopyButton;
use crate::widgets::dialog::Dialog;

/// Asks for the comment.
#[component]
pub fn CommentButton() -> impl IntoView {
    let app = use_app();
    view! {
        <button
            class="button button--small"
            type="button"
            on:click=move |_| app.comment_errand.set(Some(CommentErrand::Write(Vec::new())))
        >
            "Copy for PR"
        </button>
    }
}

/// The dialog; it shows while there is a comment, or one is being written.
#[component]
pub fn CommentDialog() -> impl IntoView {
    let app = use_app();
    let is_open = Memo::new(move |_| app.comment.with(|comment| !matches!(comment, Comment::None)));
    move || is_open.get().then(form)
}

later! {
    fn form() {
        view! { <Form /> }
    }
}

#[component]
fn Form() -> impl IntoView {
    let app = use_app();
    let written = move || match app.comment.get() {
        Comment::Written(written) => Some(written),
        Comment::None | Comment::Writing | Comment::Failed(_) => None,
    };
    let lead = move || match app.comment.get() {
        Comment::None => String::new(),
        Comment::Writing => "Both sides are being repeated.".to_owned(),
        Comment::Failed(why) => format!("There is nothing to say: {why}."),
        Comment::Written(written) if written.foretold.is_empty() => {
            "Markdown as GitHub reads it, with a picture that it draws. Paste it into the pull request.".to_owned()
        }
        Comment::Written(written) => sentence(&written.foretold),
    };
    let text = move || written().map(|written| written.text.clone()).unwrap_or_default();
    let area = NodeRef::<html::Textarea>::new();
    let said = RwSignal::new("");
    let on_copy = move |_| {
        leptos::task::spawn_local(async move {
            if clipboard::copy(&text()).await {
                said.set("Copied");
            } else {
                // By hand, then.
                if let Some(area) = area.get_untracked() {
                    area.select();
                }
                said.set("The browser does not allow it: copy what is selected");
            }
        });
    };
    let on_save = move |_| {
        let is_saved = take_away::text("laneway.md", "text/markdown", &text());
        said.set(if is_saved { "Saved" } else { "The browser does not allow it" });
    };
    let on_close = Callback::new(move |()| app.comment_errand.set(Some(CommentErrand::Stop)));
    let is_waiting = move || written().is_none();
    view! {
        <Dialog title="For the pull request" on_close=on_close>
            <p class="dialog__lead" role="status">{lead}</p>
            <textarea
                class="comment-dialog__text"
                node_ref=area
                readonly
                spellcheck="false"
                aria-label="The comment"
                prop:value=text
            ></textarea>
            {move || written().map(|written| view! { <Embed written=written /> })}
            <div class="dialog__buttons">
                <span class="comment-dialog__said" role="status">{move || said.get()}</span>
                <button class="button" type="button" on:click=move |_| on_close.run(())>"Close"</button>
                <button class="button" type="button" disabled=is_waiting on:click=on_save>"Save"</button>
                <button class="button button--strong" type="button" disabled=is_waiting on:click=on_copy>"Copy"</button>
            </div>
        </Dialog>
    }
}

/// What goes into a page of documentation.
#[component]
fn Embed(written: Arc<Written>) -> impl IntoView {
    let app = use_app();
    let address = written.address.clone().filter(|_| written.foretold.is_empty())?;
    let (base, link) = address.split_once('#')?;
    let view = match app.middle.get_untracked() {
        Middle::Timeline => "timeline",
        Middle::Study => "study",
        _ if app.is_bare.get_untracked() => "timeline",
        _ => "pipeline",
    };
    let snippet = format!(
        "<iframe src=\"{base}#embed={view}&amp;{link}\" title=\"Laneway\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>"
    );
    Some(view! {
        <details class="comment-dialog__embed">
            <summary>"For a page of documentation"</summary>
            <p class="comment-dialog__snippet">
                <code>{snippet.clone()}</code>
                <CopyButton label="Copy the frame" text=snippet />
            </p>
        </details>
    })
}
