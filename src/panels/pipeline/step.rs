//! One step: its name, what kind it is, when it runs, and what it does.

use laneway_engine::distribution::Distribution;
use laneway_pipeline::step::{Download, Gate, Lane, MAX_LANES, Step, Upload, Work};
use laneway_pipeline::timing::{around, constant};
use leptos::prelude::*;

use super::artifacts::{DownloadFields, UploadFields};
use super::at::{StepAt, StepsAt};
use super::fields::{SHARE, Scale};
use super::fold::Fold;
use super::gate::GateFields;
use super::job::CONDITIONS;
use super::part::{Lens, Part, lens};
use super::problems::Problems;
use super::said::Said;
use super::spread::quantiles;
use super::steps::Steps;
use super::test_run::TestRunFields;
use crate::widgets::choice::Choice;
use crate::widgets::field::fresh_id;

/// Why the last run of tests stays.
pub(super) const LAST_RUN: &str = "The only run of tests of this pipeline: the controls below it, from Run to Fixed costs, \
    are about one, so it stays. Add another run of tests to take this one away.";

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
    let remove = move |()| at.among.edit("", |steps| drop(steps.drain(at.step..(at.step + 1).min(steps.len()))));
    let button = move |text: &'static str, label: &'static str, act: Callback<()>| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-label=move || format!("{label} {}", name())
                on:click=move |_| act.run(())
            >
                {text}
            </button>
        }
    };
    view! {
        <Fold
            class="pipeline-panel__item"
            summary=move || view! { <span>{name}</span> <span class="pipeline-panel__summary">{about}</span> }
        >
            <StepFields at=at />
            <div class="pipeline-panel__buttons">
                {button("Up", "Move up", Callback::new(move |()| shift(true)))}
                {button("Down", "Move down", Callback::new(move |()| shift(false)))}
                <Show when=move || !at.has_last_run()>{button("Remove", "Remove", Callback::new(remove))}</Show>
            </div>
        </Fold>
        <Problems spot=at.spot() />
    }
}

#[component]
fn StepFields(at: StepAt) -> impl IntoView {
    let of = at.part();
    let flag = Memo::new(move |_| at.look(|step| kind(&step.work)));
    let is_last_run = Memo::new(move |_| at.has_last_run());
    let is_inner = at.among.lane.is_some();
    let kinds = move || {
        if is_last_run.get() {
            return view! { <p class="pipeline-panel__note">{LAST_RUN}</p> }.into_any();
        }
        let kinds = KINDS.iter().filter(|(flag, _)| !(is_inner && *flag == "parallel"));
        view! {
            <Choice
                label="Kind"
                options=kinds.map(|(flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
                value=Signal::derive(move || flag.get().to_owned())
                on_change=Callback::new(move |flag: String| at.edit("", |step| step.work = of_kind(&flag, step)))
            />
        }
        .into_any()
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
    let taken = at.work(takes, takes_mut);
    view! {
        {of.text("Name", "", "", lens!(name))}
        {kinds}
        {of.choice("Runs if", "if: of the step, given how the steps before it ended", CONDITIONS, lens!(condition))}
        {of.check("The job goes on if it fails", "continue-on-error of the step", lens!(continue_on_error))}
        <Show when=move || !matches!(flag.get(), "tests" | "cached" | "parallel")>
            {taken.spread("Takes", "Takes, 95 %", Lens::itself("takes"))}
        </Show>
        {of_work}
    }
}

/// A cache: how often it is there, and what both ways take.
#[component]
fn CachedFields(at: StepAt) -> impl IntoView {
    let hits = at.work(
        |work| if let Work::Cached { hits, .. } = work { Some(hits) } else { None },
        |work| if let Work::Cached { hits, .. } = work { Some(hits) } else { None },
    );
    let on_hit = at.work(
        |work| if let Work::Cached { on_hit, .. } = work { Some(on_hit) } else { None },
        |work| if let Work::Cached { on_hit, .. } = work { Some(on_hit) } else { None },
    );
    let on_miss = at.work(
        |work| if let Work::Cached { on_miss, .. } = work { Some(on_miss) } else { None },
        |work| if let Work::Cached { on_miss, .. } = work { Some(on_miss) } else { None },
    );
    view! {
        {hits.decimal("The cache is there", "", Scale { step: 5.0, ..SHARE }, Lens::itself("hits"))}
        {on_hit.spread("With it", "With it, 95 %", Lens::itself("on_hit"))}
        {on_miss.spread("Without it", "Without it, 95 %", Lens::itself("on_miss"))}
    }
}

/// The lanes of parallel steps.
#[component]
fn LaneFields(at: StepAt) -> impl IntoView {
    let lanes: Part<Vec<Lane>> = at.work(
        |work| if let Work::Parallel { lanes } = work { Some(lanes) } else { None },
        |work| if let Work::Parallel { lanes } = work { Some(lanes) } else { None },
    );
    let n = Memo::new(move |_| lanes.look(Vec::len));
    let is_full = move || n.get() >= MAX_LANES;
    let lane = move |place: usize| {
        let remove = move |_| lanes.edit("", |lanes| drop(lanes.drain(place..(place + 1).min(lanes.len()))));
        let of_lane = lanes.case("", move |lanes| lanes.get(place), move |lanes| lanes.get_mut(place));
        let n_runs = move || of_lane.look(|lane| lane.steps.iter().map(|step| step.test_runs().count()).sum::<usize>());
        let has_last_run =
            move || n_runs() > 0 && at.look(|step| step.test_runs().count()) == n_runs() && at.has_last_run();
        view! {
            <div class="pipeline-panel__lane">
                {of_lane.text("Lane", "What people call it", "no name", lens!(name))}
                {Steps(super::steps::StepsProps { among: StepsAt { lane: Some((at.step, place)), ..at.among } }).into_any()}
                <Show when=move || !has_last_run()>
                    <button class="button button--small" type="button" on:click=remove>
                        {format!("Remove lane {}", place + 1)}
                    </button>
                </Show>
            </div>
        }
    };
    let id = fresh_id();
    view! {
        <Said id=id wrong=at.part().wrong(&["lanes", "lanes.steps"]) />
        {move || (0..n.get()).map(lane).collect_view()}
        <button
            class="button button--small"
            type="button"
            disabled=is_full
            on:click=move |_| {
                lanes.edit("", |lanes| lanes.push(Lane { name: format!("lane {}", lanes.len() + 1), steps: Vec::new() }));
            }
        >
            "Add a lane"
        </button>
    }
}
