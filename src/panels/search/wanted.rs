//! What is to be least, and what must hold.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_formats::typed::read_time;
use laneway_search::objective::{Least, Objective, Quantile};
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::choice::Choice;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;
use crate::widgets::text_field::TextField;

const LEAST: [(Least, &str, &str); 3] =
    [(Least::Time, "time", "time"), (Least::Cost, "cost", "cost"), (Least::Risk, "risk", "red runs")];

const QUANTILES: [(Quantile, &str, &str); 2] =
    [(Quantile::P50, "p50", "half of runs"), (Quantile::P95, "p95", "95 of 100")];

/// The objective, in words that can be changed where they stand.
#[component]
pub(super) fn WantedPart() -> impl IntoView {
    let app = use_app();
    let objective = Memo::new(move |_| app.search.with(|search| search.wanted.objective));
    let set = move |change: &dyn Fn(&mut Objective)| app.search.update(|search| change(&mut search.wanted.objective));
    let least = move || LEAST.iter().find(|(least, ..)| *least == objective.get().least).map_or("", |(_, id, _)| *id);
    let quantile = move || {
        QUANTILES.iter().find(|(quantile, ..)| *quantile == objective.get().quantile).map_or("", |(_, id, _)| *id)
    };
    let time_error = RwSignal::new(None::<String>);
    view! {
        <fieldset class="search-panel__wanted">
            <legend class="search-panel__legend">"Find the configuration with the least"</legend>
            <Choice
                label="Least"
                about="Wall-clock time, dollars a month, or the risk of a red run"
                options=LEAST.map(|(_, id, words)| (id.to_owned(), words.to_owned())).to_vec()
                value=Signal::derive(move || least().to_owned())
                on_change=Callback::new(move |id: String| {
                    if let Some((least, ..)) = LEAST.iter().find(|(_, other, _)| *other == id) {
                        set(&|objective| objective.least = *least);
                    }
                })
            />
            <Choice
                label="Times of"
                about="Which time counts: the median, or one that hardly any run exceeds"
                options=QUANTILES.map(|(_, id, words)| (id.to_owned(), words.to_owned())).to_vec()
                value=Signal::derive(move || quantile().to_owned())
                on_change=Callback::new(move |id: String| {
                    if let Some((quantile, ..)) = QUANTILES.iter().find(|(_, other, _)| *other == id) {
                        set(&|objective| objective.quantile = *quantile);
                    }
                })
            />
            <DecimalField
                label="Budget a month"
                about="Dollars a month at most, included minutes taken off"
                min=0.0
                max=1e9
                step=10.0
                unit=" $"
                empty="any"
                value=Signal::derive(move || objective.get().budget)
                on_change=Callback::new(move |budget| set(&|objective| objective.budget = budget))
            />
            <TextField
                label="Within"
                about="A run takes no longer: 9:00, 90 s"
                empty="any time"
                value=Signal::derive(move || objective.get().within.map(human::time).unwrap_or_default())
                error=time_error
                on_change=Callback::new(move |text: String| {
                    let within = limit(&text);
                    time_error.set(within.is_err().then(|| "A time such as 90 s or 9:00".to_owned()));
                    if let Ok(within) = within {
                        set(&|objective| objective.within = within);
                    }
                })
            />
            <DecimalField
                label="Red at most"
                about="Of 100 runs; left empty, no more than the baseline's may be, 95 % sure"
                min=0.0
                max=100.0
                step=1.0
                unit=" %"
                empty="as now"
                value=Signal::derive(move || objective.get().at_most_red.map(|share| share * 100.0))
                on_change=Callback::new(move |percent: Option<f64>| {
                    set(&|objective| objective.at_most_red = percent.map(|percent| percent / 100.0));
                })
            />
            <Show when=move || !app.is_bare.get()>
                <NumberField
                    label="Jobs at most"
                    about="After matrices and shards"
                    min=1
                    max=256
                    empty="any"
                    value=Signal::derive(move || app.search.with(|search| search.wanted.max_jobs.map(i64::from)))
                    on_change=Callback::new(move |jobs: Option<i64>| {
                        app.search.update(|search| search.wanted.max_jobs = jobs.map(|jobs| jobs as u32));
                    })
                />
            </Show>
        </fieldset>
    }
}

/// A limit that was typed; nothing is none.
fn limit(text: &str) -> Result<Option<Nanos>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    read_time(&text.replace(':', "m")).map(Some).ok_or(())
}
