//! docs/sizes.md has every limit on what comes from outside, as the code has it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::root;

/// Crates in which every `MAX_` is on the page.
const CRATES: &[&str] = &["engine", "pipeline", "search", "formats", "link", "lesson", "export"];

/// Those that limit nothing that comes from outside: what is kept, tried or guessed.
const OF_THE_INSIDE: &[&str] = &[
    "crates/engine/src/generate/structure.rs MAX_PARAMETERS",
    "crates/engine/src/prepared.rs MAX_CHOICES",
    "crates/engine/src/prepared.rs MAX_KEPT",
    "crates/engine/src/prepared.rs MAX_SUITES",
    "crates/engine/src/split/known.rs MAX_DRIFT",
    "crates/engine/src/sweep.rs MAX_COUNTS",
    "crates/formats/src/actions/assemble.rs MAX_EARLY",
    "crates/formats/src/actions/values.rs MAX_VALUES",
    "crates/formats/src/read/relaxed_json.rs MAX_COMMENTS",
    "crates/link/src/quantised.rs MAX_PASSES",
    "crates/search/src/propose.rs MAX_LANES",
];

#[test]
fn every_limit_on_the_page_is_the_code_s() {
    let rows = rows();
    assert!(rows.len() > 50, "the table was read: {} rows", rows.len());
    for (most, name, path) in rows {
        let text = read(&path);
        let value = value_in(&text, &name).unwrap_or_else(|| panic!("{path} has no constant {name}"));
        assert_eq!(number(&value), number(&most), "{path}: {name} is {value}, docs/sizes.md says {most}");
    }
}

#[test]
fn every_limit_of_the_code_is_on_the_page() {
    let mut known: BTreeSet<String> = rows().into_iter().map(|(_, name, path)| format!("{path} {name}")).collect();
    known.extend(OF_THE_INSIDE.iter().map(ToString::to_string));
    let mut found = BTreeSet::new();
    for folder in CRATES {
        look_into(&root().join("crates").join(folder).join("src"), &mut found);
    }
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "say them in docs/sizes.md");
    let gone: Vec<&&str> = OF_THE_INSIDE.iter().filter(|it| !found.contains(**it)).collect();
    assert!(gone.is_empty(), "{gone:?} are gone");
}

#[test]
fn numbers_are_read_in_both_ways() {
    for (one, other) in [
        ("16_000_000", "16,000,000"),
        ("64 << 20", "64 MiB"),
        ("256 * 1024", "256 KiB"),
        ("1e3", "1,000"),
        ("Self(1_000)", "1,000"),
    ] {
        assert_eq!(number(one), number(other), "{one}");
    }
    assert_ne!(number("1 << 20"), number("1 KiB"));
}

/// What a limit is, its name, and the file that has it.
fn rows() -> Vec<(String, String, String)> {
    let page = read("docs/sizes.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (name, path) = cells.get(4)?.strip_prefix("[`")?.strip_suffix(')')?.split_once("`](../")?;
        Some((cells[3].to_owned(), name.to_owned(), path.to_owned()))
    };
    page.lines().filter_map(row).collect()
}

fn value_in(text: &str, name: &str) -> Option<String> {
    let behind = text.lines().find_map(|line| line.trim().split_once(&format!("const {name}: ")))?.1;
    Some(behind.split_once(" = ")?.1.trim_end_matches(';').to_owned())
}

/// A number as code or people write it.
fn number(text: &str) -> u128 {
    let plain = text.replace(['_', ','], "").replace("Self(", "").replace("Nanos(", "").replace(')', "");
    let unit = |text: &str| match text {
        "MiB" => 1 << 20,
        "KiB" => 1 << 10,
        other => other.parse::<f64>().map_or_else(|_| panic!("{text} is no number"), |number| number as u128),
    };
    match plain.split_whitespace().collect::<Vec<_>>()[..] {
        [number] => number.parse().unwrap_or_else(|_| unit(number)),
        [number, "<<", bits] => unit(number) << unit(bits),
        [number, "*", times] => unit(number) * unit(times),
        [number, size] => unit(number) * unit(size),
        _ => panic!("{text} is no number"),
    }
}

fn look_into(folder: &Path, found: &mut BTreeSet<String>) {
    for path in fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            look_into(&path, found);
            continue;
        }
        let within = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
        for line in read(&within).lines() {
            let Some((before, behind)) = line.trim().split_once("const MAX_") else { continue };
            if before.is_empty() || before.starts_with("pub") {
                let name = behind.split(':').next().unwrap_or_default();
                found.insert(format!("{within} MAX_{name}"));
            }
        }
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
