//! The headline that goes with a link; beside it that of the scenario as it is, where the link does not keep it.

use laneway_chart::human;
use laneway_link::said::figures;
use leptos::prelude::*;

use crate::state::share::Share;
use crate::state::use_app;

/// A table of figures.
#[component]
pub(super) fn FiguresPart() -> impl IntoView {
    let app = use_app();
    let both = Memo::new(move |_| {
        app.share.with(|share| {
            let shared = &Share::chosen(share)?.shared;
            Some((shared.headline.clone()?, shared.as_is.clone()))
        })
    });
    let table = move || {
        both.with(|both| {
            let Some((linked, as_is)) = both else {
                return view! { <p class="share__note">"No figures go with it: nothing was simulated."</p> }.into_any();
            };
            let n_runs = format!("Over {} runs", human::count(u64::from(linked.replications)));
            let as_is = as_is.as_ref().map(figures);
            let head = as_is.is_some().then(|| view! { <th scope="col">"As it is"</th> });
            let rows = figures(linked).into_iter().map(|(name, linked)| {
                let of_name =
                    |as_is: &Vec<(&str, String)>| as_is.iter().find(|row| row.0 == name).map(|row| row.1.clone());
                let as_is = as_is.as_ref().map(|as_is| view! { <td>{of_name(as_is).unwrap_or_default()}</td> });
                view! { <tr><th scope="row">{human::capital(name)}</th>{as_is}<td>{linked}</td></tr> }
            });
            view! {
                <table class="share__figures">
                    <thead><tr><th scope="col">{n_runs}</th>{head}<th scope="col">"As linked"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
            .into_any()
        })
    };
    view! { <div class="share__headline">{table}</div> }
}
