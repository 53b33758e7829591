//! What a command line says of tests: paths, `--ignore`, `--deselect`, `-m`, and the options of pytest-split 0.11.0 and
//! pytest-shard 0.1.2.

use laneway_engine::selection::Selection;
use laneway_engine::split::{Known, MAX_SPLITS, SPLIT_RULES, Split, SplitBy};
use laneway_engine::suite::Test;

use super::marks::read_marks;
use super::{CommandLine, CommandLineError, bad, number};

/// Options of pytest and of common plugins that take the next word as their value; those that matter are read elsewhere.
const WITH_VALUE: &[&str] = &[
    "asyncio-mode",
    "assert",
    "basetemp",
    "capture",
    "code-highlight",
    "color",
    "confcutdir",
    "cov-config",
    "cov-context",
    "cov-fail-under",
    "cov-report",
    "dc",
    "doctest-encoding",
    "doctest-glob",
    "doctest-report",
    "ds",
    "durations",
    "durations-min",
    "durations-path",
    "html",
    "import-mode",
    "inifile",
    "junit-prefix",
    "junit-xml",
    "junitprefix",
    "junitxml",
    "lfnf",
    "log-cli-level",
    "log-file",
    "log-file-level",
    "log-format",
    "log-level",
    "only-rerun",
    "override-ini",
    "pastebin",
    "px",
    "pythonwarnings",
    "random-order-bucket",
    "random-order-seed",
    "report-log",
    "reruns",
    "reruns-delay",
    "rootdir",
    "rsyncdir",
    "show-capture",
    "tb",
    "testrunuid",
    "timeout",
    "timeout-method",
    "timing-json",
    "verbosity",
];

/// Options whose value may be left out: the next word is theirs if it is no option.
const WITH_OPTIONAL_VALUE: &[&str] = &["cache-show", "cov", "debug"];

/// What is known of the tests so far.
#[derive(Default)]
pub(super) struct Chosen {
    selection: Selection,
    splits: Option<u32>,
    group: Option<u32>,
    by: Option<SplitBy>,
    n_shards: Option<u32>,
    shard: Option<u32>,
    notes: Vec<String>,
}

impl Chosen {
    /// A word that is no option; `may_be_value` if it stands behind an option that is not known here.
    pub(super) fn word(&mut self, word: &str, may_be_value: bool) {
        let looks_like_path =
            word.contains(['/', '\\']) || word.contains("::") || word.ends_with(".py") || word.starts_with("test");
        if may_be_value && !looks_like_path {
            return;
        }
        if word.contains(['$', '*', '`']) {
            self.notes.push(format!("`{word}` is known to the shell alone; here it leaves nothing out"));
        } else {
            self.selection.paths.push(word.to_owned());
        }
    }

    /// `-m`; the last one counts.
    pub(super) fn marks(&mut self, text: &str) {
        let read = read_marks(text);
        if read.is_none() {
            self.notes.push(format!(
                "-m `{text}` is more than marks joined by `or`, and others excluded by `and not`; here it leaves nothing out"
            ));
        }
        (self.selection.marked, self.selection.unmarked) = read.unwrap_or_default();
    }

    /// An option that says which tests run, or that has a value to be passed over; whether it is one of them.
    pub(super) fn option(
        &mut self,
        name: &str,
        has_inline: bool,
        next_is_value: bool,
        value: &mut dyn FnMut() -> String,
    ) -> Result<bool, CommandLineError> {
        match name {
            "ignore" | "deselect" => self.selection.without.push(value()),
            "ignore-glob" => {
                let glob = value();
                self.notes.push(format!("--ignore-glob `{glob}` leaves tests out; here they run"));
            }
            "splits" => self.splits = self.count("--splits", &value())?,
            "num-shards" => self.n_shards = self.count("--num-shards", &value())?,
            "group" => self.group = Some(self.place("--group", &value(), 1)?),
            "shard-id" => self.shard = Some(self.place("--shard-id", &value(), 0)?),
            "splitting-algorithm" => {
                let flag = value();
                let of_plugin = &SPLIT_RULES[..2];
                let rule = of_plugin.iter().find(|info| info.flag == flag).ok_or_else(|| {
                    let flags: Vec<&str> = of_plugin.iter().map(|info| info.flag).collect();
                    bad("--splitting-algorithm", &flag, &format!("one of {}", flags.join(", ")))
                })?;
                self.by = Some(rule.by);
            }
            _ if WITH_VALUE.contains(&name) && !has_inline => drop(value()),
            // Read elsewhere too.
            _ if WITH_OPTIONAL_VALUE.contains(&name) && !has_inline && next_is_value => {
                value();
                return Ok(false);
            }
            _ => return Ok(WITH_OPTIONAL_VALUE.contains(&name) && name != "cov" || WITH_VALUE.contains(&name)),
        }
        Ok(true)
    }

