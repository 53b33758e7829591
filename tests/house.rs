//! The house in order: files are short, begin with their purpose, and only `src/browser` knows the browser.

use std::fs;
use std::path::{Path, PathBuf};

const MOST_LINES: usize = 500;
const MOST_MEDIAN: usize = 160;
const SOURCES: &[&str] = &["rs", "css", "mjs", "js", "py"];

#[test]
fn no_file_is_over_500_lines_and_half_are_short() {
    let mut lengths: Vec<(usize, PathBuf)> =
        sources().into_iter().map(|path| (read(&path).lines().count(), path)).collect();
    lengths.sort();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > MOST_LINES).collect();
    assert!(long.is_empty(), "split these: {long:?}");
    let (median, _) = &lengths[lengths.len() / 2];
    assert!(*median <= MOST_MEDIAN, "the median file has {median} lines");
}

#[test]
fn every_rust_file_begins_with_its_purpose() {
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|it| it == "rs");
    let silent: Vec<_> = sources().into_iter().filter(is_rust).filter(|path| !read(path).starts_with("//! ")).collect();
    assert!(silent.is_empty(), "line 1 says what the file is for: {silent:?}");
}

#[test]
fn only_the_browser_folder_calls_the_browser() {
    let knows = |path: &PathBuf| read(path).contains("web_sys::");
    let is_outside =
        |path: &PathBuf| path.starts_with(root().join("src")) && !path.starts_with(root().join("src/browser"));
    let wrong: Vec<_> = sources().into_iter().filter(is_outside).filter(knows).collect();
    assert!(wrong.is_empty(), "go through src/browser: {wrong:?}");
}

#[test]
fn names_say_what_a_file_is() {
    let vague = ["mod", "utils", "util", "helpers", "helper", "manager", "misc", "common"];
    let stem = |path: &Path| path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let wrong: Vec<_> = sources().into_iter().filter(|path| vague.contains(&stem(path).as_str())).collect();
    assert!(wrong.is_empty(), "name them after what they hold: {wrong:?}");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// Every source file of the project.
fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["src", "crates", "xtask", "tests", "public"].iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("target") && !path.ends_with("__pycache__") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| SOURCES.iter().any(|source| it == *source)) {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 50, "the sources were found");
    found
}
