//! Fields of families that are entered by median and 95th percentile, or by mean and standard deviation.

use laneway_engine::distribution::{Distribution, Entry};
use leptos::prelude::*;

use super::fields::SecsField;
use crate::panels::draft::{Draft, Refused};
use crate::widgets::tabs::Tabs;

/// Which two numbers are entered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    MedianP95,
    MeanSd,
}

/// Two fields, and the choice of which two. What is kept is the same either way.
#[component]
pub(super) fn EntryFields(draft: Draft<Distribution>) -> impl IntoView {
    let way = RwSignal::new(Way::MedianP95);
    let fields = move || {
        let way = way.get();
        let entry = Signal::derive(move || entry(&draft.shown(), way));
        let offer = Callback::new(move |entry: Entry| {
            let entered = untrack(|| draft.shown()).entered(entry).map_err(|why| {
                // What follows from both, and has no field, is said at the second.
                let [first, second] = names(way);
                let field = if why.field == first { first } else { second };
                Refused::new(field, &why.found, &why.expected)
            })?;
            draft.edit(|distribution| *distribution = entered);
            Ok(())
        });
        two_fields(Draft::new(entry, offer), way)
    };
    view! {
        <Tabs
            label="Entered by"
            name="distribution-entry"
            options=vec![(Way::MedianP95, "Median and P95"), (Way::MeanSd, "Mean and sd")]
            value=way
            on_change=Callback::new(move |chosen| way.set(chosen))
        />
        {fields}
    }
}

fn entry(distribution: &Distribution, way: Way) -> Entry {
    let entry = match way {
        Way::MedianP95 => distribution.median_and_p95(),
        Way::MeanSd => distribution.mean_and_sd(),
    };
    // Only while another family is on its way in.
    entry.unwrap_or(Entry::MeanSd { mean: 0.0, sd: 0.0 })
}

const fn names(way: Way) -> [&'static str; 2] {
    match way {
        Way::MedianP95 => ["median", "p95"],
        Way::MeanSd => ["mean", "sd"],
    }
}

fn two_fields(draft: Draft<Entry>, way: Way) -> impl IntoView {
    let [first, second] = names(way);
    let (labels, abouts) = match way {
        Way::MedianP95 => (
            ["Median", "P95"],
            ["Half of the tests are shorter; above 0", "95 of 100 are shorter; not below the median"],
        ),
        Way::MeanSd => (["Mean", "Sd"], ["The average; above 0", "The standard deviation, from 0 on"]),
    };
    let set = move |place: usize| {
        Callback::new(move |secs: f64| {
            draft.edit(|entry| match entry {
                Entry::MedianP95 { median: first, p95: second } | Entry::MeanSd { mean: first, sd: second } => {
                    *(if place == 0 { first } else { second }) = secs;
                }
            });
        })
    };
    let get = move |place: usize| {
        draft.of(move |entry| match *entry {
            Entry::MedianP95 { median: first, p95: second } | Entry::MeanSd { mean: first, sd: second } => {
                if place == 0 { first } else { second }
            }
        })
    };
    view! {
        <SecsField label=labels[0] about=abouts[0] value=get(0) error=draft.error(first) on_change=set(0) />
        <SecsField label=labels[1] about=abouts[1] value=get(1) error=draft.error(second) on_change=set(1) />
    }
}
