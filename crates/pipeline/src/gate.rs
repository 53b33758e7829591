//! The gate: what `coverage combine` and `coverage report` would say to the files that are there.
//!
//! Rules are those of coverage.py 7.17 as they were observed: `combine` takes files named `.coverage.*`, beside it or in the
//! folders that it is given; the total is rounded before it is compared.

use std::collections::BTreeMap;

use crate::coverage::union::{Union, of_shards, passes, union};
use crate::coverage::{LineReport, Rules};
use crate::files::DataFile;
use crate::outcome::{GateOutcome, Reason};
use crate::step::Gate;

/// What a data file must begin with to be combined.
const PART: &str = ".coverage.";

/// What the gate has before it.
#[derive(Clone, Copy)]
pub(crate) struct Workspace<'a> {
    pub(crate) files: &'a [DataFile],
    /// Whether the repository was checked out.
    pub(crate) has_sources: bool,
    /// The label of the gate's own runner.
    pub(crate) label: &'a str,
}

/// What the gate says, or why it cannot say anything.
pub(crate) fn judge(gate: &Gate, rules: &Rules, workspace: Workspace<'_>) -> Result<GateOutcome, Reason> {
    let files = taken(gate, workspace.files);
    if files.is_empty() {
        return Err(Reason::NothingToCombine);
    }
    if files.iter().any(|file| file.has_branches != files[0].has_branches) {
        return Err(Reason::MixedBranches);
    }
    let is_elsewhere = |file: &&DataFile| file.label != workspace.label;
    if !workspace.has_sources || (!gate.maps_paths && files.iter().any(is_elsewhere)) {
        return Err(Reason::NoSources);
    }
    let (union, is_exact) = together(&files, rules.overlap);
    let threshold = gate.fail_under.or(rules.fail_under);
    let is_green = threshold.is_none_or(|threshold| passes(union.assumed, threshold, rules.precision));
    Ok(GateOutcome { covered: union.assumed, least: union.least, most: union.most, threshold, is_green, is_exact })
}

/// The files that are combined, or the one that is reported. Of equal names in one folder the last one is left.
fn taken<'a>(gate: &Gate, files: &'a [DataFile]) -> Vec<&'a DataFile> {
    let mut by_name = BTreeMap::new();
    for file in files {
        by_name.insert((&file.folder, &file.name), file);
    }
    let is_in_reach = |file: &&DataFile| file.folder.is_none() || gate.looks_in_folders;
    let is_taken = |file: &&DataFile| if gate.combine { file.name.starts_with(PART) } else { file.name == ".coverage" };
    by_name.into_values().filter(is_in_reach).filter(is_taken).collect()
}

