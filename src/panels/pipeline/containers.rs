//! Service containers beside a job.

use laneway_engine::time::Nanos;
use laneway_pipeline::job::Container;
use laneway_pipeline::timing::around;
use leptos::prelude::*;

use super::at::JobAt;
use super::spread::SpreadFields;
use crate::widgets::text_field::TextField;
use crate::widgets::time_field::TimeField;

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
    let name = move || at.look(|job| job.containers.get(place).map(|it| it.name.clone())).unwrap_or_default();
    let edit = move |key: &'static str, edit: &dyn Fn(&mut Container)| {
        at.edit(key, |job| job.containers.get_mut(place).into_iter().for_each(edit));
    };
    let remove = move |_| {
        at.edit("", |job| {
            if place < job.containers.len() {
                job.containers.remove(place);
            }
        });
    };
    view! {
        <details class="pipeline-panel__item">
            <summary>{name}</summary>
            <TextField
                label="Name"
                value=Signal::derive(name)
                on_change=Callback::new(move |name: String| edit("", &|it| name.trim().clone_into(&mut it.name)))
            />
            <SpreadFields
                label="Starts in"
                label_95="Starts in, 95 %"
                value=Signal::derive(move || at.look(|job| job.containers.get(place).map(|it| it.start.clone())))
                on_change=Callback::new(move |start| edit("container", &|it| it.start = Clone::clone(&start)))
            />
            <SpreadFields
                label="Ready after"
                label_95="Ready after, 95 %"
                value=Signal::derive(move || at.look(|job| job.containers.get(place).map(|it| it.ready.clone())))
                on_change=Callback::new(move |ready| edit("container", &|it| it.ready = Clone::clone(&ready)))
            />
            <TimeField
                label="Looked at every"
                about="--health-interval: readiness is only seen then; 0 s: steps begin at once"
                step=Nanos(1_000_000_000)
                value=Signal::derive(move || {
                    at.look(|job| job.containers.get(place).map(|it| it.health_interval)).unwrap_or_default()
                })
                on_change=Callback::new(move |every: Nanos| edit("health", &|it| it.health_interval = every))
            />
            <button class="button button--small" type="button" aria-label=move || format!("Remove {}", name()) on:click=remove>
                "Remove"
            </button>
        </details>
    }
}
