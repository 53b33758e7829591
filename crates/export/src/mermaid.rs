//! One run of both pipelines as a gantt chart of Mermaid, which GitHub draws (<https://mermaid.js.org/syntax/gantt.html>).
//!
//! Names come from anywhere: of these, only letters, digits and marks without meaning to Mermaid are left.

use std::collections::BTreeMap;
use std::fmt::Write;

use laneway_chart::pipeline::side::PipelineSide;
use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::{Conclusion, JobOutcome};

/// The most bars of a side; the last ones to end are taken.
pub const MOST_BARS: usize = 40;

/// The longest name, in characters.
const LONGEST: usize = 48;

/// The words that begin a statement: a name that begins like one of them is put behind `job`.
const STATEMENTS: &[&str] = &[
    "gantt",
    "title",
    "section",
    "click",
    "call",
    "href",
    "date",
    "inclusive",
    "topaxis",
    "axis",
    "tick",
    "include",
    "exclude",
    "today",
    "week",
    "acc",
    "vert",
    "end",
];

/// A bar: what it is called, when it begins and ends, and Mermaid's word for how it looks.
struct Bar {
    name: String,
    start: Nanos,
    end: Nanos,
    look: &'static str,
}

/// The chart of sides one below the other, each a section, ended by a line feed. A job is a bar from its runner's start to its
/// end: those that the run hangs on stand out, red ones are critical. Of a plain session each worker is a bar, up to the end
/// of its last test, where `outcome` has the runs of its tests.
pub fn gantt(sides: &[PipelineSide<'_>]) -> String {
    let mut text = "gantt\n  dateFormat YYYY-MM-DD HH:mm:ss.SSS\n  axisFormat %H:%M:%S\n".to_owned();
    for (number, side) in sides.iter().enumerate() {
        let _ = writeln!(text, "  section {}", name(side.name));
        for (place, bar) in bars(side).iter().enumerate() {
            let length = (bar.end.0.saturating_sub(bar.start.0) / 1_000_000).max(1);
            let (name, look, start) = (&bar.name, bar.look, date(bar.start));
            let _ = writeln!(text, "    {name} :{look}s{number}j{place}, {start}, {length}ms");
        }
    }
    text
}

fn bars(side: &PipelineSide<'_>) -> Vec<Bar> {
    let mut bars = if side.pipeline.is_bare() { of_workers(side) } else { Vec::new() };
    if bars.is_empty() {
        let jobs = side.outcome.jobs.iter().enumerate();
        bars = jobs.filter_map(|(place, job)| of_job(side, place, job)).collect();
    }
    // Which are dropped must not depend on names.
    let mut ends: Vec<Nanos> = bars.iter().map(|bar| bar.end).collect();
    ends.sort_unstable_by(|one, other| other.cmp(one));
    let least = ends.get(MOST_BARS - 1).copied().unwrap_or_default();
    bars.retain(|bar| bar.end >= least);
    bars.truncate(MOST_BARS);
    bars
}

fn of_job(side: &PipelineSide<'_>, place: usize, job: &JobOutcome) -> Option<Bar> {
    let look = match job.conclusion {
        Conclusion::Failure | Conclusion::Cancelled => "crit, ",
        Conclusion::Success | Conclusion::Skipped if side.is_critical(place) => "active, ",
        Conclusion::Success | Conclusion::Skipped => "done, ",
    };
    Some(Bar { name: name(&side.title(place)), start: job.started?, end: job.ended, look })
}

fn of_workers(side: &PipelineSide<'_>) -> Vec<Bar> {
    let runs = side.outcome.jobs.iter().flat_map(|job| &job.runs).flat_map(|run| &run.outcome.runs);
    let mut spans: BTreeMap<u32, (Nanos, Nanos)> = BTreeMap::new();
    for run in runs {
        let end = run.end.unwrap_or(run.start);
        let span = spans.entry(run.worker).or_insert((run.start, end));
        *span = (span.0.min(run.start), span.1.max(end));
    }
    let last = spans.values().map(|span| span.1).max();
    let bar = |(worker, (start, end))| {
        let look = if Some(end) == last { "active, " } else { "done, " };
        Bar { name: format!("gw{worker}"), start, end, look }
    };
    spans.into_iter().map(bar).collect()
}

/// A name without meaning to Mermaid, never empty.
fn name(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || " -_./()+,".contains(c) { c } else { ' ' };
    let words: String = text.chars().take(LONGEST * 4).map(plain).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().take(LONGEST).collect();
    let lower = words.to_lowercase();
    let is_statement = STATEMENTS.iter().any(|word| lower.starts_with(word));
    let begins_well = lower.starts_with(char::is_alphabetic);
    if is_statement || !begins_well {
        format!("job {words}").trim_end().to_owned()
    } else {
        words.trim_end().to_owned()
    }
}

/// A time as a date, counted from the first of a month without a change of clocks: 28 days at most.
fn date(time: Nanos) -> String {
    let millis = (time.0 / 1_000_000).min(28 * 86_400_000 - 1);
    let (secs, millis) = (millis / 1_000, millis % 1_000);
    let (minutes, secs) = (secs / 60, secs % 60);
    let (hours, minutes) = (minutes / 60, minutes % 60);
    format!("2001-01-{:02} {:02}:{minutes:02}:{secs:02}.{millis:03}", hours / 24 + 1, hours % 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_has_a_meaning() {
        assert_eq!(name("unit (3.12, 2/4)"), "unit (3.12, 2/4)");
        assert_eq!(name("a:b;c#d%%{init: {}}%%\n  section evil :::x"), "a b c d init section evil x");
        assert_eq!(name("Title of it"), "job Title of it");
        assert_eq!(name("clickhouse"), "job clickhouse");
        assert_eq!(name("2001-01-01"), "job 2001-01-01");
        assert_eq!(name("```"), "job");
        assert_eq!(name("prüfen"), "prüfen");
    }

    #[test]
    fn times_are_dates_that_never_leave_the_month() {
        assert_eq!(date(Nanos(125_250_000_000)), "2001-01-01 00:02:05.250");
        assert_eq!(date(Nanos(90_061_000_000_000)), "2001-01-02 01:01:01.000");
        assert_eq!(date(Nanos(u64::MAX)), "2001-01-28 23:59:59.999");
    }
}
