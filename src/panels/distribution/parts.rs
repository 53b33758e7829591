//! Fields of mixtures: a line for each lognormal, with its share, its median and its 95th percentile.

use laneway_chart::human;
use laneway_engine::distribution::{Distribution, Part};
use leptos::prelude::*;

use super::fields::SecsField;
use crate::panels::draft::Draft;
use crate::widgets::decimal_field::DecimalField;

/// What a line is called, and its fields as the document names them.
const LINES: [(&str, [&str; 3]); 3] = [
    ("First lognormal", ["parts[0].weight", "parts[0].median", "parts[0].p95"]),
    ("Second lognormal", ["parts[1].weight", "parts[1].median", "parts[1].p95"]),
    ("Third lognormal", ["parts[2].weight", "parts[2].median", "parts[2].p95"]),
];

/// A line for each part; below, what their shares sum to where that is not 1.
#[component]
pub(super) fn PartFields(draft: Draft<Distribution>, n_parts: usize) -> impl IntoView {
    let lines = LINES.iter().take(n_parts).enumerate().map(|(place, (name, [weight, median, p95]))| {
        let get = move |get: fn(&Part) -> f64| draft.of(move |it| parts(it).get(place).map_or(0.0, get));
        let set = move |set: fn(&mut Part, f64)| {
            Callback::new(move |to: f64| {
                draft.edit(|distribution| {
                    if let Distribution::Mixture { parts, .. } = distribution
                        && let Some(part) = parts.get_mut(place)
                    {
                        set(part, to);
                    }
                });
            })
        };
        let (share, set_share) = (get(|part| part.weight * 100.0), set(|part, percent| part.weight = percent / 100.0));
        view! {
            <div class="distribution__part" role="group" aria-label=*name>
                <DecimalField
                    label="Share"
                    about="How many of 100 tests are of this kind; all shares sum to 100 %"
                    min=0.0
                    max=100.0
                    step=1.0
                    unit=" %"
                    value=Signal::derive(move || Some(share.get()))
                    error=draft.error(weight)
                    on_change=Callback::new(move |percent: Option<f64>| {
                        if let Some(percent) = percent {
                            set_share.run(percent);
                        }
                    })
                />
                <SecsField
                    label="Median"
                    about="Half of them are shorter; above 0"
                    value=get(|part| part.median)
                    error=draft.error(median)
                    on_change=set(|part, secs| part.median = secs)
                />
                <SecsField
                    label="P95"
                    about="95 of 100 of them are shorter; not below the median"
                    value=get(|part| part.p95)
                    error=draft.error(p95)
                    on_change=set(|part, secs| part.p95 = secs)
                />
            </div>
        }
    });
    let sum = move || {
        draft.error("weight").get().map(|_| {
            let sum = weights(&draft.shown());
            view! {
                <p class="field__error" role="alert">
                    {format!("The shares sum to {}, expected 100\u{a0}%. ", percent(sum))}
                    <button class="button button--small" type="button" on:click=move |_| draft.edit(make_sum_1)>
                        "Make them sum to 100 %"
                    </button>
                </p>
            }
        })
    };
    view! {
        {lines.collect_view()}
        {sum}
    }
}

fn parts(distribution: &Distribution) -> &[Part] {
    match distribution {
        Distribution::Mixture { parts, .. } => parts,
        _ => &[],
    }
}

fn weights(distribution: &Distribution) -> f64 {
    parts(distribution).iter().map(|part| part.weight).sum()
}

/// With a decimal where the sum would else look right.
fn percent(sum: f64) -> String {
    if (sum - 1.0).abs() < 0.005 { format!("{} %", (sum * 1e6).round() / 1e4) } else { human::percent(sum) }
}

fn make_sum_1(distribution: &mut Distribution) {
    let sum = weights(distribution);
    if let Distribution::Mixture { parts, .. } = distribution {
        parts.iter_mut().for_each(|part| part.weight /= sum);
    }
}
