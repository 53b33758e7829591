//! A comparison as a comment on a pull request: what would change, how sure that is, what it rests on, and how to open it.
//! Later, whether it came true.

use laneway_chart::human;
use laneway_chart::pipeline::changes;
use laneway_chart::pipeline::figures::{self, Repeated};
use laneway_chart::pipeline::later::{self, Kind};
use laneway_chart::pipeline::side;
use laneway_engine::suite::Suite;
use laneway_pipeline::compare::{Comparison, Side};
use laneway_pipeline::scenario::Scenario;

use crate::assumed;
use crate::foretold::{Foretold, ForetoldJob, Place, sentence};
use crate::markdown::{address, cell, code, list, table};
use crate::mermaid::gantt;

/// What stands above [`figures`].
pub const HEADER: [&str; 4] = ["", "baseline", "candidate", "difference (95 %)"];

/// The most changes that are listed.
const MOST_CHANGES: usize = 50;

/// The most of each kind that would end later.
const MOST_LATER: usize = 5;

/// Rows of [`figures::table`] that a reader of a pull request does not need.
const LEFT_OUT: &[&str] = &["9 of 10 runs", "until green, 19 of 20", "never green", "workers idle a run"];

/// Rows that say nothing of a session that nothing is around.
const OF_PIPELINES: &[&str] = &["billed a run", "people wait a month"];

/// Every change of the candidate in words.
pub fn changed(scenario: &Scenario) -> Vec<String> {
    laneway_formats::changes::changes(&scenario.baseline, &scenario.candidate)
}

/// The comment, in Markdown as GitHub has it, ended by a line feed. Names stand in it as code alone. The picture is that of
/// the typical runs: worker by worker where these were simulated in full and there is nothing around a session.
pub fn comment(scenario: &Scenario, suite: &Suite, comparison: &Comparison, link: Option<&str>) -> String {
    let n = scenario.study.replications;
    let mut text = format!("### What this would change: {}\n\n", code(&suite.name));
    text.push_str(&format!("{}\n\n", changes::sentence(&comparison.candidate.runs, n)));
    let rows = figures(comparison, scenario.is_bare());
    text.push_str(&table(&HEADER.map(str::to_owned), &rows));
    text.push_str(&format!("\n**Changes**\n\n{}", changes_list(scenario)));
    text.push_str(&slower(&later(scenario, suite, comparison)));
    let problems =
        [problems_of("baseline", &comparison.baseline), problems_of("candidate", &comparison.candidate)].concat();
    if !problems.is_empty() {
        text.push_str(&format!("\n**Look at**\n\n{}", list(&problems)));
    }
    let chart = gantt(&side::both(scenario, comparison));
    text.push_str(&format!(
        "\n<details><summary>A typical run of each</summary>\n\n```mermaid\n{chart}```\n\n</details>\n"
    ));
    let has_prices = has_prices(comparison);
    let assumed = assumed::of_both(scenario, suite, has_prices);
    text.push_str(&format!("\n<details><summary>What this assumes</summary>\n\n{}\n</details>\n", list(&assumed)));
    text.push_str(&foot(link, &format!("a model, {} runs of each", human::count(u64::from(n)))));
    text
}

/// The comment after the merge: what was predicted beside what was measured.
pub fn follow_up(suite: &Suite, foretold: &[Foretold], link: Option<&str>) -> String {
    let mut text = format!("### Did it come true? {}\n\n{}\n\n", code(&suite.name), sentence(foretold));
    let header = ["run", "predicted, 9 of 10 runs", "measured", ""].map(str::to_owned);
    let row =
        |it: &Foretold| vec![cell(&it.measured.name), it.range(), human::time(it.measured.took), marked(it.place)];
    text.push_str(&table(&header, &foretold.iter().map(row).collect::<Vec<_>>()));
    if let Some(of_jobs) = foretold.iter().find(|it| !it.jobs.is_empty()) {
        let header = ["job", "predicted, 9 of 10 runs", "measured", ""].map(str::to_owned);
        let row = |it: &ForetoldJob| vec![cell(&it.name), it.range(), human::time(it.took), marked(it.place)];
        let rows: Vec<_> = of_jobs.jobs.iter().map(row).collect();
        let name = code(&of_jobs.measured.name);
        text.push_str(&format!("\nJob by job in {name}:\n\n{}", table(&header, &rows)));
    }
    text.push_str(&foot(link, &widened(foretold.first().map_or(0.0, |it| it.model_error))));
    text
}

/// In words; what lies outside stands out.
fn marked(place: Place) -> String {
    match place {
        Place::Inside => place.words().to_owned(),
        Place::Below | Place::Above => format!("**{}**", place.words()),
    }
}

