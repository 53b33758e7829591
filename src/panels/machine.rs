//! The machine: cores that workers share, its speed, and what coverage costs on it.

use laneway_engine::contention::{Contention, MAX_CORES, WHOLE};
use laneway_engine::session::Session;
use leptos::prelude::*;

use super::before::before;
use crate::state::use_app;
use crate::state::view::SIDES;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;

/// Cores and speed of the side at hand; how much of the time is computing belongs to the suite, so to both sides.
#[component]
pub fn MachinePanel() -> impl IntoView {
    let app = use_app();
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    let is_shared = Memo::new(move |_| app.look_at(side.get(), |session| session.contention.is_some()));
    let share = move |get: fn(&Contention) -> u32| {
        let percent = move |session: &Session| f64::from(session.contention.map_or(0, |own| get(&own))) / 10.0;
        Signal::derive(move || Some(app.look_at(side.get(), percent)).filter(|_| is_shared.get()))
    };
    let set_share = move |key: &'static str, set: fn(&mut Contention, u32)| {
        Callback::new(move |percent: Option<f64>| {
            let permille = (percent.unwrap_or(0.0) * 10.0).round() as u32;
            app.edit(key, |scenario| {
                for side in SIDES {
                    scenario.edit_session(side, |session| {
                        session.contention.iter_mut().for_each(|contention| set(contention, permille.min(WHOLE)));
                    });
                }
            });
        })
    };
    view! {
        <section class="panel" aria-labelledby="machine-title">
            <h2 class="panel__title" id="machine-title">"Machine"</h2>
            <NumberField
                label="Cores"
                about="More workers than cores slow each other down while they compute"
                min=1
                max=i64::from(MAX_CORES)
                empty="enough"
                value=Signal::derive(move || app.look_at(side.get(), |session| session.contention.map(|own| i64::from(own.cores))))
                before=before(
                    app,
                    |session| session.contention.map_or_else(|| "enough".to_owned(), |own| own.cores.to_string()),
                    |to, from| to.contention = from.contention,
                )
                on_change=Callback::new(move |number: Option<i64>| app.edit_side("cores", |session| set_cores(session, number)))
            />
            <DecimalField
                label="Tests compute"
                about="How much of the tests' time is computing; the rest is sleep, disk, network and other processes, which need no core"
                min=0.0
                max=100.0
                step=5.0
                unit=" %"
                empty="\u{2013}"
                is_off=Signal::derive(move || !is_shared.get())
                value=share(|contention| contention.cpu_permille)
                on_change=set_share("cpu-share", |contention, permille| contention.cpu_permille = permille)
            />
            <DecimalField
                label="Start-up computes"
                about="Likewise, of start-up and collection"
                min=0.0
                max=100.0
                step=5.0
                unit=" %"
                empty="\u{2013}"
                is_off=Signal::derive(move || !is_shared.get())
                value=share(|contention| contention.boot_cpu_permille)
                on_change=set_share("boot-share", |contention, permille| contention.boot_cpu_permille = permille)
            />
            <DecimalField
                label="Speed"
                about="How fast it runs the tests, compared with the machine they were recorded on"
                min=0.01
                max=100.0
                step=0.1
                unit="\u{d7}"
                value=Signal::derive(move || app.look_at(side.get(), |session| Some(f64::from(session.speed_permille) / 1000.0)))
                before=before(
                    app,
                    |session| format!("{}\u{d7}", f64::from(session.speed_permille) / 1000.0),
                    |to, from| to.speed_permille = from.speed_permille,
                )
                on_change=Callback::new(move |speed: Option<f64>| {
                    let permille = (speed.unwrap_or(1.0) * 1000.0).round() as u32;
                    app.edit_side("speed", |session| session.speed_permille = permille);
                })
            />
            <DecimalField
                label="Coverage adds"
                about="What measuring coverage adds to the tests; 20 to 40 % with the C tracer, a few percent with sys.monitoring. 0: it is off"
                min=0.0
                max=1000.0
                step=5.0
                unit=" %"
                value=Signal::derive(move || app.look_at(side.get(), |session| Some(f64::from(session.coverage_permille) / 10.0)))
                before=before(
                    app,
                    |session| format!("{} %", f64::from(session.coverage_permille) / 10.0),
                    |to, from| to.coverage_permille = from.coverage_permille,
                )
                on_change=Callback::new(move |percent: Option<f64>| {
                    let permille = (percent.unwrap_or(0.0) * 10.0).round() as u32;
                    app.edit_side("coverage", |session| session.coverage_permille = permille);
                })
            />
        </section>
    }
}

/// Other cores; the shares stay, or are those of the other side.
fn set_cores(session: &mut Session, number: Option<i64>) {
    session.contention =
        number.map(|cores| Contention { cores: cores as u32, ..session.contention.unwrap_or_default() });
}
