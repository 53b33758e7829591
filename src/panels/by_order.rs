//! A range over orders of the tests below a figure, where the report has lost the order.

use laneway_chart::interval;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::state::orders::{Orders, Ranges};
use crate::state::use_app;

/// A line for what `words` says of the ranges, which is there before they are, so that nothing moves when they come.
pub fn by_order(orders: Memo<Orders>, words: fn(&Ranges) -> String) -> impl IntoView {
    let app = use_app();
    let is_lost = Memo::new(move |_| app.suite.with(|suite| suite.is_order_lost()));
    let text = move || orders.with(|orders| orders.found().as_ref().map(words).unwrap_or_default());
    let is_old = move || orders.with(Orders::is_old);
    move || is_lost.get().then(|| view! { <span class="answer-panel__range" class:is-stale=is_old>{text}</span> })
}

/// A time.
pub fn time((least, most): (Nanos, Nanos)) -> String {
    format!("{} by order", interval::range(least, most))
}

/// A difference; one that is the same in all orders is the figure above it.
pub fn difference((least, most): (i64, i64)) -> String {
    if least == most {
        return String::new();
    }
    let secs = |nanos: i64| nanos as f64 / 1e9;
    format!("{} by order", interval::ends(secs(least), secs(most)))
}
