//! How the durations were recorded, as far as the report does not say: asked, so that nothing is charged twice.

use laneway_engine::session::MAX_WORKERS;
use laneway_engine::suite::Recording;
use leptos::prelude::*;

use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;

/// The most cores that a machine can be said to have.
const MAX_CORES: i64 = 1_024;

/// Workers, cores and coverage of the recorded run; what is not known may stay so.
#[component]
pub fn Recorded(recording: RwSignal<Recording>) -> impl IntoView {
    let coverage = [("", "not known"), ("off", "off"), ("on", "on")];
    let coverage = coverage.map(|(value, text)| (value.to_owned(), text.to_owned())).to_vec();
    let number = move |get: fn(&Recording) -> Option<u32>| {
        Signal::derive(move || recording.with(|recording| get(recording).map(i64::from)))
    };
    view! {
        <details class="recorded">
            <summary>{move || recording.with(words)}</summary>
            <NumberField
                label="Workers then"
                about="0: one plain process"
                min=0
                max=i64::from(MAX_WORKERS)
                empty="not known"
                value=number(|recording| recording.workers)
                on_change=Callback::new(move |number: Option<i64>| {
                    recording.update(|recording| recording.workers = number.map(|number| number as u32));
                })
            />
            <NumberField
                label="Cores of the machine"
                min=1
                max=MAX_CORES
                empty="not known"
                value=number(|recording| recording.cores)
                on_change=Callback::new(move |number: Option<i64>| {
                    recording.update(|recording| recording.cores = number.map(|number| number as u32));
                })
            />
            <Choice
                label="Coverage"
                options=coverage
                value=Signal::derive(move || {
                    let coverage = recording.with(|recording| recording.coverage);
                    coverage.map_or("", |is_on| if is_on { "on" } else { "off" }).to_owned()
                })
                on_change=Callback::new(move |value: String| {
                    recording.update(|recording| recording.coverage = (!value.is_empty()).then_some(value == "on"));
                })
            />
        </details>
    }
}

/// `Recorded on 4 workers, cores and coverage not known`.
fn words(recording: &Recording) -> String {
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    match recording.workers {
        None => unknown.push("workers"),
        Some(0) => known.push("in one process".to_owned()),
        Some(1) => known.push("on 1 worker".to_owned()),
        Some(workers) => known.push(format!("on {workers} workers")),
    }
    match recording.cores {
        None => unknown.push("cores"),
        Some(1) => known.push("1 core".to_owned()),
        Some(cores) => known.push(format!("{cores} cores")),
    }
    match recording.coverage {
        None => unknown.push("coverage"),
        Some(true) => known.push("with coverage".to_owned()),
        Some(false) => known.push("without coverage".to_owned()),
    }
    let unknown = match unknown.as_slice() {
        [] => String::new(),
        [one] => format!("{one} not known"),
        [rest @ .., last] => format!("{} and {last} not known", rest.join(", ")),
    };
    known.extend((!unknown.is_empty()).then_some(unknown));
    format!("Recorded: {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_said() {
        let mut recording = Recording::default();
        assert_eq!(words(&recording), "Recorded: workers, cores and coverage not known");
        recording.workers = Some(4);
        recording.coverage = Some(true);
        assert_eq!(words(&recording), "Recorded: on 4 workers, with coverage, cores not known");
        recording.cores = Some(8);
        assert_eq!(words(&recording), "Recorded: on 4 workers, 8 cores, with coverage");
    }
}
