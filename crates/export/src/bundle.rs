//! All files of a side, as a list or as one zip, with what cannot be said beforehand.
//!
//! A part is a row of [`PARTS`] and an arm of [`files`].

use std::io::{Cursor, Write};

use laneway_engine::suite::Suite;
use laneway_pipeline::compare::Comparison;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::service::Service;
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::cannot::CannotExpress;
use crate::conftest::conftest;
use crate::durations_file::durations_file;
use crate::lane::lanes;
use crate::make::{Tool, targets};
use crate::merge::config_file::ConfigFile;
use crate::merge::conflict::Conflict;
use crate::merge::{MergeError, merge, shadow};
use crate::report::report;
use crate::settings::{SettingsOptions, configure};
use crate::side::Side;
use crate::sleeping::project;
use crate::workflow::{self, Note};

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportFile {
    /// What it is a part of.
    pub part: Part,
    /// Where it belongs, from the root of the project, with `/`. Never outside, never absolute.
    pub path: String,
    /// What it holds.
    pub text: String,
    /// What it is for, in a few words.
    pub about: String,
}

/// What can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// Settings of pytest and coverage.
    Settings,
    /// The workflow of the CI service.
    Workflow,
    /// `conftest.py`, where it is needed.
    Conftest,
    /// `.test_durations`.
    Durations,
    /// Makefile and justfile.
    Targets,
    /// REPORT.md.
    Report,
    /// The project of sleeping tests.
    Project,
}

/// One row of [`PARTS`].
pub struct PartInfo {
    /// The part described.
    pub part: Part,
    /// What stands behind `--only`.
    pub flag: &'static str,
    /// One line for menus and help.
    pub about: &'static str,
    /// Whether it is there unless others are named.
    pub is_usual: bool,
}

/// Every part, in the order of the bundle.
pub const PARTS: &[PartInfo] = &[
    row(Part::Settings, "settings", "pyproject.toml, or other files of settings", true),
    row(Part::Workflow, "workflow", "the workflow of the CI service: jobs, shards, artifacts, gate", true),
    row(Part::Conftest, "conftest", "conftest.py: groups of tests, order of collection", true),
    row(Part::Durations, "durations", ".test_durations, where shards or the order need it", true),
    row(Part::Targets, "targets", "Makefile and justfile, for local runs", true),
    row(Part::Report, "report", "REPORT.md: what was simulated, predicted and assumed", true),
    row(Part::Project, "project", "sleeping/: a project of sleeping tests for real runs", false),
];

const fn row(part: Part, flag: &'static str, about: &'static str, is_usual: bool) -> PartInfo {
    PartInfo { part, flag, about, is_usual }
}

/// What is exported, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct BundleOptions {
    /// Which parts. Default: all usual ones.
    pub parts: Vec<Part>,
    /// Into which file settings go; what it does not hold goes into a second one.
    pub config_file: ConfigFile,
    /// The names and texts of files of settings that are there, in the root of the project: those of [`shadow::FILES`]. One
    /// that is not named is new.
    pub existing: Vec<(String, String)>,
    /// What settings say beyond the scenario.
    pub settings: SettingsOptions,
    /// What the workflow says beyond it.
    pub workflow: workflow::Options,
    /// Whose workflow; `None`: that of the pipeline's service.
    pub service: Option<Service>,
    /// The address that opens the scenario, for the report; `None`: the report has none.
    pub link: Option<String>,
}

impl Default for BundleOptions {
    fn default() -> Self {
        Self {
            parts: PARTS.iter().filter(|info| info.is_usual).map(|info| info.part).collect(),
            config_file: ConfigFile::default(),
            existing: Vec::new(),
            settings: SettingsOptions::default(),
            workflow: workflow::Options::default(),
            service: None,
            link: None,
        }
    }
}

/// The files of a side, and what they leave out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// In the order of [`PARTS`].
    pub files: Vec<ExportFile>,
    /// What no file says: known before any is written.
    pub cannot: Vec<CannotExpress>,
    /// What is to be done by hand, and what differs from the pipeline, by place.
    pub notes: Vec<Note>,
    /// What in files that are there works against the settings, with the file's name.
    pub conflicts: Vec<(ConfigFile, Conflict)>,
}

