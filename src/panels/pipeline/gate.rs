//! A gate: how coverage data of lanes is combined, and the threshold that it holds the total against.

use laneway_pipeline::step::{Gate, Work};
use leptos::prelude::*;

use super::at::StepAt;
use super::fields::PERCENT;
use super::part::{Part, lens};
use super::said::Said;
use crate::widgets::field::fresh_id;

/// What the gate combines, whether it finds the sources, and its own threshold.
#[component]
pub(super) fn GateFields(at: StepAt) -> impl IntoView {
    let gate: Part<Gate> = at.work(
        |work| if let Work::Gate(gate) = work { Some(gate) } else { None },
        |work| if let Work::Gate(gate) = work { Some(gate) } else { None },
    );
    let id = fresh_id();
    view! {
        <div role="group" aria-label="Gate" aria-describedby=id.clone()>
            <Said id=id.clone() wrong=gate.wrong(&["gate"]) />
            {gate.check("Combines parts", "coverage combine; without it, one data file is reported", lens!(combine))}
            {gate.check(
                "Looks in folders",
                "coverage combine data/*/, where several artifacts are unpacked into a folder each",
                lens!(looks_in_folders),
            )}
            {gate.check(
                "Maps paths",
                "[tool.coverage.paths] or relative_files: data of other machines finds the sources here",
                lens!(maps_paths),
            )}
            {gate.decimal_or(
                "Its own fail_under",
                "--fail-under of coverage report; lanes do not see it",
                PERCENT,
                "the project's",
                lens!(fail_under),
            )}
        </div>
    }
}
