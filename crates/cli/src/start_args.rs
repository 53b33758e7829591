//! The options that say what sides of a scenario start from: the baseline, the tests, how often all is repeated.

use std::path::{Path, PathBuf};

use anyhow::bail;
use laneway_engine::study::StudySpec;
use laneway_formats::source;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;

use crate::number_arg::whole;
use crate::table::counted;
use crate::{pipeline_file, report_file};

/// What stands beside the pipelines that are tried.
#[derive(clap::Args)]
pub(crate) struct StartArgs {
    /// The pipeline as it is: a workflow of GitHub or GitLab, real runs of GitHub Actions as JSON, or one of Laneway's own
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// A scenario to start from; `laneway presets` lists them
    #[arg(long, value_name = "ID")]
    pub(crate) preset: Option<String>,

    /// Reports of a real run, in place of the scenario's tests
    #[arg(long, value_name = "FILE")]
    tests: Vec<PathBuf>,

    /// How many runs, with other luck each (default: the scenario's, or 1000)
    #[arg(long, value_name = "N", value_parser = whole(0, u32::MAX))]
    replications: Option<u32>,

    /// Names all random numbers (default: the scenario's, or 0)
    #[arg(long, value_name = "N", value_parser = whole(0, u64::MAX))]
    seed: Option<u64>,
}

impl StartArgs {
    /// Puts what is given in place of what the scenarios have; `notes` says what had to be assumed for it.
    pub(crate) fn put_into(&self, scenarios: &mut [Scenario], notes: &mut Vec<String>) -> anyhow::Result<()> {
        if let Some(path) = &self.baseline {
            let baseline = pipeline(path, notes)?;
            scenarios.iter_mut().for_each(|scenario| scenario.baseline.clone_from(&baseline));
        }
        if !self.tests.is_empty() {
            let reading = report_file::open(&self.tests, None)?;
            if !reading.has_durations {
                bail!("{} has no durations, expected a report of a run", reading.suite.name);
            }
            let source = reading.suite.into();
            scenarios.iter_mut().for_each(|scenario| scenario.source.clone_from(&source));
        }
        for Scenario { study: StudySpec { replications, seed, .. }, .. } in scenarios {
            *replications = self.replications.unwrap_or(*replications);
            *seed = self.seed.unwrap_or(*seed);
        }
        Ok(())
    }

    /// A note where reports were given that no side of `scenarios` runs.
    pub(crate) fn unused_tests(&self, scenarios: &[Scenario]) -> Option<String> {
        let mut sides = scenarios.iter().flat_map(|scenario| [&scenario.baseline, &scenario.candidate]);
        let is_unused = !self.tests.is_empty() && sides.all(|side| side.sessions().next().is_none());
        let name = source::name(&scenarios.first().filter(|_| is_unused)?.source);
        Some(format!("{name}: no job runs tests as sessions of pytest, so that these change nothing\n"))
    }
}

/// The pipeline of a file; `notes` says how much of it had to be assumed.
pub(crate) fn pipeline(path: &Path, notes: &mut Vec<String>) -> anyhow::Result<Pipeline> {
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
