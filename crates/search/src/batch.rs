//! Batches: the runs that a search asks for, and how they are simulated.

use laneway_engine::prepared::Prepared;
use laneway_engine::study::StudySpec;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;
use laneway_pipeline::study::{Figures, replicate};
use serde::{Deserialize, Serialize};

use crate::search::Search;

/// Runs to simulate: each pipeline in each replication of a range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Names it.
    pub id: u64,
    /// What to simulate.
    pub pipelines: Vec<Pipeline>,
    /// The number of the first replication.
    pub first: u32,
    /// How many.
    pub n: u32,
}

/// Drives a search to its end on one thread.
///
/// # Errors
/// If a configuration cannot be simulated.
pub fn drive(search: &mut Search, prepared: Prepared<'_>) -> Result<(), Problem> {
    let mut prepared = prepared;
    while let Some(batch) = search.next_batch() {
        let (replications, left) = simulate(prepared, &batch, &search.question.study);
        prepared = left;
        search.take(batch.id, &replications?);
    }
    Ok(())
}

/// The figures of a batch, and the suite again.
pub fn simulate<'a>(
    prepared: Prepared<'a>,
    batch: &Batch,
    study: &StudySpec,
) -> (Result<Vec<Vec<Figures>>, Problem>, Prepared<'a>) {
    replicate(prepared, batch.pipelines.clone(), study, batch.first..batch.first + batch.n)
}
