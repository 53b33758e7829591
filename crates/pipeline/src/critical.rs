//! The critical path: the chain of jobs that the wall-clock time hangs on, and how much room the others have.

use laneway_engine::time::Nanos;

use crate::outcome::{Conclusion, JobOutcome};

/// Places of the jobs that the end of the run hangs on, first to last: from the job that ended last, back to the one that it
/// waited for last, be it a need or the one whose slot it took. Of two that ended together, the first one. `needs` are by
/// place in the pipeline, `slot_from` by place in `jobs`.
pub(crate) fn path(jobs: &[JobOutcome], needs: &[Vec<usize>], slot_from: &[Option<usize>]) -> Vec<usize> {
    let ran = |place: &usize| jobs[*place].conclusion != Conclusion::Skipped;
    let last = |places: &mut dyn Iterator<Item = usize>| {
        places.filter(ran).reduce(|one, other| if jobs[other].ended > jobs[one].ended { other } else { one })
    };
    let mut path = Vec::new();
    let mut next = last(&mut (0..jobs.len()));
    while let Some(place) = next {
        path.push(place);
        let of_needs = &mut (0..jobs.len()).filter(|it| needs[jobs[place].job].contains(&jobs[*it].job));
        next = slot_from[place].or_else(|| last(of_needs));
        if path.len() > jobs.len() {
            break;
        }
    }
    path.reverse();
    path
}

/// How much later each job could have ended without the run ending later, all waiting for runners as it was. Of a job that
/// was skipped it is the whole time that was left.
pub(crate) fn slacks(jobs: &[JobOutcome], needs: &[Vec<usize>], slot_from: &[Option<usize>]) -> Vec<Nanos> {
    let end = jobs.iter().map(|job| job.ended).max().unwrap_or_default();
    let mut latest = vec![end; jobs.len()];
    let mut by_end: Vec<usize> = (0..jobs.len()).collect();
    // Whoever waited for another ended later, or at the same time and with nothing to do.
    by_end.sort_by_key(|place| (std::cmp::Reverse(jobs[*place].ended), std::cmp::Reverse(jobs[*place].ready)));
    for place in by_end {
        let job = &jobs[place];
        if job.conclusion == Conclusion::Skipped {
            continue;
        }
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
