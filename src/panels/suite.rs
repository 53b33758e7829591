//! The suite: how many tests, how long, in which order; or typed by hand.

use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::suite::{OrderKnown, Suite};
use laneway_engine::time::Nanos;
use laneway_formats::typed;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::copy_button::CopyButton;

/// Bars of the histogram.
const N_BARS: usize = 32;

/// Up to so many tests the suite can be typed over.
const MAX_SHOWN_TYPED: usize = 60;

const RECORDING: &[(&str, &str)] = &[
    ("Report-log: order, workers, phases (best)", "pip install pytest-reportlog && pytest --report-log=report.jsonl"),
    ("JUnit XML: nothing to install", "pytest --junitxml=report.xml"),
    ("Order of collection, for a sorted .test_durations", "pytest --collect-only -q > order.txt"),
    ("pytest-split's durations", "pip install pytest-split && pytest --store-durations"),
];

/// What is simulated.
#[component]
pub fn SuitePanel() -> impl IntoView {
    let app = use_app();
    let scenario = app.scenario();
    let suite = Memo::new(move |_| scenario.with(|scenario| Arc::clone(&scenario.suite)));
    let error = RwSignal::new(None::<String>);
    let on_typed = move |event: leptos::ev::Event| match typed::read(&event_target_value(&event)) {
        Ok(suite) => {
            error.set(None);
            app.history.update(|history| history.edit("typed", |scenario| scenario.suite = Arc::new(suite)));
        }
        Err(why) => error.set(Some(why.to_string())),
    };
    let typed = move || {
        suite.with(|suite| if suite.tests.len() <= MAX_SHOWN_TYPED { typed::write(suite) } else { String::new() })
    };
    let recording = RECORDING
        .iter()
        .map(|(about, command)| {
            view! {
                <li class="suite-panel__command">
                    <span>{*about}</span>
                    <code>{*command}</code>
                    <CopyButton label=format!("Copy: {command}") text=Signal::derive(move || (*command).to_owned()) />
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="suite-title">
            <h2 class="panel__title" id="suite-title">"Suite"</h2>
            <p class="suite-panel__figures">{move || suite.with(|suite| figures(suite))}</p>
            {move || suite.with(|suite| histogram(suite))}
            <p class="suite-panel__note">{move || suite.with(|suite| order_note(suite.recording.order))}</p>
            <label class="suite-panel__typed">
                <span class="field__label">"Type one: times, or file.py: times"</span>
                <textarea
                    rows="2"
                    spellcheck="false"
                    placeholder="8 1 1 3, or slow.py: 8 1 / fast.py: 1 3"
                    prop:value=typed
                    on:change=on_typed
                ></textarea>
            </label>
            {move || error.get().map(|error| view! { <p class="field__error" role="alert">{error}</p> })}
            <details class="suite-panel__record">
                <summary>"Record your own"</summary>
                <ul class="suite-panel__commands">{recording}</ul>
            </details>
        </section>
    }
}

fn figures(suite: &Suite) -> String {
    let total: Nanos = suite.tests.iter().map(|test| test.duration).sum();
    let longest = suite.tests.iter().map(|test| test.duration).max().unwrap_or_default();
    let n_tests = human::count(suite.tests.len() as u64);
    format!("{n_tests} tests, {} in all, longest {}", human::time(total), human::time(longest))
}

fn order_note(order: OrderKnown) -> &'static str {
    match order {
        OrderKnown::Collected => "",
        OrderKnown::Finished => {
            "In the order in which tests finished. Several workers shuffle it: open the output of pytest --collect-only -q beside it."
        }
        OrderKnown::Sorted => {
            "Sorted by id: the order within files is lost. Open the output of pytest --collect-only -q to restore it."
        }
    }
}

/// How many tests take how long, on a logarithmic scale.
fn histogram(suite: &Suite) -> impl IntoView + use<> {
    let exponent = |time: Nanos| (time.0.max(100_000) as f64).log10();
    let least = suite.tests.iter().map(|test| exponent(test.duration)).fold(f64::INFINITY, f64::min);
    let most = suite.tests.iter().map(|test| exponent(test.duration)).fold(0.0, f64::max);
    let width = (most - least).max(1e-9);
    let mut counts = [0_u32; N_BARS];
    for test in &suite.tests {
        let bar = (exponent(test.duration) - least) / width * (N_BARS - 1) as f64;
        counts[bar.round() as usize] += 1;
    }
    let highest = counts.iter().copied().max().unwrap_or(1).max(1);
    let bars = counts
        .into_iter()
        .enumerate()
        .map(|(place, count)| {
            // Even one test leaves a trace.
            let height = if count == 0 { 0.0 } else { (f64::from(count) / f64::from(highest) * 36.0).max(1.5) };
            view! { <rect x=place * 8 y=40.0 - height width="7" height=height /> }
        })
        .collect_view();
    let ends = [least, most].map(|end| human::time(Nanos(10_f64.powf(end) as u64)));
    view! {
        <svg class="suite-panel__histogram" viewBox="0 0 256 40" preserveAspectRatio="none" role="img" aria-label="How many tests take how long">
            {bars}
        </svg>
        <p class="suite-panel__scale"><span>{ends[0].clone()}</span><span>{ends[1].clone()}</span></p>
    }
}
