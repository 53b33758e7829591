//! Many runs of both pipelines in figures, side by side, with how sure their differences are.

use laneway_engine::order::N_ORDERS;
use laneway_engine::statistics::Mean;
use laneway_engine::time::Nanos;
use laneway_pipeline::by_order::ByOrder;
use laneway_pipeline::outcome::GateOutcome;
use laneway_pipeline::study::summary::{Differences, PipelineRow};

use crate::study::table::Table;
use crate::{human, interval};

/// One pipeline: its many runs, and what the gate of the typical one saw.
#[derive(Clone, Copy, Debug)]
pub struct Repeated<'a> {
    /// All runs.
    pub row: &'a PipelineRow,
    /// Of the run in which nothing is left to luck; `None`: it has none, or does not reach it.
    pub gate: Option<&'a GateOutcome>,
}

/// A row a figure: its name, the baseline's, the candidate's, and the 95% interval of their paired difference where the two
/// can be paired run by run.
pub fn table(baseline: Repeated<'_>, candidate: Repeated<'_>) -> Table {
    let mut table = Table::new(&["figure", "baseline", "candidate", "difference"]);
    let differences = candidate.row.differences.as_ref();
    let mut row = |name: &str, of: &dyn Fn(&Repeated<'_>) -> String, difference: Option<String>| {
        table.rows.push(vec![name.to_owned(), of(&baseline), of(&candidate), difference.unwrap_or_default()]);
    };
    let of = |get: fn(&Differences) -> String| differences.map(get);
    row(
        "mean",
        &|it| interval::plus_minus(&it.row.wall_clock.mean),
        candidate.row.difference.as_ref().map(interval::of_difference),
    );
    row("9 of 10 runs", &|it| interval::range(it.row.wall_clock.p5, it.row.wall_clock.p95), None);
    row(
        "red",
        &|it| {
            let red = it.row.red;
            let [share, least, most] = [red.share, red.least, red.most].map(human::percent);
            format!("{share} ({least} to {most})")
        },
        of(|it| points(&it.red, 100.0)),
    );
    row(
        "until green, mean",
        &|it| green(it.row, |row| interval::plus_minus(&row.until_green.mean)),
        differences.and_then(|it| it.until_green.as_ref()).map(interval::of_difference),
    );
    row("until green, 19 of 20", &|it| green(it.row, |row| human::time(row.until_green.p95)), None);
    row("never green", &|it| human::percent(it.row.never_green.share), None);
    row("billed a run", &|it| minutes(it.row.bill.minutes), of(|it| of_minutes(&it.minutes)));
    row("price a run", &|it| dollars(it.row.bill.dollars), of(|it| interval::of_amounts(&it.dollars, "$", "")));
    row("price a month", &|it| dollars(it.row.monthly), None);
    row("people wait a month", &|it| minutes(it.row.waited_minutes), None);
    row("workers idle a run", &|it| minutes(it.row.idle_minutes), of(|it| of_minutes(&it.idle_minutes)));
    let covered = differences.and_then(|it| it.covered.as_ref()).map(|covered| points(covered, 1.0));
    let has_margins = [baseline, candidate].iter().all(|it| it.gate.is_some_and(|gate| gate.threshold.is_some()));
    row("coverage at the gate", &coverage, covered.clone());
    row("gate margin", &margin, covered.filter(|_| has_margins));
    table
}

/// One more row, where the order of tests is lost: the ranges of typical runs over the orders that were tried.
pub fn by_order(found: &ByOrder) -> [String; 4] {
    let (least, most) = found.difference;
    [
        format!("typical run, {} orders", N_ORDERS + 1),
        interval::range(found.baseline.0, found.baseline.1),
        interval::range(found.candidate.0, found.candidate.1),
        match (most - least, Nanos(most.unsigned_abs())) {
            (0, by) if most < 0 => human::difference(by, Nanos::ZERO),
            (0, by) => human::difference(Nanos::ZERO, by),
            _ => interval::ends(least as f64 / 1e9, most as f64 / 1e9),
        },
    ]
}

fn green(row: &PipelineRow, words: impl Fn(&PipelineRow) -> String) -> String {
    if row.until_green.n == 0 { "never".to_owned() } else { words(row) }
}

fn minutes(minutes: f64) -> String {
    human::time(Nanos::from_secs(minutes * 60.0).unwrap_or_default())
}

