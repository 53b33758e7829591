//! What holds for the whole pipeline: the service, its plan, the coverage that is asked for, how often it runs.

use laneway_pipeline::pipeline::{MAX_RERUNS, Pipeline};
use laneway_pipeline::service::Service;
use leptos::prelude::*;

use crate::state::use_app;
use crate::state::view::SideName;
use crate::widgets::choice::Choice;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;

const SERVICES: &[(Service, &str, &str)] = &[
    (Service::GitHub, "github", "GitHub Actions"),
    (Service::GitLab, "gitlab", "GitLab CI/CD"),
    (Service::Forgejo, "forgejo", "Forgejo Actions"),
];

/// Rules of one side.
#[component]
pub(super) fn RulesFields(
    /// Which.
    side: Memo<SideName>,
) -> impl IntoView {
    let app = use_app();
    let edit = move |key: &'static str, edit: &dyn Fn(&mut Pipeline)| {
        let side = side.get_untracked();
        app.edit(key, |scenario| edit(scenario.side_mut(side)));
    };
    let decimal = move |get: fn(&Pipeline) -> Option<f64>| {
        Signal::derive(move || app.look(|scenario| get(scenario.side(side.get()))))
    };
    let number = move |get: fn(&Pipeline) -> i64| {
        Signal::derive(move || Some(app.look(|scenario| get(scenario.side(side.get())))))
    };
    let service = move || app.look(|scenario| scenario.side(side.get()).service);
    view! {
        <details class="pipeline-panel__rules">
            <summary>"Service, threshold, traffic"</summary>
            <Choice
                label="Service"
                about="Whose rules hold: how minutes are rounded and billed"
                options=SERVICES.iter().map(|(_, flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
                value=Signal::derive(move || {
                    let service = service();
                    SERVICES.iter().find(|(it, ..)| *it == service).map_or("", |(_, flag, _)| flag).to_owned()
                })
                on_change=Callback::new(move |flag: String| {
                    let found = SERVICES.iter().find(|(_, it, _)| *it == flag).map_or(Service::default(), |(it, ..)| *it);
                    edit("", &|pipeline| pipeline.service = found);
                })
            />
            <DecimalField
                label="fail_under"
                about="[tool.coverage.report]: percent that the gate asks for"
                min=0.0
                max=100.0
                step=1.0
                unit=" %"
                empty="none"
                value=decimal(|pipeline| pipeline.coverage.fail_under)
                on_change=Callback::new(move |percent| edit("fail-under", &|pipeline| pipeline.coverage.fail_under = percent))
            />
            <DecimalField
                label="Lanes overlap by"
                about="How far lanes cover the same lines, where no reports say: 0, as little as can be; 100, all the same"
                min=0.0
                max=100.0
                step=5.0
                unit=" %"
                value=decimal(|pipeline| Some(pipeline.coverage.overlap * 100.0))
                on_change=Callback::new(move |percent: Option<f64>| {
                    edit("overlap", &|pipeline| pipeline.coverage.overlap = percent.unwrap_or(0.0) / 100.0);
                })
            />
            <DecimalField
                label="Runs a day"
                about="For the month's bill, and for how long people wait"
                min=0.0
                max=100_000.0
                step=5.0
                value=decimal(|pipeline| Some(pipeline.traffic.runs_per_day))
                on_change=Callback::new(move |runs: Option<f64>| {
                    edit("runs-per-day", &|pipeline| pipeline.traffic.runs_per_day = runs.unwrap_or(0.0));
                })
            />
            <NumberField
                label="At the same time"
                about="Runs that begin together and share the slots of the plan"
                min=1
                max=100
                value=number(|pipeline| i64::from(pipeline.traffic.at_once))
                on_change=Callback::new(move |n: Option<i64>| {
                    edit("at-once", &|pipeline| pipeline.traffic.at_once = n.unwrap_or(1) as u32);
                })
            />
            <DecimalField
                label="Changes that break a test"
                about="Such a run stays red, however often it is run again"
                min=0.0
                max=100.0
                step=1.0
                unit=" %"
                value=decimal(|pipeline| Some(pipeline.traffic.breaks * 100.0))
                on_change=Callback::new(move |percent: Option<f64>| {
                    edit("breaks", &|pipeline| pipeline.traffic.breaks = percent.unwrap_or(0.0) / 100.0);
                })
            />
            <NumberField
                label="Slots"
                about="Jobs that may run at once in the plan"
                min=1
                max=10_000
                value=number(|pipeline| i64::from(pipeline.plan.slots))
                on_change=Callback::new(move |n: Option<i64>| {
                    edit("slots", &|pipeline| pipeline.plan.slots = n.unwrap_or(1) as u32);
                })
            />
            <NumberField
                label="Included minutes"
                about="A month, in the plan"
                min=0
                max=1_000_000
                value=number(|pipeline| i64::from(pipeline.plan.included_minutes))
                on_change=Callback::new(move |n: Option<i64>| {
                    edit("included", &|pipeline| pipeline.plan.included_minutes = n.unwrap_or(0) as u32);
                })
            />
            <NumberField
                label="Run again"
                about="How often failed jobs are run again before somebody looks"
                min=0
                max=i64::from(MAX_RERUNS)
                value=number(|pipeline| i64::from(pipeline.reruns.0))
                on_change=Callback::new(move |n: Option<i64>| {
                    edit("reruns", &|pipeline| pipeline.reruns.0 = n.unwrap_or(0) as u32);
                })
            />
        </details>
    }
}
