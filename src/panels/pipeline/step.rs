//! One step: its name, what kind it is, when it runs, and what it does.

use laneway_engine::distribution::Distribution;
use laneway_pipeline::job::Condition;
use laneway_pipeline::step::{Download, Gate, Lane, MAX_LANES, Step, Upload, Work};
use laneway_pipeline::timing::{around, constant};
use leptos::prelude::*;

use super::artifacts::{DownloadFields, UploadFields};
use super::at::{StepAt, StepsAt};
use super::gate::GateFields;
use super::job::CONDITIONS;
use super::problems::Problems;
use super::spread::{SpreadFields, quantiles};
use super::steps::Steps;
use super::test_run::TestRunFields;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::text_field::TextField;

/// Kinds of steps: a flag, and what menus say.
const KINDS: &[(&str, &str)] = &[
    ("command", "command"),
    ("checkout", "check-out"),
    ("cached", "set-up with a cache"),
    ("tests", "tests"),
    ("upload", "upload an artifact"),
    ("download", "download artifacts"),
    ("gate", "coverage gate"),
    ("parallel", "side by side"),
];

fn kind(work: &Work) -> &'static str {
    match work {
        Work::Command { .. } => "command",
        Work::Checkout { .. } => "checkout",
        Work::Cached { .. } => "cached",
        Work::Tests(_) => "tests",
        Work::Upload(_) => "upload",
        Work::Download(_) => "download",
        Work::Gate(_) => "gate",
        Work::Parallel { .. } => "parallel",
    }
}

/// Work of a kind. What can be kept of the step as it was is kept.
fn of_kind(flag: &str, before: &Step) -> Work {
    let takes = takes(&before.work).cloned().unwrap_or_else(|| around(10.0, 15.0));
    match flag {
        "checkout" => Work::Checkout { takes },
        "cached" => Work::Cached { hits: 0.9, on_hit: constant(quantiles(&takes).0), on_miss: takes },
        "tests" => Work::Tests(Box::default()),
        "upload" => Work::Upload(Upload { artifact: "coverage-{cell}-{shard}".to_owned(), ..Upload::default() }),
        "download" => Work::Download(Download::default()),
        "gate" => Work::Gate(Gate::default()),
        "parallel" => {
            let lane = |n: usize, steps| Lane { name: format!("lane {n}"), steps };
            Work::Parallel { lanes: vec![lane(1, vec![before.clone()]), lane(2, Vec::new())] }
        }
        _ => Work::Command { takes },
    }
}

/// How long a step takes, where that is one distribution.
fn takes(work: &Work) -> Option<&Distribution> {
    match work {
        Work::Command { takes } | Work::Checkout { takes } => Some(takes),
        Work::Cached { on_miss, .. } => Some(on_miss),
        Work::Upload(Upload { takes, .. })
        | Work::Download(Download { takes, .. })
        | Work::Gate(Gate { takes, .. }) => Some(takes),
        Work::Tests(_) | Work::Parallel { .. } => None,
    }
}

fn takes_mut(work: &mut Work) -> Option<&mut Distribution> {
    match work {
        Work::Command { takes } | Work::Checkout { takes } => Some(takes),
        Work::Upload(Upload { takes, .. })
        | Work::Download(Download { takes, .. })
        | Work::Gate(Gate { takes, .. }) => Some(takes),
        Work::Cached { .. } | Work::Tests(_) | Work::Parallel { .. } => None,
    }
}

/// One step, to be unfolded.
#[component]
pub(super) fn StepItem(at: StepAt) -> impl IntoView {
    let name = move || at.look(|step| step.name.clone());
    let about = move || {
        at.look(|step| match takes(&step.work) {
            Some(takes) => format!("{} s", quantiles(takes).0),
            None => KINDS.iter().find(|(flag, _)| *flag == kind(&step.work)).map_or("", |(_, words)| words).to_owned(),
        })
    };
    let shift = move |is_up: bool| {
        at.among.edit("", |steps| {
            let to = if is_up { at.step.checked_sub(1) } else { Some(at.step + 1) };
            if let Some(to) = to.filter(|to| (*to).max(at.step) < steps.len()) {
                steps.swap(at.step, to);
            }
        });
    };
    let remove = move |_| {
        at.among.edit("", |steps| {
            if at.step < steps.len() {
                steps.remove(at.step);
            }
        });
    };
    let problems = at.among.lane.is_none().then(|| view! { <Problems at=at.among.of step=Some(at.place()) /> });
    view! {
        <details class="pipeline-panel__item">
            <summary>
                <span>{name}</span>
                <span class="pipeline-panel__summary">{about}</span>
            </summary>
            <StepFields at=at />
            <div class="pipeline-panel__buttons">
                <button class="button button--small" type="button" aria-label=move || format!("Move up {}", name()) on:click=move |_| shift(true)>
                    "Up"
                </button>
                <button class="button button--small" type="button" aria-label=move || format!("Move down {}", name()) on:click=move |_| shift(false)>
                    "Down"
                </button>
                <button class="button button--small" type="button" aria-label=move || format!("Remove {}", name()) on:click=remove>
                    "Remove"
                </button>
            </div>
        </details>
        {problems}
    }
}

