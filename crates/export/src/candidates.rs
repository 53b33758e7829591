//! Several candidates beside one baseline: all of them in one table, and as a comment on a pull request; later, which came true.

use laneway_chart::pipeline::figures::{self, Repeated};
use laneway_chart::study::table::Table;
use laneway_chart::study::verdict;
use laneway_chart::{human, interval};
use laneway_engine::order::N_ORDERS;
use laneway_engine::suite::Suite;
use laneway_pipeline::compare::{Comparison, Side};
use laneway_pipeline::scenario::Scenario;

use crate::assumed;
use crate::foretold::{Foretold, Place, clocked};
use crate::markdown::{self, address, cell, code, list};
use crate::pull_request::{changed, foot, has_prices, problems_of, widened};

/// The most measured runs that have a column of their own.
const MOST_RUNS: usize = 4;

/// The most changes of a candidate that are listed.
const MOST_CHANGES: usize = 20;

/// Figures of [`figures::table`] that have a column.
const FIGURES: &[&str] = &["red", "billed a run", "price a run", "gate margin"];

/// A candidate, and what was found of it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// What its user calls it.
    pub name: &'a str,
    /// The scenario that tries it; suite and study are those of all.
    pub scenario: &'a Scenario,
    /// Beside its baseline.
    pub comparison: &'a Comparison,
    /// Real runs held against it, the same for all candidates, in the same order.
    pub foretold: &'a [Foretold],
    /// What opens it.
    pub link: Option<&'a str>,
}