/// What files cover together, and whether that comes from reports alone.
fn together(files: &[&DataFile], overlap: f64) -> (Union, bool) {
    // Shards of one run are one lane.
    let mut lanes: BTreeMap<_, (u32, &DataFile)> = BTreeMap::new();
    for file in files {
        lanes.entry(&file.of).or_insert((0, file)).0 += file.shards.0;
    }
    let whole = |(n, file): &(u32, &DataFile)| *n >= file.shards.1;
    let reports: Vec<&LineReport> =
        lanes.values().filter(|lane| whole(lane)).filter_map(|(_, file)| file.lines.as_deref()).collect();
    if reports.len() == lanes.len() {
        let percent = LineReport::union(reports).percent();
        return (Union { least: percent, assumed: percent, most: percent }, true);
    }
    let percentages = lanes.values().map(|(n, file)| file.percent * of_shards(*n, file.shards.1));
    (union(percentages, overlap), false)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn file(name: &str, percent: f64) -> DataFile {
        DataFile {
            name: name.to_owned(),
            folder: None,
            of: (0, String::new(), name.len()),
            shards: (1, 1),
            percent,
            lines: None,
            has_branches: false,
            label: "ubuntu-24.04".to_owned(),
        }
    }

    fn judged(gate: &Gate, fail_under: f64, files: &[DataFile]) -> String {
        let rules = Rules { fail_under: Some(fail_under), ..Rules::default() };
        match judge(gate, &rules, Workspace { files, has_sources: true, label: "ubuntu-24.04" }) {
            Ok(said) => format!("{} in {} to {}, green: {}", said.covered, said.least, said.most, said.is_green),
            Err(reason) => format!("{reason:?}"),
        }
    }

    fn lanes() -> [DataFile; 2] {
        [file(".coverage.unit", 64.0), file(".coverage.heavy", 61.0)]
    }

    #[test]
    fn ok_lanes_are_combined_and_held_against_the_threshold() {
        expect!["82 in 64 to 100, green: true"].assert_eq(&judged(&Gate::default(), 80.0, &lanes()));
        expect!["82 in 64 to 100, green: false"].assert_eq(&judged(&Gate::default(), 83.0, &lanes()));
    }

    #[test]
    fn ok_a_threshold_of_the_gate_itself_comes_first() {
        let own = Gate { fail_under: Some(90.0), ..Gate::default() };
        expect!["82 in 64 to 100, green: false"].assert_eq(&judged(&own, 80.0, &lanes()));
    }

    #[test]
    fn err_files_of_the_plain_name_are_not_combined() {
        let gate = Gate::default();
        expect!["NothingToCombine"].assert_eq(&judged(&gate, 80.0, &[]));
        expect!["NothingToCombine"].assert_eq(&judged(&gate, 80.0, &[file(".coverage", 90.0)]));
        let alone = Gate { combine: false, ..gate };
        expect!["90 in 90 to 90, green: true"].assert_eq(&judged(&alone, 80.0, &[file(".coverage", 90.0)]));
    }

    #[test]
    fn err_equal_names_overwrite_each_other_and_folders_must_be_looked_into() {
        let files = [file(".coverage.x", 64.0), file(".coverage.x", 61.0)];
        expect!["61 in 61 to 61, green: false"].assert_eq(&judged(&Gate::default(), 80.0, &files));
        let [unit, heavy] = lanes();
        let folders =
            [DataFile { folder: Some("a".to_owned()), ..unit }, DataFile { folder: Some("b".to_owned()), ..heavy }];
        expect!["NothingToCombine"].assert_eq(&judged(&Gate::default(), 80.0, &folders));
        let looks = Gate { looks_in_folders: true, ..Gate::default() };
        expect!["82 in 64 to 100, green: true"].assert_eq(&judged(&looks, 80.0, &folders));
    }

    #[test]
    fn err_branches_and_sources() {
        let [unit, heavy] = lanes();
        let mixed = [DataFile { has_branches: true, ..unit }, heavy];
        expect!["MixedBranches"].assert_eq(&judged(&Gate::default(), 80.0, &mixed));
        let [unit, heavy] = lanes();
        let elsewhere = [DataFile { label: "windows-2025".to_owned(), ..unit }, heavy];
        let lost = Gate { maps_paths: false, ..Gate::default() };
        expect!["NoSources"].assert_eq(&judged(&lost, 80.0, &elsewhere));
        expect!["82 in 64 to 100, green: true"].assert_eq(&judged(&Gate::default(), 80.0, &elsewhere));
        let workspace = Workspace { files: &elsewhere, has_sources: false, label: "ubuntu-24.04" };
        assert_eq!(judge(&Gate::default(), &Rules::default(), workspace).err(), Some(Reason::NoSources));
    }

    #[test]
    fn ok_shards_cover_all_of_a_job_together() {
        let shard = |shard: u32| DataFile {
            of: (0, String::new(), 0),
            shards: (1, 4),
            ..file(&format!(".coverage.{shard}"), 90.0)
        };
        let all: Vec<DataFile> = (1..=4).map(shard).collect();
        expect!["90 in 90 to 90, green: true"].assert_eq(&judged(&Gate::default(), 90.0, &all));
        let said = judged(&Gate::default(), 90.0, &all[..3]);
        assert!(said.starts_with("83.7"), "{said}");
    }
}