#[component]
fn StepFields(at: StepAt) -> impl IntoView {
    let flag = Memo::new(move |_| at.look(|step| kind(&step.work)));
    let is_inner = at.among.lane.is_some();
    let kinds = KINDS.iter().filter(|(flag, _)| !(is_inner && *flag == "parallel"));
    let condition = move || {
        let condition = at.look(|step| step.condition);
        CONDITIONS.iter().find(|(it, ..)| *it == condition).map_or("", |(_, flag, _)| flag).to_owned()
    };
    let of_work = move || match flag.get() {
        "tests" => view! { <TestRunFields at=at /> }.into_any(),
        "cached" => view! { <CachedFields at=at /> }.into_any(),
        "upload" => view! { <UploadFields at=at /> }.into_any(),
        "download" => view! { <DownloadFields at=at /> }.into_any(),
        "gate" => view! { <GateFields at=at /> }.into_any(),
        "parallel" => view! { <LaneFields at=at /> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <TextField
            label="Name"
            value=Signal::derive(move || at.look(|step| step.name.clone()))
            on_change=Callback::new(move |name: String| at.edit("", |step| name.trim().clone_into(&mut step.name)))
        />
        <Choice
            label="Kind"
            options=kinds.map(|(flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
            value=Signal::derive(move || flag.get().to_owned())
            on_change=Callback::new(move |flag: String| at.edit("", |step| step.work = of_kind(&flag, step)))
        />
        <Choice
            label="Runs if"
            about="if: of the step, given how the steps before it ended"
            options=CONDITIONS.iter().map(|(_, flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
            value=Signal::derive(condition)
            on_change=Callback::new(move |flag: String| {
                let found = CONDITIONS.iter().find(|(_, it, _)| *it == flag);
                at.edit("", |step| step.condition = found.map_or(Condition::Success, |(it, ..)| *it));
            })
        />
        <Check
            label="The job goes on if it fails"
            about="continue-on-error of the step"
            value=Signal::derive(move || at.look(|step| step.continue_on_error))
            on_change=Callback::new(move |is_on| at.edit("", |step| step.continue_on_error = is_on))
        />
        <Show when=move || !matches!(flag.get(), "tests" | "cached" | "parallel")>
            <SpreadFields
                label="Takes"
                label_95="Takes, 95 %"
                value=Signal::derive(move || at.look(|step| takes(&step.work).cloned()))
                on_change=Callback::new(move |new| {
                    at.edit("takes", |step| takes_mut(&mut step.work).into_iter().for_each(|takes| takes.clone_from(&new)));
                })
            />
        </Show>
        {of_work}
    }
}

/// A cache: how often it is there, and what both ways take.
#[component]
fn CachedFields(at: StepAt) -> impl IntoView {
    let hits =
        move || at.look_at_work(|work| if let Work::Cached { hits, .. } = work { Some(hits * 100.0) } else { None });
    view! {
        <DecimalField
            label="The cache is there"
            min=0.0
            max=100.0
            step=5.0
            unit=" %"
            value=Signal::derive(move || Some(hits()))
            on_change=Callback::new(move |percent: Option<f64>| {
                at.edit("hits", |step| {
                    if let Work::Cached { hits, .. } = &mut step.work {
                        *hits = percent.unwrap_or(0.0) / 100.0;
                    }
                });
            })
        />
        <SpreadFields
            label="With it"
            label_95="With it, 95 %"
            value=Signal::derive(move || {
                at.look_at_work(|work| if let Work::Cached { on_hit, .. } = work { Some(Some(on_hit.clone())) } else { None })
            })
            on_change=Callback::new(move |new: Distribution| {
                at.edit("on-hit", |step| {
                    if let Work::Cached { on_hit, .. } = &mut step.work {
                        on_hit.clone_from(&new);
                    }
                });
            })
        />
        <SpreadFields
            label="Without it"
            label_95="Without it, 95 %"
            value=Signal::derive(move || {
                at.look_at_work(|work| if let Work::Cached { on_miss, .. } = work { Some(Some(on_miss.clone())) } else { None })
            })
            on_change=Callback::new(move |new: Distribution| {
                at.edit("on-miss", |step| {
                    if let Work::Cached { on_miss, .. } = &mut step.work {
                        on_miss.clone_from(&new);
                    }
                });
            })
        />
    }
}

/// The lanes of parallel steps.
#[component]
fn LaneFields(at: StepAt) -> impl IntoView {
    let n = Memo::new(move |_| {
        at.look_at_work(|work| if let Work::Parallel { lanes } = work { Some(lanes.len()) } else { None })
    });
    let edit = move |edit: &dyn Fn(&mut Vec<Lane>)| {
        at.edit("", |step| {
            if let Work::Parallel { lanes } = &mut step.work {
                edit(lanes);
            }
        });
    };
    let is_full = move || n.get() >= MAX_LANES;
    let lane = move |place: usize| {
        let remove = move |_| edit(&|lanes| drop(lanes.drain(place..(place + 1).min(lanes.len()))));
        view! {
            <div class="pipeline-panel__lane">
                <p class="pipeline-panel__note">{format!("Lane {}", place + 1)}</p>
                {Steps(super::steps::StepsProps { among: StepsAt { lane: Some((at.step, place)), ..at.among } }).into_any()}
                <button class="button button--small" type="button" on:click=remove>{format!("Remove lane {}", place + 1)}</button>
            </div>
        }
    };
    view! {
        {move || (0..n.get()).map(lane).collect_view()}
        <button
            class="button button--small"
            type="button"
            disabled=is_full
            on:click=move |_| edit(&|lanes| lanes.push(Lane { name: format!("lane {}", lanes.len() + 1), steps: Vec::new() }))
        >
            "Add a lane"
        </button>
    }
}
