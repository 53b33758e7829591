//! What runners cost: one price a label for the whole pipeline, beside that of the list.

use laneway_chart::human;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::prices;
use leptos::prelude::*;

use super::part::Part;
use crate::state::jobs;
use crate::widgets::decimal_field::DecimalField;

/// The price of each label, to be changed wherever it is used; and the date of the list.
#[component]
pub(super) fn Prices(at: Part<Pipeline>) -> impl IntoView {
    let labels = Memo::new(move |_| at.look(|it| jobs::prices(it).into_keys().collect::<Vec<_>>()));
    let price = move |label: String| {
        let now = {
            let label = label.clone();
            move || at.look(|it| jobs::prices(it).get(&label).cloned()).unwrap_or_default()
        };
        let now = Memo::new(move |_| now());
        let listed = at.look(|it| prices::find(it.service, &label).map(|it| it.price));
        let set = StoredValue::new(label.clone());
        let set = move |key, price: u64| at.edit(key, |it| set.with_value(|label| jobs::set_price(it, label, price)));
        let back = move || {
            let listed = listed.filter(|listed| !now.get().contains(listed) || now.get().len() > 1)?;
            Some(view! {
                <button class="button button--small" type="button" on:click=move |_| set("", listed)>
                    {format!("As listed: {} a minute", human::dollars(listed))}
                </button>
            })
        };
        let several = move || {
            (now.get().len() > 1)
                .then(|| view! { <p class="pipeline-panel__note">"Jobs have several prices for it."</p> })
        };
        view! {
            <DecimalField
                label=label.clone()
                about="Dollars a minute, of all jobs on it"
                min=0.0
                max=1_000.0
                step=0.001
                unit=" $"
                empty="several"
                value=Signal::derive(move || now.get().first().copied().filter(|_| now.get().len() == 1).map(|it| it as f64 / 1e6))
                on_change=Callback::new(move |dollars: Option<f64>| {
                    if let Some(dollars) = dollars {
                        set("prices", (dollars * 1e6).round() as u64);
                    }
                })
            />
            {several}
            {back}
        }
    };
    view! {
        <fieldset class="pipeline-panel__list">
            <legend>{format!("Prices a minute; the list is of {}", prices::DATE)}</legend>
            {move || labels.get().into_iter().map(price).collect_view()}
        </fieldset>
    }
}
