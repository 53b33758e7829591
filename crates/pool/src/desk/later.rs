//! All that the first answer of a visit does without: pipelines, many runs, advice, links, and what makes suites from rules. The
//! wasm of threads that simulate has it in a file of its own, which comes when it is first asked for: `cargo xtask build` splits it
//! off (`build.rs`, `xtask/src/pieces.rs`). Elsewhere it is there at once.

use laneway_engine::source::Source;
use laneway_link::link::write_shared;
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario;

use super::{advice, headlines, pipelines, studies};
use crate::held::Held;
use crate::protocol::{Reply, Request};

#[cfg(pieces)]
#[path = "later/split_off.rs"]
mod file;

#[cfg(not(pieces))]
#[path = "later/at_once.rs"]
mod file;

/// The file did not come: no network, or the host has another version by now.
#[derive(Debug, thiserror::Error)]
#[error("a part of Laneway was not loaded: try again, or reload the page")]
pub(super) struct NotLoaded;

impl From<NotLoaded> for String {
    fn from(error: NotLoaded) -> Self {
        error.to_string()
    }
}

/// The suite of `source`.
pub(super) async fn make(source: Source) -> Result<Held, NotLoaded> {
    file::make(source).await
}

/// Answers a request that [`super::Desk::answer`] leaves to this; `held` is the same afterwards.
pub(super) async fn answer(held: &mut Held, request: Request) -> Result<Reply, String> {
    // Before the suite is given away, which would be lost where the file does not come.
    file::load().await?;
    let (same, reply) = file::answer(std::mem::take(held), request).await?;
    *held = same;
    reply
}

/// What is done there, with the suite as it is afterwards.
fn answered(mut held: Held, request: Request) -> (Held, Result<Reply, String>) {
    let reply = answer_by(&mut held, request);
    (held, reply)
}

fn answer_by(held: &mut Held, request: Request) -> Result<Reply, String> {
    match request {
        Request::Replicate { id, sessions, spec, first, n } => {
            let replications = studies::sessions(&mut held.prepared, &sessions, &spec, first, n);
            Ok(Reply::Replicated { id, first, replications: replications.map_err(|error| error.to_string())? })
        }
        Request::Pipelines { id, baseline, candidate, seed } => {
            held.check()?;
            let [baseline, candidate] =
                [baseline, candidate].map(|pipeline| pipelines::run(&mut held.prepared, &pipeline, seed));
            Ok(Reply::Pipelines { id, baseline, candidate })
        }
        Request::PipelineOrder { id, number, baseline, candidate, seed } => {
            let [baseline, candidate] = pipelines::under_order(held, number, [&baseline, &candidate], seed);
            let [baseline, candidate] = [baseline, candidate].map(|took| took.map_err(|problem| problem.to_string()));
            Ok(Reply::PipelineOrder { id, baseline: baseline?, candidate: candidate? })
        }
        Request::ReplicatePipelines { id, pipelines, spec, first, n } => {
            let replications = studies::pipelines(&mut held.prepared, pipelines, &spec, first, n);
            let replications = replications.map_err(|problem| problem.to_string())?;
            Ok(Reply::ReplicatedPipelines { id, first, replications })
        }
        Request::Advise { id, baseline, pipeline, seed } => {
            held.check()?;
            let suite = held.take();
            let (looked_for, findings) = advice::advise(&suite, &baseline, &pipeline, seed);
            held.put(suite);
            Ok(Reply::Advised { id, looked_for, findings })
        }
        Request::Link { id, baseline, candidate, study, calibration, title, note } => {
            let source = held.take_source();
            let scenario = Scenario { source, baseline, candidate, study, calibration };
            let shared = Shared { title, note, ..Shared::from(scenario) };
            let link = write_shared(&shared);
            held.put_source(shared.scenario.source);
            Ok(Reply::Link { id, link })
        }
        Request::Headline { id, baseline, candidate, study, n_runs } => {
            held.check()?;
            let scenario = Scenario { baseline, candidate, study, ..Scenario::default() };
            let headline = headlines::check(&scenario, &held.suite(), n_runs)?;
            Ok(Reply::Headline { id, headline })
        }
        other => Err(format!("no answer to {other:?} is here: please report it")),
    }
}
