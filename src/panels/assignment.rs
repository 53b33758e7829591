//! Which tests run where: the suite's folders, files and marks, the runs of tests that have them, and what runs nowhere.
//!
//! - [`row`]: one folder, file or mark. [`targets`]: the runs. [`given`]: what giving one to the other means.

use std::collections::BTreeSet;
use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::selection::Selection;
use laneway_pipeline::assignment::moves::What;
use laneway_pipeline::assignment::tree::{Line, Tree};
use laneway_pipeline::assignment::{Fate, RunPlace, fates, fates_of_marks, runs, titles};
use leptos::prelude::*;

pub mod given;

mod row;

mod targets;

use crate::state::use_app;
use crate::state::view::SideName;
use row::{Row, RowOf};
use targets::Targets;

/// What every row needs to know of the runs: where they are, and what they are called.
type Runs = Vec<(RunPlace, String)>;

/// The tree of the side that is chosen, where its pipeline has several runs of tests.
#[component]
pub fn AssignmentPanel() -> impl IntoView {
    let app = use_app();
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    let is_baseline = move || side.get() == SideName::Baseline;
    let all_runs = Memo::new(move |_| {
        app.look(|scenario| {
            let pipeline = scenario.side(side.get());
            let places = runs(pipeline).into_iter().map(|(place, _)| place);
            places.zip(titles(pipeline)).collect::<Runs>()
        })
    });
    let selections = Memo::new(move |_| {
        app.look(|scenario| {
            let all = runs(scenario.side(side.get()));
            all.into_iter().map(|(_, run)| run.session.selection.clone()).collect::<Vec<_>>()
        })
    });
    let is_other = |before: Option<&Arc<Tree>>, now: Option<&Arc<Tree>>| {
        !before.zip(now).is_some_and(|(before, now)| Arc::ptr_eq(before, now))
    };
    let tree = Memo::new_with_compare(move |_| Arc::new(Tree::new(&app.suite.get().tests)), is_other);
    let of_nodes = Memo::new(move |_| {
        let (suite, selections) = (app.suite.get(), selections.get());
        fates(&tree.get(), &suite.tests, &selections.iter().collect::<Vec<&Selection>>())
    });
    let of_marks = Memo::new(move |_| {
        let (suite, selections) = (app.suite.get(), selections.get());
        fates_of_marks(&suite.tests, &selections.iter().collect::<Vec<&Selection>>())
    });
    let unfolded = RwSignal::new(BTreeSet::new());
    let chosen = RwSignal::new(None::<What>);
    let lines = Memo::new(move |_| tree.get().lines(&unfolded.read()));
    let rows = move || {
        let tree = tree.get();
        let row = |Line { node, depth, name }: Line| {
            let it = &tree.nodes()[node];
            let row = RowOf {
                what: What::Path(it.path.clone()),
                name,
                depth,
                folder: (!it.children.is_empty()).then_some(node),
            };
            let fate = Signal::derive(move || of_nodes.with(|all| all.get(node).cloned().unwrap_or_default()));
            view! { <Row row=row fate=fate runs=all_runs unfolded=unfolded chosen=chosen /> }
        };
        lines.get().into_iter().map(row).collect_view()
    };
    let n_marks = Memo::new(move |_| of_marks.with(Vec::len));
    let marks = move || {
        let row = move |place: usize| {
            let name = of_marks.with_untracked(|all| all[place].0.clone());
            let row = RowOf { what: What::Mark(name.clone()), name: format!("mark {name}"), depth: 0, folder: None };
            let fate = Signal::derive(move || {
                of_marks.with(|all| all.get(place).map(|(_, fate)| fate.clone()).unwrap_or_default())
            });
            view! { <Row row=row fate=fate runs=all_runs unfolded=unfolded chosen=chosen /> }
        };
        (0..n_marks.get()).map(row).collect_view()
    };
    let whole = move || of_nodes.with(|all| all.first().cloned().unwrap_or_default());
    view! {
        <Show when=move || { all_runs.read().len() > 1 }>
            <section
                class="panel assignment"
                class:side-panel--baseline=is_baseline
                aria-labelledby="assignment-title"
            >
                <h2 class="panel__title" id="assignment-title">
                    {move || format!("Which tests of the {} run where", if is_baseline() { "baseline" } else { "candidate" })}
                </h2>
                <div role="status">{move || said(&whole())}</div>
                <p class="assignment__help" id="assignment-help">
                    "Drag a folder, a file or a mark onto a run of tests, here or in the picture. Or choose it, and take the menu, "
                    "or press the run's number."
                </p>
                <Targets side=side runs=all_runs of_nodes=of_nodes />
                <div class="assignment__scroll">
                    <table class="assignment__table">
                        <thead>
                            <tr>
                                <th scope="col">"Tests"</th>
                                <th scope="col">"Count"</th>
                                <th scope="col">"Time"</th>
                                <th scope="col">"Run in"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}{marks}</tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

/// What is skipped, and what runs more than once; plainly, since a wrong mark skips tests and nothing is said.
fn said(whole: &Fate) -> impl IntoView + use<> {
    let verb = |n: u32| if n == 1 { "runs" } else { "run" };
    let line = |n: u32, text: String, is_bad: bool| {
        (n > 0).then(|| view! { <p class="assignment__said" class:assignment__said--bad=is_bad>{text}</p> })
    };
    let (nowhere, several) = (whole.nowhere.n_tests, whole.several.n_tests);
    let all = whole.all.n_tests;
    let good = if nowhere + several == 0 { all } else { 0 };
    view! {
        {line(nowhere, format!("{} {} nowhere: a real pipeline would skip them and say nothing.", n_tests(nowhere), verb(nowhere)), true)}
        {line(several, format!("{} {} in several places.", n_tests(several), verb(several)), false)}
        {line(good, format!("{} {}, each in one place.", n_tests(all), verb(all)), false)}
    }
}

/// `1 test`, `1,240 tests`.
fn n_tests(n: u32) -> String {
    format!("{} test{}", human::count(u64::from(n)), if n == 1 { "" } else { "s" })
}
