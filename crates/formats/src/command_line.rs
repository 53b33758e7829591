//! How a team runs pytest now: a command line, or a section of pytest.ini, setup.cfg, tox.ini or pyproject.toml.
//!
//! The rules are those of pytest-xdist 3.8.0, `xdist/plugin.py` (`pytest_cmdline_main`).
//!
//! - [`words`]: the words for pytest in what was pasted.
//! - [`chosen`], [`marks`]: which tests it runs.
//! - [`section`]: `addopts` in a configuration file.

mod section;

mod words;

mod chosen;

mod marks;

pub(crate) use words::words;

use chosen::Chosen;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::selection::Selection;
use laneway_engine::session::{MAX_WORKERS, Session};
use laneway_engine::split::Split;

/// What a command line says of a session; what it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandLine {
    /// `-n`.
    pub workers: Option<Workers>,
    /// `--maxprocesses`: the most workers that `-n` may start.
    pub maxprocesses: Option<u32>,
    /// How many workers `--tx` adds up to; without `-n`, they count where `--dist` is given too.
    pub tx: u32,
    /// `--dist`, or `-d`.
    pub dist: Option<DistMode>,
    /// `--maxschedchunk`.
    pub maxschedchunk: Option<i64>,
    /// `--loadscope-reorder` or `--no-loadscope-reorder`, the last one.
    pub loadscope_reorder: Option<bool>,
    /// `--max-worker-restart`.
    pub max_worker_restart: Option<i64>,
    /// `--maxfail`; `-x` is 1.
    pub maxfail: Option<u32>,
    /// Whether `--cov` is given.
    pub coverage: bool,
    /// Paths, `--ignore` and `--deselect`, `-m`.
    pub selection: Selection,
    /// `--splits` and `--group` of pytest-split, or `--num-shards` and `--shard-id` of pytest-shard.
    pub split: Option<Split>,
    /// What the user should know: what was assumed, and what does not do what it seems to.
    pub notes: Vec<String>,
}

/// A value of `-n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workers {
    /// So many; 0 is one plain process.
    Number(u32),
    /// One for each physical core where psutil is installed, else one for each logical core.
    Auto,
    /// One for each logical core.
    Logical,
}

/// Why a text is no command line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandLineError {
    /// Quotes that do not end.
    #[error("a quote is opened and not closed in `{0}`: close it")]
    OpenQuote(String),
    /// A value that an option cannot have.
    #[error("`{option}` has `{found}`, expected {expected}")]
    BadValue {
        /// The option.
        option: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: String,
    },
    /// What pytest itself would refuse.
    #[error("pytest refuses this: {0}")]
    Refused(&'static str),
    /// No word of pytest.
    #[error("nothing here is for pytest, expected `pytest -n 8 --dist worksteal`, or an ini section with `addopts`")]
    Nothing,
}

/// Reads a command line, a piece of a script, or a configuration section. Options that do not matter here are passed
/// over.
///
/// # Errors
/// If quotes are open, an option has a value that it cannot have, pytest would refuse it, or no word is for pytest.
pub fn read(text: &str) -> Result<CommandLine, CommandLineError> {
    let (words, is_several) = words::words(text)?;
    let mut reader = Reader::default();
    let mut words = words.into_iter().peekable();
    let mut may_be_value = false;
    while let Some(word) = words.next() {
        if word == "--" {
            words.by_ref().for_each(|word| reader.chosen.word(&word, false));
        } else if let Some(option) = word.strip_prefix("--") {
            let (name, inline) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
            let next_is_value = words.peek().is_some_and(|next| !next.starts_with('-'));
            let mut value = || inline.map_or_else(|| words.next().unwrap_or_default(), str::to_owned);
            let is_of_tests = reader.chosen.option(name, inline.is_some(), next_is_value, &mut value)?;
            may_be_value = !is_of_tests && !reader.long_option(name, &mut value)? && inline.is_none();
        } else if let Some(letters) = word.strip_prefix('-') {
            reader.short_options(letters, &mut words)?;
            may_be_value = false;
        } else {
            reader.chosen.word(&word, may_be_value);
            may_be_value = false;
        }
    }
    if is_several {
        reader.line.notes.push("there are several pytest commands; the first is read".to_owned());
    }
    reader.finish()
}

impl CommandLine {
    /// `base` with what the command line says; what it leaves out is pytest's default. `n_cores` stands in for
    /// `-n auto` and `-n logical`.
    pub fn apply(&self, base: &Session, n_cores: u32) -> Session {
        let n_asked = match self.workers {
            Some(Workers::Number(n_workers)) => n_workers,
            Some(Workers::Auto | Workers::Logical) => n_cores,
            None if self.dist.is_some_and(|dist| dist != DistMode::No) => self.tx,
            None => 0,
        };
        let most = self.maxprocesses.filter(|&most| most > 0 && self.workers.is_some()).unwrap_or(MAX_WORKERS);
        let workers = n_asked.min(most).min(MAX_WORKERS);
        let dist = match (self.dist, workers) {
            (_, 0) => DistMode::No,
            (None | Some(DistMode::No), _) => DistMode::Load,
            (Some(dist), _) => dist,
        };
        Session {
            workers,
            dist,
            maxschedchunk: self.maxschedchunk,
            loadscope_reorder: self.loadscope_reorder.unwrap_or(true),
            max_worker_restart: self.max_worker_restart,
            selection: self.selection.clone(),
            split: self.split,
            ..base.clone()
        }
    }
}

/// A command line under way.
#[derive(Default)]
struct Reader {
    line: CommandLine,
    chosen: Chosen,
    is_debugged: bool,
    is_without_xdist: bool,
}