/// Makes the files of a side, on the suite of the scenario. The report says what was predicted where a comparison is given.
/// Costs O(n log n) of the tests.
///
/// # Errors
/// If a file that is there is broken.
pub fn files(
    scenario: &Scenario,
    suite: &Suite,
    side: Side,
    comparison: Option<&Comparison>,
    options: &BundleOptions,
) -> Result<Bundle, MergeError> {
    let pipeline = side.of(scenario);
    let configured = configure(pipeline, suite, &options.settings);
    let conftest = conftest(pipeline, suite);
    let has = |part: Part| options.parts.contains(&part);
    let file =
        |part, path: &str, text, about: &str| ExportFile { part, path: path.to_owned(), text, about: about.to_owned() };
    let mut bundle = Bundle { cannot: configured.cannot.clone(), ..Bundle::default() };
    if has(Part::Settings) {
        for config_file in options.config_file.with_rest() {
            let there = options.existing.iter().find(|(there, _)| there == config_file.name());
            let merged = merge(&configured.settings, *config_file, there.map_or("", |(_, text)| text))?;
            bundle.cannot.extend(merged.cannot);
            bundle.conflicts.extend(merged.conflicts.into_iter().map(|conflict| (*config_file, conflict)));
            let shadows = shadow::shadows(*config_file, configured.settings.coverage.is_some(), &options.existing);
            bundle.conflicts.extend(shadows.into_iter().map(|conflict| (*config_file, conflict)));
            if !merged.text.is_empty() {
                bundle.files.push(file(
                    Part::Settings,
                    config_file.name(),
                    merged.text,
                    "settings of pytest and coverage",
                ));
            }
        }
    }
    if has(Part::Workflow) {
        let write = match options.service.unwrap_or(pipeline.service) {
            Service::GitHub => workflow::github,
            Service::Forgejo => workflow::forgejo,
            Service::GitLab => workflow::gitlab,
        };
        match write(pipeline, &options.workflow) {
            Ok(workflow) => {
                bundle.files.push(file(Part::Workflow, workflow.path, workflow.text, "the jobs, for the CI service"));
                bundle.notes = workflow.notes;
            }
            Err(cannot) => bundle.cannot.extend(cannot.into_iter().map(CannotExpress::Workflow)),
        }
    }
    bundle.cannot.extend(conftest.cannot);
    if has(Part::Conftest)
        && let Some(text) = conftest.text
    {
        bundle.files.push(file(
            Part::Conftest,
            "conftest.py",
            text,
            "groups of tests and order of collection, for the root of the project",
        ));
    }
    let is_split = lanes(pipeline).iter().any(|lane| lane.job.matrix.shards > 1 || lane.run.session.split.is_some());
    if has(Part::Durations) && (is_split || conftest.reads_durations) {
        bundle.files.push(file(
            Part::Durations,
            ".test_durations",
            durations_file(suite),
            "what each test took, for pytest-split",
        ));
    }
    if has(Part::Targets) {
        for (tool, path) in [(Tool::Make, "Makefile"), (Tool::Just, "justfile")] {
            let (text, cannot) = targets(&configured, tool);
            bundle.cannot.extend(cannot);
            bundle.files.push(file(Part::Targets, path, text, "the runs of CI, one target each, for local use"));
        }
    }
    if has(Part::Project) {
        let project = project(pipeline, suite);
        bundle.cannot.extend(project.cannot);
        let below = |file: ExportFile| ExportFile { path: format!("sleeping/{}", file.path), ..file };
        bundle.files.extend(project.files.into_iter().map(below));
    }
    let mut said: Vec<CannotExpress> = Vec::new();
    bundle.cannot.retain(|cannot| {
        let is_new = !said.contains(cannot);
        said.extend(is_new.then(|| cannot.clone()));
        is_new
    });
    if has(Part::Report) {
        let text = report(scenario, suite, side, comparison, &configured, &bundle.cannot, options.link.as_deref());
        bundle.files.push(file(Part::Report, "REPORT.md", text, "what was simulated, predicted and assumed"));
    }
    Ok(bundle)
}

/// The files in one zip: the same bytes for the same files, whenever it is made. Costs O(bytes).
///
/// # Errors
/// If the files are larger than a zip can be.
pub fn archive(files: &[ExportFile]) -> Result<Vec<u8>, zip::result::ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(&file.path, options)?;
        zip.write_all(file.text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
