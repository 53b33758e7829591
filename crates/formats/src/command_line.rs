//! How a team runs pytest now: a command line, or a section of pytest.ini, setup.cfg, tox.ini or pyproject.toml.
//!
//! The rules are those of pytest-xdist 3.8.0, `xdist/plugin.py` (`pytest_cmdline_main`).

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{MAX_WORKERS, Session};

/// What a command line says of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandLine {
    workers: Option<u32>,
    dist: Option<DistMode>,
    maxschedchunk: Option<i64>,
    no_reorder: bool,
    max_worker_restart: Option<i64>,
    is_debugged: bool,
    /// What the reader of the page should know: what was assumed, and what would not do what it seems to.
    pub notes: Vec<String>,
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
    /// No word of pytest.
    #[error("nothing here is for pytest, expected `pytest -n 8 --dist worksteal`, or an ini section with `addopts`")]
    Nothing,
}

/// Reads a command line or an ini section. `n_cores` stands in for `-n auto` and `-n logical`.
///
/// # Errors
/// If quotes are open, an option has a value that it cannot have, or no word is for pytest.
pub fn read(text: &str, n_cores: u32) -> Result<CommandLine, CommandLineError> {
    let options = addopts_of(text).unwrap_or_else(|| text.replace("\\\n", " "));
    let words = shlex::split(&options).ok_or_else(|| CommandLineError::OpenQuote(options.trim().to_owned()))?;
    let is_pytest = words.iter().any(|word| word.starts_with('-') || word.ends_with("pytest") || word == "py.test");
    if !is_pytest {
        return Err(CommandLineError::Nothing);
    }
    let mut line = CommandLine::default();
    // What stands before pytest, such as `python -m`, is another program's.
    let n_before = words.iter().position(|word| word.ends_with("pytest") || word == "py.test").map_or(0, |at| at + 1);
    let mut words = words.into_iter().skip(n_before);
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
            _ if word.starts_with("-n") && word.len() > 2 => ("-n".to_owned(), Some(word[2..].to_owned())),
            _ => (word, None),
        };
        let mut value = || inline.clone().or_else(|| words.next()).unwrap_or_default();
        line.option(&name, &mut value, n_cores)?;
    }
    Ok(line)
}

impl CommandLine {
    /// `base` with what the command line says; what it leaves out is xdist's default.
    pub fn apply(&self, base: &Session) -> Session {
        let workers = self.workers.unwrap_or(0);
        let dist = match (self.dist, workers) {
            (_, 0) => DistMode::No,
            (None | Some(DistMode::No), _) => DistMode::Load,
            (Some(dist), _) => dist,
        };
        Session {
            workers,
            dist: if self.is_debugged { DistMode::No } else { dist },
            maxschedchunk: self.maxschedchunk,
            loadscope_reorder: !self.no_reorder,
            max_worker_restart: self.max_worker_restart,
            ..base.clone()
        }
    }

    fn option(&mut self, name: &str, value: &mut dyn FnMut() -> String, n_cores: u32) -> Result<(), CommandLineError> {
        match name {
            "-n" | "--numprocesses" => self.workers = Some(self.read_workers(&value(), n_cores)?),
            "--maxprocesses" => {
                let most: u32 = number("--maxprocesses", &value())?;
                self.workers = self.workers.map(|workers| workers.min(most));
            }
            "--tx" => {
                let spec = value();
                let count = spec.split_once('*').map_or(Some(1), |(count, _)| count.parse().ok());
                let count: u32 = count.ok_or_else(|| bad("--tx", &spec, "such as `4*popen`"))?;
                self.workers = Some((self.workers.unwrap_or(0) + count).min(MAX_WORKERS));
            }
            "-d" | "--distload" => self.dist = Some(DistMode::Load),
            "--dist" => {
                let flag = value();
                let flags: Vec<&str> = DIST_MODES.iter().map(|info| info.flag).collect();
                let mode = DistMode::from_flag(&flag);
                self.dist = Some(mode.ok_or_else(|| bad("--dist", &flag, &format!("one of {}", flags.join(", "))))?);
            }
            "--maxschedchunk" => self.maxschedchunk = Some(number("--maxschedchunk", &value())?),
            "--max-worker-restart" => self.max_worker_restart = Some(number("--max-worker-restart", &value())?),
            "--no-loadscope-reorder" => self.no_reorder = true,
            "--loadscope-reorder" => self.no_reorder = false,
            "--pdb" => {
                self.is_debugged = true;
                self.notes.push("with --pdb, xdist runs everything in one process".to_owned());
            }
            "-x" | "--exitfirst" | "--maxfail" => {
                self.notes.push(format!("{name} is not modelled: no test fails here"));
            }
            "-k" | "-m" => {
                self.notes.push(format!("{name} {} chooses tests; here all tests of the suite run", value()));
            }
            _ => {}
        }
        Ok(())
    }

    fn read_workers(&mut self, text: &str, n_cores: u32) -> Result<u32, CommandLineError> {
        if matches!(text, "auto" | "logical") {
            let note = "taken as the cores given here; with psutil installed, auto counts physical cores alone";
            self.notes.push(format!("-n {text} is {n_cores} workers: {note}"));
            return Ok(n_cores);
        }
        let workers: u32 = number("-n", text)?;
        if workers > MAX_WORKERS {
            return Err(bad("-n", text, &format!("0 to {MAX_WORKERS}, auto or logical")));
        }
        Ok(workers)
    }

