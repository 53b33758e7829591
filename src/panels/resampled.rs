//! The suite at hand in another size: whole files drawn from it, with replacement.

use laneway_engine::source::Source;
use laneway_formats::source;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::number_field::NumberField;

/// The most tests that are drawn.
const MAX_DRAWN: i64 = 1_000_000;

/// A button that draws; where the suite at hand is drawn, how, and the way back to what it was drawn from.
#[component]
pub fn ResampledSuite() -> impl IntoView {
    let app = use_app();
    // What is drawn, its size and seed; `None` where the suite at hand is not drawn.
    let drawn = Memo::new(move |_| {
        app.look(|scenario| match &scenario.source {
            Source::Resampled { from, n_tests, seed } => Some((source::name(from).to_owned(), *n_tests, *seed)),
            Source::Given(_) | Source::Preset(_) | Source::Generated { .. } => None,
        })
    });
    let is_drawn = Memo::new(move |_| drawn.with(Option::is_some));
    let begin = move |_| {
        let n_tests = app.suite.with_untracked(|suite| suite.tests.len());
        app.edit("", |scenario| {
            let from = Box::new(std::mem::take(&mut scenario.source));
            scenario.source = Source::Resampled { from, n_tests, seed: 1 };
        });
    };
    let back = move |_| {
        app.edit("", |scenario| {
            if let Source::Resampled { from, .. } = std::mem::take(&mut scenario.source) {
                scenario.source = *from;
            }
        });
    };
    let set = move |key: &'static str, number: Option<i64>, set: fn(&mut usize, &mut u64, i64)| {
        let Some(number) = number else { return };
        app.edit(key, |scenario| {
            if let Source::Resampled { n_tests, seed, .. } = &mut scenario.source {
                set(n_tests, seed, number);
            }
        });
    };
    let value =
        move |get: fn(&(String, usize, u64)) -> i64| Signal::derive(move || drawn.with(|it| it.as_ref().map(get)));
    move || {
        if !is_drawn.get() {
            return view! {
                <button
                    class="button button--small suite-panel__make"
                    type="button"
                    title="Grow or shrink it: whole files are drawn from it, so that what stands together stays together"
                    on:click=begin
                >
                    "Another size…"
                </button>
            }
            .into_any();
        }
        let name = move || drawn.with(|it| it.as_ref().map(|(name, ..)| name.clone()));
        view! {
            <p class="suite-panel__note">"Whole files, drawn with replacement from " {name} "."</p>
            <NumberField
                label="Tests"
                about="Exactly so many; of the file drawn last, the first tests alone"
                min=1
                max=MAX_DRAWN
                value=value(|(_, n_tests, _)| *n_tests as i64)
                on_change=Callback::new(move |number| set("drawn-tests", number, |n_tests, _, to| *n_tests = to as usize))
            />
            <NumberField
                label="Seed"
                about="Another seed draws other files"
                min=0
                max=i64::from(u32::MAX)
                value=value(|(.., seed)| *seed as i64)
                on_change=Callback::new(move |number| set("drawn-seed", number, |_, seed, to| *seed = to as u64))
            />
            <button class="button button--small" type="button" on:click=back>"Back to all of it, once"</button>
        }
        .into_any()
    }
}