fn dollars(dollars: f64) -> String {
    human::dollars((dollars * 1e6).round() as u64)
}

fn scaled(mean: &Mean, factor: f64) -> Mean {
    Mean { secs: mean.secs * factor, half_width: mean.half_width * factor }
}

fn of_minutes(mean: &Mean) -> String {
    interval::of_difference(&scaled(mean, 60.0))
}

fn points(mean: &Mean, factor: f64) -> String {
    interval::of_amounts(&scaled(mean, factor), "", " points")
}

fn coverage(side: &Repeated<'_>) -> String {
    match (side.gate, side.row.covered) {
        (Some(gate), Some(covered)) if gate.is_exact || gate.most - gate.least < 0.05 => format!("{covered:.1} %"),
        (Some(gate), Some(covered)) => format!("{covered:.1} % ({:.0} to {:.0})", gate.least, gate.most),
        _ => "\u{2013}".to_owned(),
    }
}

/// By how many points the gate passes, or misses.
fn margin(side: &Repeated<'_>) -> String {
    let threshold = side.gate.and_then(|gate| gate.threshold);
    let Some((threshold, covered)) = threshold.zip(side.row.covered) else { return "\u{2013}".to_owned() };
    let margin = covered - threshold;
    let sign = if margin < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{:.1} points", margin.abs())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_pipeline::bill::Bill;
    use laneway_pipeline::pipeline::Pipeline;
    use laneway_pipeline::study::Figures;
    use laneway_pipeline::study::summary::summarize;

    use super::*;

    /// A run of so many seconds; green ones have a gate.
    fn run(secs: u64, is_green: bool) -> Figures {
        let wall_clock = Nanos(secs * 1_000_000_000);
        Figures {
            wall_clock,
            is_green,
            until_green: is_green.then_some(wall_clock),
            bill: Bill::default(),
            bill_until_green: Bill { price: secs * 1_000, ..Bill::default() },
            idle: Nanos(wall_clock.0 / 2),
            covered: is_green.then_some(if secs > 300 { 84.0 } else { 79.5 }),
        }
    }

    #[test]
    fn both_sides_and_their_differences() {
        let replication =
            |i: u64| vec![run(560 + i % 7, !i.is_multiple_of(20)), run(290 + i % 5, !i.is_multiple_of(10))];
        let pipelines = [Pipeline::default(), Pipeline::default()];
        let rows = summarize(&(0..200).map(replication).collect::<Vec<_>>(), &pipelines, 0.02);
        let gate = GateOutcome {
            covered: 79.5,
            least: 78.0,
            most: 100.0,
            is_exact: false,
            threshold: Some(80.0),
            is_green: false,
        };
        let side = |row, gate| Repeated { row, gate };
        let text = table(side(&rows[0], None), side(&rows[1], Some(&gate))).sketch();
        expect![[r#"
            figure | baseline | candidate | difference
            mean | 9:23.0 ± 0.3 s | 4:52.0 ± 0.2 s | −4:31.3 to −4:30.6
            9 of 10 runs | 9:20 to 9:26 | 4:50 to 4:54 | 
            red | 5 % (3 % to 9 %) | 10 % (7 % to 15 %) | 2 to 8 points
            until green, mean | 9:23.0 ± 0.3 s | 4:52.2 ± 0.2 s | −4:31.1 to −4:30.4
            until green, 19 of 20 | 9:26 | 4:54 | 
            never green | 5 % | 10 % | 
            billed a run | 0 s | 0 s | 0 s
            price a run | $0.56 | $0.29 | −$0.2713 to −$0.2706
            price a month | $342 | $178 | 
            people wait a month | 95 h 05 | 49 h 19 | 
            workers idle a run | 4:41 | 2:26 | −2:15.7 to −2:15.3
            coverage at the gate | – | 79.5 % (78 to 100) | −4.50 points
            gate margin | – | −0.5 points | 
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn what_never_becomes_green_has_no_time_until_then() {
        let pipelines = [Pipeline::default(), Pipeline::default()];
        let rows = summarize(&[vec![run(10, false), run(10, false)]], &pipelines, 0.02);
        let side = |row| Repeated { row, gate: None };
        let table = table(side(&rows[0]), side(&rows[1]));
        let green = table.rows.iter().find(|row| row[0] == "until green, mean").expect("a row");
        assert_eq!(green[1..], ["never", "never", ""].map(str::to_owned));
    }
}
