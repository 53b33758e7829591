//! The reports of tests that were opened, and what they are to each other.

use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::suite::OrderKnown;
use laneway_formats::many::Together;
use laneway_pool::scribe::protocol::{OpenedFiles, Report};
use leptos::prelude::*;

/// How many files are named before the others are only counted.
const MAX_NAMED: usize = 5;

/// Each with its figures.
#[component]
pub fn Reports(
    /// What was opened.
    files: Arc<OpenedFiles>,
) -> impl IntoView {
    let n_more = files.reports.len().saturating_sub(MAX_NAMED);
    let named = files.reports.iter().take(MAX_NAMED).map(|report| {
        view! {
            <li class="opened-dialog__report">
                <span class="opened-dialog__name">{report.name.clone()}</span>
                <span class="opened-dialog__figures">{figures(report)}</span>
            </li>
        }
    });
    view! {
        <ul class="opened-dialog__reports">
            {named.collect_view()}
            {(n_more > 0).then(|| view! { <li>{format!("and {n_more} more")}</li> })}
        </ul>
    }
}

fn figures(report: &Report) -> String {
    let plural = if report.n_tests == 1 { "" } else { "s" };
    let n_tests = format!("{} test{plural}", human::count(report.n_tests));
    let order = if report.recording.order == OrderKnown::Sorted { ", by file" } else { "" };
    if report.has_durations {
        format!("{n_tests}, {}{order}", human::time(report.total))
    } else {
        format!("{n_tests}, order alone")
    }
}

/// Parts of one run, or repeated runs.
#[component]
pub fn Question(
    /// How many files.
    n_files: usize,
    /// The answer.
    together: RwSignal<Together>,
) -> impl IntoView {
    let radio = move |value: Together, text: &'static str, about: &'static str| {
        view! {
            <label class="opened-dialog__radio">
                <input
                    type="radio"
                    name="together"
                    prop:checked=move || together.get() == value
                    on:change=move |_| together.set(value)
                />
                <span>{text}<span class="opened-dialog__about">{about}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="opened-dialog__question">
            <legend>{format!("Are these {n_files} files parts of one run, or repeated runs?")}</legend>
            {radio(Together::Parts, "Parts of one run", "such as a file for each shard: their tests follow each other")}
            {radio(Together::Repeats, "Repeated runs", "of the same suite: each test gets its median duration")}
        </fieldset>
    }
}
