//! A session as the options one would give pytest.

use std::borrow::Cow;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::{Split, SplitBy};

/// One option of pytest, or of a plugin that the model knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PytestOption {
    /// `-n`.
    Workers(u32),
    /// `--dist`.
    Dist(DistMode),
    /// `--maxschedchunk`.
    MaxSchedChunk(i64),
    /// `--no-loadscope-reorder`.
    NoLoadscopeReorder,
    /// `--max-worker-restart`.
    MaxWorkerRestart(i64),
    /// `-m`, with its expression.
    Marks(String),
    /// `--deselect`, with the beginning of an id.
    Deselect(String),
    /// A shard, by pytest-split or pytest-shard.
    Shard {
        /// How many there are.
        splits: u32,
        /// Which one, from 1.
        group: u32,
        /// The rule; those without a plugin have no words.
        by: SplitBy,
    },
    /// Folders, files or ids, without any option.
    Path(String),
}

impl PytestOption {
    /// As pytest's own command line has it, one word each, not quoted. A path that would be read as an option or as a file of
    /// arguments, or that a line of pytest's output could carry to the CI service as an order (`::`), begins with `./`.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Workers(workers) => vec!["-n".to_owned(), workers.to_string()],
            Self::Dist(dist) => vec!["--dist".to_owned(), dist.flag().to_owned()],
            Self::MaxSchedChunk(chunk) => vec![format!("--maxschedchunk={chunk}")],
            Self::NoLoadscopeReorder => vec!["--no-loadscope-reorder".to_owned()],
            Self::MaxWorkerRestart(restarts) => vec![format!("--max-worker-restart={restarts}")],
            Self::Marks(marks) => vec!["-m".to_owned(), marks.clone()],
            // It compares beginnings of ids, so it does for folders too.
            Self::Deselect(path) => vec![format!("--deselect={path}")],
            Self::Shard { splits, group, by } => match by {
                SplitBy::DurationBasedChunks => vec![format!("--splits={splits}"), format!("--group={group}")],
                SplitBy::LeastDuration => vec![
                    format!("--splits={splits}"),
                    format!("--group={group}"),
                    format!("--splitting-algorithm={}", by.info().flag),
                ],
                SplitBy::Hash => {
                    vec![format!("--num-shards={splits}"), format!("--shard-id={}", group.saturating_sub(1))]
                }
                SplitBy::Count | SplitBy::File => Vec::new(),
            },
            Self::Path(path) if path.starts_with(['-', '@', ':']) => vec![format!("./{path}")],
            Self::Path(path) => vec![path.clone()],
        }
    }
}

/// The options of a session, only those that differ from the defaults of xdist and of pytest; how tests are distributed
/// first, then which run, paths last.
pub fn options(session: &Session) -> Vec<PytestOption> {
    let mut options = of_xdist(session);
    options.extend(of_tests(session));
    options
}

/// The same, parted by blanks, quoted for a shell where they must be. Shards by count and by file have no options.
pub fn addopts(session: &Session) -> String {
    join(options(session).iter().flat_map(PytestOption::words))
}

/// Words as a shell, and Python's `shlex`, read them.
pub fn join(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().map(|word| quote(&word).into_owned()).collect::<Vec<_>>().join(" ")
}

/// A word, quoted where it must be as Python's `shlex.quote` does it: always by apostrophes, in which shells and `shlex`
/// agree. A zero byte has no meaning to either.
pub fn quote(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./-_".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', "'\"'\"'")))
}

/// How tests are distributed.
fn of_xdist(session: &Session) -> Vec<PytestOption> {
    if session.dist == DistMode::No || session.workers == 0 {
        return vec![PytestOption::Workers(0)];
    }
    let mut options = vec![PytestOption::Workers(session.workers), PytestOption::Dist(session.dist)];
    options.extend(session.maxschedchunk.filter(|_| session.dist == DistMode::Load).map(PytestOption::MaxSchedChunk));
    let is_scoped = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    if !session.loadscope_reorder && is_scoped {
        options.push(PytestOption::NoLoadscopeReorder);
    }
    options.extend(session.max_worker_restart.map(PytestOption::MaxWorkerRestart));
    options
}

