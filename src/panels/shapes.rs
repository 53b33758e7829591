//! Where the time of a suite is: along the order of collection, and over durations.

use std::fmt::Write;
use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

/// Steps of the line along the order.
const N_STEPS: usize = 64;

/// Bars over durations.
const N_BARS: usize = 32;

const HEIGHT: f64 = 32.0;

/// What takes less counts as this.
const SHORTEST: Nanos = Nanos(100_000);

/// How the time is spread over the order of collection: what `load` deals out first stands left.
#[component]
pub fn Sparkline(
    /// Drawn anew when it changes.
    suite: Memo<Arc<Suite>>,
) -> impl IntoView {
    let path = move || suite.with(|suite| sparkline(suite));
    view! {
        <figure class="shape">
            <svg class="shape__picture shape__picture--line" viewBox="0 0 256 32" preserveAspectRatio="none" role="img" aria-label="Time along the order of collection">
                <path d=path />
            </svg>
            <figcaption class="shape__scale"><span>"first test"</span><span>"time, in order"</span><span>"last"</span></figcaption>
        </figure>
    }
}

fn sparkline(suite: &Suite) -> String {
    let n_tests = suite.tests.len();
    let n_steps = N_STEPS.min(n_tests.max(1));
    let mut times = vec![0.0; n_steps];
    for (place, test) in suite.tests.iter().enumerate() {
        times[place * n_steps / n_tests] += test.duration.as_secs();
    }
    let highest = times.iter().copied().fold(1e-12, f64::max);
    let width = 256.0 / n_steps as f64;
    let mut path = format!("M0 {HEIGHT}");
    for (place, time) in times.iter().enumerate() {
        let (x, y) = (place as f64 * width, HEIGHT - (time / highest * (HEIGHT - 2.0)));
        // Writing to a string cannot fail.
        let _ = write!(path, "L{x:.1} {y:.1}H{:.1}", x + width);
    }
    path.push_str("V32Z");
    path
}

/// How many tests take how long, on a logarithmic scale.
#[component]
pub fn Histogram(
    /// Drawn anew when it changes.
    suite: Memo<Arc<Suite>>,
) -> impl IntoView {
    let bars = move || {
        let (counts, [least, most]) = suite.with(|suite| histogram(suite));
        let highest = f64::from(counts.iter().copied().max().unwrap_or(1).max(1));
        let bar = |(place, count): (usize, u32)| {
            // Even one test leaves a trace.
            let height = if count == 0 { 0.0 } else { (f64::from(count) / highest * (HEIGHT - 2.0)).max(1.5) };
            view! { <rect x=place * 8 y=HEIGHT - height width="7" height=height /> }
        };
        let bars = counts.into_iter().enumerate().map(bar).collect_view();
        view! {
            <svg class="shape__picture" viewBox="0 0 256 32" preserveAspectRatio="none" role="img" aria-label="How many tests take how long">
                {bars}
            </svg>
            <figcaption class="shape__scale">
                <span>{human::time(least)}</span><span>"tests, by duration"</span><span>{human::time(most)}</span>
            </figcaption>
        }
    };
    view! { <figure class="shape">{bars}</figure> }
}

/// Counts, and the durations at both ends of the scale.
fn histogram(suite: &Suite) -> ([u32; N_BARS], [Nanos; 2]) {
    let times = || suite.tests.iter().map(|test| test.duration.max(SHORTEST));
    let (Some(shortest), Some(longest)) = (times().min(), times().max()) else {
        return ([0; N_BARS], [Nanos::ZERO; 2]);
    };
    let exponent = |time: Nanos| (time.0 as f64).log10();
    let (least, most) = (exponent(shortest), exponent(longest).max(exponent(shortest) + 1e-9));
    let mut counts = [0; N_BARS];
    for time in times() {
        let bar = (exponent(time) - least) / (most - least) * (N_BARS - 1) as f64;
        counts[bar.round() as usize] += 1;
    }
    (counts, [shortest, longest])
}
