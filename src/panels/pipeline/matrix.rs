//! How many shards a job becomes, and how they share its tests out.

use laneway_engine::split::SplitBy;
use laneway_pipeline::matrix::MAX_MATRIX;
use leptos::prelude::*;

use super::at::JobAt;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;

/// Rules of shards: what pytest-split calls them, or we, and what they do.
const RULES: &[(SplitBy, &str, &str)] = &[
    (SplitBy::DurationBasedChunks, "duration_based_chunks", "by duration, in chunks"),
    (SplitBy::LeastDuration, "least_duration", "by duration, longest first"),
    (SplitBy::Count, "count", "by count"),
    (SplitBy::File, "file", "whole files"),
    (SplitBy::Hash, "hash", "by hash"),
];

/// Shards, the rule that splits, and what a failure among them does.
#[component]
pub(super) fn MatrixFields(at: JobAt) -> impl IntoView {
    let has_shards = Memo::new(move |_| at.look(|job| job.matrix.shards > 1));
    let by = move || at.look(|job| job.test_runs().next().map(|run| run.splitter.by)).unwrap_or_default();
    let axes = move || {
        at.look(|job| {
            job.matrix.axes.iter().map(|it| format!("{}: {}", it.name, it.values.join(", "))).collect::<Vec<_>>()
        })
    };
    view! {
        <NumberField
            label="Shards"
            about="How many copies of the job share its tests"
            min=1
            max=MAX_MATRIX as i64
            value=Signal::derive(move || at.look(|job| Some(i64::from(job.matrix.shards))))
            on_change=Callback::new(move |n: Option<i64>| {
                at.edit("shards", |job| job.matrix.shards = n.unwrap_or(1) as u32);
            })
        />
        <Show when=move || has_shards.get()>
            <Choice
                label="Split"
                about="pytest-split's two algorithms, by count, by file, or by pytest-shard's hash"
                options=RULES.iter().map(|(_, flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
                value=Signal::derive(move || {
                    let by = by();
                    RULES.iter().find(|(it, ..)| *it == by).map_or("", |(_, flag, _)| flag).to_owned()
                })
                on_change=Callback::new(move |flag: String| {
                    let by = RULES.iter().find(|(_, it, _)| *it == flag).map_or(SplitBy::default(), |(it, ..)| *it);
                    at.edit("", |job| job.test_runs_mut().for_each(|run| run.splitter.by = by));
                })
            />
        </Show>
        <Show when=move || has_shards.get() || !axes().is_empty()>
            <Check
                label="One failure cancels the others"
                about="fail-fast of the matrix"
                value=Signal::derive(move || at.look(|job| job.matrix.fail_fast))
                on_change=Callback::new(move |is_on| at.edit("", |job| job.matrix.fail_fast = is_on))
            />
        </Show>
        {move || axes().into_iter().map(|axis| view! { <p class="pipeline-panel__note">"Matrix: "{axis}</p> }).collect_view()}
    }
}
