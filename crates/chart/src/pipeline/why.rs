//! A pipeline in words: what its time hangs on, what is next, and what it goes into.

use std::cmp::Ordering;

use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::{Conclusion, Merge};

use super::reason;
use super::share::shares;
use super::side::PipelineSide;
use crate::doubt::{Beyond, doubt};
use crate::human;

/// Some sentences about two sides, the baseline first, in the run in sight; and whether `beyond` it another would be first.
pub fn why(baseline: &PipelineSide<'_>, candidate: &PipelineSide<'_>, beyond: Beyond) -> Vec<String> {
    let red = [baseline, candidate].into_iter().filter_map(red);
    let of_candidate = [merge(candidate), path(candidate), next(candidate), slack(candidate), spent(candidate)];
    let sentences = red.chain([compared(baseline, candidate, beyond)]).chain(of_candidate.into_iter().flatten());
    sentences.map(|text| text.replace(" %", "\u{a0}%")).collect()
}

/// Which job turns a side red, and why.
fn red(side: &PipelineSide<'_>) -> Option<String> {
    let jobs = side.outcome.jobs.iter().enumerate();
    let (place, job) = jobs
        .filter(|(_, job)| matches!(job.conclusion, Conclusion::Failure | Conclusion::Cancelled))
        .min_by_key(|(_, job)| (job.conclusion != Conclusion::Failure, job.ended))
        .filter(|_| !side.outcome.is_green)?;
    let why = job.reason.as_ref().map(|why| format!(": {}", reason::words(why))).unwrap_or_default();
    let word = reason::conclusion(job.conclusion);
    Some(format!("The {} would be red, {} {word}{why}.", side.name, side.title(place)))
}

/// When both are done in the run in sight, in which nothing is left to luck.
fn compared(baseline: &PipelineSide<'_>, candidate: &PipelineSide<'_>, beyond: Beyond) -> String {
    let (before, after) = (baseline.outcome.wall_clock, candidate.outcome.wall_clock);
    let end = human::time(after);
    let done = match after.cmp(&before) {
        Ordering::Equal => format!("both would be done after {end}"),
        Ordering::Less => {
            format!("the candidate would be done after {end}, {} before the baseline", human::time(before - after))
        }
        Ordering::Greater => {
            format!("the candidate would be done after {end}, {} after the baseline", human::time(after - before))
        }
    };
    format!("With queues and steps at their medians, {done}{}.", doubt(after.cmp(&before), beyond))
}

/// What a merge would do, where checks are required.
fn merge(side: &PipelineSide<'_>) -> Option<String> {
    match &side.outcome.merge {
        Merge::Unguarded => None,
        Merge::Allowed => Some("A merge would be allowed.".to_owned()),
        Merge::Blocked(jobs) => Some(format!("A merge would be blocked by {}.", jobs.join(", "))),
        Merge::AllowedThoughRed(jobs) => Some(format!(
            "A merge would be allowed though {} would not be green: no required check says so, and a skipped one counts as \
             passed.",
            jobs.join(", ")
        )),
    }
}

/// The jobs that the time hangs on.
fn path(side: &PipelineSide<'_>) -> Option<String> {
    let names: Vec<String> = side.outcome.critical.iter().map(|place| side.title(*place)).collect();
    match names.as_slice() {
        [] => None,
        [one] if free(side).any(|(_, slack)| slack == Nanos::ZERO) => Some(format!("Its time hangs on {one}.")),
        [one] => Some(format!("Its time hangs on {one} alone.")),
        [before @ .., last] => Some(format!("Its time hangs on {}, then {last}.", before.join(", then "))),
    }
}

/// By how much whatever is next is shorter, and what shortening the critical path brings.
fn next(side: &PipelineSide<'_>) -> Option<String> {
    let (place, slack) = free(side).min_by_key(|(_, slack)| *slack)?;
    let longest = side.outcome.critical.iter().max_by_key(|place| took(side, **place))?;
    let (name, longest) = (side.title(place), side.title(*longest));
    Some(if slack == Nanos::ZERO {
        format!("{name} would end as late: shortening {longest} alone brings nothing.")
    } else {
        let slack = human::time(slack);
        format!(
            "The next is {name}, {slack} shorter: shortening {longest} brings up to {slack}, then {name} is in the way."
        )
    })
}

