//! `pytest --report-log`: one JSON object a line, three reports a test. The best source: it knows order and workers.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::BufRead;

use laneway_engine::suite::{OrderKnown, SourceKind};
use serde::Deserialize;

use super::ReadError;
use super::reading::{Again, Rows};
use super::source::Source;

/// The fields of a report that matter here.
#[derive(Deserialize)]
struct Report<'a> {
    #[serde(rename = "$report_type", borrow)]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    nodeid: Option<Cow<'a, str>>,
    #[serde(borrow)]
    when: Option<Cow<'a, str>>,
    duration: Option<f64>,
    start: Option<f64>,
    item_index: Option<u64>,
    #[serde(borrow)]
    worker_id: Option<Cow<'a, str>>,
}

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::ReportLog;
    rows.recording.order = OrderKnown::Finished;
    let mut workers = BTreeSet::new();
    let mut is_torn_down = Vec::new();
    let mut line = Vec::new();
    loop {
        let number = source.line();
        if !source.next_line(&mut line)? {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let report: Report<'_> = match serde_json::from_slice(&line) {
            Ok(report) => report,
            Err(error) => {
                let why = if error.is_eof() { "cut off" } else { "no JSON object of a report" };
                rows.warnings.push(number, format!("the line is {why}; skipped"));
                continue;
            }
        };
        let (Some("TestReport"), Some(id)) = (report.kind.as_deref(), report.nodeid) else { continue };
        let when = report.when.as_deref().unwrap_or_default();
        let again = rows.find(&id).filter(|_| when == "setup");
        if let Some(test) = again.filter(|&test| is_torn_down.get(test).copied().unwrap_or_default()) {
            rows.warnings.push(number, format!("`{id}` is run again; the last run counts"));
            rows.reset(test);
        }
        let secs = report.duration.unwrap_or(f64::NAN);
        let Some(test) = rows.add(number, &id, secs, Again::Adds)? else { continue };
        if is_torn_down.len() <= test {
            is_torn_down.resize(test + 1, false);
        }
        is_torn_down[test] = when == "teardown";
        if let Some(place) = report.item_index {
            rows.place(test, place);
        }
        if let Some(worker) = report.worker_id.filter(|worker| worker != "master") {
            if !workers.contains(worker.as_ref()) {
                workers.insert(worker.into_owned());
            }
        }
        if rows.recording.date.is_none() {
            rows.recording.date = report.start.and_then(date);
        }
    }
    rows.recording.workers = Some(workers.len() as u32);
    if workers.is_empty() {
        // One process finishes tests in the order in which it collected them.
        rows.recording.order = OrderKnown::Collected;
    }
    Ok(())
}

/// The day of a Unix time, as ISO 8601 writes it, in UTC.
pub(super) fn date(unix_secs: f64) -> Option<String> {
    if !(0.0..4e9).contains(&unix_secs) {
        return None;
    }
    // Howard Hinnant's `civil_from_days`, for days since 1970.
    let days = (unix_secs / 86_400.0) as i64 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_date_is_the_day_in_utc() {
        assert_eq!(date(0.0).as_deref(), Some("1970-01-01"));
        assert_eq!(date(951_782_400.0).as_deref(), Some("2000-02-29"));
        assert_eq!(date(1_795_227_803.4).as_deref(), Some("2026-11-21"));
        assert_eq!(date(f64::NAN), None);
    }
}