/// A row for the baseline and one for each candidate: what 9 of 10 runs take, the mean paired difference to the baseline with its
/// 95% interval and the verdict, red runs, bill and gate margin where there are any, and where each measured run lies. There is
/// no row for the baseline where it is not the same for all, as of sessions of different jobs.
pub fn table(all: &[Named<'_>]) -> Table {
    laid_out(all, &str::to_owned)
}

/// The same, with names as `name` writes them.
fn laid_out(all: &[Named<'_>], name: &dyn Fn(&str) -> String) -> Table {
    let is_shared = all.windows(2).all(|two| two[0].comparison.baseline == two[1].comparison.baseline);
    let baseline = all.first().filter(|_| is_shared);
    let column = |header: String, of_baseline: &dyn Fn(&Named<'_>) -> String, of: &dyn Fn(&Named<'_>) -> String| {
        let cells = baseline.map(of_baseline).into_iter().chain(all.iter().map(of));
        std::iter::once(header).chain(cells).collect::<Vec<String>>()
    };
    let nothing = |_: &Named<'_>| String::new();
    let runs = |it: &Named<'_>| it.comparison.candidate.runs.clone();
    let mut columns = vec![
        column(String::new(), &|_| "baseline".to_owned(), &|it| name(it.name)),
        column("9 of 10 runs".to_owned(), &|it| takes(&it.comparison.baseline), &|it| takes(&it.comparison.candidate)),
        column("difference (95 %)".to_owned(), &nothing, &|it| {
            runs(it).difference.as_ref().map(interval::of_difference).unwrap_or_default()
        }),
        column(String::new(), &nothing, &|it| {
            verdict::words(runs(it).verdict, runs(it).difference.as_ref()).to_owned()
        }),
    ];
    if all.iter().any(|it| it.comparison.by_order.is_some()) {
        columns.push(column(format!("difference in {} orders", N_ORDERS + 1), &nothing, &|it| {
            let [_, _, _, difference] = it.comparison.by_order.as_ref().map(figures::by_order).unwrap_or_default();
            difference
        }));
    }
    for figure in FIGURES.iter().filter(|figure| is_said(figure, all)) {
        let [before, after] =
            [0, 1].map(|side: usize| move |it: &Named<'_>| of_sides(it.comparison, figure)[side].clone());
        let found = column((*figure).to_owned(), &before, &after);
        columns.extend(found[1..].iter().any(|cell| cell != "\u{2013}").then_some(found));
    }
    let measured = all.first().map_or(&[][..], |it| it.foretold);
    if measured.len() <= MOST_RUNS {
        columns.extend(measured.iter().enumerate().map(|(place, run)| {
            let header = format!("{}: {}", name(&run.measured.name), human::time(run.measured.took));
            column(header, &nothing, &|it| lies(&it.foretold[place], &takes(&it.comparison.candidate)))
        }));
    } else {
        let header = format!("{} measured runs", human::count(measured.len() as u64));
        columns.push(column(header, &nothing, &|it| format!("{} inside", n_inside(it))));
    }
    let n_rows = columns[0].len();
    let mut rows = (0..n_rows).map(|row| columns.iter().map(|column| column[row].clone()).collect());
    Table { header: rows.next().unwrap_or_default(), rows: rows.collect() }
}

/// What was done, in a sentence; of measured runs, which candidates predicted all of them.
pub fn sentence(all: &[Named<'_>]) -> String {
    said(all, &str::to_owned)
}

fn said(all: &[Named<'_>], name: &dyn Fn(&str) -> String) -> String {
    let Some(first) = all.first() else { return String::new() };
    let n = human::count(all.len() as u64);
    let Some(run) = first.foretold.first() else {
        let n_runs = human::count(u64::from(first.scenario.study.replications));
        return format!("{n} candidates beside one baseline, {n_runs} runs of each with the same luck.");
    };
    let what = clocked(run.measured.clock);
    let came_true = all.iter().filter(|it| n_inside(it) == it.foretold.len());
    let names: Vec<String> = came_true.map(|it| name(it.name)).collect();
    let predicted = match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    };
    match (first.foretold.len(), names.len()) {
        (1, 0) => format!("The measured run lies outside what was predicted for each of {n} candidates, {what}."),
        (1, _) => format!("The measured run lies inside what was predicted for {predicted}, {what}."),
        (n_runs, 0) => {
            format!("For none of {n} candidates all {n_runs} measured runs lie inside what was predicted, {what}.")
        }
        (n_runs, _) => format!("All {n_runs} measured runs lie inside what was predicted for {predicted}, {what}."),
    }
}

/// How many of the measured runs lie inside.
fn n_inside(it: &Named<'_>) -> usize {
    it.foretold.iter().filter(|it| it.place == Place::Inside).count()
}

/// The comment, in Markdown as GitHub has it, ended by a line feed. Names stand in it as code alone.
pub fn comment(all: &[Named<'_>], suite: &Suite) -> String {
    let is_foretold = all.iter().any(|it| !it.foretold.is_empty());
    let title = if is_foretold { "Did one of them come true?" } else { "What each of these would change:" };
    let mut text = format!("### {title} {}\n\n{}\n\n", code(&suite.name), said(all, &code));
    let Table { header, rows } = laid_out(all, &cell);
    text.push_str(&markdown::table(&header, &rows));
    text.push_str(&format!("\n**Changes**\n\n{}", list(&all.iter().map(changes).collect::<Vec<_>>())));
    let of_baseline = all.first().map(|it| problems_of("baseline", &it.comparison.baseline)).unwrap_or_default();
    let of_candidates = all.iter().flat_map(|it| problems_of(&code(it.name), &it.comparison.candidate));
    let problems: Vec<String> = of_baseline.into_iter().chain(of_candidates).collect();
    if !problems.is_empty() {
        text.push_str(&format!("\n**Look at**\n\n{}", list(&problems)));
    }
    if let Some(first) = all.first() {
        let has_prices = all.iter().any(|it| has_prices(it.comparison));
        let assumed = assumed::of_both(first.scenario, suite, has_prices);
        text.push_str(&format!("\n<details><summary>What this assumes</summary>\n\n{}\n</details>\n", list(&assumed)));
        let n = human::count(u64::from(first.scenario.study.replications));
        let model = format!("a model, {n} runs of each");
        let words = first.foretold.first().map_or(model, |it| widened(it.model_error));
        text.push_str(&foot(None, &words));
    }
    text
}

/// What a candidate changes, on one line, with its link.
fn changes(it: &Named<'_>) -> String {
    let changed = changed(it.scenario);
    let mut words: Vec<String> = changed.iter().take(MOST_CHANGES).map(|line| code(line)).collect();
    words.extend(changed.is_empty().then(|| "as the baseline".to_owned()));
    let n_more = changed.len().saturating_sub(MOST_CHANGES);
    words.extend((n_more > 0).then(|| format!("and {} more", human::count(n_more as u64))));
    let open = it.link.map(|link| format!(" \u{b7} [Open in Laneway](<{}>)", address(link))).unwrap_or_default();
    format!("{}: {}{open}", code(it.name), words.join(", "))
}

/// What 9 of 10 runs take.
fn takes(side: &Side) -> String {
    interval::range(side.runs.wall_clock.p5, side.runs.wall_clock.p95)
}

/// Where a run lies; with the range that it was held against, where that is not the `usual` one.
fn lies(it: &Foretold, usual: &str) -> String {
    let range = it.range();
    if range == usual { it.place.words().to_owned() } else { format!("{} ({range})", it.place.words()) }
}

/// A figure of both sides, the baseline's first; empty where there is none of that name.
fn of_sides(comparison: &Comparison, figure: &str) -> [String; 2] {
    let [before, after] = [&comparison.baseline, &comparison.candidate]
        .map(|side| Repeated { row: &side.runs, gate: side.typical.gate.as_ref() });
    let row = figures::table(before, after).rows.into_iter().find(|row| row[0] == figure).unwrap_or_default();
    [1, 2].map(|side| row.get(side).cloned().unwrap_or_default())
}

/// Whether a figure says anything of these candidates: nothing is billed around a plain session.
fn is_said(figure: &str, all: &[Named<'_>]) -> bool {
    let is_bare = all.iter().all(|it| it.scenario.is_bare());
    let sides = || all.iter().flat_map(|it| [&it.comparison.baseline, &it.comparison.candidate]);
    match figure {
        "billed a run" => !is_bare,
        "red" => !is_bare || sides().any(|side| side.runs.red.share > 0.0),
        "price a run" => sides().any(|side| side.runs.bill.dollars > 0.0),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_engine::simulate::Detail;
    use laneway_engine::time::Nanos;
    use laneway_formats::measured::{Clock, Measured};
    use laneway_formats::presets;
    use laneway_pipeline::compare::compare;

    use super::*;
    use crate::foretold::foretell;

    /// The lanes of a preset and its baseline again, held against runs of so many seconds.
    fn with_two(secs: &[u64], look: impl FnOnce(&[Named<'_>; 2], &Suite)) {
        let mut lanes = presets::scenario(presets::find("lane-split").expect("a preset"));
        lanes.study.replications = 20;
        let same = Scenario { candidate: lanes.baseline.clone(), ..lanes.clone() };
        let suite = presets::suite("lane-split").expect("its suite");
        let run = |(place, secs): (usize, &u64)| Measured {
            name: format!("run {place}"),
            clock: Clock::Pipeline,
            took: Nanos(secs * 1_000_000_000),
            jobs: Vec::new(),
        };
        let measured: Vec<Measured> = secs.iter().enumerate().map(run).collect();
        let found = [&lanes, &same].map(|scenario| {
            let comparison = compare(&suite, scenario, Detail::Summary, &mut |_| {}).expect("it runs");
            let foretold = foretell(scenario, &comparison, measured.clone());
            (comparison, foretold)
        });
        let [one, other] = [("a `lane` @octocat | b", &lanes, &found[0]), ("same", &same, &found[1])].map(
            |(name, scenario, (comparison, foretold))| Named {
                name,
                scenario,
                comparison,
                foretold,
                link: Some("https://example.org/#v1.abc"),
            },
        );
        look(&[one, other], &suite);
    }

    #[test]
    fn a_comment_has_each_candidate_and_its_changes() {
        with_two(&[], |all, suite| {
            expect![[r#"
                ### What each of these would change: `Case: one job split into lanes`

                2 candidates beside one baseline, 20 runs of each with the same luck.

                |  | 9 of 10 runs | difference (95 %) |  | red | billed a run | price a run | gate margin |
                |---|---|---|---|---|---|---|---|
                | baseline | 8:54 to 9:50 |  |  | 0 % (0 % to 16 %) | 9:48 | $0.059 | – |
                | ``a `lane` @octocat \| b`` | 8:27 to 9:22 | −39 to −15 s | faster | 0 % (0 % to 16 %) | 11:00 | $0.066 | +2.0 points |
                | `same` | 8:54 to 9:50 | 0 s | the same in each run | 0 % (0 % to 16 %) | 9:48 | $0.059 | – |

                **Changes**

                - ``a `lane` @octocat | b``: `` without job `backend` ``, `` new job `unit` ``, `` new job `heavy` ``, `` new job `gate` ``, `required backend → gate` · [Open in Laneway](<https://example.org/#v1.abc>)
                - `same`: as the baseline · [Open in Laneway](<https://example.org/#v1.abc>)

                <details><summary>What this assumes</summary>

                - tests vary by 8 % from run to run, whole jobs by 3 %
                - prices are those of 2026-01-01
                - costs around the tests were not fitted to a real run of this project
                - under which load durations were recorded is not known

                </details>

                a model, 20 runs of each
            "#]].assert_eq(&comment(all, suite));
        });
    }

    #[test]
    fn a_few_measured_runs_have_a_column_each() {
        with_two(&[500, 580], |all, _| {
            let Table { header, rows } = table(all);
            assert_eq!(header[header.len() - 2..], ["run 0: 8:20", "run 1: 9:40"]);
            let found = rows.iter().map(|row| row[row.len() - 2..].join(", ")).collect::<Vec<_>>();
            assert_eq!(found, [", ", "outside, quicker, outside, slower", "outside, quicker, inside"]);
            expect!["For none of 2 candidates all 2 measured runs lie inside what was predicted, from the trigger to the last job."].assert_eq(&sentence(all));
        });
        with_two(&[540], |all, _| {
            expect!["The measured run lies inside what was predicted for a `lane` @octocat | b and same, from the trigger to the last job."].assert_eq(&sentence(all));
        });
    }

    #[test]
    fn many_measured_runs_are_counted() {
        with_two(&[540, 550, 560, 570, 580], |all, _| {
            let Table { header, rows } = table(all);
            assert_eq!(header.last().map(String::as_str), Some("5 measured runs"));
            let found = rows.iter().map(|row| row.last().cloned().unwrap_or_default()).collect::<Vec<_>>();
            assert_eq!(found, ["", "3 inside", "5 inside"]);
            expect!["All 5 measured runs lie inside what was predicted for same, from the trigger to the last job."]
                .assert_eq(&sentence(all));
        });
    }
}
