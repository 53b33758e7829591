//! One `pytest` of a job: which tests it runs, what may go wrong, what it measures; the way to look at it alone.

use laneway_chart::human;
use laneway_engine::selection::Selection;
use laneway_engine::suite::Suite;
use laneway_pipeline::hazard::Flaky;
use leptos::prelude::*;

use super::at::StepAt;
use super::coverage::CoverageFields;
use crate::state::opened::Opened;
use crate::state::view::Middle;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;
use crate::widgets::text_field::TextField;

/// `1,240 tests`, or `1,240 of 10,195 tests`.
pub(super) fn n_selected(selection: &Selection, suite: &Suite) -> String {
    let n_all = suite.tests.len() as u64;
    if selection.is_all() {
        return format!("{} tests", human::count(n_all));
    }
    let n = suite.tests.iter().filter(|test| selection.has(test)).count() as u64;
    format!("{} of {} tests", human::count(n), human::count(n_all))
}

/// Words apart by blanks or commas.
fn words(text: &str) -> Vec<String> {
    text.split([' ', ',', '\t']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What it selects, with its count; flaky tests; coverage; and a button that opens it.
#[component]
pub(super) fn TestRunFields(at: StepAt) -> impl IntoView {
    let app = at.among.of.app;
    let selected = move || app.suite.with(|suite| at.look_at_run(|run| n_selected(&run.session.selection, suite)));
    let list = move |label, about, get: fn(&mut Selection) -> &mut Vec<String>| {
        let value = move || at.look_at_run(|run| get(&mut run.session.selection.clone()).join(" "));
        let on_change = move |text: String| at.edit_run("", |run| *get(&mut run.session.selection) = words(&text));
        view! {
            <TextField label=label about=about empty="all" value=Signal::derive(value) on_change=Callback::new(on_change) />
        }
    };
    let leaving_out = move |label, about, get: fn(&mut Selection) -> &mut Vec<String>| {
        let value = move || at.look_at_run(|run| get(&mut run.session.selection.clone()).join(" "));
        let on_change = move |text: String| at.edit_run("", |run| *get(&mut run.session.selection) = words(&text));
        view! {
            <TextField label=label about=about empty="none" value=Signal::derive(value) on_change=Callback::new(on_change) />
        }
    };
    let flaky = move |get: fn(&Flaky) -> f64| {
        Signal::derive(move || Some(at.look_at_run(|run| get(&run.hazards.flaky) * 100.0)))
    };
    let open = move |_| {
        let of = at.among.of;
        let opened = app.look(|scenario| {
            let job = scenario.side(of.side).jobs.get(of.job)?;
            Some(Opened { job: job.id.clone(), run: at.run(job)?, instance: 0 })
        });
        if let Some(opened) = opened {
            app.open(of.side, opened, Middle::Timeline);
        }
    };
    view! {
        {list("Paths", "Folders, files or tests, as behind pytest", |it| &mut it.paths)}
        {leaving_out("Without", "--ignore, --deselect", |it| &mut it.without)}
        {list("Marked", "-m: tests with one of these marks or groups", |it| &mut it.marked)}
        {leaving_out("Not marked", "-m not: tests with none of these", |it| &mut it.unmarked)}
        <p class="pipeline-panel__note" role="status">"Runs "{selected}</p>
        <DecimalField
            label="Flaky tests"
            about="The share of tests that fail now and then"
            min=0.0
            max=100.0
            step=0.1
            unit=" %"
            value=flaky(|flaky| flaky.share)
            on_change=Callback::new(move |percent: Option<f64>| {
                at.edit_run("flaky", |run| run.hazards.flaky.share = percent.unwrap_or(0.0) / 100.0);
            })
        />
        <DecimalField
            label="Each fails in"
            about="How often one run of such a test fails"
            min=0.0
            max=100.0
            step=1.0
            unit=" %"
            value=flaky(|flaky| flaky.fails)
            on_change=Callback::new(move |percent: Option<f64>| {
                at.edit_run("fails", |run| run.hazards.flaky.fails = percent.unwrap_or(0.0) / 100.0);
            })
        />
        <NumberField
            label="Reruns"
            about="--reruns: how often a failed test is run again at once"
            min=0
            max=100
            value=Signal::derive(move || Some(at.look_at_run(|run| i64::from(run.hazards.flaky.reruns))))
            on_change=Callback::new(move |n: Option<i64>| {
                at.edit_run("reruns", |run| run.hazards.flaky.reruns = n.unwrap_or(0) as u32);
            })
        />
        <CoverageFields at=at />
        <button class="button button--small" type="button" on:click=open>"Workers, mode and costs: open this run"</button>
    }
}
