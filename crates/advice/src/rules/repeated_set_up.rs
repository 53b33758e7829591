//! Each lane and each shard sets up again: where that costs more than it saves, fewer of them are as quick and cheaper.

use super::{Rule, WORTH_A_WORD};
use crate::finding::Finding;
use crate::look::{At, Look};
use laneway_engine::time::Nanos;
use laneway_pipeline::job::Job;
use laneway_pipeline::matrix::Matrix;
use laneway_pipeline::outcome::{PipelineOutcome, SpanKind};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, Work};

pub(super) const RULE: Rule = Rule { id: "repeated-set-up", title: "set-up that lanes and shards repeat", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let Some(outcome) = look.outcome.as_ref().filter(|outcome| outcome.is_green) else { return Vec::new() };
    let is_first = |at: &At<'_>| at.number == 0;
    let shards = look.runs().filter(is_first).filter_map(|at| fewer_shards(look, outcome, at));
    shards.chain(one_lane_less(look, outcome)).collect()
}

/// The fewest shards that are as quick, of one, two, four, ...
fn fewer_shards(look: &Look<'_>, outcome: &PipelineOutcome, at: At<'_>) -> Option<Finding> {
    let now = at.job.matrix.shards;
    let counts = (0..u32::BITS).map(|power| 1 << power).take_while(|n| *n < now);
    let (n, fix, minutes) = counts.into_iter().find_map(|n| {
        let mut pipeline = look.pipeline.clone();
        pipeline.jobs[at.job_place].matrix.shards = n;
        let minutes = saved_minutes(look, outcome, &pipeline)?;
        Some((n, pipeline, minutes))
    })?;
    let set_up = set_up(look, outcome, at.job_place);
    let few = if n == 1 { "one job without shards".to_owned() } else { format!("{n} shards") };
    let wrong = format!("Each of {now} shards sets up for {:.0} s; {few} would end as soon.", set_up.as_secs());
    let advice = format!("Take {few}.");
    Some(look.finding(RULE.id, at, "matrix.shards", [wrong, why(minutes), advice], Some(fix)))
}

