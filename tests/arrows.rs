//! Arrows between crates point one way: `src, cli, js -> pool -> export -> link -> lesson -> formats -> chart -> advice ->
//! search -> pipeline -> engine`.

use std::process::Command;

use serde_json::Value;

/// From the shell to the core; a crate may use those of a higher rank only.
const RANKS: &[(&str, u32)] = &[
    ("laneway-web", 0),
    ("laneway-cli", 0),
    ("laneway-js", 0),
    ("laneway-pool", 1),
    ("laneway-export", 2),
    ("laneway-link", 3),
    ("laneway-lesson", 4),
    ("laneway-formats", 5),
    ("laneway-chart", 6),
    ("laneway-advice", 7),
    ("laneway-search", 8),
    ("laneway-pipeline", 9),
    ("laneway-engine", 10),
];

/// All that the engine may use of others.
const ENGINE_MAY_USE: &[&str] = &["serde", "rand", "rand_distr", "libm", "sha2", "thiserror"];

#[test]
fn arrows_point_one_way() {
    let packages = packages();
    let arrows = arrows(&packages);
    assert!(arrows.len() > 10, "the manifests were read: {arrows:?}");
    let wrong: Vec<String> = arrows.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    let unranked: Vec<&str> =
        packages.iter().map(name).filter(|name| *name != "xtask" && rank(name).is_none()).collect();
    assert!(unranked.is_empty(), "give them a rank here, and a line in ARCHITECTURE.md: {unranked:?}");
}

#[test]
fn a_wrong_arrow_is_seen() {
    let check = |from: &str, to: &str, is_for_tests: bool, is_right: bool| {
        let found = wrong(&Arrow { from: from.to_owned(), to: to.to_owned(), is_for_tests });
        assert_eq!(found.is_none(), is_right, "{from} -> {to}: {found:?}");
    };
    check("laneway-web", "laneway-pool", false, true);
    check("laneway-pool", "laneway-engine", false, true);
    check("laneway-engine", "laneway-chart", false, false);
    check("laneway-engine", "laneway-formats", true, false);
    check("laneway-cli", "laneway-web", false, false);
    check("laneway-cli", "laneway-js", false, false);
    check("laneway-new", "laneway-engine", false, false);
    check("laneway-engine", "laneway-new", false, false);
    check("laneway-engine", "libm", false, true);
    check("laneway-engine", "web-sys", false, false);
    check("laneway-engine", "divan", true, true);
    check("laneway-formats", "csv", false, true);
}

/// One package asks for another.
#[derive(Debug)]
struct Arrow {
    from: String,
    to: String,
    is_for_tests: bool,
}

/// What is wrong with an arrow, if anything is.
fn wrong(arrow: &Arrow) -> Option<String> {
    let Arrow { from, to, is_for_tests } = arrow;
    let is_ours = |name: &str| name.starts_with("laneway-");
    let is_right = match (rank(from), rank(to)) {
        (Some(from), Some(to)) => from < to,
        (_, None) if !is_ours(to) => from != "laneway-engine" || *is_for_tests || ENGINE_MAY_USE.contains(&to.as_str()),
        _ => false,
    };
    (!is_right).then(|| format!("{from} -> {to} runs back or is new; what is right stands in ARCHITECTURE.md"))
}

fn rank(name: &str) -> Option<u32> {
    RANKS.iter().find(|(other, _)| *other == name).map(|(_, rank)| *rank)
}

fn arrows(packages: &[Value]) -> Vec<Arrow> {
    let of_package = |package: &Value| {
        let from = name(package).to_owned();
        let asked = package["dependencies"].as_array().cloned().unwrap_or_default();
        asked.into_iter().map(move |to| Arrow {
            from: from.clone(),
            to: name(&to).to_owned(),
            is_for_tests: to["kind"] == "dev",
        })
    };
    packages.iter().flat_map(of_package).collect()
}

/// The members of the workspace, as cargo describes them.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    metadata["packages"].as_array().cloned().expect("packages")
}

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a name")
}
