//! The picture as a table: job by job, when it waited, what it took, how it ended, what it could lose, what it costs.

use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::JobOutcome;

use super::reason;
use super::side::PipelineSide;
use crate::human;
use crate::study::table::Table;

/// One line a job of each side, baseline first.
pub fn table(sides: &[PipelineSide<'_>]) -> Table {
    let mut table = Table::new(&["job", "waited", "took", "result", "slack", "billed"]);
    for side in sides {
        table.rows.extend((0..side.outcome.jobs.len()).map(|job| row(side, job)));
    }
    table
}

/// One line: that of a job by its place in the outcome.
pub fn row(side: &PipelineSide<'_>, place: usize) -> Vec<String> {
    let outcome = &side.outcome.jobs[place];
    let span = |from: Nanos, to: Nanos| human::time(Nanos(to.0.saturating_sub(from.0)));
    let none = || "\u{2013}".to_owned();
    let waited = outcome.started.map_or_else(none, |started| span(outcome.ready, started));
    let took = outcome.started.map_or_else(none, |started| span(started, outcome.ended));
    let slack = match outcome.started {
        None => none(),
        Some(_) if side.is_critical(place) => "critical".to_owned(),
        Some(_) => human::time(outcome.slack),
    };
    let bill = &outcome.bill;
    let price = if bill.price == 0 { String::new() } else { format!(", {}", human::dollars(bill.price)) };
    let billed = if bill.billed == Nanos::ZERO { none() } else { format!("{}{price}", human::time(bill.billed)) };
    vec![format!("{}: {}", side.name, side.title(place)), waited, took, result(outcome), slack, billed]
}

/// The conclusion, and its reason where there is one.
pub fn result(outcome: &JobOutcome) -> String {
    let word = reason::conclusion(outcome.conclusion);
    outcome.reason.as_ref().map_or_else(|| word.to_owned(), |why| format!("{word}: {}", reason::words(why)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::table;
    use crate::pipeline::sample::Sample;

    #[test]
    fn a_table_has_every_job_of_every_side() {
        let [now, tried] = [Sample::serial(), Sample::lanes()];
        expect![[r#"
            job | waited | took | result | slack | billed
            baseline: lint | 10 s | 30 s | success | critical | 30 s, $0.012
            baseline: tests | 20 s | 8:20 | success | critical | 8:20, $0.012
            candidate: lint | 10 s | 30 s | success | 3:50 | 30 s, $0.012
            candidate: unit (1/2) | 20 s | 3:10 | success | 1:00 | 3:10, $0.012
            candidate: unit (2/2) | 20 s | 4:10 | success | critical | 4:10, $0.012
            candidate: gate | 10 s | 30 s | success | critical | 30 s, $0.012
        "#]]
        .assert_eq(&table(&[now.side("baseline"), tried.side("candidate")]).sketch());
    }
}
