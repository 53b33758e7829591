//! Service containers beside a job.

use laneway_engine::time::Nanos;
use laneway_pipeline::job::Container;
use laneway_pipeline::timing::around;
use leptos::prelude::*;

use super::at::JobAt;
use super::fold::Fold;
use super::part::lens;

/// One after another, each to be unfolded.
#[component]
pub(super) fn Containers(at: JobAt) -> impl IntoView {
    let n = Memo::new(move |_| at.look(|job| job.containers.len()));
    let add = move |_| {
        at.edit("", |job| {
            let name = "postgres".to_owned();
            job.containers.push(Container {
                name,
                start: around(15.0, 25.0),
                ready: around(4.0, 8.0),
                ..Container::default()
            });
        });
    };
    view! {
        <fieldset class="pipeline-panel__list">
            <legend>"Containers"</legend>
            {move || (0..n.get()).map(|place| view! { <ContainerItem at=at place=place /> }).collect_view()}
            <button class="button button--small" type="button" on:click=add>"Add a container"</button>
        </fieldset>
    }
}

#[component]
fn ContainerItem(at: JobAt, place: usize) -> impl IntoView {
    let of = at.part().item(lens!(containers), place);
    let name = of.value(lens!(name));
    let remove = move |_| {
        at.edit("", |job| drop(job.containers.drain(place..(place + 1).min(job.containers.len()))));
    };
    view! {
        <Fold class="pipeline-panel__item" summary=move || view! { <span>{name}</span> }>
            {of.text("Name", "", "", lens!(name))}
            {of.spread("Starts in", "Starts in, 95 %", lens!(start))}
            {of.spread("Ready after", "Ready after, 95 %", lens!(ready))}
            {of.time(
                "Looked at every",
                "--health-interval: readiness is only seen then; 0 s: steps begin at once",
                Nanos(1_000_000_000),
                lens!(health_interval),
            )}
            <button class="button button--small" type="button" aria-label=move || format!("Remove {}", name.get()) on:click=remove>
                "Remove"
            </button>
        </Fold>
    }
}