/// By how much ranges are wider than chance makes them.
pub(crate) fn widened(model_error: f64) -> String {
    match model_error {
        0.0 => "costs were not fitted to a real run, so the range is that of chance alone".to_owned(),
        error => format!("the range is wider by the model's own error, {}", human::percent(error)),
    }
}

/// A row a figure: its name, the baseline's, the candidate's, the interval of their difference. Those without anything to say
/// are left out.
pub fn figures(comparison: &Comparison, is_bare: bool) -> Vec<Vec<String>> {
    let both = |of: &dyn Fn(&Side) -> String| [of(&comparison.baseline), of(&comparison.candidate)];
    let row = |name: &str, [before, after]: [String; 2]| vec![name.to_owned(), before, after, String::new()];
    let mut rows = vec![row("typical run", both(&|side| human::time(side.typical.wall_clock)))];
    rows.extend(comparison.by_order.as_ref().map(|found| figures::by_order(found).to_vec()));
    rows.extend([
        row("half of the runs within", both(&|side| human::time(side.runs.wall_clock.p50))),
        row("19 of 20 runs within", both(&|side| human::time(side.runs.wall_clock.p95))),
    ]);
    let [before, after] = [&comparison.baseline, &comparison.candidate]
        .map(|side| Repeated { row: &side.runs, gate: side.typical.gate.as_ref() });
    let (has_prices, has_red) = (has_prices(comparison), [before, after].iter().any(|it| it.row.red.share > 0.0));
    let says = |row: &Vec<String>| {
        let name = row[0].as_str();
        let is_said = !LEFT_OUT.contains(&name) && (has_prices || !name.starts_with("price"));
        let is_around = is_bare && (OF_PIPELINES.contains(&name) || (name == "red" && !has_red));
        let is_known = row[1..3].iter().any(|cell| cell != "\u{2013}" && cell != "0 s");
        is_said && is_known && !is_around && (has_red || !name.starts_with("until green"))
    };
    rows.extend(figures::table(before, after).rows.into_iter().filter(says));
    rows
}

/// What would end later in the typical runs, as far as these were simulated: jobs, or the workers of a plain session, and tests.
pub fn later(scenario: &Scenario, suite: &Suite, comparison: &Comparison) -> Vec<Kind> {
    let [before, after] = &side::both(scenario, comparison);
    let [one, other] = [before, after].map(|side| side.outcome.jobs.first().and_then(|job| job.runs.first()));
    match (scenario.is_bare(), one, other) {
        (true, Some(one), Some(other)) => later::of_sessions(suite, [&one.outcome, &other.outcome]),
        _ => later::of_pipelines(suite, [before, after]),
    }
}

/// The same as Markdown; nothing where nothing would.
fn slower(kinds: &[Kind]) -> String {
    let of_kind = |kind: &Kind| {
        let table_of = kind.table(MOST_LATER);
        let rows: Vec<Vec<String>> = table_of
            .rows
            .iter()
            .map(|row| {
                row.iter().enumerate().map(|(place, it)| if place == 0 { cell(it) } else { it.clone() }).collect()
            })
            .collect();
        format!("{}:\n\n{}", kind.words(), table(&table_of.header, &rows))
    };
    let parts: Vec<String> = kinds.iter().filter(|kind| !kind.later.is_empty()).map(of_kind).collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("\n<details><summary>What would end later</summary>\n\n{}\n</details>\n", parts.join("\n"))
}

/// Whether either side costs anything.
pub(crate) fn has_prices(comparison: &Comparison) -> bool {
    [&comparison.baseline, &comparison.candidate].iter().any(|side| side.runs.bill.dollars > 0.0)
}

/// What differs, a line each.
fn changes_list(scenario: &Scenario) -> String {
    let changed = changed(scenario);
    let mut lines: Vec<String> = changed.iter().take(MOST_CHANGES).map(|line| code(line)).collect();
    if changed.is_empty() {
        lines.push("none: both sides are the same".to_owned());
    }
    let n_more = changed.len().saturating_sub(MOST_CHANGES);
    lines.extend((n_more > 0).then(|| format!("and {} more", human::count(n_more as u64))));
    list(&lines)
}

/// What a real pipeline of a side would trip over, and that its typical run is red; `name` is Markdown.
pub(crate) fn problems_of(name: &str, side: &Side) -> Vec<String> {
    let red = (!side.typical.is_green).then(|| format!("{name}: red without bad luck"));
    let problems = side.problems.iter().map(|it| format!("{name}: {}", code(&it.to_string())));
    red.into_iter().chain(problems).collect()
}

/// The last line: how to open it, and what it is.
pub(crate) fn foot(link: Option<&str>, words: &str) -> String {
    let open = link.map(|link| format!("[Open in Laneway](<{}>) \u{b7} ", address(link))).unwrap_or_default();
    format!("\n{open}{words}\n")
}

#[cfg(test)]
mod tests;
