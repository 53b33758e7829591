//! The options that say which two pipelines are simulated, on which tests, and how often.

use std::path::PathBuf;

use laneway_pipeline::scenario::Scenario;

use crate::scenario_file;
use crate::start_args::{StartArgs, pipeline};

/// Both sides of a scenario.
#[derive(clap::Args)]
pub(crate) struct SidesArgs {
    /// A scenario: a suite, the pipeline now, the pipeline tried
    #[arg(required_unless_present_any = ["preset", "baseline"], conflicts_with = "preset")]
    scenario: Option<PathBuf>,

    #[command(flatten)]
    start: StartArgs,

    /// The pipeline to try, likewise (default: the scenario's, or the baseline)
    #[arg(long, value_name = "FILE")]
    candidate: Option<PathBuf>,
}

impl SidesArgs {
    /// What is simulated, and what had to be assumed for it.
    pub(crate) fn open(&self) -> anyhow::Result<(Scenario, Vec<String>)> {
        let (given, preset) = (self.scenario.as_deref(), self.start.preset.as_deref());
        let is_given = given.is_some() || preset.is_some();
        let mut scenario = if is_given { scenario_file::open(given, preset)? } else { Scenario::default() };
        let mut notes = Vec::new();
        self.start.put_into(std::slice::from_mut(&mut scenario), &mut notes)?;
        match &self.candidate {
            Some(path) => scenario.candidate = pipeline(path, &mut notes)?,
            None if !is_given => scenario.candidate = scenario.baseline.clone(),
            None => {}
        }
        notes.extend(self.start.unused_tests(std::slice::from_ref(&scenario)));
        Ok((scenario, notes))
    }
}
