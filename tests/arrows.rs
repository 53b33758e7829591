//! Arrows between crates point one way: `src, cli, js -> pool -> formats -> chart -> engine`.

use std::process::Command;

use serde_json::Value;

/// From the shell to the core; a crate may use those of a higher rank only.
const RANKS: &[(&str, u32)] = &[
    ("laneway-web", 0),
    ("laneway-cli", 0),
    ("laneway-js", 0),
    ("laneway-pool", 1),
    ("laneway-formats", 2),
    ("laneway-chart", 3),
    ("laneway-engine", 4),
];

/// All that the engine may use of others.
const ENGINE_MAY_USE: &[&str] = &["serde", "rand", "rand_distr", "libm", "thiserror"];

#[test]
fn arrows_point_one_way() {
    let arrows = arrows();
    assert!(arrows.len() > 10, "the manifests were read: {arrows:?}");
    assert_eq!(wrong(&arrows), Vec::<String>::new());
}

#[test]
fn a_wrong_arrow_is_seen() {
    let arrow = |from: &str, to: &str| vec![(from.to_owned(), to.to_owned())];
    assert_eq!(wrong(&arrow("laneway-pool", "laneway-engine")).len(), 0);
    assert_eq!(wrong(&arrow("laneway-engine", "laneway-chart")).len(), 1);
    assert_eq!(wrong(&arrow("laneway-cli", "laneway-web")).len(), 1);
    assert_eq!(wrong(&arrow("laneway-engine", "libm")).len(), 0);
    assert_eq!(wrong(&arrow("laneway-engine", "web-sys")).len(), 1);
}

fn wrong(arrows: &[(String, String)]) -> Vec<String> {
    let rank = |name: &str| RANKS.iter().find(|(other, _)| *other == name).map(|(_, rank)| *rank);
    let is_wrong = |(from, to): &&(String, String)| match (rank(from), rank(to)) {
        (Some(from), Some(to)) => to <= from,
        (Some(_), None) => from == "laneway-engine" && !ENGINE_MAY_USE.contains(&to.as_str()),
        (None, _) => false,
    };
    arrows.iter().filter(is_wrong).map(|(from, to)| format!("{from} -> {to}")).collect()
}

/// Every dependency of every member, but those of tests alone.
fn arrows() -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let mut arrows = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            if dependency["kind"] != "dev" {
                let name = |value: &Value| value["name"].as_str().expect("a name").to_owned();
                arrows.push((name(package), name(dependency)));
            }
        }
    }
    arrows
}
