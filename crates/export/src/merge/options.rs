//! Which words of `addopts` change: options of ours take the place of those that are there, in whatever form; others stay.

use std::ops::Range;

use laneway_formats::addopts::PytestOption;

use super::conflict::Conflict;

/// A change of a list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Words that go; empty: words come before that one.
    pub(super) words: Range<usize>,
    /// Words that come in their place.
    pub(super) with: Vec<String>,
}

/// The options that exist once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Workers,
    Dist,
    Chunk,
    Reorder,
    Restart,
    Marks,
}

/// One of them, as it is there.
struct Found {
    kind: Kind,
    words: Range<usize>,
    /// What it is set to, as [`PytestOption::words`] has it behind its name.
    value: String,
    /// Flags that share its word: `-q` of `-qn4`.
    flags: Option<String>,
}

/// What has to change, by place, so that the words say what is wanted.
pub(super) fn edits(words: &[&str], wanted: &[PytestOption]) -> Vec<Edit> {
    let end = words.iter().position(|word| *word == "--").unwrap_or(words.len());
    let has_marks = wanted.iter().any(|option| matches!(option, PytestOption::Marks(_)));
    let found: Vec<Found> =
        found(&words[..end]).into_iter().filter(|found| found.kind != Kind::Marks || has_marks).collect();
    let mut edits = Vec::new();
    let mut missing: Vec<String> = Vec::new();
    for option in wanted {
        let Some((kind, value)) = kind_of(option) else {
            let words_of = option.words();
            let is_there = words.windows(2).any(|pair| words_of == [pair.join("=")])
                || words.iter().any(|word| words_of == [(*word).to_owned()]);
            if !is_there {
                missing.extend(words_of);
            }
            continue;
        };
        let mut same = found.iter().filter(|found| found.kind == kind);
        let Some(first) = same.next() else {
            missing.extend(option.words());
            continue;
        };
        let n_more = same.clone().count();
        if n_more > 0 || first.value != value || first.flags.is_some() {
            let with = first.flags.iter().cloned().chain(option.words()).collect();
            edits.push(Edit { words: first.words.clone(), with });
        }
        edits
            .extend(same.map(|found| Edit { words: found.words.clone(), with: found.flags.iter().cloned().collect() }));
    }
    let is_wanted = |kind: Kind| wanted.iter().filter_map(kind_of).any(|(wanted, _)| wanted == kind);
    let unwanted = found.iter().filter(|found| !is_wanted(found.kind));
    edits
        .extend(unwanted.map(|found| Edit { words: found.words.clone(), with: found.flags.iter().cloned().collect() }));
    if !missing.is_empty() {
        let at = found.iter().map(|found| found.words.end).max().unwrap_or(end);
        edits.push(Edit { words: at..at, with: missing });
    }
    // What comes in before a word stands before what takes that word's place.
    edits.sort_by_key(|edit| (edit.words.start, edit.words.end));
    edits
}

