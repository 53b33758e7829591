//! Many runs: the chunk of a study that one request is about.

use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::SessionError;
use laneway_engine::study::{Study, StudySpec};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;
use laneway_pipeline::study::{Figures, replicate};

use crate::study_run::Replication;

/// `n` replications of `sessions`, from the number `first` on. The suite is the same afterwards.
pub(super) fn sessions(
    prepared: &mut Prepared<'static>,
    sessions: &[Session],
    spec: &StudySpec,
    first: u32,
    n: u32,
) -> Result<Vec<Replication>, SessionError> {
    let mut study = Study::of_prepared(std::mem::take(prepared), sessions, spec);
    let replications = (first..first.saturating_add(n)).map(|number| study.replicate(number)).collect();
    *prepared = study.into_prepared();
    replications
}

/// Likewise of whole pipelines.
pub(super) fn pipelines(
    prepared: &mut Prepared<'static>,
    pipelines: Vec<Pipeline>,
    spec: &StudySpec,
    first: u32,
    n: u32,
) -> Result<Vec<Vec<Figures>>, Problem> {
    let (replications, same) = replicate(std::mem::take(prepared), pipelines, spec, first..first.saturating_add(n));
    *prepared = same;
    replications
}