    /// Notes on what would surprise: options that do nothing as they stand.
    pub fn surprises(&self) -> Vec<String> {
        let mut notes = self.notes.clone();
        let has_dist = self.dist.is_some_and(|dist| dist != DistMode::No);
        if self.workers.is_none() && has_dist {
            notes.push("--dist without -n: xdist runs everything in one process, and says nothing".to_owned());
        }
        if self.workers.is_some_and(|workers| workers > 0) && self.dist == Some(DistMode::No) {
            notes.push("-n with --dist no: xdist takes it as --dist load".to_owned());
        }
        notes
    }
}

/// The value of `addopts` in an ini section or a TOML table, if the text is one.
fn addopts_of(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let first = lines.by_ref().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "addopts").then(|| value.trim().to_owned())
    })?;
    let mut value = first;
    if value.starts_with('[') && !value.contains(']') {
        for line in lines {
            value.push_str(line);
            if line.contains(']') {
                break;
            }
        }
    } else if !value.starts_with(['"', '\'', '[']) {
        let continued = lines.take_while(|line| line.starts_with([' ', '\t']) || line.is_empty());
        for line in continued {
            value.push(' ');
            value.push_str(line.split(" #").next().unwrap_or_default().trim());
        }
    } else if value.starts_with("\"\"\"") {
        for line in lines {
            value.push(' ');
            value.push_str(line);
            if line.contains("\"\"\"") {
                break;
            }
        }
    }
    if value.starts_with('[') {
        let items = value.trim_matches(['[', ']']).split(',');
        let words = items.map(|item| item.trim().trim_matches(['"', '\''])).filter(|item| !item.is_empty());
        return Some(words.collect::<Vec<_>>().join(" "));
    }
    let quote = ['"', '\''].into_iter().find(|quote| value.starts_with(*quote));
    Some(quote.map_or_else(|| value.clone(), |quote| value.trim_matches(quote).to_owned()))
}

fn number<T: std::str::FromStr>(option: &'static str, text: &str) -> Result<T, CommandLineError> {
    text.trim().parse().map_err(|_| bad(option, text, "a whole number"))
}

fn bad(option: &'static str, found: &str, expected: &str) -> CommandLineError {
    CommandLineError::BadValue { option, found: found.to_owned(), expected: expected.to_owned() }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::addopts::addopts;

    fn check(text: &str, expect: Expect) {
        let shown = match read(text, 4) {
            Ok(line) => {
                let notes: String = line.surprises().iter().map(|note| format!("; {note}")).collect();
                format!("{}{notes}", addopts(&line.apply(&Session::default())))
            }
            Err(error) => error.to_string(),
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn ok_command_lines() {
        check("pytest -n 8 --dist worksteal", expect!["-n 8 --dist worksteal"]);
        check("python -m pytest -n auto --maxschedchunk=4 tests/", expect!["-n 4 --dist load --maxschedchunk=4; -m pytest chooses tests; here all tests of the suite run; -n auto is 4 workers: taken as the cores given here; with psutil installed, auto counts physical cores alone"]);
        check("pytest -n4 \\\n  --dist=loadscope --no-loadscope-reorder", expect!["-n 4 --dist loadscope --no-loadscope-reorder"]);
        check("pytest --tx 3*popen -d", expect!["-n 3 --dist load"]);
        check("pytest -q", expect!["-n 0"]);
    }

    #[test]
    fn ok_sections() {
        check("[pytest]\naddopts = -n 4 --dist loadfile\nmarkers =\n  slow", expect!["-n 4 --dist loadfile"]);
        check("[tool.pytest.ini_options]\naddopts = \"-n 6 --dist=worksteal\"", expect!["-n 6 --dist worksteal"]);
        check("[tool.pytest.ini_options]\naddopts = [\n  \"-n\", \"6\",\n  \"--dist=worksteal\",\n]", expect!["-n 6 --dist worksteal"]);
        check("[tool:pytest]\naddopts =\n    -n 2\n    --dist loadgroup\n", expect!["-n 2 --dist loadgroup"]);
    }

    #[test]
    fn ok_what_would_surprise_is_said() {
        check("pytest --dist worksteal", expect!["-n 0; --dist without -n: xdist runs everything in one process, and says nothing"]);
        check("pytest -n 2 --dist no", expect!["-n 2 --dist load; -n with --dist no: xdist takes it as --dist load"]);
        check("pytest -n 2 --pdb", expect!["-n 0; with --pdb, xdist runs everything in one process"]);
    }

    #[test]
    fn err_what_pytest_would_refuse() {
        check("pytest -n many", expect!["`-n` has `many`, expected a whole number"]);
        check("pytest -n 4 --dist loadfiles", expect!["`--dist` has `loadfiles`, expected one of load, worksteal, loadgroup, loadscope, loadfile, each, no"]);
        check("pytest -n 999999999", expect!["`-n` has `999999999`, expected 0 to 10000, auto or logical"]);
        check("pytest 'open", expect!["a quote is opened and not closed in `pytest 'open`: close it"]);
        check("hello", expect!["nothing here is for pytest, expected `pytest -n 8 --dist worksteal`, or an ini section with `addopts`"]);
    }
}
