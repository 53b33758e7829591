//! What coverage.py is told: `[tool.coverage.run]`, `[tool.coverage.paths]`, `[tool.coverage.report]`.
//!
//! Rules: coverage 7.17.3, `config.py`; pytest-cov 7.1.0, which no longer measures subprocesses by itself.

use std::collections::BTreeSet;

use laneway_pipeline::coverage::{Covered, Tool};
use laneway_pipeline::pipeline::Pipeline;

use super::SettingsOptions;
use crate::cannot::CannotExpress;
use crate::lane::Lane;

/// The settings of coverage.py.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageSettings {
    /// `branch`.
    pub branch: bool,
    /// `core = "sysmon"`; false: coverage's own choice.
    pub is_sysmon: bool,
    /// `patch = ["subprocess"]`.
    pub patches_subprocess: bool,
    /// `source`: what is measured.
    pub sources: Vec<String>,
    /// Whether those were assumed: then they do not replace what a file says already.
    pub is_source_assumed: bool,
    /// `fail_under`, percent.
    pub fail_under: Option<f64>,
    /// `precision`.
    pub precision: u32,
}

/// The settings, and each run's data file where coverage.py measures it.
pub(super) fn of(
    pipeline: &Pipeline,
    lanes: &[Lane<'_>],
    chosen: &SettingsOptions,
    cannot: &mut Vec<CannotExpress>,
) -> (Option<CoverageSettings>, Vec<Option<String>>) {
    let mut files: Vec<Option<String>> = Vec::with_capacity(lanes.len());
    let mut measured = Vec::new();
    for lane in lanes {
        let collect = lane.run.coverage.as_ref();
        if collect.is_some_and(|collect| collect.tool == Tool::Slipcover) {
            cannot.push(CannotExpress::Slipcover { lane: lane.name.clone() });
        }
        let collect = collect.filter(|collect| collect.tool != Tool::Slipcover);
        measured.extend(collect.map(|collect| (lane.name.as_str(), collect)));
        let file = collect.map(|collect| collect.data_file.clone());
        if file.as_ref().is_some_and(|file| file.contains('\0')) {
            cannot.push(CannotExpress::ZeroByte { place: format!("{}: the name of its coverage data", lane.name) });
        }
        files.push(file.map(|file| file.replace('\0', "")));
    }
    if measured.is_empty() {
        return (None, files);
    }
    let lanes_with = |is: &dyn Fn(bool, Tool) -> bool| -> Vec<&str> {
        measured.iter().filter(|(_, it)| is(it.branch, it.tool)).map(|(name, _)| *name).collect()
    };
    let with_branches = lanes_with(&|branch, _| branch);
    if !with_branches.is_empty() && with_branches.len() < measured.len() {
        cannot.push(CannotExpress::MixedBranches { lanes: with_branches.join("; ") });
    }
    let with_sysmon = lanes_with(&|_, tool| tool == Tool::SysMon);
    if !with_sysmon.is_empty() && with_sysmon.len() < measured.len() {
        cannot.push(CannotExpress::SeveralCores { lanes: format!("sysmon in {}", with_sysmon.join("; ")) });
    }
    if measured.iter().any(|(_, it)| it.branch && it.tool == Tool::SysMon) {
        cannot.push(CannotExpress::SysmonBranches);
    }
    let found = || {
        let reports = measured.iter().filter_map(|(_, collect)| match &collect.covers {
            Covered::Lines(report) => Some(report),
            Covered::Percent(_) => None,
        });
        let folder = |path: &str| path.split_once('/').map_or(".", |(folder, _)| folder).to_owned();
        let folders: BTreeSet<String> =
            reports.flat_map(|report| report.files.keys()).map(|path| folder(path)).collect();
        folders.into_iter().filter(|folder| !folder.is_empty() && !folder.contains('\0')).collect::<Vec<_>>()
    };
    let sources = if chosen.sources.is_empty() { found() } else { chosen.sources.clone() };
    let is_source_assumed = chosen.sources.is_empty();
    let sources = if sources.is_empty() { vec!["src".to_owned()] } else { sources };
    let settings = CoverageSettings {
        branch: !with_branches.is_empty(),
        is_sysmon: with_sysmon.len() == measured.len(),
        patches_subprocess: chosen.measures_subprocesses,
        sources,
        is_source_assumed,
        fail_under: pipeline.coverage.fail_under,
        precision: pipeline.coverage.precision,
    };
    (Some(settings), files)
}
