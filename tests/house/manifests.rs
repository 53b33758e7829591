//! Rules on manifests and locks: each dependency has a reason, each tool an exact version, no lock names a host.

use std::fs;

use serde_json::Value;

use super::root;

#[test]
fn each_dependency_has_a_reason() {
    let unexplained: Vec<String> = manifests().iter().flat_map(|(path, text)| unexplained(path, text)).collect();
    assert!(unexplained.is_empty(), "say why, behind a `#`:\n{}\n", unexplained.join("\n"));
}

#[test]
fn a_dependency_without_a_reason_is_seen() {
    let check = |text: &str, expected: usize| assert_eq!(unexplained("Cargo.toml", text).len(), expected, "{text}");
    check("[dependencies]\ncsv = \"1\" # Quotes done right.\n", 0);
    check("[dependencies]\ncsv = \"1\"\n", 1);
    check("[dependencies]\ncsv = \"1\" #\n", 1);
    check("[dev-dependencies]\ncsv = \"1\"\n", 1);
    check("[workspace.dependencies]\ncsv = \"1\"\n", 1);
    check("[target.'cfg(unix)'.dependencies]\ncsv = \"1\"\n", 1);
    check("[dependencies]\nserde.workspace = true\nengine = { path = \"crates/engine\" }\n", 0);
    check("[dependencies]\nserde = { workspace = true, optional = true }\n", 0);
    check("[dependencies.web-sys]\nversion = \"0.3\" # The browser.\nfeatures = [\n    \"Blob\",\n]\n", 0);
    check("[dependencies.web-sys]\nversion = \"0.3\"\n", 1);
    check("[package]\nname = \"laneway\"\n[profile.dev]\nopt-level = 1\n", 0);
}

#[test]
fn each_crate_takes_the_lints_of_all() {
    let lax: Vec<_> = manifests()
        .into_iter()
        .filter(|(path, text)| path != FUZZ && !text.contains("\n[lints]\nworkspace = true\n"))
        .collect();
    let lax: Vec<&String> = lax.iter().map(|(path, _)| path).collect();
    assert!(lax.is_empty(), "`[lints]` with `workspace = true` is missing: {lax:?}");
}

#[test]
fn packages_of_other_languages_have_exact_versions() {
    let package: Value = serde_json::from_str(&read("package.json")).expect("package.json is JSON");
    let npm = package["devDependencies"].as_object().expect("devDependencies");
    for (name, version) in npm {
        let is_exact =
            version.as_str().is_some_and(|it| it.split('.').count() == 3 && it.starts_with(char::is_numeric));
        assert!(is_exact, "package.json: {name} is {version}, expected an exact version");
    }
    for line in read("requirements-test.txt").lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        assert!(line.contains("=="), "requirements-test.txt: `{line}`, expected `name==version`");
    }
}

#[test]
fn the_npm_lock_names_no_host() {
    let lock = read("package-lock.json");
    let named: Vec<&str> = lock.lines().filter(|line| line.contains("\"resolved\"")).collect();
    assert!(named.is_empty(), "package-lock.json: run npm with the project's .npmrc; found {named:?}");
}

/// The lines that ask for a package of others and do not say why.
fn unexplained(path: &str, manifest: &str) -> Vec<String> {
    let mut section = String::new();
    let mut unexplained = Vec::new();
    for (idx, line) in manifest.lines().enumerate() {
        if let Some(name) = line.strip_prefix('[') {
            name.split(']').next().unwrap_or_default().clone_into(&mut section);
            continue;
        }
        let asks = match section.rsplit_once("dependencies") {
            Some((_, "")) => line.contains('=') && !line.starts_with('#'),
            Some(_) => line.starts_with("version"),
            None => false,
        };
        let is_ours = line.contains("workspace = true") || line.contains("path = ");
        let says_why = line.split_once('#').is_some_and(|(_, why)| !why.trim().is_empty());
        if asks && !is_ours && !says_why {
            unexplained.push(format!("{path}:{}: {line}", idx + 1));
        }
    }
    unexplained
}

/// A workspace of its own.
const FUZZ: &str = "fuzz/Cargo.toml";

/// Every Cargo.toml of the project, by its path within the project.
fn manifests() -> Vec<(String, String)> {
    let crates = fs::read_dir(root().join("crates")).expect("crates/ is there");
    let crates = crates.flatten().map(|entry| format!("crates/{}/Cargo.toml", entry.file_name().to_string_lossy()));
    let paths = ["Cargo.toml".to_owned(), "xtask/Cargo.toml".to_owned(), FUZZ.to_owned()].into_iter().chain(crates);
    paths.map(|path| (path.clone(), read(&path))).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
