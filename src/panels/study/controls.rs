//! How runs are repeated.

use laneway_engine::noise::MAX_NOISE;
use laneway_engine::study::StudySpec;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;

/// The most replications that the page makes.
const MAX_RUNS: i64 = 20_000;

/// The most threads; each has a copy of the suite.
const MAX_THREADS: i64 = 32;

/// Replications, noise, what matters, seed and threads.
#[component]
pub fn Controls() -> impl IntoView {
    let app = use_app();
    let number =
        move |get: fn(&StudySpec) -> i64| Signal::derive(move || Some(app.look(|scenario| get(&scenario.study))));
    let percent = move |get: fn(&StudySpec) -> Option<f64>| {
        Signal::derive(move || app.look(|scenario| get(&scenario.study)).map(|share| share * 100.0))
    };
    let set = move |key: &'static str, set: fn(&mut StudySpec, f64)| {
        Callback::new(move |percent: Option<f64>| {
            if let Some(percent) = percent {
                app.edit(key, |scenario| set(&mut scenario.study, percent / 100.0));
            }
        })
    };
    let n_threads = move || app.view.with(|view| view.n_threads);
    view! {
        <details class="study-controls" open>
            <summary class="panel__title">"How runs are repeated"</summary>
            <div class="study-controls__fields">
                <NumberField
                    label="Runs"
                    about="How often each session is simulated, with other noise each time; all sessions see the same noise"
                    min=1
                    max=MAX_RUNS
                    value=number(|study| i64::from(study.replications))
                    on_change=Callback::new(move |number: Option<i64>| {
                        app.edit("runs", |scenario| scenario.study.replications = number.unwrap_or(1) as u32);
                    })
                />
                <DecimalField
                    label="Noise of a test"
                    about="How far a test's duration is off from run to run: the standard deviation of its logarithm. Measured: 6 to 10 % for slow tests"
                    min=0.0
                    max=MAX_NOISE * 100.0
                    step=1.0
                    unit=" %"
                    value=percent(|study| Some(study.noise.test))
                    on_change=set("noise", |study, share| study.noise.test = share)
                />
                <DecimalField
                    label="Noise of a whole run"
                    about="Likewise, all tests of a run together, as on a slower machine. Measured: 1.5 to 4.7 %"
                    min=0.0
                    max=MAX_NOISE * 100.0
                    step=1.0
                    unit=" %"
                    value=percent(|study| Some(study.noise.job))
                    on_change=set("job-noise", |study, share| study.noise.job = share)
                />
                <DecimalField
                    label="Worthwhile from"
                    about="A smaller difference counts as none, however sure it is"
                    min=0.0
                    max=100.0
                    step=1.0
                    unit=" %"
                    value=percent(|study| Some(study.worthwhile))
                    on_change=set("worthwhile", |study, share| study.worthwhile = share)
                />
                <DecimalField
                    label="Sure enough at"
                    about="Stop as soon as every mean is known to so many percent"
                    min=0.01
                    max=100.0
                    step=1.0
                    unit=" %"
                    empty="never"
                    value=percent(|study| study.until)
                    on_change=Callback::new(move |percent: Option<f64>| {
                        app.edit("until", |scenario| scenario.study.until = percent.map(|percent| percent / 100.0));
                    })
                />
                <NumberField
                    label="Seed"
                    about="Names all random numbers: the same seed gives the same runs, on every machine"
                    min=0
                    max=i64::from(u32::MAX)
                    value=number(|study| study.seed as i64)
                    on_change=Callback::new(move |number: Option<i64>| {
                        app.edit("seed", |scenario| scenario.study.seed = number.unwrap_or(0) as u64);
                    })
                />
                <NumberField
                    label="Threads"
                    about="How many parts of this machine work on it; they change nothing but the time it takes"
                    min=1
                    max=MAX_THREADS
                    empty="all"
                    value=Signal::derive(move || n_threads().map(i64::from))
                    on_change=Callback::new(move |number: Option<i64>| {
                        app.view.update(|view| view.n_threads = number.map(|number| number as u32));
                    })
                />
            </div>
        </details>
    }
}
