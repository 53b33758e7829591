//! Published links: each opens, and holds what it held when it was made.
//!
//! `tests/golden/links/v1.jsonl` has a link a line with what it holds. Lines are never changed; `UPDATE_EXPECT=1` adds those
//! of samples that are not there yet.

use std::fs;

use laneway_link::link::{read_shared, write_shared};
use laneway_link::shared::Shared;
use serde::{Deserialize, Serialize};

use super::samples;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/links/v1.jsonl");

#[derive(Serialize, Deserialize)]
pub(crate) struct Golden {
    pub(crate) name: String,
    pub(crate) link: String,
    pub(crate) shared: Shared,
}

pub(crate) fn golden() -> Vec<Golden> {
    let text = fs::read_to_string(GOLDEN).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn every_published_link_opens() {
    let mut golden = golden();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let missing = samples::all().into_iter().filter(|(name, _)| golden.iter().all(|it| it.name != *name));
        let missing: Vec<Golden> =
            missing.map(|(name, shared)| Golden { name, link: write_shared(&shared), shared }).collect();
        golden.extend(missing);
        let lines = golden.iter().map(|it| serde_json::to_string(it).expect("a line") + "\n").collect::<String>();
        fs::write(GOLDEN, lines).expect("golden links are written");
    }
    assert!(golden.len() > 60, "golden links are there: {}", golden.len());
    for Golden { name, link, shared } in golden {
        let opened = read_shared(&link).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(opened, shared, "{name}");
    }
}

#[test]
fn every_sample_is_published() {
    let golden = golden();
    for (name, shared) in samples::all() {
        let found = golden.iter().find(|it| it.name == name);
        let link = found.map(|it| it.link.as_str());
        assert_eq!(
            link,
            Some(write_shared(&shared).as_str()),
            "{name}: add it with UPDATE_EXPECT=1, or take version 2"
        );
    }
}
