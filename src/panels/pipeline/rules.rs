//! What holds for the whole pipeline: the service, its plan, the coverage that is asked for, how often it runs.

use laneway_pipeline::pipeline::{MAX_RERUNS, Pipeline};
use laneway_pipeline::service::Service;
use leptos::prelude::*;

use super::fields::{Options, PERCENT, SHARE, Scale};
use super::fold::Fold;
use super::names::Names;
use super::part::{Lens, Part, lens};
use super::prices::Prices;
use crate::state::use_app;
use crate::state::view::SideName;

const SERVICES: Options<Service> = &[
    (Service::GitHub, "github", "GitHub Actions"),
    (Service::GitLab, "gitlab", "GitLab CI/CD"),
    (Service::Forgejo, "forgejo", "Forgejo Actions"),
];

const RUNS: Scale = Scale { factor: 1.0, min: 0.0, max: 100_000.0, step: 5.0, unit: "" };

/// Rules of one side.
#[component]
pub(super) fn RulesFields(
    /// Which.
    side: Memo<SideName>,
) -> impl IntoView {
    let app = use_app();
    let fields = move || {
        let at = Part::whole(app, side.get());
        let reruns: Lens<Pipeline, u32> =
            Lens { name: "reruns", get: |it| &it.reruns.0, get_mut: |it| &mut it.reruns.0 };
        view! {
            {at.choice("Service", "Whose rules hold: how minutes are rounded and billed", SERVICES, lens!(service))}
            {at.decimal_or(
                "fail_under",
                "[tool.coverage.report]: percent that the gate asks for",
                PERCENT,
                "none",
                lens!(coverage.fail_under),
            )}
            {at.number(
                "Digits of coverage",
                "[tool.coverage.report] precision: totals are rounded to so many before they are compared",
                (0, 10),
                lens!(coverage.precision),
            )}
            {at.decimal(
                "Lanes overlap by",
                "How far lanes cover the same lines, where no reports say: 0, as little as can be; 100, all the same",
                Scale { step: 5.0, ..SHARE },
                lens!(coverage.overlap),
            )}
            {at.decimal("Runs a day", "For the month's bill, and for how long people wait", RUNS, lens!(traffic.runs_per_day))}
            {at.number(
                "At the same time",
                "Runs that begin together and share the slots of the plan",
                (1, 100),
                lens!(traffic.at_once),
            )}
            {at.decimal(
                "Changes that break a test",
                "Such a run stays red, however often it is run again",
                SHARE,
                lens!(traffic.breaks),
            )}
            {at.text("Plan", "What people call it", "no name", lens!(plan.name))}
            {at.number("Slots", "Jobs that may run at once in the plan", (1, 10_000), lens!(plan.slots))}
            {at.number("Included minutes", "A month, in the plan", (0, 1_000_000), lens!(plan.included_minutes))}
            {at.number("Run again", "How often failed jobs are run again before somebody looks", (0, MAX_RERUNS), reruns)}
            <UnknownChecks at=at />
            <Prices at=at />
        }
    };
    view! { <Fold class="pipeline-panel__rules" summary=move || "Service, threshold, traffic, prices">{fields}</Fold> }
}

/// Required checks that no job gives any more; those of jobs stand at the jobs.
#[component]
fn UnknownChecks(at: Part<Pipeline>) -> impl IntoView {
    let unknown = Memo::new(move |_| {
        at.look(|it| it.required.iter().filter(|id| it.job(id).is_none()).cloned().collect::<Vec<_>>())
    });
    view! {
        <Show when=move || !unknown.read().is_empty()>
            <Names
                legend="A merge waits for what is no job"
                options=unknown
                chosen=unknown
                wrong=at.wrong(&["required"])
                on_change=Callback::new(move |(id, _)| at.edit("", |it| it.required.retain(|other| *other != id)))
            />
        </Show>
    }
}
