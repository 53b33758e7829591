//! What costs were fitted to a real run, how close the model comes to it, and what was left alone.

use laneway_chart::{calibrated, human};
use laneway_engine::calibrate::Calibration;
use leptos::prelude::*;

use crate::state::use_app;

/// The sentence, and what it rests on behind it; nothing where nothing was fitted.
#[component]
pub fn CalibrationNote() -> impl IntoView {
    let app = use_app();
    let calibration = Memo::new(move |_| app.look(|scenario| scenario.calibration.clone()));
    move || calibration.get().map(|calibration| note(&calibration))
}

fn note(calibration: &Calibration) -> impl IntoView + use<> {
    let fitted = calibration.fitted.iter().map(|fitted| {
        let spread = (fitted.n > 1).then(|| format!(", {} to {}", human::time(fitted.p5), human::time(fitted.p95)));
        view! {
            <tr>
                <th scope="row">{calibrated::about(fitted.what)}</th>
                <td>{human::time(fitted.value)}</td>
                <td>{format!("{} observed{}", human::count(u64::from(fitted.n)), spread.unwrap_or_default())}</td>
            </tr>
        }
    });
    let left_alone = calibration.left_alone.iter().map(|left| {
        view! { <li>{format!("{}: {}", calibrated::about(left.what), left.why)}</li> }
    });
    let span = if calibration.session.is_some() { "the whole session" } else { "first test to last" };
    view! {
        <details class="calibration">
            <summary>{format!("Calibrated: {}", calibrated::sentence(calibration.whole()))}</summary>
            <p>{format!("Compared: {span}, {}, {} workers.", calibration.dist.flag(), calibration.workers)}</p>
            <table>
                <caption class="visually-hidden">"Fitted costs"</caption>
                <tbody>{fitted.collect_view()}</tbody>
            </table>
            {(!calibration.left_alone.is_empty()).then_some("Left alone:")}
            <ul>{left_alone.collect_view()}</ul>
        </details>
    }
}
