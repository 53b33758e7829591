//! The finalists of a search as rows, the best first, with the baseline before them.

use laneway_search::found::{Change, Finalist, Found};
use laneway_search::measure::Measure;

use super::words::{changes, cost};
use crate::human;
use crate::study::table::Table;

/// One row each: what changes, times, cost, risk, and whether none is better in everything. What changes in all of them is
/// left to [`in_common`]; dollars are where any are paid.
pub fn table(found: &Found) -> Table {
    let is_paid = found.finalists.iter().map(|it| &it.measure).chain([&found.baseline]).any(|it| it.monthly > 0.0);
    let in_common = in_common(found);
    let mut table = Table::new(&["configuration", "P50", "P95", "billed a run", "a month", "red", "note"]);
    table.rows.push(row("baseline".to_owned(), &found.baseline, String::new()));
    let of = |(place, finalist): (usize, &Finalist)| {
        let is_on_front = found.front.contains(&place);
        let note = match (found.answer.favourite == Some(place), finalist.is_within_limits) {
            (true, _) => "best",
            (_, false) => "beyond a limit",
            _ if is_on_front => "on the front",
            _ if found.answer.equals.contains(&place) => "as good as the best",
            _ => "",
        };
        let own: Vec<Change> = finalist.changes.iter().filter(|change| !in_common.contains(change)).cloned().collect();
        let name =
            if own.is_empty() && !in_common.is_empty() { "no more than these".to_owned() } else { changes(&own) };
        row(name, &finalist.measure, note.to_owned())
    };
    table.rows.extend(found.finalists.iter().enumerate().map(of));
    if !is_paid {
        for row in std::iter::once(&mut table.header).chain(&mut table.rows) {
            row.remove(MONTHLY);
        }
    }
    table
}

/// A finalist with its figures, in a line: `workers 4 → 8: P50 2:05, P95 2:18, billed a run 3:00, red 0 % (0 % to 1 %), best`.
pub fn figures(found: &Found, finalist: usize) -> String {
    let Table { header, rows } = table(found);
    let Some(row) = rows.get(finalist + 1) else { return String::new() };
    let [_, figures @ .., note] = row.as_slice() else { return String::new() };
    let name = changes(&found.finalists[finalist].changes);
    let figures = header[1..].iter().zip(figures).map(|(column, value)| format!("{column} {value}"));
    let all: Vec<String> = figures.chain((!note.is_empty()).then(|| note.clone())).collect();
    format!("{name}: {}", all.join(", "))
}

/// Which column has dollars.
const MONTHLY: usize = 4;

/// Changes that all finalists have.
pub fn in_common(found: &Found) -> Vec<Change> {
    let [first, others @ ..] = found.finalists.as_slice() else { return Vec::new() };
    let is_in_all = |change: &&Change| !others.is_empty() && others.iter().all(|other| other.changes.contains(change));
    first.changes.iter().filter(is_in_all).cloned().collect()
}

fn row(name: String, measure: &Measure, note: String) -> Vec<String> {
    let [share, least, most] = [measure.red.share, measure.red.least, measure.red.most].map(human::percent);
    vec![
        name,
        human::time(measure.p50),
        human::time(measure.p95),
        cost(measure.minutes, false),
        cost(measure.monthly, true),
        format!("{share} ({least} to {most})"),
        note,
    ]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{figures, table};
    use crate::search::sample::found;

    #[test]
    fn ok_a_row_says_what_changes_and_what_comes_of_it() {
        expect![[r#"
            configuration | P50 | P95 | billed a run | a month | red | note
            baseline | 2:50 | 3:07 | 3:00 | $30.00 | 0 % (0 % to 1 %) | 
            workers 4 → 8 | 2:05 | 2:18 | 3:00 | $40.00 | 0 % (0 % to 1 %) | best
            no more than these | 2:40 | 2:56 | 3:00 | $25.00 | 0 % (0 % to 1 %) | on the front
        "#]]
        .assert_eq(&table(&found()).sketch());
    }

    #[test]
    fn ok_a_finalist_in_a_line() {
        expect!["dist load → worksteal, workers 4 → 8: P50 2:05, P95 2:18, billed a run 3:00, a month $40.00, red 0 % (0 % to 1 %), best"]
            .assert_eq(&figures(&found(), 0));
        expect!["dist load → worksteal: P50 2:40, P95 2:56, billed a run 3:00, a month $25.00, red 0 % (0 % to 1 %), on the front"].assert_eq(&figures(&found(), 1));
        assert_eq!(figures(&found(), 2), "");
    }
}
