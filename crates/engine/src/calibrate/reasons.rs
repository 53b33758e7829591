//! Why something was not fitted, in words, and what is assumed instead.

use super::recorded::{Computing, Recorded};
use super::{FittedCosts, LeftAlone, What};
use crate::contention::Contention;

/// What the report does not tell, fixtures aside.
pub(super) fn left_alone(recorded: &Recorded<'_>, costs: &FittedCosts) -> Vec<LeftAlone> {
    let mut all = Vec::new();
    let mut leave = |what, why: &str| all.push(LeftAlone { what, why: why.to_owned() });
    if costs.startup.is_none() {
        let why = "the report does not say when workers began; set it yourself, or record with pytest-timing";
        leave(What::Startup, why);
        leave(What::Collection, "likewise");
    }
    if costs.worker_finish.is_none() {
        leave(What::WorkerFinish, "the report does not say when workers ended");
    }
    if costs.ending.is_none() {
        leave(What::Ending, "the report does not say when the session began and ended");
    }
    if costs.outside.is_none() {
        leave(What::Outside, "no report has the time of the whole command; `--took` tells it");
    }
    if recorded.runs.iter().flatten().all(|run| run.fixtures.is_none()) {
        leave(What::TestOverhead, "the report has no phases; it is in the durations");
    }
    if recorded.n_workers > 0 {
        leave(What::Latency, "messages are not in reports; 0.5 ms is what real runs showed");
    }
    let n_workers = recorded.workers.len().min(recorded.n_workers as usize);
    match (recorded.cores, recorded.computing) {
        (None, _) => {
            let why = "the report does not say how many cores there were; without them start-up is the same for any number of workers";
            leave(What::Computing, why);
        }
        (Some(cores), Computing::Unknown) => {
            let percent = Contention::default().cpu_permille / 10;
            let matters = if n_workers > cores as usize { "" } else { " where workers are more than cores" };
            leave(What::Computing, &format!("the report has no CPU times; {percent} % is assumed{matters}"));
        }
        _ => {}
    }
    all
}

/// Fixtures without a cost.
pub(super) fn no_fixtures(recorded: &Recorded<'_>, what: What, n_seen: u32) -> LeftAlone {
    let has_phases = recorded.runs.iter().flatten().any(|run| run.fixtures.is_some());
    let why = match n_seen {
        _ if !has_phases => "the report has no phases; it is in the durations".to_owned(),
        0 => "no tests to compare; it is in the durations".to_owned(),
        n => format!("none above noise in {n} comparisons"),
    };
    LeftAlone { what, why }
}
