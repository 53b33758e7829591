//! How to record a report: commands to copy, the best first.

use leptos::prelude::*;

use crate::widgets::copy_button::CopyButton;

/// What a command gives, and the command.
const COMMANDS: &[(&str, &str)] = &[
    (
        "Report-log: order, workers, phases. The best there is.",
        "pip install pytest-reportlog && pytest --report-log=report.jsonl",
    ),
    ("JUnit XML: nothing to install; CI often has it already.", "pytest --junitxml=report.xml"),
    ("What pytest prints, saved; rounded to 10 ms.", "pytest --durations=0 -vv > durations.txt"),
    ("pytest-split's durations: .test_durations.", "pip install pytest-split && pytest --store-durations"),
    (
        "The order of collection alone, for a file that has lost it. No test is run.",
        "pytest --collect-only -q > order.txt",
    ),
    (
        "The jobs of a real run on GitHub, with their queues and steps; their pipeline starts from it.",
        "gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs > run.json",
    ),
    (
        "What one lane covers, line by line, so that the union at the gate is exact.",
        "coverage json -o coverage-unit.json",
    ),
];

/// A button, and the commands behind it.
#[component]
pub fn RecordMenu() -> impl IntoView {
    let commands = COMMANDS
        .iter()
        .map(|(about, command)| {
            view! {
                <li class="record-menu__command">
                    <p class="record-menu__about">{*about}</p>
                    <code class="record-menu__code">{*command}</code>
                    <CopyButton label=format!("Copy: {command}") text=(*command).to_owned() />
                </li>
            }
        })
        .collect_view();
    view! {
        <button class="button" type="button" popovertarget="record-menu">"Record one"</button>
        <div class="record-menu" id="record-menu" popover="auto" role="dialog" aria-label="Record a report">
            <p class="record-menu__lead">
                "Run one of these where your tests run, then open or drop the file; a workflow file is opened as it is. Nothing leaves your browser."
            </p>
            <ul>{commands}</ul>
        </div>
    }
}
