//! What surrounds the tests: the same for baseline and candidate, since it belongs to the machine.

use laneway_engine::session::{PerWorker, ScopeCost, Session};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::time_field::TimeField;

const MILLISECOND: Nanos = Nanos(1_000_000);

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
        about: "From the start of pytest until a worker is ready",
        step: Nanos(100 * MILLISECOND.0),
        get: |session| session.startup.least(),
        set: |session, time| session.startup = PerWorker::All(time),
    },
    Cost {
        label: "Collection",
        about: "Every worker collects all tests",
        step: Nanos(100 * MILLISECOND.0),
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
        about: "pytest's own work around each test; about 2 ms",
        step: MILLISECOND,
        get: |session| session.test_overhead,
        set: |session, time| session.test_overhead = time,
    },
    Cost {
        label: "Session fixtures",
        about: "Paid by every worker at its first test",
        step: Nanos(100 * MILLISECOND.0),
        get: |session| session.fixtures.session,
        set: |session, time| session.fixtures.session = time,
    },
    Cost {
        label: "Module fixtures",
        about: "Paid whenever a worker comes to another module",
        step: Nanos(100 * MILLISECOND.0),
        get: |session| all(&session.fixtures.module),
        set: |session, time| session.fixtures.module = ScopeCost::All(time),
    },
    Cost {
        label: "Class fixtures",
        about: "Paid whenever a worker comes to another class",
        step: Nanos(100 * MILLISECOND.0),
        get: |session| all(&session.fixtures.class),
        set: |session, time| session.fixtures.class = ScopeCost::All(time),
    },
];

/// Fixed costs.
#[component]
pub fn CostsPanel() -> impl IntoView {
    let app = use_app();
    let scenario = app.scenario();
    let fields = COSTS
        .iter()
        .map(|cost| {
            view! {
                <TimeField
                    label=cost.label
                    about=cost.about
                    step=cost.step
                    value=Signal::derive(move || scenario.with(|scenario| (cost.get)(&scenario.candidate)))
                    on_change=Callback::new(move |time| {
                        app.history.update(|history| history.edit(cost.label, |scenario| {
                            (cost.set)(&mut scenario.baseline, time);
                            (cost.set)(&mut scenario.candidate, time);
                        }));
                    })
                />
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="costs-title">
            <h2 class="panel__title" id="costs-title">"Fixed costs"</h2>
            {fields}
        </section>
    }
}

fn all(cost: &ScopeCost) -> Nanos {
    match cost {
        ScopeCost::All(time) => *time,
        ScopeCost::By(_) => Nanos::ZERO,
    }
}
