//! About the example that is open: what it shows, what was tried, and how far its numbers can be trusted.

use laneway_formats::presets::{self, Parameter, Preset};
use laneway_formats::source;
use leptos::prelude::*;

use crate::state::use_app;

/// There while the suite is that of an example, also one whose tests were changed; gone with a suite of one's own.
#[component]
pub fn AboutPanel() -> impl IntoView {
    let app = use_app();
    // By title, so that an example stays in sight when its tests are changed.
    let title = Memo::new(move |_| app.look(|scenario| source::name(&scenario.source).to_owned()));
    move || title.with(|title| presets::titled(title)).map(about)
}

fn about(preset: &'static Preset) -> impl IntoView {
    let Preset { about, story, parameters, source, durations, .. } = preset;
    let table = (!parameters.is_empty()).then(|| {
        let rows = parameters.iter().map(row).collect_view();
        view! {
            <details class="about-panel__numbers">
                <summary>{format!("The numbers behind it ({})", parameters.len())}</summary>
                <table class="about-panel__table">
                    <thead>
                        <tr>
                            <th scope="col">"Of what"</th>
                            <th scope="col">"How much"</th>
                            <th scope="col">"Known how"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="about-panel__note">
                    "Fitted: chosen so that what is published comes out, which is no validation. Assumed: within what public suites show."
                </p>
            </details>
        }
    });
    view! {
        <section class="panel about-panel" aria-labelledby="about-title">
            <h2 class="panel__title" id="about-title">"About this example"</h2>
            <p class="about-panel__text">{*about}</p>
            {(!story.is_empty()).then(|| view! { <p class="about-panel__text">{*story}</p> })}
            {table}
            <p class="about-panel__note">{format!("Durations {}. From: {source}.", durations.words())}</p>
        </section>
    }
}

fn row(parameter: &Parameter) -> impl IntoView + use<> {
    let Parameter { name, value, basis } = *parameter;
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{value.to_string()}</td>
            <td>{basis.word()}</td>
        </tr>
    }
}
