//! A folder, a file or a mark: how many tests, what they take, where they run; and the ways to give them to a run.

use std::collections::BTreeSet;

use laneway_chart::human;
use laneway_pipeline::assignment::Fate;
use laneway_pipeline::assignment::moves::{How, What};
use leptos::prelude::*;

use super::{Runs, given, n_tests};
use crate::browser::{drag, pointer};
use crate::state::use_app;

/// What a row is about.
#[derive(Clone)]
pub(super) struct RowOf {
    pub(super) what: What,
    /// As it is written here.
    pub(super) name: String,
    /// How far it is indented.
    pub(super) depth: u32,
    /// Its node, if it can be unfolded.
    pub(super) folder: Option<usize>,
}

/// One row. The menu stands in the one that is chosen; the keys 1 to 9 give it to a run alone.
#[component]
pub(super) fn Row(
    row: RowOf,
    #[prop(into)] fate: Signal<Fate>,
    runs: Memo<Runs>,
    unfolded: RwSignal<BTreeSet<usize>>,
    chosen: RwSignal<Option<What>>,
) -> impl IntoView {
    let app = use_app();
    let RowOf { what, name, depth, folder } = row;
    let what = StoredValue::new(what);
    let change = move |place: usize, how: How| {
        let run = runs.with_untracked(|runs| runs.get(place).map(|(run, _)| *run));
        if let Some(run) = run {
            let side = app.view.with_untracked(|view| view.side);
            given::change(app, side, &what.get_value(), run, how);
        }
    };
    let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&what.get_value())));
    let is_unfolded = move || folder.map(|node| unfolded.read().contains(&node));
    let set_unfolded = move |is_open: bool| {
        if let Some(node) = folder {
            unfolded.update(|unfolded| {
                if is_open {
                    unfolded.insert(node)
                } else {
                    unfolded.remove(&node)
                };
            });
        }
    };
    let on_click = move |_| {
        chosen.set(Some(what.get_value()));
        set_unfolded(!is_unfolded().unwrap_or_default());
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let Some(key) = pointer::key(&event) else { return };
        match (key.as_str(), key.parse::<usize>()) {
            ("ArrowRight", _) => set_unfolded(true),
            ("ArrowLeft", _) => set_unfolded(false),
            (_, Ok(number)) if number > 0 => change(number - 1, How::Alone),
            _ => return,
        }
        event.prevent_default();
    };
    // What is on offer depends on where all of them run now.
    let menu = move || {
        let fate = fate.get();
        let of_run = |(place, (_, title)): (usize, (_, String))| {
            let n = fate.of_runs.get(place).map_or(0, |tally| tally.n_tests);
            let is_alone = n == fate.all.n_tests && fate.several.n_tests == 0;
            let offers = [
                (!is_alone).then(|| (format!("alone-{place}"), format!("{title} alone"))),
                (n < fate.all.n_tests).then(|| (format!("also-{place}"), format!("{title} too"))),
                (n > 0).then(|| (format!("not-{place}"), format!("no longer {title}"))),
            ];
            offers.into_iter().flatten().collect::<Vec<_>>()
        };
        let offers: Vec<_> = runs.get().into_iter().enumerate().flat_map(of_run).collect();
        let on_change = move |event| {
            let value: String = event_target_value(&event);
            let Some((how, place)) = value.split_once('-') else { return };
            let how = match how {
                "alone" => How::Alone,
                "also" => How::Also,
                _ => How::NoLonger,
            };
            change(place.parse().unwrap_or_default(), how);
        };
        view! {
            <select class="assignment__menu" aria-label="Give these tests to" on:change=on_change>
                <option value="">"Give to\u{2026}"</option>
                {offers.into_iter().map(|(value, text)| view! { <option value=value>{text}</option> }).collect_view()}
            </select>
        }
    };
    let figures = move || fate.with(|fate| (human::count(u64::from(fate.all.n_tests)), human::time(fate.all.time)));
    view! {
        <tr
            class="assignment__row"
            class:assignment__row--chosen=is_chosen
            draggable="true"
            on:dragstart=move |event| drag::start(&event, given::TESTS, &given::text(&what.get_value()))
        >
            <th scope="row">
                <button
                    class="assignment__name"
                    class:assignment__name--file=folder.is_none()
                    type="button"
                    aria-expanded=move || is_unfolded().map(|it| it.to_string())
                    aria-describedby="assignment-help"
                    style:padding-left=format!("{}px", 16 + depth * 16)
                    on:click=on_click
                    on:keydown=on_key
                >
                    {name}
                </button>
            </th>
            <td>{move || figures().0}</td>
            <td>{move || figures().1}</td>
            <td>
                <span class:assignment__said--bad=move || fate.with(|fate| fate.nowhere.n_tests > 0)>
                    {move || fate.with(|fate| runs.with(|runs| places(fate, runs)))}
                </span>
                <Show when=move || is_chosen.get()>{menu}</Show>
            </td>
        </tr>
    }
}

/// `unit`, or `unit 12 tests, heavy 3 tests, nowhere 2 tests`.
fn places(fate: &Fate, runs: &Runs) -> String {
    let n_all = fate.all.n_tests;
    let named = |n: u32, name: &str| match n {
        0 => None,
        n if n == n_all => Some(name.to_owned()),
        n => Some(format!("{name} {}", n_tests(n))),
    };
    let of_runs = runs.iter().zip(&fate.of_runs).filter_map(|((_, title), tally)| named(tally.n_tests, title));
    of_runs.chain(named(fate.nowhere.n_tests, "nowhere")).collect::<Vec<_>>().join(", ")
}
