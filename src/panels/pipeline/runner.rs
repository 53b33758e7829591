//! What a job runs on, what that costs, and how long one waits for it.

use laneway_chart::human;
use laneway_engine::contention::MAX_CORES;
use laneway_pipeline::prices::{self, DATE, PRICES, Price};
use laneway_pipeline::runner::Runner;
use laneway_pipeline::service::Service;
use leptos::prelude::*;

use super::fields::{DOLLARS, SPEED, Scale};
use super::part::{Part, lens};
use crate::widgets::choice::Choice;

/// GitLab's cost factor.
const FACTOR: Scale = Scale { factor: 1e-3, min: 0.0, max: 1_000.0, step: 0.5, unit: "\u{d7}" };

/// The runner's label, cores, speed, price and queue.
#[component]
pub(super) fn RunnerFields(at: Part<Runner>) -> impl IntoView {
    let service = at.app.look(|scenario| scenario.side(at.side()).service);
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
        at.look(|it| PRICES.iter().find(|price| price.service == service && price.label == it.label).map(|it| it.label))
    };
    view! {
        <Choice
            label="From the price list"
            about="Label, cores and price at once"
            options=options
            value=Signal::derive(move || listed().unwrap_or_default().to_owned())
            on_change=Callback::new(move |label: String| {
                if let Some(price) = prices::find(service, &label) {
                    at.edit("", |it| {
                        let Runner { speed_permille, queue, pool, .. } = it.clone();
                        *it = Runner { speed_permille, queue, pool, ..price.runner() };
                    });
                }
            })
        />
        <p class="pipeline-panel__note">{format!("List prices as of {DATE}.")}</p>
        {at.text("Runner", "runs-on, or the tag", "", lens!(label))}
        {at.number_or(
            "Cores of the runner",
            "Sessions that share cores share these",
            (1, MAX_CORES),
            "as the session has",
            lens!(cores),
        )}
        {at.decimal("Speed of the runner", "Beside the machine that the tests were recorded on", SPEED, lens!(speed_permille))}
        {at.decimal("Price a minute", "Dollars, at list price", DOLLARS, lens!(price))}
        {(service == Service::GitLab).then(|| {
            at.decimal("Minutes of the quota", "Cost factor: how many a minute takes", FACTOR, lens!(factor_permille))
        })}
        {at.check("Included minutes may pay for it", "Those that the plan includes", lens!(is_included))}
        {at.spread("Queue", "Queue, 95 %", lens!(queue))}
        {at.number_or(
            "Runners of your own",
            "How many have this label; a hosted one is there as long as the plan has slots",
            (1, 10_000),
            "hosted",
            lens!(pool),
        )}
    }
}
