//! The search for the best configuration: what is wanted, how far it is, and what it found. It may be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use laneway_engine::suite::Suite;
use laneway_formats::space_text;
use laneway_pipeline::pipeline::Pipeline;
use laneway_search::dimension::{DIMENSIONS, Dimension};
use laneway_search::found::{Change, Found};
use laneway_search::measure::Measure;
use laneway_search::objective::Objective;
use laneway_search::propose::{longest, propose};
use laneway_search::question::Question;
use laneway_search::search::Stage;
use laneway_search::space::{Free, Space};

/// The state of the search.
#[derive(Clone, Default)]
pub struct Search {
    /// What the next one is to look for.
    pub wanted: Wanted,
    /// How far the one that runs is.
    pub under_way: Option<UnderWay>,
    /// The best so far, while it runs.
    pub standing: Option<Arc<Vec<Standing>>>,
    /// What the last one found.
    pub answer: Option<Arc<Answered>>,
    /// Why it cannot be made.
    pub error: Option<String>,
    /// Whether the one that ran last takes this machine long, by its own speed.
    pub is_long: bool,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// The job whose tests are run otherwise; `None`: the one whose tests take longest.
    pub job: Option<String>,
    /// Values that were typed in place of those proposed; an empty text fixes the dimension.
    pub values: BTreeMap<Dimension, String>,
    /// Dimensions without typed values that stay as they are.
    pub fixed: BTreeSet<Dimension>,
    /// What is to be least, and what must hold.
    pub objective: Objective,
    /// Jobs at most.
    pub max_jobs: Option<u32>,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct UnderWay {
    /// Where it stands; `None` before the first answer.
    pub stage: Option<Stage>,
    /// Simulated runs.
    pub n_done: u64,
    /// In all, as far as is known.
    pub n_all: u64,
    /// Seconds that are left, as far as can be told.
    pub secs_left: Option<f64>,
}

/// One of the best so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What differs from the baseline.
    pub changes: Vec<Change>,
    /// What it came to so far.
    pub measure: Measure,
}

/// What a search found, with what it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// What was asked.
    pub question: Arc<Question>,
    /// What was found.
    pub found: Found,
}

/// Something to do about the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchErrand {
    /// Search as wanted.
    Run,
    /// Give up; what is there stays.
    Stop,
}

impl Wanted {
    /// The job that is meant; `None` in a pipeline without tests.
    pub fn job(&self, pipeline: &Pipeline, suite: &Suite) -> Option<String> {
        let chosen = self.job.clone().filter(|id| pipeline.job(id).is_some_and(|job| job.test_runs().next().is_some()));
        chosen.or_else(|| longest(pipeline, &suite.tests))
    }

    /// What is proposed, before anything was typed.
    pub fn proposed(&self, pipeline: &Pipeline, suite: &Suite) -> Free {
        self.job(pipeline, suite).and_then(|job| propose(pipeline, &job, 0, suite)).unwrap_or_default()
    }

    /// What may change.
    ///
    /// # Errors
    /// If a dimension's text is no list of values; says which and why.
    pub fn space(&self, pipeline: &Pipeline, suite: &Suite) -> Result<Space, (Dimension, String)> {
        let mut free = self.proposed(pipeline, suite);
        for info in DIMENSIONS {
            if let Some(text) = self.values.get(&info.dimension) {
                space_text::read(&mut free, info.dimension, text, pipeline.service)
                    .map_err(|error| (info.dimension, error.to_string()))?;
            } else if self.fixed.contains(&info.dimension) {
                free.fix(info.dimension);
            }
        }
        Ok(Space { runs: vec![free], max_jobs: self.max_jobs })
    }
}

#[cfg(test)]
mod tests {
    use laneway_engine::session::Session;

    use super::*;

    #[test]
    fn what_is_typed_comes_before_what_is_proposed() {
        let (pipeline, suite) = (Pipeline::bare(Session::default()), Suite::default());
        let mut wanted = Wanted::default();
        let free = |wanted: &Wanted| wanted.space(&pipeline, &suite).map(|space| space.runs[0].clone());
        assert!(free(&wanted).is_ok_and(|free| free.workers.contains(&8) && !free.dist.is_empty()));
        wanted.values.insert(Dimension::Workers, "2..3".to_owned());
        wanted.fixed.insert(Dimension::Dist);
        assert!(free(&wanted).is_ok_and(|free| free.workers == [2, 3] && free.dist.is_empty()));
        wanted.values.insert(Dimension::Workers, "some".to_owned());
        assert_eq!(free(&wanted).err().map(|(dimension, _)| dimension), Some(Dimension::Workers));
    }
}
