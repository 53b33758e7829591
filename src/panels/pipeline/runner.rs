//! What a job runs on, what that costs, and how long one waits for it.

use laneway_chart::human;
use laneway_pipeline::prices::{self, PRICES, Price};
use laneway_pipeline::runner::Runner;
use leptos::prelude::*;

use super::at::JobAt;
use super::spread::SpreadFields;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;
use crate::widgets::text_field::TextField;

/// The runner's label, cores, speed, price and queue.
#[component]
pub(super) fn RunnerFields(at: JobAt) -> impl IntoView {
    let look = move |get: fn(&Runner) -> Option<f64>| Signal::derive(move || at.look(|job| get(&job.runner)));
    let service = at.app.look(|scenario| scenario.side(at.side).service);
    let prices = PRICES.iter().filter(|price| price.service == service);
    let named = |price: &Price| {
        let plural = if price.cores == 1 { "" } else { "s" };
        (
            price.label.to_owned(),
            format!("{}: {} core{plural}, {} a minute", price.label, price.cores, human::dollars(price.price)),
        )
    };
    let options = std::iter::once((String::new(), "another".to_owned())).chain(prices.map(named)).collect();
    let listed = move || {
        at.look(|job| PRICES.iter().find(|it| it.service == service && it.label == job.runner.label).map(|it| it.label))
    };
    view! {
        <Choice
            label="From the price list"
            about="Label, cores and price at once; prices of 2026"
            options=options
            value=Signal::derive(move || listed().unwrap_or_default().to_owned())
            on_change=Callback::new(move |label: String| {
                if let Some(price) = prices::find(service, &label) {
                    at.edit("", |job| {
                        let Runner { speed_permille, queue, pool, .. } = job.runner.clone();
                        job.runner = Runner { speed_permille, queue, pool, ..price.runner() };
                    });
                }
            })
        />
        <TextField
            label="Runner"
            about="runs-on, or the tag"
            value=Signal::derive(move || at.look(|job| job.runner.label.clone()))
            on_change=Callback::new(move |label: String| at.edit("", |job| label.trim().clone_into(&mut job.runner.label)))
        />
        <NumberField
            label="Cores of the runner"
            about="Sessions that share cores share these"
            min=1
            max=1_024
            empty="as the session has"
            value=Signal::derive(move || at.look(|job| job.runner.cores.map(i64::from)))
            on_change=Callback::new(move |cores: Option<i64>| {
                at.edit("runner-cores", |job| job.runner.cores = cores.map(|cores| cores as u32));
            })
        />
        <DecimalField
            label="Speed of the runner"
            about="Beside the machine that the tests were recorded on"
            min=0.1
            max=10_000.0
            step=10.0
            unit=" %"
            value=look(|runner| Some(f64::from(runner.speed_permille) / 10.0))
            on_change=Callback::new(move |percent: Option<f64>| {
                let permille = (percent.unwrap_or(100.0) * 10.0).round() as u32;
                at.edit("runner-speed", |job| job.runner.speed_permille = permille.max(1));
            })
        />
        <DecimalField
            label="Price a minute"
            about="Dollars, at list price"
            min=0.0
            max=1_000.0
            step=0.001
            unit=" $"
            value=look(|runner| Some(runner.price as f64 / 1e6))
            on_change=Callback::new(move |dollars: Option<f64>| {
                at.edit("price", |job| job.runner.price = (dollars.unwrap_or(0.0) * 1e6).round() as u64);
            })
        />
        <Check
            label="Included minutes may pay for it"
            about="Those that the plan includes"
            value=Signal::derive(move || at.look(|job| job.runner.is_included))
            on_change=Callback::new(move |is_on| at.edit("", |job| job.runner.is_included = is_on))
        />
        <SpreadFields
            label="Queue"
            label_95="Queue, 95 %"
            value=Signal::derive(move || at.look(|job| Some(job.runner.queue.clone())))
            on_change=Callback::new(move |queue| at.edit("queue", |job| job.runner.queue = queue))
        />
    }
}