/// What among the words works against the options, with the number of the word.
pub(super) fn conflicts(
    words: &[&str],
    wanted: &[PytestOption],
    has_coverage: bool,
    line: &dyn Fn(usize) -> usize,
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let has_workers = wanted.iter().any(|option| matches!(option, PytestOption::Workers(n) if *n > 0));
    let marks = wanted.iter().find_map(|option| match option {
        PytestOption::Marks(marks) => Some(marks),
        _ => None,
    });
    for found in found(words).iter().filter(|found| found.kind == Kind::Marks) {
        let line = line(found.words.start);
        match marks {
            Some(marks) if *marks != found.value => {
                conflicts.push(Conflict::MarksReplaced { line, was: found.value.clone() });
            }
            Some(_) => {}
            None => conflicts.push(Conflict::AlsoSelects { line, option: words[found.words.clone()].join(" ") }),
        }
    }
    for (at, word) in words.iter().enumerate() {
        let option = (*word).to_owned();
        let (name, value) = word.split_once('=').unwrap_or((word, words.get(at + 1).copied().unwrap_or_default()));
        let line = line(at);
        let plugin = match (name, word.strip_prefix("-p")) {
            ("-p", _) => Some(value),
            (_, Some(plugin)) if !word.starts_with("--") => Some(plugin),
            _ => None,
        };
        if let Some(off) = plugin.and_then(|plugin| plugin.strip_prefix("no:")) {
            let needed = [("xdist", has_workers), ("xdist.plugin", has_workers), ("pytest_cov", has_coverage)];
            if needed.iter().any(|(plugin, is_needed)| *plugin == off && *is_needed) {
                conflicts.push(Conflict::PluginOff { line, plugin: off.to_owned() });
            }
        }
        match name {
            "--tx" | "--maxprocesses" | "--px" if has_workers => {
                conflicts.push(Conflict::OtherWorkers { line, option });
            }
            "--pdb" | "--trace" | "-f" | "--looponfail" if has_workers => {
                conflicts.push(Conflict::Serial { line, option });
            }
            "-k" | "--ignore" | "--ignore-glob" | "--lf" | "--last-failed" | "--sw" | "--stepwise" => {
                conflicts.push(Conflict::AlsoSelects { line, option });
            }
            "--cov-fail-under" if value != "0" => conflicts.push(Conflict::LaneThreshold { line, option }),
            _ => {}
        }
    }
    conflicts
}

/// The kind of an option of ours, and its value; `None`: it may be there several times.
fn kind_of(option: &PytestOption) -> Option<(Kind, String)> {
    Some(match option {
        PytestOption::Workers(workers) => (Kind::Workers, workers.to_string()),
        PytestOption::Dist(dist) => (Kind::Dist, dist.flag().to_owned()),
        PytestOption::MaxSchedChunk(chunk) => (Kind::Chunk, chunk.to_string()),
        PytestOption::NoLoadscopeReorder => (Kind::Reorder, "no".to_owned()),
        PytestOption::MaxWorkerRestart(restarts) => (Kind::Restart, restarts.to_string()),
        PytestOption::Marks(marks) => (Kind::Marks, marks.clone()),
        PytestOption::Deselect(_) | PytestOption::Shard { .. } | PytestOption::Path(_) => return None,
    })
}

/// Options with a value, long and short.
const VALUED: &[(&str, Kind)] = &[
    ("--numprocesses", Kind::Workers),
    ("--dist", Kind::Dist),
    ("--maxschedchunk", Kind::Chunk),
    ("--max-worker-restart", Kind::Restart),
];

fn found(words: &[&str]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let one = at_word(words, at);
        at = one.as_ref().map_or(at + 1, |one| one.words.end);
        found.extend(one);
    }
    found
}

fn at_word(words: &[&str], at: usize) -> Option<Found> {
    let word = words[at];
    // An option takes the next word, unless that is an option.
    let next = words.get(at + 1).filter(|next| !next.starts_with('-'));
    let with_next = |kind| Found {
        kind,
        words: at..at + 1 + usize::from(next.is_some()),
        value: next.map_or_else(String::new, |next| (*next).to_owned()),
        flags: None,
    };
    let alone = |kind, value: &str| Found { kind, words: at..at + 1, value: value.to_owned(), flags: None };
    match word {
        "-n" => return Some(with_next(Kind::Workers)),
        "-m" => return Some(with_next(Kind::Marks)),
        "-d" => return Some(alone(Kind::Dist, "load")),
        "--no-loadscope-reorder" => return Some(alone(Kind::Reorder, "no")),
        "--loadscope-reorder" => return Some(alone(Kind::Reorder, "yes")),
        _ => {}
    }
    if let Some((_, kind)) = VALUED.iter().find(|(name, _)| *name == word) {
        return Some(with_next(*kind));
    }
    let of_name = |(name, kind): &(&str, Kind)| Some(alone(*kind, word.strip_prefix(name)?.strip_prefix('=')?));
    if let Some(found) = VALUED.iter().find_map(of_name) {
        return Some(found);
    }
    let short = word.strip_prefix('-').filter(|short| !short.starts_with('-'))?;
    // Flags without a value may stand before a letter that has one.
    let rest = short.trim_start_matches(['q', 'v', 'x', 's', 'l']);
    let flags = &short[..short.len() - rest.len()];
    let kind = match rest.chars().next()? {
        'n' => Kind::Workers,
        'm' => Kind::Marks,
        _ => return None,
    };
    let flags = (!flags.is_empty()).then(|| format!("-{flags}"));
    let value = rest[1..].trim_start_matches('=');
    let found = if rest.len() == 1 { with_next(kind) } else { alone(kind, value) };
    Some(Found { flags, ..found })
}

