//! Fuzz targets, by cargo-fuzz: built without a sanitizer, which a stable Rust lacks, with overflow checks and assertions.
//!
//! What is found stands in `fuzz/artifacts`; what is learnt on the way, in `fuzz/corpus`, which is nobody else's. What the
//! project keeps to start from stands in `fuzz/seeds`.

use std::process::Command;

use crate::shell::{Failure, program, run};
use crate::tools;

/// One target, and samples of other tests that it starts from too.
struct Target {
    name: &'static str,
    samples: &'static [&'static str],
}

const REPORTS: &str = "tests/data/reports";
const COVERAGE: &str = "tests/data/coverage";

const TARGETS: &[Target] = &[
    Target { name: "opened", samples: &[REPORTS, COVERAGE] },
    Target { name: "report", samples: &[REPORTS] },
    Target { name: "coverage", samples: &[COVERAGE] },
    Target { name: "runs", samples: &[] },
    Target { name: "workflow", samples: &[] },
    Target { name: "link", samples: &[] },
    Target { name: "scenario", samples: &[] },
    Target { name: "replay", samples: &[] },
    Target { name: "lesson", samples: &["crates/lesson/lessons"] },
    Target { name: "settings", samples: &[] },
    Target { name: "words", samples: &[] },
];

/// How many texts each is given as a check, its seeds among them; some seconds' worth.
const RUNS: &str = "-runs=20000";

/// After how many seconds a check ends all the same, on a slow machine.
const MOST_SECS: &str = "30";

/// All, shortly, with the same texts each time: a check that fails does so again. `one` looks for new ones.
pub(crate) fn all() -> Result<(), Failure> {
    run(cargo_fuzz()?.args(["build", "--sanitizer", "none"]))?;
    TARGETS.iter().try_for_each(|target| fuzz(target, MOST_SECS, &["-seed=1", RUNS, "-verbosity=0"]))
}

/// One, for so many seconds.
pub(crate) fn one(name: &str, secs: &str) -> Result<(), Failure> {
    let target = TARGETS.iter().find(|target| target.name == name).ok_or_else(|| {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        Failure::new(format!("the target is `{name}`, expected one of {}", names.join(", ")))
    })?;
    if secs.parse::<u32>().is_err() {
        return Err(Failure::new(format!("SECS is `{secs}`, expected whole seconds")));
    }
    fuzz(target, secs, &[])
}

fn fuzz(target: &Target, secs: &str, more: &[&str]) -> Result<(), Failure> {
    let corpus = format!("fuzz/corpus/{}", target.name);
    std::fs::create_dir_all(&corpus).map_err(|error| Failure::new(format!("{corpus}: {error}")))?;
    let seeds = format!("fuzz/seeds/{}", target.name);
    let most = format!("-max_total_time={secs}");
    let mut fuzz = cargo_fuzz()?;
    fuzz.args(["run", "--sanitizer", "none", target.name, &corpus, &seeds]).args(target.samples);
    // An input that takes a minute, or two gigabytes, is a mistake too. Other programs may have the machine at the same time.
    run(fuzz.args(["--", &most, "-timeout=60", "-rss_limit_mb=2048", "-max_len=16000"]).args(more))
}

fn cargo_fuzz() -> Result<Command, Failure> {
    let mut cargo_fuzz = program(tools::rust::fuzz()?.join("cargo-fuzz"), &[]);
    // Its own files, wherever those of the other crates are; a fuzzer has no use for pieces built anew.
    cargo_fuzz.env("CARGO_INCREMENTAL", "0");
    Ok(cargo_fuzz)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_target_is_run_and_has_seeds() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let names = |folder: &str| {
            let entries = std::fs::read_dir(root.join(folder)).expect("it is there").flatten();
            let name = |path: std::path::PathBuf| path.file_stem().map(|name| name.to_string_lossy().into_owned());
            let mut names: Vec<String> = entries.filter_map(|entry| name(entry.path())).collect();
            names.sort();
            names
        };
        let mut own: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        own.sort_unstable();
        assert_eq!(
            (names("fuzz/targets"), names("fuzz/seeds")),
            (own.iter().map(ToString::to_string).collect(), own.iter().map(ToString::to_string).collect())
        );
        assert!(one("nothing", "1").is_err() && one("words", "soon").is_err());
    }
}
