//! How shards share a run's tests out: the rule, and what it knows of durations.

use laneway_engine::split::{Known, SplitBy};
use laneway_pipeline::shards::Splitter;
use leptos::prelude::*;

use super::fields::{Options, SHARE, Scale};
use super::part::{Lens, Part, lens};
use crate::widgets::choice::Choice;

/// Rules of shards: what pytest-split calls them, or we, and what they do.
const RULES: Options<SplitBy> = &[
    (SplitBy::DurationBasedChunks, "duration_based_chunks", "by duration, in chunks"),
    (SplitBy::LeastDuration, "least_duration", "by duration, longest first"),
    (SplitBy::Count, "count", "by count"),
    (SplitBy::File, "file", "whole files"),
    (SplitBy::Hash, "hash", "by hash"),
];

/// What an old file is like, before anyone says otherwise.
const STALE: Known = Known::Stale { missing: 0.1, drift: 0.3 };

/// The spread of what tests took then around what they take now.
const DRIFT: Scale = Scale { factor: 1.0, min: 0.0, max: 2.0, step: 0.1, unit: "" };

/// The rule and what it knows.
#[component]
pub(super) fn SplitterFields(at: Part<Splitter>) -> impl IntoView {
    let flag = Memo::new(move |_| {
        at.look(|it| match it.known {
            Known::Recorded => "recorded",
            Known::Nothing => "nothing",
            Known::Stale { .. } => "stale",
        })
    });
    let known = [("recorded", "all durations"), ("nothing", "no durations"), ("stale", "an old file of durations")];
    let missing = at.case(
        "known.",
        |it| if let Known::Stale { missing, .. } = &it.known { Some(missing) } else { None },
        |it| if let Known::Stale { missing, .. } = &mut it.known { Some(missing) } else { None },
    );
    let drift = at.case(
        "known.",
        |it| if let Known::Stale { drift, .. } = &it.known { Some(drift) } else { None },
        |it| if let Known::Stale { drift, .. } = &mut it.known { Some(drift) } else { None },
    );
    view! {
        {at.choice("Split", "pytest-split's two algorithms, by count, by file, or by pytest-shard's hash", RULES, lens!(by))}
        <Choice
            label="It knows"
            about="What stands in .test_durations when it splits"
            options=known.map(|(flag, words)| (flag.to_owned(), words.to_owned())).to_vec()
            value=Signal::derive(move || flag.get().to_owned())
            on_change=Callback::new(move |flag: String| {
                let known = match flag.as_str() {
                    "nothing" => Known::Nothing,
                    "stale" => STALE,
                    _ => Known::Recorded,
                };
                at.edit("", |it| it.known = known);
            })
        />
        <Show when=move || flag.get() == "stale">
            {missing.decimal(
                "Missing in it",
                "The share of tests that are not in it; they count as the mean",
                SHARE,
                Lens::itself("missing"),
            )}
            {drift.decimal(
                "Drift since",
                "How far durations have moved: standard deviation of their log; 0.3 is about a third up or down",
                DRIFT,
                Lens::itself("drift"),
            )}
        </Show>
    }
}