/// Which job has most room.
fn slack(side: &PipelineSide<'_>) -> Option<String> {
    let (place, slack) = free(side).max_by_key(|(_, slack)| *slack)?;
    let is_worth_a_word = slack.0 > side.outcome.wall_clock.0 / 10 && free(side).count() > 1;
    is_worth_a_word
        .then(|| format!("{} could take {} longer without anyone noticing.", side.title(place), human::time(slack)))
}

/// What the time of the critical path goes into.
fn spent(side: &PipelineSide<'_>) -> Option<String> {
    let shares = shares(side);
    let ((first, time), rest) = shares.split_first()?;
    let rest: String = rest.iter().take(3).map(|(name, time)| format!(", {} {name}", human::time(*time))).collect();
    Some(format!("Of {}, {} are {first}{rest}.", human::time(side.outcome.wall_clock), human::time(*time)))
}

/// Jobs that ran and are not on the critical path, with their slack.
fn free<'a>(side: &'a PipelineSide<'_>) -> impl Iterator<Item = (usize, Nanos)> + 'a {
    let jobs = side.outcome.jobs.iter().enumerate();
    jobs.filter(|(place, job)| job.started.is_some() && !side.is_critical(*place))
        .map(|(place, job)| (place, job.slack))
}

fn took(side: &PipelineSide<'_>, place: usize) -> Nanos {
    let job = &side.outcome.jobs[place];
    job.took().unwrap_or(Nanos::ZERO)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::statistics::Verdict;

    use super::*;
    use crate::pipeline::sample::Sample;

    #[test]
    fn lanes_hang_on_the_longest() {
        let [now, tried] = [Sample::serial(), Sample::lanes()];
        expect![[r#"
            With queues and steps at their medians, the candidate would be done after 5:10, 4:10 before the baseline.
            Its time hangs on unit (2/2), then gate.
            The next is unit (1/2), 1:00 shorter: shortening unit (2/2) brings up to 1:00, then unit (1/2) is in the way.
            lint could take 3:50 longer without anyone noticing.
            Of 5:10, 3:40 are tests, 30 s queues, 20 s the gate, 20 s set-up and other steps."#]]
        .assert_eq(&why(&now.side("baseline"), &tried.side("candidate"), Beyond::default()).join("\n"));
    }

    #[test]
    fn nothing_is_claimed_that_many_runs_do_not_bear_out() {
        let [now, tried] = [Sample::serial(), Sample::lanes()];
        let beyond = Beyond { verdict: Some(Verdict::TooCloseToCall), orders: None };
        expect!["With queues and steps at their medians, the candidate would be done after 5:10, 4:10 before the baseline; over many runs, that is too close to call."]
            .assert_eq(&why(&now.side("baseline"), &tried.side("candidate"), beyond)[0]);
    }

    #[test]
    fn a_red_side_says_why() {
        let [now, tried] = [Sample::serial(), Sample::red()];
        expect![[r#"
            The candidate would be red, unit (1/2) failed: 3 tests broken by the change.
            With queues and steps at their medians, the candidate would be done after 4:30, 4:50 before the baseline.
            A merge would be allowed though unit (1/2) would not be green: no required check says so, and a skipped one counts as passed.
            Its time hangs on unit (2/2) alone.
            The next is unit (1/2), 1:00 shorter: shortening unit (2/2) brings up to 1:00, then unit (1/2) is in the way.
            lint could take 3:50 longer without anyone noticing.
            Of 4:30, 3:40 are tests, 20 s set-up and other steps, 20 s queues, 10 s artifacts."#]]
        .assert_eq(&why(&now.side("baseline"), &tried.side("candidate"), Beyond::default()).join("\n"));
    }
}
