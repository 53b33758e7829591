//! Rules on source files: length, first line, names, words, who may call the browser.

use std::fs;
use std::path::Path;

use super::root;

const MOST_LINES: usize = 500;
const MOST_MEDIAN: usize = 160;
const FOLDERS: &[&str] = &["src", "crates", "xtask", "fuzz", "tests", "public", "benches"];
const ENDINGS: &[&str] = &["rs", "css", "mjs", "js", "ts", "py"];

/// Parts of a name that say nothing about what a file holds.
const VAGUE: &[&str] = &["common", "helper", "helpers", "imp", "manager", "misc", "mod", "util", "utils"];

/// What is left for later is left out, or written down elsewhere. In two pieces, so that this file obeys.
const UNFINISHED: &[&str] = &[concat!("to", "do!("), concat!("unimple", "mented!("), concat!("FIX", "ME")];

#[test]
fn every_file_obeys() {
    let wrong: Vec<String> = sources().iter().flat_map(|(path, text)| wrong(path, text)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn half_of_the_files_are_short() {
    let mut lengths: Vec<usize> = sources().iter().map(|(_, text)| text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= MOST_MEDIAN, "the median file has {median} lines, expected at most {MOST_MEDIAN}: split some");
}

#[test]
fn what_is_wrong_is_seen() {
    let check = |path: &str, text: &str, expected: &[&str]| {
        let found = wrong(path, text);
        let is_same = found.len() == expected.len() && expected.iter().zip(&found).all(|(part, it)| it.contains(part));
        assert!(is_same, "{path}: expected {expected:?}, found {found:?}");
    };
    check("src/panels/why.rs", "//! Why.\n", &[]);
    check("src/panels/why.rs", "use std::fs;\n", &["purpose"]);
    check("src/panels/why.rs", "//!\n", &["purpose"]);
    check("src/styles/why.css", &"\n".repeat(500), &[]);
    check("src/styles/why.css", &"\n".repeat(501), &["501 lines"]);
    check("src/panels/mod.rs", "//! Panels.\n", &["`mod`"]);
    check("tests/xdist/test_utils.py", "", &["`utils`"]);
    check("crates/engine/src/model.rs", "//! A model.\n", &[]);
    check("src/panels/why.rs", "//! Why.\nuse web_sys::Window;\n", &["src/browser"]);
    check("crates/formats/src/read.rs", "//! Reads.\nfn f(_: web_sys::File) {}\n", &["src/browser"]);
    check("src/browser.rs", "//! The browser.\nuse web_sys::Window;\n", &[]);
    check("src/browser/files.rs", "//! Files.\nuse web_sys::File;\n", &[]);
    check("src/panels/why.rs", &format!("//! Why.\n{})\n", UNFINISHED[0]), &["unfinished"]);
}

/// What is wrong with a file, by its path within the project, and its text.
fn wrong(path: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut say = |what: String| wrong.push(format!("{path}: {what}"));
    let n_lines = text.lines().count();
    if n_lines > MOST_LINES {
        say(format!("{n_lines} lines, expected at most {MOST_LINES}: split it"));
    }
    let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
    if let Some(vague) = VAGUE.iter().find(|vague| name.split(['_', '-', '.']).any(|part| part == **vague)) {
        say(format!("`{vague}` says nothing: name it after what it holds"));
    }
    if let Some(word) = UNFINISHED.iter().find(|word| text.contains(**word)) {
        say(format!("unfinished: `{word}`"));
    }
    if Path::new(path).extension().is_some_and(|ending| ending == "rs") {
        let first_line = text.lines().next().unwrap_or_default();
        if first_line.strip_prefix("//! ").is_none_or(|purpose| purpose.trim().is_empty()) {
            say(format!("line 1 is `{first_line}`, expected the file's purpose: `//! ...`"));
        }
        let is_browser = path == "src/browser.rs" || path.starts_with("src/browser/") || path.starts_with("tests/");
        if !is_browser && text.contains("web_sys") {
            say("names web_sys: the browser is called from src/browser alone".to_owned());
        }
    }
    wrong
}

/// Every source file: its path within the project, with slashes, and its text.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<_> = FOLDERS.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("target") && !path.ends_with("__pycache__") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| ENDINGS.iter().any(|ending| it == *ending))
                // A file may be gone by now, where others work in the same folder.
                && let Ok(text) = fs::read_to_string(&path)
            {
                let within = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((within, text));
            }
        }
    }
    assert!(found.len() > 50, "the sources were found: {}", found.len());
    found
}