    /// A number of shards; `None` if it is known to the shell or the workflow alone.
    fn count(&mut self, option: &'static str, text: &str) -> Result<Option<u32>, CommandLineError> {
        if text.starts_with('$') {
            self.notes.push(format!("{option} is `{text}`, which is not known here; all tests run"));
            return Ok(None);
        }
        let n_shards = number(option, text)?;
        let is_right = (1..=MAX_SPLITS).contains(&n_shards);
        if is_right { Ok(Some(n_shards)) } else { Err(bad(option, text, &format!("1 to {MAX_SPLITS}"))) }
    }

    /// Which shard; the first if it is known to the shell or the workflow alone.
    fn place(&mut self, option: &'static str, text: &str, first: u32) -> Result<u32, CommandLineError> {
        if text.starts_with('$') {
            self.notes.push(format!("{option} is `{text}`, one after another; here it is the first"));
            return Ok(first);
        }
        number(option, text)
    }

    /// Puts it all into the line.
    pub(super) fn finish(self, line: &mut CommandLine) -> Result<(), CommandLineError> {
        let refused = |why| Err(CommandLineError::Refused(why));
        line.selection = self.selection;
        line.notes.extend(self.notes);
        line.split = match (self.splits, self.group, self.n_shards) {
            (Some(splits), Some(group), _) if group < 1 || splits < group => {
                return refused("`--group` is not one of the shards, expected 1 to the number of `--splits`");
            }
            (Some(splits), Some(group), _) => {
                Some(Split { splits, group, by: self.by.unwrap_or_default(), known: Known::Recorded })
            }
            (Some(_), None, _) => return refused("argument `--group` is required with `--splits`"),
            (None, _, Some(splits)) => {
                let group = self.shard.unwrap_or_default().saturating_add(1);
                if splits < group {
                    return refused(
                        "`--shard-id` is not one of the shards, expected 0 to one less than `--num-shards`",
                    );
                }
                Some(Split { splits, group, by: SplitBy::Hash, known: Known::Recorded })
            }
            (None, _, None) => None,
        };
        Ok(())
    }
}

impl CommandLine {
    /// Leaves out what the suite knows nothing of, and notes it: paths under which it has no test, since reports may name
    /// files from another folder; and marks, if none of its tests has any, since few reports know them.
    pub fn fit(&mut self, tests: &[Test]) {
        let is_there = |path: &String| {
            let selection = Selection { paths: vec![path.clone()], ..Selection::default() };
            tests.iter().any(|test| selection.has(test))
        };
        let (known, unknown): (Vec<_>, Vec<_>) = self.selection.paths.drain(..).partition(is_there);
        self.selection.paths = known;
        for path in unknown {
            self.notes.push(format!("`{path}` is no folder, file or test of this suite; it is passed over"));
        }
        let has_marks = !self.selection.marked.is_empty() || !self.selection.unmarked.is_empty();
        if has_marks && tests.iter().all(|test| test.marks.is_empty() && test.groups.is_empty()) {
            (self.selection.marked, self.selection.unmarked) = (Vec::new(), Vec::new());
            self.notes.push("-m is passed over: this suite does not know marks, as a report-log does".to_owned());
        }
    }
}
