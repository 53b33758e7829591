//! The suite made by rule, in the scenario: the way in, and its generator.

use std::sync::Arc;

use laneway_engine::distribution::Family;
use laneway_engine::generate::SuiteSpec;
use laneway_engine::source::Source;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_formats::presets::{self, Preset};
use leptos::prelude::*;

use super::generator::GeneratorPanel;
use crate::later::{do_later, later};
use crate::state::{AppState, use_app};

/// A button that makes a suite; where the suite at hand is made by rule, what it is made from.
#[component]
pub fn MadeSuite(
    /// The suite at hand.
    suite: Memo<Arc<Suite>>,
) -> impl IntoView {
    let app = use_app();
    // The last one may be made again.
    let last = Memo::new(move |before: Option<&Option<(SuiteSpec, u64)>>| {
        let own = app.look(|scenario| match &scenario.source {
            Source::Generated { spec, seed } => Some((spec.clone(), *seed)),
            Source::Preset(_) | Source::Given(_) | Source::Resampled { .. } => None,
        });
        own.or_else(|| before.cloned().flatten())
    });
    let is_made = Memo::new(move |_| app.look(|scenario| matches!(scenario.source, Source::Generated { .. })));
    // Of the last suite that was not made by rule.
    let recorded = Memo::new(move |before: Option<&Arc<Vec<Nanos>>>| {
        if is_made.get() { before.cloned().unwrap_or_default() } else { suite.with(|suite| durations(suite)) }
    });
    move || {
        if is_made.get() {
            let drawn = Memo::new(move |_| suite.with(|suite| durations(suite)));
            generator(app, last, recorded, drawn)
        } else {
            view! {
                <button
                    class="button button--small suite-panel__make"
                    type="button"
                    title="A suite that looks like real ones, from its number of tests, their durations and how alike they are"
                    on:click=move |_| {
                        // Looked up while the suite at hand is the recorded one.
                        recorded.with_untracked(|_| ());
                        begin(app, last.get_untracked());
                    }
                >
                    "Make one…"
                </button>
            }
            .into_any()
        }
    }
}

do_later! {
    /// As the preset at hand is made, or as the last one was.
    fn begin(app: AppState, last: Option<(SuiteSpec, u64)>) {
        let of_preset = app.history.with_untracked(|history| match &history.scenario().source {
            Source::Preset(id) => presets::find(id).and_then(Preset::spec),
            Source::Generated { .. } | Source::Given(_) | Source::Resampled { .. } => None,
        });
        let (spec, seed) = of_preset.or(last).unwrap_or_else(|| (SuiteSpec::default(), 1));
        app.edit("", |scenario| scenario.source = Source::Generated { spec, seed });
    }
}

later! {
    fn generator(
        app: AppState,
        last: Memo<Option<(SuiteSpec, u64)>>,
        recorded: Memo<Arc<Vec<Nanos>>>,
        drawn: Memo<Arc<Vec<Nanos>>>
    ) {
        let rule = Memo::new(move |_| last.get().unwrap_or_else(|| (SuiteSpec::default(), 1)));
        let make = move |(spec, seed): (SuiteSpec, u64)| {
            let key = rule.with_untracked(|before| undone_together(before, &(&spec, seed)));
            app.edit(key, |scenario| scenario.source = Source::Generated { spec, seed });
        };
        view! {
            <GeneratorPanel
                spec=Signal::derive(move || rule.with(|(spec, _)| spec.clone()))
                seed=Signal::derive(move || rule.with(|(_, seed)| *seed))
                recorded=recorded
                drawn=drawn
                on_change=Callback::new(make)
            />
        }
    }
}

/// Under which key a change is undone together with those before it; none where it is a step of its own.
fn undone_together((before, seed_before): &(SuiteSpec, u64), (spec, seed): &(&SuiteSpec, u64)) -> &'static str {
    if seed_before != seed || before == *spec || Family::of(&before.durations) != Family::of(&spec.durations) {
        ""
    } else if before.durations != spec.durations {
        "generated durations"
    } else if before.tests != spec.tests {
        "generated tests"
    } else if before.slow_block != spec.slow_block {
        "generated order"
    } else {
        "generated structure"
    }
}

/// Ascending.
fn durations(suite: &Suite) -> Arc<Vec<Nanos>> {
    let mut durations: Vec<Nanos> = suite.tests.iter().map(|test| test.duration).collect();
    durations.sort_unstable();
    Arc::new(durations)
}
