//! Whole runs of both pipelines, many times: how long, how probably red, what they cost, and what the candidate changes.

use std::sync::Arc;

use laneway_chart::pipeline::changes;
use laneway_chart::pipeline::figures::{self, Repeated};
use laneway_chart::study::intervals::{self, Figure, Intervals};
use laneway_chart::study::table::Table;
use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::GateOutcome;
use laneway_pipeline::study::summary::PipelineRow;
use leptos::prelude::*;

use super::pictures::{ECDF, HISTOGRAM, RunsLine, is_other, picture_of_lines};
use crate::charts::picture::ChartPicture;
use crate::state::study::ComparedPipelines;
use crate::state::use_app;

/// The height of a picture of two rows, and of four.
const TWO_ROWS: f32 = 120.0;
const FOUR_ROWS: f32 = 176.0;

/// What the axes of the two pictures of intervals count.
const RED: &str = "probability that a run is red";
const CHANGE: &str = "change against the baseline, on average";

/// Five pictures and a table; what was found last stays, dimmed, until newer figures are there.
#[component]
pub fn WholeRuns() -> impl IntoView {
    let app = use_app();
    let compared = Memo::new_with_compare(move |_| app.study.with(|study| study.pipelines.clone()), is_other);
    let is_old = Memo::new(move |_| app.study.with(|study| study.is_old));
    let lines = move |get: fn(&ComparedPipelines) -> &[Vec<Nanos>; 2]| {
        Signal::derive(move || compared.with(|it| it.as_deref().map(|it| named(get(it))).unwrap_or_default()))
    };
    let said = move || {
        compared.with(|it| match it.as_deref().and_then(|it| Some((it.rows.get(1)?, it.n_replications))) {
            Some((candidate, n_replications)) => changes::sentence(candidate, n_replications),
            None => "Runs are being repeated.".to_owned(),
        })
    };
    let all = Memo::new(move |_| {
        let gates = app
            .run
            .with(|run| run.pipelines.as_ref().map(|it| [&it.baseline, &it.candidate].map(|side| side.outcome.gate)));
        compared.with(|it| it.as_deref().map(|it| table_of(it, gates.unwrap_or_default())).unwrap_or_default())
    });
    view! {
        <div class="whole-runs" class:is-stale=is_old>
            <h3 class="study-panel__part">"Whole runs, from the trigger to the last job"</h3>
            <p class="study-panel__verdict" role="status">{said}</p>
            <div class="study-pictures">
                {picture_of_lines(&ECDF, "runs-ended", "Whole runs that have ended", lines(|it| &it.wall_clocks))}
                {picture_of_lines(&HISTOGRAM, "runs-when", "When whole runs end", lines(|it| &it.wall_clocks))}
                {picture_of_lines(&ECDF, "until-green", "Until green, with re-runs", lines(|it| &it.until_green))}
                <div class="whole-runs__pair">
                    {picture_of_intervals("red", "How probably a run is red", compared, &RED_ROWS, None)}
                    {picture_of_intervals("changes", "What the candidate changes", compared, &CHANGES, Some(all))}
                </div>
            </div>
            <FiguresTable table=all />
        </div>
    }
}

fn named(times: &[Vec<Nanos>; 2]) -> Vec<RunsLine> {
    ["baseline", "candidate"].into_iter().zip(times).map(|(name, times)| (name.to_owned(), times.clone())).collect()
}

/// Which figures a picture of intervals has.
struct Rows {
    what: &'static str,
    is_change: bool,
    height: f32,
    get: fn(&[PipelineRow]) -> Vec<Figure>,
}

static RED_ROWS: Rows = Rows { what: RED, is_change: false, height: TWO_ROWS, get: changes::red };

static CHANGES: Rows = Rows { what: CHANGE, is_change: true, height: FOUR_ROWS, get: changes::changes };

/// Its table is `table`, where that says more.
fn picture_of_intervals(
    name: &'static str,
    title: &'static str,
    compared: Memo<Option<Arc<ComparedPipelines>>>,
    rows: &'static Rows,
    table: Option<Memo<Table>>,
) -> impl IntoView {
    let Rows { what, is_change, height, get } = *rows;
    let figures = Memo::new(move |_| compared.with(|it| it.as_deref().map(|it| get(&it.rows)).unwrap_or_default()));
    let scene = Callback::new(move |size| {
        figures.with(|figures| intervals::lay_out(&Intervals { figures, what, is_change }, size))
    });
    let sentence = move || figures.with(|figures| intervals::sentence(&Intervals { figures, what, is_change }));
    let own_table = move || figures.with(|figures| intervals::table(&Intervals { figures, what, is_change }));
    let table = move || table.map_or_else(own_table, |table| table.get());
    view! {
        <div class="study-pictures__one">
            <h3 class="study-pictures__title">{title}</h3>
            <ChartPicture
                name=name
                height=height
                scene=scene
                sentence=Signal::derive(sentence)
                table=Signal::derive(table)
            />
        </div>
    }
}

fn table_of(compared: &ComparedPipelines, gates: [Option<GateOutcome>; 2]) -> Table {
    let [before, after] = compared.rows.as_slice() else { return Table::default() };
    let [gate_before, gate_after] = &gates;
    figures::table(
        Repeated { row: before, gate: gate_before.as_ref() },
        Repeated { row: after, gate: gate_after.as_ref() },
    )
}

/// All figures of both sides.
#[component]
fn FiguresTable(table: Memo<Table>) -> impl IntoView {
    let head = move || {
        let cell = |text: String| view! { <th scope="col">{text}</th> };
        table.with(|table| table.header.iter().cloned().map(cell).collect_view())
    };
    let rows = move || {
        table.with(|table| {
            let row = |row: &Vec<String>| {
                let mut cells = row.iter().cloned();
                let name = cells.next();
                view! {
                    <tr class="study-table__row">
                        <th scope="row">{name}</th>
                        {cells.map(|text| view! { <td>{text}</td> }).collect_view()}
                    </tr>
                }
            };
            table.rows.iter().map(row).collect_view()
        })
    };
    view! {
        <div class="study-table" role="group" aria-label="Whole runs in figures" tabindex="0">
            <table>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
