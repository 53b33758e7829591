//! How dense a distribution is, on a logarithmic axis, before what it is compared with.

use laneway_chart::study::density::{Density, curve, lay_out, sentence, table};
use laneway_engine::distribution::Distribution;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::Compared;
use crate::charts::picture::ChartPicture;

const HEIGHT: f32 = 150.0;

/// What is drawn.
#[derive(Clone, PartialEq, Default)]
struct Drawn {
    curve: Vec<(Nanos, f64)>,
    /// Recorded values that are themselves the distribution.
    values: Option<Vec<Nanos>>,
}

/// Its curve over the durations that it is compared with; of recorded values, bars alone.
#[component]
pub(super) fn Picture(
    /// One that can be.
    #[prop(into)]
    value: Signal<Distribution>,
    #[prop(into)] compared: Signal<Compared>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| {
        value.with(|value| match value {
            Distribution::Empirical { values } => {
                let mut values = values.clone();
                values.sort_unstable();
                Drawn { values: Some(values), ..Drawn::default() }
            }
            _ => Drawn { curve: value.shape().map(|shape| curve(&shape)).unwrap_or_default(), values: None },
        })
    });
    view! {
        <ChartPicture
            name="durations"
            height=HEIGHT
            scene=Callback::new(move |size| with_density(drawn, compared, |density| lay_out(density, size)))
            sentence=Signal::derive(move || with_density(drawn, compared, sentence))
            table=Signal::derive(move || with_density(drawn, compared, table))
        />
    }
}

fn with_density<T>(drawn: Memo<Drawn>, compared: Signal<Compared>, work: impl FnOnce(&Density<'_>) -> T) -> T {
    drawn.with(|drawn| {
        compared.with(|compared| {
            let own = drawn.values.as_deref().map(|values| (values, false));
            let (recorded, is_drawn) = own.unwrap_or((&compared.durations[..], compared.is_drawn));
            work(&Density { curve: &drawn.curve, recorded, is_drawn })
        })
    })
}