#[cfg(test)]
mod tests {
    use laneway_engine::dist_mode::DistMode;

    use super::*;

    /// The words after the edits.
    fn check(line: &str, wanted: &[PytestOption], expected: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut out: Vec<String> = Vec::new();
        let mut at = 0;
        for Edit { words: range, with } in edits(&words, wanted) {
            out.extend(words[at..range.start].iter().map(|word| (*word).to_owned()));
            out.extend(with);
            at = range.end;
        }
        out.extend(words[at..].iter().map(|word| (*word).to_owned()));
        assert_eq!(out.join(" "), expected, "{line}");
    }

    fn wanted() -> Vec<PytestOption> {
        vec![PytestOption::Workers(4), PytestOption::Dist(DistMode::LoadFile)]
    }

    #[test]
    fn ok_every_form_is_replaced_and_none_is_doubled() {
        let expected = "-ra -n 4 --dist loadfile -q";
        for old in [
            "-n 8 --dist load",
            "-n8 --dist=load",
            "-nauto -d",
            "--numprocesses=auto",
            "--numprocesses logical",
            "-n=2",
        ] {
            check(&format!("-ra {old} -q"), &wanted(), expected);
        }
        check("-qn2 -x", &wanted(), "-q -n 4 --dist loadfile -x");
        check("-n 1 -n 2 -n 3 -v", &wanted(), "-n 4 --dist loadfile -v");
        check("-ra", &wanted(), "-ra -n 4 --dist loadfile");
        check("-ra -- tests", &wanted(), "-ra -n 4 --dist loadfile -- tests");
    }

    #[test]
    fn ok_what_is_right_stays_in_its_form() {
        check("-n4 --dist=loadfile -ra", &wanted(), "-n4 --dist=loadfile -ra");
        check("-m slow --numprocesses=4", &wanted(), "-m slow --numprocesses=4 --dist loadfile");
        let deselect = [PytestOption::Deselect("a.py".to_owned())];
        check("--deselect=a.py", &deselect, "--deselect=a.py");
        check("--deselect a.py", &deselect, "--deselect a.py");
        check("--deselect b.py", &deselect, "--deselect b.py --deselect=a.py");
    }

    #[test]
    fn ok_what_is_not_wanted_goes() {
        check("-n 4 --maxschedchunk=2 --no-loadscope-reorder -v", &[PytestOption::Workers(0)], "-n 0 -v");
        check("-n 4 --max-worker-restart 3 -v", &[], "-v");
    }

    #[test]
    fn ok_conflicts_are_named() {
        let check = |line: &str, expected: &[&str]| {
            let words: Vec<&str> = line.split(' ').collect();
            let found = conflicts(&words, &wanted(), false, &|at| at + 1);
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(found.len(), expected.len(), "{found:?}");
            assert!(found.iter().zip(expected).all(|(found, part)| found.contains(part)), "{found:?}");
        };
        check("-ra -n 4", &[]);
        check("-v -p no:xdist", &["line 2: `-p no:xdist`"]);
        check("-pno:xdist --maxprocesses=2 --pdb", &["no:xdist", "`--maxprocesses=2`", "serial"]);
        check("-m slow -k fast --cov-fail-under=80", &["`-m slow`", "`-k`", "threshold"]);
    }
}
