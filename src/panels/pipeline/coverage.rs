//! What a run of tests measures of coverage, and who holds it against the threshold.

use laneway_pipeline::coverage::{Covered, LaneCheck, Tool};
use laneway_pipeline::step::TestRun;
use leptos::prelude::*;

use super::at::StepAt;
use super::fields::{Options, PERCENT};
use super::part::{Lens, Part, lens};
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;

const TOOLS: Options<Tool> = &[
    (Tool::CTrace, "ctrace", "coverage.py, C tracer"),
    (Tool::SysMon, "sysmon", "coverage.py, sys.monitoring"),
    (Tool::Slipcover, "slipcover", "slipcover"),
];

/// The threshold that a lane has of its own when one is asked for first, percent.
const FIRST_THRESHOLD: f64 = 80.0;

/// Whether coverage is measured, with what, how much there is, and the lane's own check.
#[component]
pub(super) fn CoverageFields(at: StepAt) -> impl IntoView {
    let run = at.test_run();
    let is_on = Memo::new(move |_| run.look(|run| run.coverage.is_some()));
    view! {
        <Check
            label="Measures coverage"
            about="--cov"
            value=is_on
            on_change=Callback::new(move |is_on: bool| {
                run.edit("", |run| if is_on { run.measure_with(Tool::default()) } else { run.stop_measuring() });
            })
        />
        <Show when=move || is_on.get()>
            <CollectFields run=run />
        </Show>
    }
}

/// What measures, how much that is, and who checks it. What measuring adds to the tests' time changes with the tool and with
/// branches.
#[component]
fn CollectFields(run: Part<TestRun>) -> impl IntoView {
    let at = run.case("coverage.", |run| run.coverage.as_ref(), |run| run.coverage.as_mut());
    let measure_with = Callback::new(move |tool| run.edit("", |run| run.measure_with(tool)));
    let measure_branches = Callback::new(move |branch| run.edit("", |run| run.measure_branches(branch)));
    let exact = Memo::new(move |_| {
        at.look(|it| if let Covered::Lines(report) = &it.covers { Some(report.percent()) } else { None })
    });
    let percent = at.case(
        "",
        |it| if let Covered::Percent(percent) = &it.covers { Some(percent) } else { None },
        |it| if let Covered::Percent(percent) = &mut it.covers { Some(percent) } else { None },
    );
    let own = at.case(
        "",
        |it| if let LaneCheck::At(percent) = &it.lane_check { Some(percent) } else { None },
        |it| if let LaneCheck::At(percent) = &mut it.lane_check { Some(percent) } else { None },
    );
    let check = Memo::new(move |_| {
        at.look(|it| match it.lane_check {
            LaneCheck::FromRules => "rules",
            LaneCheck::Off => "off",
            LaneCheck::At(_) => "own",
        })
    });
    let checks = [("rules", "the project's fail_under"), ("off", "nothing"), ("own", "a threshold of its own")];
    let covers = move || {
        match exact.get() {
        None => percent.decimal(
            "Covers",
            "Percent of all lines, with all its tests; a shard covers less",
            PERCENT,
            Lens::itself("covers"),
        ),
        Some(exact) => view! {
            <p class="pipeline-panel__note">{format!("Covers {exact:.1} % of the lines, exactly as in the report that was given.")}</p>
            <button
                class="button button--small"
                type="button"
                on:click=move |_| at.edit("", |it| it.covers = Covered::Percent(it.covers.percent()))
            >
                "Forget the report, keep the percentage"
            </button>
        }
        .into_any(),
    }
    };
    view! {
        {covers}
        {at.choice_by("Tool", "What coverage adds to the tests' time changes with it", TOOLS, lens!(tool), measure_with)}
        {at.check_by(
            "With branches",
            "--cov-branch; data with and without cannot be combined",
            lens!(branch),
            measure_branches,
        )}
        {at.text("Data file", "COVERAGE_FILE; a name that begins with a dot is hidden", "", lens!(data_file))}
        {at.check(
            "Reports before it uploads",
            "coverage from 7.14 on then combines the parts, and deletes them",
            lens!(reports_first),
        )}
        <Choice
            label="The lane is held to"
            about="pytest-cov checks fail_under in every lane unless it is told not to"
            options=checks.map(|(flag, words)| (flag.to_owned(), words.to_owned())).to_vec()
            value=Signal::derive(move || check.get().to_owned())
            on_change=Callback::new(move |flag: String| {
                let check = match flag.as_str() {
                    "off" => LaneCheck::Off,
                    "own" => LaneCheck::At(FIRST_THRESHOLD),
                    _ => LaneCheck::FromRules,
                };
                at.edit("", |it| it.lane_check = check);
            })
        />
        <Show when=move || check.get() == "own">
            {own.decimal("Its threshold", "--cov-fail-under", PERCENT, Lens::itself("lane_check"))}
        </Show>
    }
}
