//! What the candidate changes, in words on one line that is always there, and the way to take it to a pull request.

use laneway_formats::changes::changes;
use leptos::prelude::*;

use crate::later::{File, later};
use crate::panels::comment::CommentButton;
use crate::state::{AppState, use_app};

/// The line.
#[component]
pub fn Changed() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="changed">
            {move || File::Later.is_here().then(|| words(app))}
            <CommentButton />
        </div>
    }
}

later! {
    fn words(app: AppState) {
        let words = Memo::new(move |_| app.look(|scenario| changes(&scenario.baseline, &scenario.candidate)).join(", "));
        let said =
            move || words.with(|words| if words.is_empty() { "Both sides are the same".to_owned() } else { words.clone() });
        view! {
            <p class="changed__words" title=said>
                <span class="changed__lead">"Changes "</span>
                {said}
            </p>
        }
    }
}
