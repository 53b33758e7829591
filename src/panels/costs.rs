//! What surrounds the tests. Usually the machine's, so the same on both sides; unless it is what is being tried.

use laneway_chart::human;
use laneway_engine::session::{PerWorker, ScopeCost, Session};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::calibration::CalibrationNote;
use crate::state::view::{SIDES, SideName};
use crate::state::{AppState, use_app};
use crate::widgets::check::Check;
use crate::widgets::field::Before;
use crate::widgets::time_field::TimeField;

const MILLISECOND: Nanos = Nanos(1_000_000);

const TENTH: Nanos = Nanos(100_000_000);

/// One cost: its label, what it is, how far an arrow key steps, and where it stands in a session.
struct Cost {
    label: &'static str,
    about: &'static str,
    step: Nanos,
    get: fn(&Session) -> Nanos,
    set: fn(&mut Session, Nanos),
}

const COSTS: &[Cost] = &[
    Cost {
        label: "Worker start",
        about: "From the start of pytest until a worker is ready to collect",
        step: TENTH,
        get: |session| session.startup.least(),
        set: |session, time| session.startup = PerWorker::All(time),
    },
    Cost {
        label: "Collection",
        about: "Every worker collects all tests before the first one runs",
        step: TENTH,
        get: |session| session.collection.least(),
        set: |session, time| session.collection = PerWorker::All(time),
    },
    Cost {
        label: "Message",
        about: "One way between controller and worker; about 0.5 ms on one machine",
        step: MILLISECOND,
        get: |session| session.latency,
        set: |session, time| session.latency = time,
    },
    Cost {
        label: "Per test",
        about: "pytest's own work around each test, about 2 ms. Leave it at 0 if the durations have it in them",
        step: MILLISECOND,
        get: |session| session.test_overhead,
        set: |session, time| session.test_overhead = time,
    },
    Cost {
        label: "Between tests",
        about: "From the end of a test until its worker begins the next",
        step: MILLISECOND,
        get: |session| session.test_gap,
        set: |session, time| session.test_gap = time,
    },
    Cost {
        label: "Worker end",
        about: "From a worker's last test until it has reported that it is done",
        step: TENTH,
        get: |session| session.worker_finish,
        set: |session, time| session.worker_finish = time,
    },
    Cost {
        label: "Session fixtures",
        about: "Paid by every worker at its first test",
        step: TENTH,
        get: |session| session.fixtures.session,
        set: |session, time| session.fixtures.session = time,
    },
    Cost {
        label: "Module fixtures",
        about: "Paid whenever a worker comes to another module",
        step: TENTH,
        get: |session| all(&session.fixtures.module),
        set: |session, time| session.fixtures.module = ScopeCost::All(time),
    },
    Cost {
        label: "Class fixtures",
        about: "Paid whenever a worker comes to another class",
        step: TENTH,
        get: |session| all(&session.fixtures.class),
        set: |session, time| session.fixtures.class = ScopeCost::All(time),
    },
];

/// Fixed costs.
#[component]
pub fn CostsPanel() -> impl IntoView {
    let app = use_app();
    let differ = Memo::new(move |_| app.view.with(|view| view.costs_differ));
    let fields = COSTS.iter().map(|cost| view! { <CostField cost=cost /> }).collect_view();
    let on_same = move |is_same: bool| {
        app.view.update(|view| view.costs_differ = !is_same);
        if is_same {
            app.edit("", |scenario| {
                let candidate = scenario.session(SideName::Candidate).clone();
                scenario.edit_session(SideName::Baseline, |baseline| {
                    COSTS.iter().for_each(|cost| (cost.set)(baseline, (cost.get)(&candidate)));
                });
            });
        }
    };
    view! {
        <section class="panel" aria-labelledby="costs-title">
            <h2 class="panel__title" id="costs-title">"Fixed costs"</h2>
            <CalibrationNote />
            {fields}
            <Check
                label="Same on both sides"
                about="Off: a cost is changed on the side chosen above alone"
                value=Signal::derive(move || !differ.get())
                on_change=Callback::new(on_same)
            />
        </section>
    }
}

#[component]
fn CostField(cost: &'static Cost) -> impl IntoView {
    let app = use_app();
    let value = move || app.look_at(app.view.with(|view| view.side), cost.get);
    let on_change = move |time: Nanos| {
        if app.view.with_untracked(|view| view.costs_differ) {
            app.edit_side(cost.label, |session| (cost.set)(session, time));
        } else {
            app.edit(cost.label, |scenario| {
                SIDES.into_iter().for_each(|side| scenario.edit_session(side, |session| (cost.set)(session, time)));
            });
        }
    };
    view! {
        <TimeField
            label=cost.label
            about=cost.about
            step=cost.step
            value=Signal::derive(value)
            before=before(app, cost)
            on_change=Callback::new(on_change)
        />
    }
}

/// The baseline's value where the candidate has another, and the way back to it.
fn before(app: AppState, cost: &'static Cost) -> Before {
    let differing = move || {
        let is_candidate = app.view.with(|view| view.side == SideName::Candidate);
        let [baseline, candidate] = app.look(|scenario| scenario.sessions().map(cost.get));
        (is_candidate && baseline != candidate).then(|| human::time(baseline))
    };
    let back = move |()| {
        app.edit("", |scenario| {
            let time = (cost.get)(scenario.session(SideName::Baseline));
            scenario.edit_session(SideName::Candidate, |candidate| (cost.set)(candidate, time));
        });
    };
    Before { text: Signal::derive(differing), on_back: Callback::new(back) }
}

fn all(cost: &ScopeCost) -> Nanos {
    match cost {
        ScopeCost::All(time) => *time,
        ScopeCost::By(_) => Nanos::ZERO,
    }
}
