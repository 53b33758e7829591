//! What the search found: the answer in words, the front, and the configurations, each of which can become the candidate.

use std::sync::Arc;

use laneway_chart::scene::Scene;
use laneway_chart::search::{front, table, words};
use laneway_chart::study::frame::Size;
use laneway_chart::study::table::Table;
use leptos::prelude::*;

use super::points::points;
use super::taken::Taken;
use crate::charts::picture::ChartPicture;
use crate::state::search::Answered;
use crate::state::use_app;

const HEIGHT: f32 = 280.0;

/// The last answer.
#[component]
pub(super) fn FoundPart() -> impl IntoView {
    let app = use_app();
    let is_other = |before: Option<&Option<Arc<Answered>>>, now: Option<&Option<Arc<Answered>>>| match (before, now) {
        (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
        (Some(None), Some(None)) => false,
        _ => true,
    };
    let answer = Memo::new_with_compare(move |_| app.search.with(|search| search.answer.clone()), is_other);
    let is_old = Memo::new(move |_| {
        answer.with(|answer| {
            answer.as_ref().is_some_and(|answer| {
                app.look(|scenario| {
                    scenario.baseline != answer.question.baseline || scenario.study != answer.question.study
                })
            })
        })
    });
    let is_order_lost = Memo::new(move |_| app.suite.with(|suite| suite.is_order_lost()));
    let with = move |say: &dyn Fn(&Answered) -> String| answer.with(|it| it.as_deref().map(say).unwrap_or_default());
    let scene = move |size: Size| -> Scene {
        let scene = |it: &Answered| front::lay_out(&it.found, &it.question.objective, size).0;
        answer.with(|it| it.as_deref().map(scene).unwrap_or_default())
    };
    let sentence = move || with(&|it| words::answer(&it.found, &it.question.objective).join(" "));
    let said = RwSignal::new(None::<String>);
    let pointed = move || {
        said.get()
            .unwrap_or_else(|| "Point at a configuration for its figures; a click makes it the candidate.".to_owned())
    };
    let rows =
        move || -> Table { answer.with(|it| it.as_deref().map(|it| table::table(&it.found)).unwrap_or_default()) };
    let parts = move || {
        answer.get().map(|answer| {
            said.set(None);
            let taken = Taken::new(&answer);
            let over = {
                let answer = Arc::clone(&answer);
                Callback::new(move |size| points(&answer, taken, said, size))
            };
            let sentences = words::answer(&answer.found, &answer.question.objective);
            let mut sentences = sentences.into_iter();
            let first = sentences.next();
            view! {
                <div class:is-stale=is_old>
                    <p class="search-panel__answer" role="status">{first}</p>
                    {sentences.map(|sentence| view! { <p class="search-panel__sentence">{sentence}</p> }).collect_view()}
                    <Show when=move || is_order_lost.get()>
                        <p class="search-panel__note">
                            "The report has lost the order of tests within files, and all of this takes it as it is: make a configuration the candidate, and its difference \u{201c}by order\u{201d} is in the answer above."
                        </p>
                    </Show>
                    <Show when=move || is_old.get()>
                        <p class="search-panel__note">"The baseline has changed since: search again."</p>
                    </Show>
                    <ChartPicture
                        name="front"
                        height=HEIGHT
                        scene=Callback::new(scene)
                        sentence=Signal::derive(sentence)
                        table=Signal::derive(rows)
                        over=over
                    />
                    <p class="search-panel__note" aria-hidden="true">{pointed}</p>
                    {finalists(&answer, taken)}
                </div>
            }
        })
    };
    view! { <div class="search-panel__found">{parts}</div> }
}

/// One row a configuration of the last rung, with a button that makes it the candidate.
fn finalists(answer: &Arc<Answered>, taken: Taken) -> impl IntoView + use<> {
    let Table { header, rows } = table::table(&answer.found);
    let in_common = table::in_common(&answer.found);
    let common = (!in_common.is_empty()).then(|| format!("All of the last round: {}.", words::changes(&in_common)));
    let head = header.into_iter().map(|text| view! { <th scope="col">{text}</th> }).collect_view();
    let body = rows.into_iter().enumerate().map(|(number, row)| {
        let button = number.checked_sub(1).map(move |finalist| {
            let is_chosen = taken.is_chosen(finalist);
            let text = move || if is_chosen.get() { "Is the candidate" } else { "Make it the candidate" };
            view! {
                <button
                    class="button button--small"
                    type="button"
                    disabled=is_chosen
                    on:click=move |_| taken.take(finalist)
                >
                    {text}
                </button>
            }
        });
        let is_best = answer.found.answer.favourite.map(|place| place + 1) == Some(number);
        let mut cells = row.into_iter();
        let name = cells.next();
        view! {
            <tr class="study-table__row" class:study-table__row--candidate=is_best>
                <th scope="row">{name}</th>
                {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}
                <td>{button}</td>
            </tr>
        }
    });
    view! {
        <p class="search-panel__note">{common}</p>
        <div class="study-table" role="group" aria-label="Configurations of the last round" tabindex="0">
            <table>
                <thead><tr>{head}<th scope="col"><span class="visually-hidden">"Take it"</span></th></tr></thead>
                <tbody>{body.collect_view()}</tbody>
            </table>
        </div>
    }
}
