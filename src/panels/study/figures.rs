//! How sure, in three figures that are easily taken for each other.

use laneway_chart::{calibrated, interval};
use leptos::prelude::*;

use crate::state::study::Compared;
use crate::state::use_app;

/// The mean with its interval, the spread of single runs, and the model's own error.
#[component]
pub fn Figures() -> impl IntoView {
    let app = use_app();
    let of = move |get: fn(&Compared) -> String| {
        move || app.study.with(|study| study.sides.as_deref().map_or_else(|| "\u{2013}".to_owned(), get))
    };
    let model_error = move || {
        app.look(|scenario| {
            let whole = scenario.calibration.as_ref().map(|calibration| calibrated::error(calibration.whole()));
            whole.unwrap_or_else(|| "not calibrated".to_owned())
        })
    };
    let figure = |name: &'static str, about: &'static str, text: AnyView| {
        view! {
            <div class="study-panel__figure">
                <dt>{name}</dt>
                <dd class="study-panel__value">{text}</dd>
                <dd class="study-panel__about">{about}</dd>
            </div>
        }
    };
    view! {
        <dl class="study-panel__figures">
            {figure("Mean of the candidate", "95 % interval; more runs narrow it", of(mean).into_any())}
            {figure("A single run", "9 of 10 runs; what one pull request would see", of(single).into_any())}
            {figure("Mean difference", "95 % interval of paired runs", of(difference).into_any())}
            {figure(
                "The model's own error",
                "not in the intervals; a difference below it is no gain",
                model_error.into_any(),
            )}
        </dl>
    }
}

fn mean(compared: &Compared) -> String {
    compared.rows.get(1).map_or_else(String::new, |row| interval::plus_minus(&row.spread.mean))
}

fn single(compared: &Compared) -> String {
    let row = compared.rows.get(1).filter(|row| row.spread.n > 0);
    row.map_or_else(|| "\u{2013}".to_owned(), |row| interval::range(row.spread.p5, row.spread.p95))
}

fn difference(compared: &Compared) -> String {
    let Some(difference) = compared.rows.get(1).and_then(|row| row.difference) else { return "\u{2013}".to_owned() };
    interval::of_difference(&difference)
}
