//! A suite typed by hand: the smallest example is as easy as the largest.

use std::sync::Arc;

use laneway_engine::suite::{Suite, Test};
use laneway_formats::typed;
use leptos::prelude::*;

use crate::later::do_later;
use crate::state::{AppState, use_app};

/// Up to so many tests the suite at hand is shown as text, to be typed over.
const MAX_SHOWN: usize = 60;

/// What was typed last and makes sense, and the tests it names.
type Typed = StoredValue<Option<(String, Vec<Test>)>>;

/// A field that holds a small suite as text; every change is simulated at once.
#[component]
pub fn TypedField(
    /// The suite at hand.
    suite: Memo<Arc<Suite>>,
) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<String>);
    // What was typed stays as it was typed; what comes from elsewhere replaces it.
    let typed = Typed::new(None);
    let text = Memo::new(move |_| {
        suite.with(|suite| {
            let own = typed.with_value(|typed| typed.as_ref().filter(|(_, tests)| *tests == suite.tests).cloned());
            if let Some((text, _)) = own {
                return text;
            }
            error.set(None);
            if suite.tests.len() <= MAX_SHOWN { typed::write(suite) } else { String::new() }
        })
    });
    let on_input = move |event: leptos::ev::Event| read(app, typed, error, event_target_value(&event));
    view! {
        <label class="typed-field">
            <span class="typed-field__label">"Or type one"</span>
            <textarea
                class="typed-field__text"
                rows="2"
                spellcheck="false"
                placeholder="8 1 1 3, or slow.py: 8 1 / fast.py: 1 3"
                prop:value=text
                on:input=on_input
            ></textarea>
        </label>
        {move || error.get().map(|error| view! { <p class="field__error" role="alert">{error}</p> })}
    }
}

do_later! {
    fn read(app: AppState, typed: Typed, error: RwSignal<Option<String>>, text: String) {
        match typed::read(&text) {
            Ok(suite) => {
                error.set(None);
                typed.set_value(Some((text, suite.tests.clone())));
                app.edit("typed", |scenario| scenario.source = suite.into());
            }
            Err(_) if text.trim().is_empty() => error.set(None),
            Err(why) => error.set(Some(why.to_string())),
        }
    }
}
