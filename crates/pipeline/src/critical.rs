//! The critical path: the chain of jobs that the wall-clock time hangs on, and how much room the others have.

use std::cmp::Reverse;

use laneway_engine::time::Nanos;

use crate::outcome::{Conclusion, JobOutcome};

/// Places of the jobs that the end of the run hangs on, first to last: from the job that ended last, back to the one that it
/// waited for last, be it a need or the one whose slot it took. Of two that ended together, one that ran, then the first. A
/// job that was skipped is none of them, but what it waited for is. `needs` are by place in the pipeline, `slot_from` by
/// place in `jobs`.
pub(crate) fn path(jobs: &[JobOutcome], needs: &[Vec<usize>], slot_from: &[Option<usize>]) -> Vec<usize> {
    let ran = |place: &usize| jobs[*place].conclusion != Conclusion::Skipped;
    let last = |places: &mut dyn Iterator<Item = usize>| {
        let order = |place: usize| (jobs[place].ended, ran(&place));
        places.reduce(|one, other| if order(other) > order(one) { other } else { one })
    };
    let mut path = Vec::new();
    let mut next = last(&mut (0..jobs.len()).filter(ran));
    for _ in 0..=jobs.len() {
        let Some(place) = next else { break };
        if ran(&place) {
            path.push(place);
        }
        let of_needs = &mut (0..jobs.len()).filter(|it| needs[jobs[place].job].contains(&jobs[*it].job));
        next = slot_from[place].or_else(|| last(of_needs));
    }
    path.reverse();
    path
}

/// How many jobs each one waits for, one after another. Needs never go round in a circle; [`crate::check`] sees to it.
fn depths(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut depths = vec![0; needs.len()];
    // A chain has as many links as there are jobs, at most.
    for _ in 0..needs.len() {
        let deeper = |job: &Vec<usize>| job.iter().map(|need| depths[*need] + 1).max().unwrap_or_default();
        let next: Vec<usize> = needs.iter().map(deeper).collect();
        if next == depths {
            break;
        }
        depths = next;
    }
    depths
}

/// How much later each job could have ended without the run ending later, all waiting for runners as it was.
pub(crate) fn slacks(jobs: &[JobOutcome], needs: &[Vec<usize>], slot_from: &[Option<usize>]) -> Vec<Nanos> {
    let end = jobs.iter().map(|job| job.ended).max().unwrap_or_default();
    let mut latest = vec![end; jobs.len()];
    let mut by_end: Vec<usize> = (0..jobs.len()).collect();
    let depths = depths(needs);
    // Whoever waited for another ended later, or at the same time and with nothing to do.
    by_end.sort_by_key(|place| {
        let job = &jobs[*place];
        Reverse((job.ended, job.ready, depths[job.job]))
    });
    for place in by_end {
        let job = &jobs[place];
        // It must have been ready by then.
        let ready_by = Nanos(latest[place].0 - (job.ended.0 - job.ready.0).min(latest[place].0));
        for it in (0..jobs.len()).filter(|it| needs[job.job].contains(&jobs[*it].job)) {
            latest[it] = latest[it].min(ready_by);
        }
        if let Some(it) = slot_from[place] {
            let started = job.started.unwrap_or(job.ended);
            let queue = started.0.saturating_sub(jobs[it].ended.0);
            let slot_by = latest[place].0.saturating_sub(job.ended.0 - started.0 + queue);
            latest[it] = latest[it].min(Nanos(slot_by));
        }
    }
    jobs.iter().zip(latest).map(|(job, latest)| Nanos(latest.0.saturating_sub(job.ended.0))).collect()
}
