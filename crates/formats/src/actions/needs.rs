//! Who waited for whom. The list of jobs does not say it, but times show it where it is certain enough.
//!
//! A job needs others if in every run it became ready only after they had ended, and at once: within [`AT_ONCE`] of the end
//! of the last of them in nine of ten runs. It became ready when it was created, which GitHub does once all that it needs is
//! over; histories without that time have only its start, after an unknown wait for a runner, and then
//! [`MIN_RUNS_WITHOUT_CREATED`] runs must agree. What never was the last to end cannot be seen, and does not matter for times.

use super::groups::Group;
use super::run::Run;

/// How soon a job is created after the last job that it needs, in milliseconds.
const AT_ONCE: i64 = 8_000;
/// The same for its start, with the usual wait for a runner.
const AT_ONCE_WITH_QUEUE: i64 = 15_000;
/// How much clocks of different parts of GitHub may differ, in milliseconds.
const SLACK: i64 = 1_000;
/// How many runs must agree where only the start is known.
const MIN_RUNS_WITHOUT_CREATED: usize = 5;

/// Where one job stood in one run.
#[derive(Clone, Copy)]
pub(super) struct Span {
    /// When its first cell could run, as far as is known.
    ready: i64,
    /// When its last cell ended.
    end: i64,
}

/// The spans of all groups: by group, then by run.
pub(super) fn spans(groups: &[Group<'_>], n_runs: usize) -> Vec<Vec<Option<Span>>> {
    let of_group = |group: &Group<'_>| {
        let mut spans: Vec<Option<Span>> = vec![None; n_runs];
        for &(run, _, job) in &group.jobs {
            let (Some(ready), Some(end)) = (job.created.or(job.started), job.completed) else { continue };
            let span = spans[run].get_or_insert(Span { ready, end });
            *span = Span { ready: span.ready.min(ready), end: span.end.max(end) };
        }
        spans
    };
    groups.iter().map(of_group).collect()
}

/// The places of the groups that each group needs. No cycles: a job needs only those that began before it. Runs that were
/// begun again do not count, since what they repeat began long ago. Cost: groups squared, times runs.
pub(super) fn needs(groups: &[Group<'_>], runs: &[&Run], spans: &[Vec<Option<Span>>]) -> Vec<Vec<usize>> {
    let begins: Vec<Option<i64>> = runs
        .iter()
        .enumerate()
        .map(|(run, of)| spans.iter().filter_map(|spans| spans[run]).map(|span| span.ready).chain(of.began).min())
        .collect();
    let is_usable = |run: &usize| runs[*run].attempt <= 1;
    // The median time from the beginning of the run until it was ready orders groups.
    let order: Vec<(i64, usize)> = (0..groups.len())
        .map(|group| {
            let since = |run: usize| Some(spans[group][run]?.ready.saturating_sub(begins[run]?));
            let mut since: Vec<i64> = (0..runs.len()).filter(is_usable).filter_map(since).collect();
            since.sort_unstable();
            (since.get(since.len() / 2).copied().unwrap_or(0), group)
        })
        .collect();
    (0..groups.len())
        .map(|group| {
            let is_created_known = groups[group].jobs.iter().all(|(_, _, job)| job.created.is_some());
            let in_runs: Vec<usize> =
                (0..runs.len()).filter(is_usable).filter(|run| spans[group][*run].is_some()).collect();
            if in_runs.is_empty() || (!is_created_known && in_runs.len() < MIN_RUNS_WITHOUT_CREATED) {
                return Vec::new();
            }
            let at_once = if is_created_known { AT_ONCE } else { AT_ONCE_WITH_QUEUE };
            let candidates: Vec<usize> = (0..groups.len())
                .filter(|&other| order[other] < order[group])
                .filter(|&other| {
                    let both = in_runs.iter().filter_map(|&run| spans[other][run].zip(spans[group][run]));
                    let (mut n_both, mut is_before) = (0, true);
                    for (other, own) in both {
                        n_both += 1;
                        is_before &= other.end <= own.ready.saturating_add(SLACK);
                    }
                    is_before && 2 * n_both >= in_runs.len()
                })
                .collect();
            let mut needed: Vec<usize> = Vec::new();
            let mut n_at_once = 0;
            for &run in &in_runs {
                let last = candidates.iter().filter_map(|&other| Some((spans[other][run]?.end, other))).max();
                let (Some((end, other)), Some(own)) = (last, spans[group][run]) else { continue };
                if own.ready.saturating_sub(end) <= at_once {
                    n_at_once += 1;
                    if !needed.contains(&other) {
                        needed.push(other);
                    }
                }
            }
            needed.sort_unstable();
            if 10 * n_at_once >= 9 * in_runs.len() { needed } else { Vec::new() }
        })
        .collect()
}

/// When a job of that run could begin: when it was created, or when what it needs had ended, or when the run began.
pub(super) fn ready(
    created: Option<i64>,
    began: Option<i64>,
    run: usize,
    needs: &[usize],
    spans: &[Vec<Option<Span>>],
) -> Option<i64> {
    let end = needs.iter().filter_map(|&other| spans[other][run]).map(|span| span.end).max();
    created.max(end).or(began)
}
