//! Advice as a job of the pool: first what is wrong, then what mending each of it would gain, one after another.

use laneway_engine::study::StudySpec;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::study::Figures;
use laneway_pool::protocol::{Advice, Reply, Request, RequestId};
use laneway_pool::study_run::StudyRun;

use super::repeated::{Chunk, Repeat};

/// Names the one chunk that looks for what is wrong; those of a finding have its place, counted from 1, in the upper half.
const LOOK: u64 = 0;

/// Where it has come to.
pub(super) enum Progress {
    /// Nobody was asked yet.
    Begins,
    /// A thread looks.
    Looks,
    /// What is wrong is known.
    Found(Found),
    /// The scenario cannot be looked at; the answer to it says why.
    Failed,
}

/// What is wrong, and how far the gains are.
pub(super) struct Found {
    pub(super) looked_for: Vec<String>,
    pub(super) findings: Vec<Advice>,
    /// Of each finding, the runs of both pipelines; `None` where the rule knows no change.
    pub(super) runs: Vec<Option<StudyRun<Vec<Figures>>>>,
}

impl Found {
    /// How many of the gains are simulated, or need not be.
    pub(super) fn n_over(&self) -> usize {
        self.runs.iter().filter(|run| run.as_ref().is_none_or(StudyRun::is_over)).count()
    }
}

type OnNews = Box<dyn Fn(&Progress)>;

/// A look at one side.
pub(super) struct Looked {
    baseline: Pipeline,
    pipeline: Pipeline,
    study: StudySpec,
    progress: Progress,
    on_news: OnNews,
}

impl Looked {
    /// At `pipeline`, which the team does not run yet if it is another than `baseline`; a gain is taken from as many runs as
    /// `study` has.
    pub(super) fn new(
        baseline: Pipeline,
        pipeline: Pipeline,
        study: StudySpec,
        on_news: impl Fn(&Progress) + 'static,
    ) -> Self {
        Self { baseline, pipeline, study, progress: Progress::Begins, on_news: Box::new(on_news) }
    }

    fn found(&self, looked_for: Vec<String>, findings: Vec<Advice>) -> Progress {
        let run = |finding: &Advice| finding.fix.as_ref().map(|_| StudyRun::new(&self.study, |_, _| false));
        Progress::Found(Found { looked_for, runs: findings.iter().map(run).collect(), findings })
    }
}

impl Repeat for Looked {
    fn next(&mut self, id: RequestId, n: u32) -> Option<Chunk> {
        match &mut self.progress {
            Progress::Begins => {
                self.progress = Progress::Looks;
                let (baseline, pipeline) = (self.baseline.clone(), self.pipeline.clone());
                let request = Request::Advise { id, baseline, pipeline, seed: self.study.seed };
                Some(Chunk { ticket: LOOK, n: 1, request })
            }
            Progress::Found(found) => {
                let mut runs = found.runs.iter_mut().enumerate();
                let (place, chunk) = runs.find_map(|(place, run)| Some((place, run.as_mut()?.next_chunk(n)?)))?;
                let then = found.findings[place].fix.as_ref()?.pipeline.clone();
                let (first, n) = (chunk.start, chunk.end - chunk.start);
                let pipelines = vec![self.pipeline.clone(), then];
                let request = Request::ReplicatePipelines { id, pipelines, spec: self.study.clone(), first, n };
                Some(Chunk { ticket: (place as u64 + 1) << 32, n, request })
            }
            Progress::Looks | Progress::Failed => None,
        }
    }

    fn take(&mut self, ticket: u64, reply: Reply) {
        let place = (ticket >> 32).checked_sub(1).map(|place| place as usize);
        match (reply, place, &mut self.progress) {
            (Reply::Advised { looked_for, findings, .. }, ..) => self.progress = self.found(looked_for, findings),
            (reply, Some(place), Progress::Found(found)) => {
                let Some(run) = found.runs.get_mut(place).and_then(Option::as_mut) else { return };
                match reply {
                    Reply::ReplicatedPipelines { first, replications, .. } => run.take(first, replications),
                    // Advice whose change cannot be simulated is advice all the same.
                    _ => run.fail(),
                }
            }
            _ => self.progress = Progress::Failed,
        }
    }

    fn restart(&mut self) {
        self.progress = Progress::Begins;
    }

    fn tell(&self, _elapsed: f64) -> bool {
        (self.on_news)(&self.progress);
        match &self.progress {
            Progress::Begins | Progress::Looks => false,
            Progress::Found(found) => found.n_over() == found.findings.len(),
            Progress::Failed => true,
        }
    }
}
