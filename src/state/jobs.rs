//! Changes of a pipeline that touch more than one job: names in `needs` follow, a price holds for all that run on a label.

use std::collections::BTreeMap;

use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::step::{Step, Work};
use laneway_pipeline::timing::constant;

/// Adds a job that does one thing; returns its place.
pub fn add(pipeline: &mut Pipeline) -> usize {
    let steps = vec![Step::new("Check out", Work::Checkout { takes: constant(2.0) })];
    let id = free_id(pipeline, "job");
    pipeline.jobs.push(Job { id, steps, ..Job::default() });
    pipeline.jobs.len() - 1
}

/// Puts a copy of a job behind it; returns the copy's place.
pub fn duplicate(pipeline: &mut Pipeline, job: usize) -> usize {
    let Some(copy) = pipeline.jobs.get(job).cloned() else { return job };
    let id = free_id(pipeline, &copy.id);
    pipeline.jobs.insert(job + 1, Job { id, name: String::new(), ..copy });
    job + 1
}

/// Takes a job out; nobody needs it any more.
pub fn remove(pipeline: &mut Pipeline, job: usize) {
    if job < pipeline.jobs.len() {
        let removed = pipeline.jobs.remove(job).id;
        pipeline.jobs.iter_mut().for_each(|job| job.needs.retain(|need| *need != removed));
        pipeline.required.retain(|id| *id != removed);
    }
}

/// Moves a job one place up or down; returns where it is then.
pub fn shift(pipeline: &mut Pipeline, job: usize, is_up: bool) -> usize {
    let to = if is_up { job.checked_sub(1) } else { Some(job + 1) };
    match to.filter(|to| (*to).max(job) < pipeline.jobs.len()) {
        Some(to) => {
            pipeline.jobs.swap(job, to);
            to
        }
        None => job,
    }
}

/// Moves a job to a place; those between move up or down by one.
pub fn move_to(pipeline: &mut Pipeline, job: usize, to: usize) {
    if job.max(to) < pipeline.jobs.len() {
        let moved = pipeline.jobs.remove(job);
        pipeline.jobs.insert(to, moved);
    }
}

/// How many runs of tests its jobs have.
pub fn n_runs(pipeline: &Pipeline) -> usize {
    pipeline.jobs.iter().flat_map(Job::test_runs).count()
}

/// The runners of a job: its own, and those that values of its matrix have instead.
fn runners(job: &Job) -> impl Iterator<Item = &Runner> {
    let of_values = job.matrix.effects.iter().filter_map(|effect| effect.runner.as_ref());
    std::iter::once(&job.runner).chain(of_values)
}

/// By label, the prices that its jobs have for a minute, the least first; more than one where jobs disagree.
pub fn prices(pipeline: &Pipeline) -> BTreeMap<String, Vec<u64>> {
    let mut prices: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for runner in pipeline.jobs.iter().flat_map(runners) {
        let of_label = prices.entry(runner.label.clone()).or_default();
        if let Err(place) = of_label.binary_search(&runner.price) {
            of_label.insert(place, runner.price);
        }
    }
    prices
}

/// One price for all that run on a label.
pub fn set_price(pipeline: &mut Pipeline, label: &str, price: u64) {
    for job in &mut pipeline.jobs {
        let of_values = job.matrix.effects.iter_mut().filter_map(|effect| effect.runner.as_mut());
        let runners = std::iter::once(&mut job.runner).chain(of_values);
        runners.filter(|runner| runner.label == label).for_each(|runner| runner.price = price);
    }
}

/// Gives a job another id, also where others need it.
///
/// # Errors
/// If it is no id, or another job's.
pub fn rename(pipeline: &mut Pipeline, job: usize, id: &str) -> Result<(), String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_id = id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && id.chars().all(is_word);
    if !is_id {
        return Err(format!("`{id}` is no id: a letter or _, then letters, digits, _ and -"));
    }
    if pipeline.jobs.iter().enumerate().any(|(place, other)| place != job && other.id == id) {
        return Err(format!("another job is called `{id}`"));
    }
    let Some(renamed) = pipeline.jobs.get_mut(job) else { return Ok(()) };
    let old = std::mem::replace(&mut renamed.id, id.to_owned());
    let needs = pipeline.jobs.iter_mut().flat_map(|job| &mut job.needs);
    needs.chain(&mut pipeline.required).filter(|name| **name == old).for_each(|name| id.clone_into(name));
    Ok(())
}

/// Whether a job needs another.
pub fn set_need(pipeline: &mut Pipeline, job: usize, need: &str, is_needed: bool) {
    if let Some(job) = pipeline.jobs.get_mut(job) {
        job.needs.retain(|other| other != need);
        if is_needed {
            job.needs.push(need.to_owned());
        }
    }
}

/// Lets a job need another too; nothing where that is itself, or needed already.
pub fn link(pipeline: &mut Pipeline, job: usize, need: &str) {
    if let Some(job) = pipeline.jobs.get_mut(job).filter(|job| job.id != need && !job.needs.iter().any(|it| it == need))
    {
        job.needs.push(need.to_owned());
    }
}

