//! The options that say which two pipelines are compared, on which tests, and how often.

use std::path::{Path, PathBuf};

use anyhow::bail;
use laneway_engine::study::StudySpec;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;

use crate::table::counted;
use crate::{pipeline_file, report_file, scenario_file};

/// Both sides of a scenario.
#[derive(clap::Args)]
pub(crate) struct SidesArgs {
    /// A scenario: a suite, the pipeline now, the pipeline tried
    #[arg(required_unless_present_any = ["preset", "baseline"], conflicts_with = "preset")]
    scenario: Option<PathBuf>,

    /// The pipeline as it is: a workflow of GitHub or GitLab, real runs of GitHub Actions as JSON, or one of Laneway's own
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// The pipeline to try, likewise (default: the scenario's, or the baseline)
    #[arg(long, value_name = "FILE")]
    candidate: Option<PathBuf>,

    /// A scenario to start from; `laneway presets` lists them
    #[arg(long, value_name = "ID")]
    preset: Option<String>,

    /// Reports of a real run, in place of the scenario's tests
    #[arg(long, value_name = "FILE")]
    tests: Vec<PathBuf>,

    /// How many runs, with other luck each (default: the scenario's, or 1000)
    #[arg(long, value_name = "N")]
    replications: Option<u32>,

    /// Names all random numbers (default: the scenario's, or 0)
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

impl SidesArgs {
    /// What is simulated, and what had to be assumed for it.
    pub(crate) fn open(&self) -> anyhow::Result<(Scenario, Vec<String>)> {
        let (mut scenario, mut notes) = self.scenario()?;
        if !self.tests.is_empty() {
            let reading = report_file::open(&self.tests, None)?;
            if !reading.has_durations {
                bail!("{} has no durations, expected a report of a run", reading.suite.name);
            }
            if [&scenario.baseline, &scenario.candidate].iter().all(|side| side.sessions().next().is_none()) {
                notes.push(format!(
                    "{}: no job runs tests as sessions of pytest, so that these change nothing\n",
                    reading.suite.name
                ));
            }
            scenario.source = reading.suite.into();
        }
        let StudySpec { replications, seed, .. } = &mut scenario.study;
        *replications = self.replications.unwrap_or(*replications);
        *seed = self.seed.unwrap_or(*seed);
        Ok((scenario, notes))
    }

    fn scenario(&self) -> anyhow::Result<(Scenario, Vec<String>)> {
        let mut scenario = self.given()?;
        let mut notes = Vec::new();
        if let Some(path) = &self.baseline {
            scenario.baseline = opened(path, &mut notes)?;
        }
        match &self.candidate {
            Some(path) => scenario.candidate = opened(path, &mut notes)?,
            None if self.scenario.is_none() && self.preset.is_none() => scenario.candidate = scenario.baseline.clone(),
            None => {}
        }
        Ok((scenario, notes))
    }

    fn given(&self) -> anyhow::Result<Scenario> {
        if self.scenario.is_none() && self.preset.is_none() {
            return Ok(Scenario::default());
        }
        scenario_file::open(self.scenario.as_deref(), self.preset.as_deref())
    }
}

fn opened(path: &Path, notes: &mut Vec<String>) -> anyhow::Result<Pipeline> {
    let imported = pipeline_file::open(path)?;
    let (n_assumed, n_warnings) = (imported.assumed.len(), imported.warnings.n_all);
    if n_assumed > 0 || n_warnings > 0 {
        notes.push(format!(
            "{}: {} assumed, {}; `laneway import` lists them\n",
            path.display(),
            counted(n_assumed as u64, "number"),
            counted(n_warnings, "warning"),
        ));
    }
    Ok(imported.pipeline)
}