/// The two shortest lanes that could be one job, if that is as quick.
fn one_lane_less(look: &Look<'_>, outcome: &PipelineOutcome) -> Option<Finding> {
    let took = |place: usize| outcome.jobs.iter().find(|job| job.job == place)?.took();
    let is_lane = |at: &At<'_>| at.number == 0 && at.job.matrix == Matrix::default();
    let mut lanes: Vec<(Nanos, At<'_>)> =
        look.runs().filter(is_lane).filter_map(|at| Some((took(at.job_place)?, at))).collect();
    lanes.sort_by_key(|(took, at)| (*took, at.job_place));
    let is_alike = |one: &Job, other: &Job| {
        (&one.needs, one.condition, &one.runner) == (&other.needs, other.condition, &other.runner)
    };
    let (one, other) = lanes.iter().enumerate().find_map(|(place, (_, one))| {
        let (_, other) = lanes[place + 1..].iter().find(|(_, other)| is_alike(one.job, other.job))?;
        Some((*one, *other))
    })?;
    let (into, from) = if one.job_place < other.job_place { (one, other) } else { (other, one) };
    let fix = joined(look.pipeline, into.job_place, from.job_place);
    let minutes = saved_minutes(look, outcome, &fix)?;
    let set_up = set_up(look, outcome, from.job_place);
    let wrong = format!(
        "`{}` and `{}` set up twice, {:.0} s each; one job would end as soon.",
        into.job.title(),
        from.job.title(),
        set_up.as_secs()
    );
    let advice =
        format!("Let `{}` run the tests of `{}` too, one after the other.", into.job.title(), from.job.title());
    Some(look.finding(RULE.id, from, "", [wrong, why(minutes), advice], Some(fix)))
}

fn why(minutes: f64) -> String {
    format!("The run takes as long, within 2%, and {minutes:.0} more minutes are billed for it than need be.")
}

/// Billed minutes that a changed pipeline saves, if it saves any, is green, and takes as long.
fn saved_minutes(look: &Look<'_>, outcome: &PipelineOutcome, changed: &Pipeline) -> Option<f64> {
    let then = look.typical(changed).filter(|then| then.is_green)?;
    let is_as_quick = then.wall_clock.as_secs() <= outcome.wall_clock.as_secs() * (1.0 + WORTH_A_WORD);
    let saved = outcome.bill.minutes() - then.bill.minutes();
    (is_as_quick && saved >= 1.0).then_some(saved)
}

/// What the first job of a matrix spends before and beside its tests.
fn set_up(look: &Look<'_>, outcome: &PipelineOutcome, place: usize) -> Nanos {
    let is_set_up = |kind: SpanKind| matches!(kind, SpanKind::SetUp | SpanKind::Container);
    let spans = outcome.jobs.iter().find(|job| job.job == place && !look.pipeline.jobs[place].steps.is_empty());
    let spans = spans.into_iter().flat_map(|job| &job.spans).filter(|span| is_set_up(span.kind));
    spans.map(|span| Nanos(span.end.0 - span.start.0)).sum()
}

/// One job less: `from` does not run any more, `into` does what only it did, after its own steps.
fn joined(pipeline: &Pipeline, into: usize, from: usize) -> Pipeline {
    let mut pipeline = pipeline.clone();
    let Job { id: gone, steps, containers, timeout, .. } = pipeline.jobs[from].clone();
    let job = &mut pipeline.jobs[into];
    let is_new = |step: &Step| {
        let is_set_up = matches!(step.work, Work::Command { .. } | Work::Checkout { .. } | Work::Cached { .. });
        !is_set_up || job.steps.iter().all(|own| own.work != step.work || own.name != step.name)
    };
    let new: Vec<Step> = steps.into_iter().filter(is_new).collect();
    job.steps.extend(new);
    let new = containers.into_iter().filter(|new| job.containers.iter().all(|own| own.name != new.name));
    let new: Vec<_> = new.collect();
    job.containers.extend(new);
    job.timeout = Nanos(job.timeout.0.saturating_add(timeout.0)).min(laneway_pipeline::job::DEFAULT_TIMEOUT);
    let id = job.id.clone();
    pipeline.jobs.remove(from);
    for job in &mut pipeline.jobs {
        let needs_gone = job.needs.contains(&gone);
        let needs_it = job.needs.contains(&id);
        job.needs.retain(|needed| *needed != gone);
        if needs_gone && !needs_it {
            job.needs.push(id.clone());
        }
    }
    pipeline
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_engine::split::SplitBy;
    use laneway_pipeline::timing::constant;

    use super::*;
    use crate::sample::{even, of_pipeline};

    fn lane(id: &str, set_up: f64, path: &str) -> Job {
        let mut job = Job { id: id.to_owned(), ..Job::bare(Session { workers: 0, ..Session::default() }) };
        job.test_runs_mut().for_each(|run| run.session.selection.paths = vec![path.to_owned()]);
        job.steps.insert(0, Step::new("Install", Work::Command { takes: constant(set_up) }));
        job.runner = laneway_pipeline::runner::Runner { label: "ubuntu-latest".to_owned(), ..job.runner };
        job
    }

    #[test]
    fn fires_where_shards_set_up_for_nothing() {
        let with = |shards: u32, tenths: u64| {
            let mut pipeline = Pipeline { jobs: vec![lane("tests", 100.0, ".")], ..Pipeline::default() };
            pipeline.jobs[0].matrix.shards = shards;
            pipeline.jobs[0].test_runs_mut().for_each(|run| run.splitter.by = SplitBy::LeastDuration);
            of_pipeline(&RULE, &even(8, tenths), &pipeline)
        };
        expect![[r#"
            job `tests`, step 2, matrix.shards: Each of 4 shards sets up for 100 s; one job without shards would end as soon. The run takes as long, within 2%, and 6 more minutes are billed for it than need be. Take one job without shards. [saves -1 %]
        "#]].assert_eq(&with(4, 2));
        assert_eq!(with(1, 2), "");
        assert_eq!(with(4, 200), "", "they save minutes");
    }

    #[test]
    fn fires_where_a_lane_sets_up_for_nothing() {
        let with = |set_up: f64| {
            let mut gate = lane("gate", 1.0, "t3.py");
            gate.needs = vec!["one".to_owned(), "other".to_owned()];
            let jobs = vec![lane("one", set_up, "t1.py"), lane("other", set_up, "t2.py"), gate];
            of_pipeline(&RULE, &even(8, 10), &Pipeline { jobs, ..Pipeline::default() })
        };
        expect![[r#"
            job `other`, step 2: `one` and `other` set up twice, 80 s each; one job would end as soon. The run takes as long, within 2%, and 2 more minutes are billed for it than need be. Let `one` run the tests of `other` too, one after the other. [saves -1 %]
        "#]].assert_eq(&with(80.0));
        assert_eq!(with(8.0), "", "a second in ten is worth a lane");
    }
}
