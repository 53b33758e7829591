//! A pytest command in a script as a run of tests: workers, dist mode, which tests, shards, coverage.

use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::{MAX_SPLITS, Split, SplitBy};
use laneway_pipeline::coverage::{Collect, Covered, LaneCheck};
use laneway_pipeline::shards::Splitter;
use laneway_pipeline::step::TestRun;

use super::assumed::COVERS;
use crate::command_line;

/// A run of tests, and what was odd about its command.
pub(super) struct Found {
    pub(super) run: TestRun,
    pub(super) notes: Vec<String>,
    /// What stands behind `--group` or `--shard-id`, and is no number: `{matrix.group}`.
    pub(super) shard: Option<String>,
}

/// Options that have their value in the next word, and do not matter here.
const WITH_VALUE: [&str; 14] = [
    "-k",
    "-c",
    "-o",
    "-p",
    "-W",
    "-r",
    "-n",
    "--dist",
    "--tx",
    "--maxfail",
    "--junitxml",
    "--junit-xml",
    "--durations",
    "--durations-path",
];

/// The run of a script with a pytest command; expressions are already replaced by `{name}`. `None` without such a command.
pub(super) fn run(script: &str, data_file: &str, n_cores: u32) -> Option<Found> {
    let (words, _) = command_line::words(script).ok()?;
    let mut notes = Vec::new();
    let session = match command_line::read(script) {
        Ok(line) => {
            notes.extend(line.notes.iter().filter(|note| !note.contains("all tests of the suite run")).cloned());
            line.apply(&Session::default(), n_cores)
        }
        Err(error) => {
            notes.push(format!("{error}; one plain process is assumed"));
            Session { workers: 0, ..Session::default() }
        }
    };
    let has_coverage_run = script.contains("coverage run");
    let mut reader = Reader { notes, ..Reader::default() };
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        reader.word(&word, &mut words);
    }
    let Reader { selection, splits, group, by, has_cov, branch, fail_under, notes } = reader;
    let lane_check = match fail_under {
        None if has_coverage_run => LaneCheck::Off,
        None => LaneCheck::FromRules,
        Some(0.0) => LaneCheck::Off,
        Some(percent) => LaneCheck::At(percent),
    };
    let coverage = (has_cov || has_coverage_run).then(|| Collect {
        branch: branch || script.contains("coverage run --branch"),
        covers: Covered::Percent(COVERS),
        data_file: data_file.to_owned(),
        lane_check,
        ..Collect::default()
    });
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<u32>().ok());
    let split = number(&splits).zip(number(&group)).map(|(splits, group)| Split {
        splits,
        group,
        by,
        known: laneway_engine::split::Known::default(),
    });
    let split =
        split.filter(|split| (1..=MAX_SPLITS).contains(&split.splits) && (1..=split.splits).contains(&split.group));
    let shard = group.filter(|group| group.parse::<u32>().is_err());
    let session = Session { selection, split, ..session };
    let run = TestRun { session, splitter: Splitter { by, ..Splitter::default() }, coverage, ..TestRun::default() };
    Some(Found { run, notes, shard })
}

#[derive(Default)]
struct Reader {
    selection: Selection,
    splits: Option<String>,
    group: Option<String>,
    by: SplitBy,
    has_cov: bool,
    branch: bool,
    fail_under: Option<f64>,
    notes: Vec<String>,
}

impl Reader {
    fn word(&mut self, word: &str, words: &mut dyn Iterator<Item = String>) {
        let (option, inline) =
            word.split_once('=').map_or((word, None), |(option, value)| (option, Some(value.to_owned())));
        let mut value = || inline.clone().or_else(|| words.next()).unwrap_or_default();
        match option {
            "-m" => {
                let text = value();
                if !self.marks(&text) {
                    self.notes.push(format!(
                        "-m `{text}` is more than marks with `or`, or `not` with `and`; all tests are taken"
                    ));
                }
            }
            "--ignore" | "--deselect" => self.selection.without.push(value()),
            "--splits" | "--num-shards" => self.splits = Some(value()),
            "--group" => self.group = Some(value()),
            "--shard-id" => {
                self.by = SplitBy::Hash;
                // pytest-shard counts from 0.
                let shard = value();
                self.group = Some(shard.parse::<u32>().map_or(shard, |id| id.saturating_add(1).to_string()));
            }
            "--splitting-algorithm" => {
                if value() == "least_duration" {
                    self.by = SplitBy::LeastDuration;
                }
            }
            "--cov" => self.has_cov = true,
            "--cov-branch" => self.branch = true,
            "--cov-fail-under" => {
                self.fail_under = value().parse().ok().filter(|percent| (0.0..=100.0).contains(percent));
            }
            "-k" => {
                let text = value();
                self.notes.push(format!("-k `{text}` chooses tests by name; all tests are taken"));
            }
            _ if WITH_VALUE.contains(&option) => {
                value();
            }
            _ if option.starts_with('-') || option.contains(['{', '$', '>', '<']) => {}
            _ => self.selection.paths.push(word.to_owned()),
        }
    }

    /// `slow`, `a or b`, `not slow`, `not a and not b`; whether it is one of those.
    fn marks(&mut self, text: &str) -> bool {
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || char == '_');
        let names = |parts: Vec<&str>| {
            parts.iter().all(|name| is_name(name)).then(|| parts.iter().map(|name| (*name).to_owned()).collect())
        };
        let text = text.trim().trim_start_matches('(').trim_end_matches(')');
        let without: Option<Vec<&str>> =
            text.split(" and ").map(|part| part.trim().strip_prefix("not ").map(str::trim)).collect();
        if let Some(unmarked) = without.and_then(names) {
            self.selection.unmarked = unmarked;
            return true;
        }
        let Some(marked) = names(text.split(" or ").map(str::trim).collect()) else { return false };
        self.selection.marked = marked;
        true
    }
}
