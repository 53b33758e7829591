//! What a run of tests measures of coverage, and who holds it against the threshold.

use laneway_pipeline::coverage::{Collect, Covered, LaneCheck, Tool};
use leptos::prelude::*;

use super::at::StepAt;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::text_field::TextField;

const TOOLS: &[(Tool, &str, &str)] = &[
    (Tool::CTrace, "ctrace", "coverage.py, C tracer"),
    (Tool::SysMon, "sysmon", "coverage.py, sys.monitoring"),
    (Tool::Slipcover, "slipcover", "slipcover"),
];

/// The threshold that a lane has of its own when one is asked for first, percent.
const FIRST_THRESHOLD: f64 = 80.0;

/// Whether coverage is measured, with what, how much there is, and the lane's own check.
#[component]
pub(super) fn CoverageFields(at: StepAt) -> impl IntoView {
    let is_on = Memo::new(move |_| at.look_at_run(|run| run.coverage.is_some()));
    let edit = move |key: &'static str, edit: &dyn Fn(&mut Collect)| {
        at.edit_run(key, |run| run.coverage.iter_mut().for_each(edit));
    };
    let look = move |get: fn(&Collect) -> Option<f64>| {
        Signal::derive(move || at.look_at_run(|run| run.coverage.as_ref().and_then(get)))
    };
    let is_exact = Memo::new(move |_| {
        at.look_at_run(|run| run.coverage.as_ref().is_some_and(|it| matches!(it.covers, Covered::Lines(_))))
    });
    let tool = move || at.look_at_run(|run| run.coverage.as_ref().map(|it| it.tool)).unwrap_or_default();
    let check = move || {
        at.look_at_run(|run| {
            run.coverage.as_ref().map_or("", |it| match it.lane_check {
                LaneCheck::FromRules => "rules",
                LaneCheck::Off => "off",
                LaneCheck::At(_) => "own",
            })
        })
    };
    let checks = [("rules", "the project's fail_under"), ("off", "nothing"), ("own", "a threshold of its own")];
    view! {
        <Check
            label="Measures coverage"
            about="--cov"
            value=is_on
            on_change=Callback::new(move |is_on: bool| at.edit_run("", |run| run.coverage = is_on.then(Collect::default)))
        />
        <Show when=move || is_on.get()>
            <DecimalField
                label="Covers"
                about="Percent of all lines, with all its tests; a shard covers less. Exact where a report was dropped in"
                min=0.0
                max=100.0
                step=1.0
                unit=" %"
                is_off=is_exact
                value=look(|it| if let Covered::Percent(percent) = it.covers { Some(percent) } else { None })
                on_change=Callback::new(move |percent: Option<f64>| {
                    edit("covers", &|it| it.covers = Covered::Percent(percent.unwrap_or(0.0)));
                })
            />
            <Choice
                label="Tool"
                options=TOOLS.iter().map(|(_, flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
                value=Signal::derive(move || {
                    let tool = tool();
                    TOOLS.iter().find(|(it, ..)| *it == tool).map_or("", |(_, flag, _)| flag).to_owned()
                })
                on_change=Callback::new(move |flag: String| {
                    let tool = TOOLS.iter().find(|(_, it, _)| *it == flag).map_or(Tool::default(), |(it, ..)| *it);
                    edit("", &|it| it.tool = tool);
                })
            />
            <Check
                label="With branches"
                about="--cov-branch; data with and without cannot be combined"
                value=Signal::derive(move || at.look_at_run(|run| run.coverage.as_ref().is_some_and(|it| it.branch)))
                on_change=Callback::new(move |is_on| edit("", &|it| it.branch = is_on))
            />
            <TextField
                label="Data file"
                about="COVERAGE_FILE; a name that begins with a dot is hidden"
                value=Signal::derive(move || {
                    at.look_at_run(|run| run.coverage.as_ref().map(|it| it.data_file.clone())).unwrap_or_default()
                })
                on_change=Callback::new(move |name: String| edit("", &|it| name.trim().clone_into(&mut it.data_file)))
            />
            <Choice
                label="The lane is held to"
                about="pytest-cov checks fail_under in every lane unless it is told not to"
                options=checks.iter().map(|(flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
                value=Signal::derive(move || check().to_owned())
                on_change=Callback::new(move |flag: String| {
                    let check = match flag.as_str() {
                        "off" => LaneCheck::Off,
                        "own" => LaneCheck::At(FIRST_THRESHOLD),
                        _ => LaneCheck::FromRules,
                    };
                    edit("", &|it| it.lane_check = check);
                })
            />
            <Show when=move || check() == "own">
                <DecimalField
                    label="Its threshold"
                    about="--cov-fail-under"
                    min=0.0
                    max=100.0
                    step=1.0
                    unit=" %"
                    value=look(|it| if let LaneCheck::At(percent) = it.lane_check { Some(percent) } else { None })
                    on_change=Callback::new(move |percent: Option<f64>| {
                        edit("lane-check", &|it| it.lane_check = LaneCheck::At(percent.unwrap_or(0.0)));
                    })
                />
            </Show>
        </Show>
    }
}
