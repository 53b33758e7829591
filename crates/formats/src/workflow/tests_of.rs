//! A pytest command in a script as a run of tests: what [`command_line`] reads of it, its shard, and its coverage.

use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_pipeline::coverage::{Collect, Covered, LaneCheck};
use laneway_pipeline::shards::Splitter;
use laneway_pipeline::step::TestRun;

use super::assumed::COVERS;
use crate::command_line;

/// A run of tests, and what was odd about its command.
pub(super) struct Found {
    pub(super) run: TestRun,
    pub(super) notes: Vec<String>,
    /// What stands behind `--group` or `--shard-id`, and is no number: `${matrix.group}`.
    pub(super) shard: Option<String>,
}

/// The run of a script with a pytest command; expressions are already replaced by `${name}`. `None` without such a command.
pub(super) fn run(script: &str, data_file: &str, n_cores: u32) -> Option<Found> {
    let (words, _) = command_line::words(script).ok()?;
    let value = |option: &str| {
        words.iter().enumerate().find_map(|(place, word)| {
            let rest = word.strip_prefix(option)?;
            rest.strip_prefix('=').or_else(|| words.get(place + 1).map(String::as_str).filter(|_| rest.is_empty()))
        })
    };
    let shard = value("--group").or_else(|| value("--shard-id")).filter(|group| group.starts_with('$'));
    let by = match value("--splitting-algorithm") {
        Some("least_duration") => SplitBy::LeastDuration,
        _ if value("--shard-id").is_some() => SplitBy::Hash,
        _ => SplitBy::DurationBasedChunks,
    };
    let (session, mut notes) = match command_line::read(script) {
        Ok(line) => (line.apply(&Session::default(), n_cores), line.notes),
        Err(error) => {
            let note = format!("{error}; all tests in one plain process are assumed");
            (Session { workers: 0, ..Session::default() }, vec![note])
        }
    };
    if shard.is_some() {
        // The matrix knows which shard it is.
        notes.retain(|note| {
            !note.starts_with("--group")
                && !note.starts_with("--splits")
                && !note.starts_with("--shard-id")
                && !note.starts_with("--num-shards")
        });
    }
    let session = Session { split: session.split.filter(|_| shard.is_none()), ..session };
    let is_run_by_coverage = script.contains("coverage run");
    let has_cov = words.iter().any(|word| word == "--cov" || word.starts_with("--cov="));
    let lane_check = match value("--cov-fail-under").and_then(|text| text.parse::<f64>().ok()) {
        None if is_run_by_coverage => LaneCheck::Off,
        Some(0.0) => LaneCheck::Off,
        Some(percent) if (0.0..=100.0).contains(&percent) => LaneCheck::At(percent),
        _ => LaneCheck::FromRules,
    };
    let coverage = (has_cov || is_run_by_coverage).then(|| Collect {
        branch: words.iter().any(|word| word == "--cov-branch") || script.contains("coverage run --branch"),
        covers: Covered::Percent(COVERS),
        data_file: data_file.to_owned(),
        lane_check,
        ..Collect::default()
    });
    let shard = shard.map(str::to_owned);
    let run = TestRun { session, splitter: Splitter { by, ..Splitter::default() }, coverage, ..TestRun::default() };
    Some(Found { run, notes, shard })
}
