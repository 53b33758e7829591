//! The suite: how many tests, how long, where the time is, and in which order.

use laneway_chart::{human, interval};
use laneway_engine::suite::{OrderKnown, Recording, SourceKind, Suite};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::made::MadeSuite;
use super::resampled::ResampledSuite;
use super::shapes::{Histogram, Sparkline};
use super::typed::TypedField;
use crate::state::orders::{Orders, Ranges};
use crate::state::use_app;

/// What is simulated.
#[component]
pub fn SuitePanel() -> impl IntoView {
    let app = use_app();
    let suite = app.suite;
    let figure = |name: &'static str, text: Signal<String>| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{text}</dd>
            </div>
        }
    };
    let of = move |get: fn(&Suite) -> String| Signal::derive(move || suite.with(|suite| get(suite)));
    let orders = Memo::new(move |_| {
        let is_bare = app.is_bare.get();
        app.run.with(|run| if is_bare { run.orders } else { run.pipeline_orders })
    });
    let range = move || {
        let Ranges { baseline, candidate, .. } = orders.with(Orders::found)?;
        let text = |(least, most)| interval::range(least, most);
        Some(format!(" Over other orders: baseline {}, candidate {}.", text(baseline), text(candidate)))
    };
    let is_old = move || orders.with(Orders::is_old);
    view! {
        <section class="panel suite-panel" aria-labelledby="suite-title">
            <h2 class="panel__title" id="suite-title">"Suite"</h2>
            <dl class="suite-panel__figures">
                {figure("Tests", of(|suite| human::count(suite.tests.len() as u64)))}
                {figure("In all", of(|suite| human::time(suite.tests.iter().map(|test| test.duration).sum())))}
                {figure("Longest", of(|suite| human::time(longest(suite))))}
            </dl>
            <Sparkline suite=suite />
            <Histogram suite=suite />
            {move || {
                let note = suite.with(|suite| order_note(suite.recording.order));
                note.map(|note| view! { <p class="suite-panel__note">{note}<span class:is-stale=is_old>{range}</span></p> })
            }}
            {move || {
                let note = suite.with(|suite| recording_note(&suite.recording));
                note.map(|note| view! { <p class="suite-panel__note">{note}</p> })
            }}
            <ResampledSuite />
            <MadeSuite suite=suite />
            <TypedField suite=suite />
        </section>
    }
}

fn longest(suite: &Suite) -> Nanos {
    suite.tests.iter().map(|test| test.duration).max().unwrap_or_default()
}

fn order_note(order: OrderKnown) -> Option<&'static str> {
    match order {
        OrderKnown::Collected => None,
        OrderKnown::Finished => Some(
            "In the order in which tests finished, which is as collected where one process ran them. Open the output of pytest --collect-only -q to be sure.",
        ),
        OrderKnown::Sorted => Some(
            "By file, as pytest collects them: the order within files is lost. Open the output of pytest --collect-only -q to put it right.",
        ),
    }
}

/// `JUnit XML, 2026-01-02, 4 workers, with coverage`, as far as it is known.
fn recording_note(recording: &Recording) -> Option<String> {
    let source = match recording.source {
        SourceKind::Typed => return None,
        SourceKind::TestDurations => "a .test_durations file",
        SourceKind::JunitXml => "JUnit XML",
        SourceKind::ReportLog => "a report-log",
        SourceKind::PytestTiming => "pytest-timing",
        SourceKind::DurationsText => "what pytest printed, rounded to 10 ms",
        SourceKind::Csv => "a table",
        SourceKind::CollectOnly => "a collection",
    };
    let workers = recording.workers.map(|workers| match workers {
        0 => ", in one process".to_owned(),
        1 => ", on 1 worker".to_owned(),
        _ => format!(", on {workers} workers"),
    });
    let date = recording.date.as_ref().map(|date| format!(", {}", date.get(..10).unwrap_or(date)));
    let cores = recording.cores.map(|cores| format!(", {cores} core{}", if cores == 1 { "" } else { "s" }));
    let coverage = recording.coverage.map(|is_on| if is_on { ", with coverage" } else { ", without coverage" });
    let (workers, cores, date) = (workers.unwrap_or_default(), cores.unwrap_or_default(), date.unwrap_or_default());
    Some(format!("From {source}{workers}{cores}{date}{}.", coverage.unwrap_or_default()))
}