impl Reader {
    /// Letters behind one dash: flags, and at last perhaps one with a value.
    fn short_options(
        &mut self,
        letters: &str,
        words: &mut dyn Iterator<Item = String>,
    ) -> Result<(), CommandLineError> {
        for (at, letter) in letters.char_indices() {
            let rest = letters[at + letter.len_utf8()..].trim_start_matches('=');
            let mut value = || if rest.is_empty() { words.next().unwrap_or_default() } else { rest.to_owned() };
            match letter {
                'd' => self.line.dist = Some(DistMode::Load),
                'x' => self.line.maxfail = Some(1),
                'n' => return self.long_option("numprocesses", &mut value).map(drop),
                'p' => {
                    self.is_without_xdist |= value() == "no:xdist";
                    return Ok(());
                }
                'm' => {
                    self.chosen.marks(&value());
                    return Ok(());
                }
                'k' => {
                    let text = value();
                    self.line.notes.push(format!("-k `{text}` chooses tests by name; here it leaves nothing out"));
                    return Ok(());
                }
                'c' | 'o' | 'r' | 'W' => {
                    value();
                    return Ok(());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads an option of xdist, or one that matters otherwise; whether it is one.
    fn long_option(&mut self, name: &str, value: &mut dyn FnMut() -> String) -> Result<bool, CommandLineError> {
        let line = &mut self.line;
        match name {
            "numprocesses" => line.workers = Some(read_workers(&value())?),
            "maxprocesses" => line.maxprocesses = Some(number("--maxprocesses", &value())?),
            "tx" => {
                let spec = value();
                let n_workers = match spec.split_once('*') {
                    Some((count, _)) => count.parse().map_err(|_| bad("--tx", &spec, "such as `4*popen`"))?,
                    None => 1,
                };
                line.tx = line.tx.saturating_add(n_workers);
            }
            "dist" => {
                let flag = value();
                let mode = DistMode::from_flag(&flag).ok_or_else(|| {
                    let flags: Vec<&str> = DIST_MODES.iter().map(|info| info.flag).collect();
                    bad("--dist", &flag, &format!("one of {}", flags.join(", ")))
                })?;
                line.dist = Some(mode);
            }
            "maxschedchunk" => line.maxschedchunk = Some(number("--maxschedchunk", &value())?),
            "max-worker-restart" => line.max_worker_restart = Some(number("--max-worker-restart", &value())?),
            "no-loadscope-reorder" => line.loadscope_reorder = Some(false),
            "loadscope-reorder" => line.loadscope_reorder = Some(true),
            "exitfirst" => line.maxfail = Some(1),
            "maxfail" => line.maxfail = Some(number("--maxfail", &value())?),
            "cov" => line.coverage = true,
            "no-cov" => line.coverage = false,
            "pdb" => self.is_debugged = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What only shows when all options are known.
    fn finish(self) -> Result<CommandLine, CommandLineError> {
        let Self { mut line, chosen, is_debugged, is_without_xdist } = self;
        chosen.finish(&mut line)?;
        if is_without_xdist && (line.workers.is_some() || line.dist.is_some()) {
            let why = "`-p no:xdist` with options of xdist is a usage error, expected one without the other";
            return Err(CommandLineError::Refused(why));
        }
        let has_dist = line.dist.is_some_and(|dist| dist != DistMode::No);
        if is_debugged {
            let is_distributed = match line.workers {
                Some(Workers::Number(n_workers)) => n_workers > 0,
                Some(Workers::Auto | Workers::Logical) => false,
                None => has_dist && line.tx > 0,
            };
            if is_distributed {
                let why = "`--pdb` is incompatible with distributing tests, expected `-n 0` or no `--pdb`";
                return Err(CommandLineError::Refused(why));
            }
            if line.workers.is_some() {
                line.workers = Some(Workers::Number(0));
                line.notes.push("with --pdb, xdist runs everything in one process".to_owned());
            }
        }
        match (line.workers, line.dist, line.tx) {
            (None, Some(_), 0) if has_dist => {
                line.notes.push("--dist without -n: xdist runs everything in one process, and says nothing".to_owned());
            }
            (None, _, 1..) if !has_dist => {
                line.notes
                    .push("--tx without --dist: xdist runs everything in one process, and says nothing".to_owned());
            }
            (Some(Workers::Number(0)), Some(_), _) if has_dist => {
                line.notes.push("-n 0 wins over --dist: xdist runs everything in one process".to_owned());
            }
            (Some(Workers::Number(1..)), Some(DistMode::No), _) => {
                line.notes.push("-n with --dist no: xdist takes it as --dist load".to_owned());
            }
            (Some(Workers::Auto), ..) => {
                line.notes.push("-n auto is taken as the number of cores given here; where psutil is installed, it counts physical cores alone".to_owned());
            }
            (Some(Workers::Logical), ..) => {
                line.notes.push("-n logical is taken as the number of cores given here".to_owned());
            }
            _ => {}
        }
        Ok(line)
    }
}

fn read_workers(text: &str) -> Result<Workers, CommandLineError> {
    match text {
        "auto" => Ok(Workers::Auto),
        "logical" => Ok(Workers::Logical),
        _ => {
            let n_workers = text.parse().ok().filter(|&n_workers| n_workers <= MAX_WORKERS);
            n_workers
                .map(Workers::Number)
                .ok_or_else(|| bad("-n", text, &format!("0 to {MAX_WORKERS}, auto or logical")))
        }
    }
}

fn number<T: std::str::FromStr>(option: &'static str, text: &str) -> Result<T, CommandLineError> {
    text.trim().parse().map_err(|_| bad(option, text, "a whole number"))
}

fn bad(option: &'static str, found: &str, expected: &str) -> CommandLineError {
    CommandLineError::BadValue { option, found: found.chars().take(80).collect(), expected: expected.to_owned() }
}

#[cfg(test)]
mod tests;
