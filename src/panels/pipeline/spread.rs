//! How long something takes: in the middle, and in 95 of 100 cases.

use laneway_engine::distribution::Distribution;
use laneway_pipeline::timing::{around, constant};
use leptos::prelude::*;

use crate::widgets::decimal_field::DecimalField;
use crate::widgets::field::Wrong;

/// The most seconds of a step: a day.
const MOST_SECS: f64 = 86_400.0;

/// Median and 95th percentile of a distribution, whatever its family; a change makes it constant or lognormal.
#[component]
pub(super) fn SpreadFields(
    /// What takes so long: `Takes`, `On a hit`.
    label: &'static str,
    /// What stands in front of the second one.
    label_95: &'static str,
    /// How long.
    #[prop(into)]
    value: Signal<Option<Distribution>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// Another one.
    on_change: Callback<Distribution>,
) -> impl IntoView {
    let quantiles = Memo::new(move |_| value.get().map(|it| quantiles(&it)));
    let set = move |median: f64, p95: f64| {
        on_change.run(if p95 > median && median > 0.0 { around(median, p95) } else { constant(median) });
    };
    let on_median = move |secs: Option<f64>| {
        let (before, p95) = quantiles.get_untracked().unwrap_or_default();
        // The tail keeps its length beside the middle.
        let ratio = if before > 0.0 { p95 / before } else { 1.0 };
        let median = secs.unwrap_or(0.0);
        set(median, median * ratio);
    };
    let on_p95 = move |secs: Option<f64>| {
        let median = quantiles.get_untracked().unwrap_or_default().0;
        set(median, secs.unwrap_or(0.0));
    };
    let error = move || {
        let (median, p95) = quantiles.get()?;
        (p95 < median).then(|| format!("expected at least the median, {median} s"))
    };
    view! {
        <DecimalField
            label=label
            about="Half of the time it takes less. Seconds"
            min=0.0
            max=MOST_SECS
            step=1.0
            unit=" s"
            value=Signal::derive(move || quantiles.get().map(|(median, _)| median))
            wrong=wrong
            on_change=Callback::new(on_median)
        />
        <DecimalField
            label=label_95
            about="In 95 of 100 runs it takes less. As long as the middle: it always takes that long"
            min=0.0
            max=MOST_SECS
            step=1.0
            unit=" s"
            value=Signal::derive(move || quantiles.get().map(|(_, p95)| p95))
            error=Signal::derive(error)
            on_change=Callback::new(on_p95)
        />
    }
}

/// Median and 95th percentile, to a hundredth of a second.
pub(super) fn quantiles(distribution: &Distribution) -> (f64, f64) {
    let tidy = |secs: f64| (secs * 100.0).round() / 100.0;
    match distribution {
        Distribution::Constant { secs } => (*secs, *secs),
        Distribution::Lognormal { median, p95, cap: None } => (*median, *p95),
        other => other.shape().map_or((0.0, 0.0), |shape| (tidy(shape.quantile(0.5)), tidy(shape.quantile(0.95)))),
    }
}
