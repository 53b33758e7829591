//! A gate: how coverage data of lanes is combined. Its threshold is the project's.

use laneway_pipeline::step::{Gate, Work};
use leptos::prelude::*;

use super::at::StepAt;
use crate::widgets::check::Check;

/// What the gate combines, and whether it finds the sources.
#[component]
pub(super) fn GateFields(at: StepAt) -> impl IntoView {
    let check = move |label, about, get: fn(&mut Gate) -> &mut bool| {
        let value = move || {
            at.look_at_work(|work| if let Work::Gate(gate) = work { Some(*get(&mut gate.clone())) } else { None })
        };
        let on_change = move |is_on: bool| {
            at.edit("", |step| {
                if let Work::Gate(gate) = &mut step.work {
                    *get(gate) = is_on;
                }
            });
        };
        view! { <Check label=label about=about value=Signal::derive(value) on_change=Callback::new(on_change) /> }
    };
    view! {
        {check("Combines parts", "coverage combine; without it, one data file is reported", |gate| &mut gate.combine)}
        {check(
            "Looks in folders",
            "coverage combine data/*/, where several artifacts are unpacked into a folder each",
            |gate| &mut gate.looks_in_folders,
        )}
        {check(
            "Maps paths",
            "[tool.coverage.paths] or relative_files: data of other machines finds the sources here",
            |gate| &mut gate.maps_paths,
        )}
    }
}