/// Which tests run.
fn of_tests(session: &Session) -> Vec<PytestOption> {
    let Selection { paths, without, marked, unmarked } = &session.selection;
    let mut options = Vec::new();
    let one_of = if marked.len() > 1 { format!("({})", marked.join(" or ")) } else { marked.concat() };
    let marks = marked.first().map(|_| one_of).into_iter().chain(unmarked.iter().map(|mark| format!("not {mark}")));
    let marks = marks.collect::<Vec<_>>().join(" and ");
    if !marks.is_empty() {
        options.push(PytestOption::Marks(marks));
    }
    options.extend(without.iter().cloned().map(PytestOption::Deselect));
    let shard = |Split { splits, group, by, .. }: Split| PytestOption::Shard { splits, group, by };
    options.extend(session.split.map(shard));
    options.extend(paths.iter().cloned().map(PytestOption::Path));
    options
}

#[cfg(test)]
mod tests {
    use laneway_engine::split::Known;

    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let session = Session { dist: DistMode::LoadFile, workers: 8, loadscope_reorder: false, ..Session::default() };
        assert_eq!(addopts(&session), "-n 8 --dist loadfile --no-loadscope-reorder");
        let session = Session { maxschedchunk: Some(2), max_worker_restart: Some(0), ..Session::default() };
        assert_eq!(addopts(&session), "-n 4 --dist load --maxschedchunk=2 --max-worker-restart=0");
        assert_eq!(addopts(&Session { workers: 0, ..Session::default() }), "-n 0");
    }

    #[test]
    fn no_path_becomes_an_option() {
        let paths = ["--pastebin=all", "-c evil.ini", "@options"].map(str::to_owned).to_vec();
        let selection = Selection { paths, ..Selection::default() };
        let session = Session { workers: 0, selection, ..Session::default() };
        assert_eq!(addopts(&session), "-n 0 ./--pastebin=all './-c evil.ini' ./@options");
    }

    #[test]
    fn a_part_of_a_suite_is_written_too() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let selection = Selection {
            paths: words(&["tests/unit", "tests/a b.py"]),
            without: words(&["tests/unit/old"]),
            marked: words(&["fast", "db"]),
            unmarked: words(&["slow"]),
        };
        let split = |by| Some(Split { splits: 4, group: 2, by, known: Known::Recorded });
        let session = Session { selection, split: split(SplitBy::LeastDuration), ..Session::default() };
        assert_eq!(
            addopts(&session),
            "-n 4 --dist load -m '(fast or db) and not slow' --deselect=tests/unit/old --splits=4 --group=2 \
             --splitting-algorithm=least_duration tests/unit 'tests/a b.py'"
        );
        let session = Session { workers: 0, split: split(SplitBy::Hash), ..Session::default() };
        assert_eq!(addopts(&session), "-n 0 --num-shards=4 --shard-id=1");
    }

    #[test]
    fn words_are_quoted_as_shells_and_python_read_them() {
        let check = |word: &str, expected: &str| {
            assert_eq!(quote(word), expected);
            assert_eq!(shlex::split(expected), Some(vec![word.to_owned()]));
        };
        check("tests/test_a.py::test_b[1-2]", "'tests/test_a.py::test_b[1-2]'");
        check("a_b@c%d+e=f:g,h.i-j", "a_b@c%d+e=f:g,h.i-j");
        check("", "''");
        check("it's $HOME \"\\\"", "'it'\"'\"'s $HOME \"\\\"'");
        check("é\n`id`", "'é\n`id`'");
    }

    #[test]
    fn a_path_is_never_an_option_or_a_file_of_arguments() {
        let paths = ["-x", "@file", "./-y"].map(str::to_owned).to_vec();
        let selection = Selection { paths, without: vec!["-z".to_owned()], ..Selection::default() };
        let session = Session { selection, workers: 0, ..Session::default() };
        assert_eq!(addopts(&session), "-n 0 --deselect=-z ./-x ./@file ./-y");
    }
}
