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
use crate::later::later;
use crate::state::use_app;

/// A button that makes a suite; where the suite at hand is made by rule, what it is made from.
#[component]
pub fn MadeSuite(
    /// The suite at hand.
    suite: Memo<Arc<Suite>>,
) -> impl IntoView {
    let app = use_app();
    let rule = Memo::new(move |before: Option<&(SuiteSpec, u64)>| {
        let own = app.look(|scenario| match &scenario.source {
            Source::Generated { spec, seed } => Some((spec.clone(), *seed)),
            Source::Preset(id) => presets::find(id).and_then(Preset::spec),
            Source::Given(_) | Source::Resampled { .. } => None,
        });
        // The last one may be made again.
        own.or_else(|| before.cloned()).unwrap_or_else(|| (SuiteSpec::default(), 1))
    });
    let is_made = Memo::new(move |_| app.look(|scenario| matches!(scenario.source, Source::Generated { .. })));
    // Of the last suite that was not made by rule.
    let recorded = Memo::new(move |before: Option<&Arc<Vec<Nanos>>>| {
        if is_made.get() { before.cloned().unwrap_or_default() } else { suite.with(|suite| durations(suite)) }
    });
    let make = move |(spec, seed): (SuiteSpec, u64)| {
        let key = rule.with_untracked(|before| undone_together(before, &(&spec, seed)));
        app.edit(key, |scenario| scenario.source = Source::Generated { spec, seed });
    };
    move || {
        if is_made.get() {
            let drawn = Memo::new(move |_| suite.with(|suite| durations(suite)));
            generator(rule, recorded, drawn, Callback::new(make))
        } else {
            view! {
                <button
                    class="button button--small suite-panel__make"
                    type="button"
                    title="A suite that looks like real ones, from its number of tests, their durations and how alike they are"
                    on:click=move |_| {
                        // Looked up while the suite at hand is the recorded one.
                        recorded.with_untracked(|_| ());
                        make(rule.get_untracked());
                    }
                >
                    "Make one…"
                </button>
            }
            .into_any()
        }
    }
}

later! {
    fn generator(
        rule: Memo<(SuiteSpec, u64)>,
        recorded: Memo<Arc<Vec<Nanos>>>,
        drawn: Memo<Arc<Vec<Nanos>>>,
        on_change: Callback<(SuiteSpec, u64)>
    ) {
        view! {
            <GeneratorPanel
                spec=Signal::derive(move || rule.with(|(spec, _)| spec.clone()))
                seed=Signal::derive(move || rule.with(|(_, seed)| *seed))
                recorded=recorded
                drawn=drawn
                on_change=on_change
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
