//! A session as the options one would give pytest.

use std::borrow::Cow;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::{Split, SplitBy};

/// The options, parted by blanks, quoted for a shell where they must be; only those that differ from the defaults of xdist
/// and of pytest. Shards by count and by file have none.
pub fn addopts(session: &Session) -> String {
    [of_xdist(session), of_tests(session)]
        .into_iter()
        .filter(|options| !options.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How tests are distributed.
fn of_xdist(session: &Session) -> String {
    if session.dist == DistMode::No || session.workers == 0 {
        return "-n 0".to_owned();
    }
    let mut options = vec![format!("-n {}", session.workers), format!("--dist {}", session.dist.flag())];
    if let Some(chunk) = session.maxschedchunk.filter(|_| session.dist == DistMode::Load) {
        options.push(format!("--maxschedchunk={chunk}"));
    }
    let is_scoped = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    if !session.loadscope_reorder && is_scoped {
        options.push("--no-loadscope-reorder".to_owned());
    }
    if let Some(restarts) = session.max_worker_restart {
        options.push(format!("--max-worker-restart={restarts}"));
    }
    options.join(" ")
}

/// Which tests run.
fn of_tests(session: &Session) -> String {
    let Selection { paths, without, marked, unmarked } = &session.selection;
    let mut options = Vec::new();
    let one_of = if marked.len() > 1 { format!("({})", marked.join(" or ")) } else { marked.concat() };
    let marks = marked.first().map(|_| one_of).into_iter().chain(unmarked.iter().map(|mark| format!("not {mark}")));
    let marks = marks.collect::<Vec<_>>().join(" and ");
    if !marks.is_empty() {
        options.push(format!("-m {}", quoted(&marks)));
    }
    // `--deselect` compares beginnings of ids, so it does for folders too.
    options.extend(without.iter().map(|path| format!("--deselect={}", quoted(path))));
    options.extend(session.split.as_ref().and_then(|split| {
        let Split { splits, group, by, .. } = split;
        match by {
            SplitBy::DurationBasedChunks => Some(format!("--splits={splits} --group={group}")),
            SplitBy::LeastDuration => {
                Some(format!("--splits={splits} --group={group} --splitting-algorithm={}", by.info().flag))
            }
            SplitBy::Hash => Some(format!("--num-shards={splits} --shard-id={}", group.saturating_sub(1))),
            SplitBy::Count | SplitBy::File => None,
        }
    }));
    options.extend(paths.iter().map(|path| quoted(&as_path(path)).into_owned()));
    options.join(" ")
}

/// A path that pytest takes for one: what begins with `-` would be an option, with `@` a file of options; with `:` a line of
/// pytest's output could be an order to the CI service.
fn as_path(path: &str) -> Cow<'_, str> {
    if path.starts_with(['-', '@', ':']) { Cow::Owned(format!("./{path}")) } else { Cow::Borrowed(path) }
}

fn quoted(word: &str) -> Cow<'_, str> {
    // What cannot be quoted holds a zero byte, as no path does.
    shlex::try_quote(word).unwrap_or_default()
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
}