/// Whether a merge waits for a job's check.
pub fn set_required(pipeline: &mut Pipeline, job: usize, is_required: bool) {
    let Some(id) = pipeline.jobs.get(job).map(|job| job.id.clone()) else { return };
    pipeline.required.retain(|other| *other != id);
    if is_required {
        pipeline.required.push(id);
    }
}

/// `unit`, `unit-2`, `unit-3`: the first that no job has.
fn free_id(pipeline: &Pipeline, like: &str) -> String {
    let numbered = (2..).map(|n| format!("{like}-{n}"));
    let mut ids = std::iter::once(like.to_owned()).chain(numbered);
    ids.find(|id| pipeline.job(id).is_none()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipeline() -> Pipeline {
        let job = |id: &str, needs: &[&str]| Job {
            id: id.to_owned(),
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
            ..Job::default()
        };
        let jobs = vec![job("lint", &[]), job("unit", &["lint"]), job("gate", &["unit", "lint"])];
        Pipeline { jobs, required: vec!["unit".to_owned()], ..Pipeline::default() }
    }

    /// `unit<-lint`, by place.
    fn show(pipeline: &Pipeline) -> String {
        let job = |job: &Job| {
            if job.needs.is_empty() { job.id.clone() } else { format!("{}<-{}", job.id, job.needs.join("+")) }
        };
        let jobs: Vec<String> = pipeline.jobs.iter().map(job).collect();
        format!("{}; requires {}", jobs.join(" "), pipeline.required.join("+"))
    }

    #[test]
    fn names_follow_a_rename_and_a_removal() {
        let mut pipeline = pipeline();
        assert_eq!(rename(&mut pipeline, 1, "fast"), Ok(()));
        assert_eq!(show(&pipeline), "lint fast<-lint gate<-fast+lint; requires fast");
        remove(&mut pipeline, 1);
        assert_eq!(show(&pipeline), "lint gate<-lint; requires ");
    }

    #[test]
    fn a_copy_has_a_name_of_its_own_and_stands_behind() {
        let mut pipeline = pipeline();
        assert_eq!(duplicate(&mut pipeline, 1), 2);
        assert_eq!(add(&mut pipeline), 4);
        assert_eq!(shift(&mut pipeline, 4, true), 3);
        assert_eq!(shift(&mut pipeline, 4, false), 4);
        assert_eq!(show(&pipeline), "lint unit<-lint unit-2<-lint job gate<-unit+lint; requires unit");
    }

    #[test]
    fn a_merge_waits_for_a_job_once() {
        let mut pipeline = pipeline();
        set_required(&mut pipeline, 2, true);
        set_required(&mut pipeline, 2, true);
        set_required(&mut pipeline, 1, false);
        assert_eq!(show(&pipeline), "lint unit<-lint gate<-unit+lint; requires gate");
    }

    #[test]
    fn a_link_is_made_once_and_never_to_itself() {
        let mut pipeline = pipeline();
        link(&mut pipeline, 2, "unit");
        link(&mut pipeline, 1, "unit");
        link(&mut pipeline, 0, "gate");
        assert_eq!(show(&pipeline), "lint<-gate unit<-lint gate<-unit+lint; requires unit");
    }

    #[test]
    fn a_job_moves_past_others() {
        let mut pipeline = pipeline();
        move_to(&mut pipeline, 0, 2);
        assert_eq!(show(&pipeline), "unit<-lint gate<-unit+lint lint; requires unit");
        move_to(&mut pipeline, 2, 1);
        move_to(&mut pipeline, 0, 9);
        assert_eq!(show(&pipeline), "unit<-lint lint gate<-unit+lint; requires unit");
    }

    #[test]
    fn a_price_holds_wherever_its_label_stands() {
        let mut pipeline = pipeline();
        pipeline.jobs[0].runner.price = 6_000;
        let of_value = Runner { price: 9_000, ..Runner::default() };
        let effect = laneway_pipeline::matrix::Effect { runner: Some(of_value), ..Default::default() };
        pipeline.jobs[1].matrix.effects.push(effect);
        pipeline.jobs[2].runner.label = "own".to_owned();
        let check = |pipeline: &Pipeline, expected: &str| assert_eq!(format!("{:?}", prices(pipeline)), expected);
        check(&pipeline, r#"{"own": [0], "ubuntu-24.04": [0, 6000, 9000]}"#);
        set_price(&mut pipeline, "ubuntu-24.04", 5_000);
        check(&pipeline, r#"{"own": [0], "ubuntu-24.04": [5000]}"#);
    }

    #[test]
    fn err_ids_that_cannot_be() {
        let mut pipeline = pipeline();
        assert_eq!(rename(&mut pipeline, 0, "unit").err().as_deref(), Some("another job is called `unit`"));
        assert!(rename(&mut pipeline, 0, "2nd").is_err_and(|why| why.contains("`2nd` is no id")));
        assert_eq!(show(&pipeline), "lint unit<-lint gate<-unit+lint; requires unit");
    }
}
