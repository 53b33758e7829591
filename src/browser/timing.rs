//! The time: the date, and how long drawing takes, for whoever measures, as entries of the browser's performance time line.

use std::cell::Cell;

use leptos::prelude::window;

/// How many entries of a name are kept.
const MOST: u32 = 500;

thread_local! {
    static N_ENTRIES: Cell<u32> = const { Cell::new(0) };
}

/// Does `work` and notes how long it took, as a `measure` of this name.
pub fn measured(name: &str, work: impl FnOnce()) {
    let Some(performance) = window().performance() else { return work() };
    let start = format!("{name}-start");
    let _ = performance.mark(&start);
    work();
    let n_entries = N_ENTRIES.get();
    if n_entries.is_multiple_of(MOST) {
        performance.clear_measures_with_measure_name(name);
    }
    N_ENTRIES.set(n_entries.wrapping_add(1));
    let _ = performance.measure_with_start_mark(name, &start);
    performance.clear_marks_with_mark_name(&start);
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// The date: milliseconds since 1970.
pub fn date() -> f64 {
    js_sys::Date::now()
}

/// How many threads the machine runs at once, as the browser says.
pub fn n_threads() -> usize {
    (window().navigator().hardware_concurrency() as usize).max(1)
}
