//! The runs of tests of a pipeline, each with a name of its own.

use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, TestRun, Work};

/// One run of tests, before the matrix of its job.
#[derive(Clone, Debug)]
pub struct Lane<'a> {
    /// The job that runs it.
    pub job: &'a Job,
    /// What is run.
    pub run: &'a TestRun,
    /// The job's id; where the job has several runs, with the name of the step behind it. As people wrote it.
    pub name: String,
    /// The same for files, targets and variables: lower-case letters, digits and single hyphens, unique in the pipeline.
    pub slug: String,
}

/// All runs of tests, by job, then by step.
pub fn lanes(pipeline: &Pipeline) -> Vec<Lane<'_>> {
    let mut lanes: Vec<Lane<'_>> = Vec::new();
    for job in &pipeline.jobs {
        let runs = runs(job);
        let has_one = runs.len() == 1;
        for (step, run) in runs {
            let name = if has_one { job.id.clone() } else { format!("{}, {step}", job.id) };
            let slug = unique(&slug(&name), &|slug| lanes.iter().any(|lane| lane.slug == slug));
            lanes.push(Lane { job, run, name, slug });
        }
    }
    lanes
}

fn runs(job: &Job) -> Vec<(String, &TestRun)> {
    let of_step = |step: &'_ Step| step.name.clone();
    let mut runs = Vec::new();
    for step in &job.steps {
        match &step.work {
            Work::Tests(run) => runs.push((of_step(step), &**run)),
            Work::Parallel { lanes } => {
                for lane in lanes {
                    runs.extend(lane.steps.iter().flat_map(Step::test_runs).map(|run| (lane.name.clone(), run)));
                }
            }
            _ => {}
        }
    }
    runs
}

/// A name as lower-case ASCII letters, digits and single hyphens, beginning with a letter; `lane` where nothing is left.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    match slug.chars().next() {
        None => "lane".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("lane-{slug}"),
        Some(_) => slug.to_owned(),
    }
}

/// The name, or the first of `name-2`, `name-3` and so on that is not taken.
pub(crate) fn unique(name: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use laneway_pipeline::step::Lane as Side;

    use super::*;

    #[test]
    fn runs_of_one_job_are_told_apart() {
        let tests = |name: &str| Step::new(name, Work::Tests(Box::default()));
        let side = |name: &str| Side { name: name.to_owned(), steps: vec![tests("x")] };
        let job = |id: &str, steps| Job { id: id.to_owned(), steps, ..Job::default() };
        let parallel = Step::new("both", Work::Parallel { lanes: vec![side("Unit"), side("unit!")] });
        let jobs = vec![job("a", vec![tests("x")]), job("b", vec![parallel, tests("last")])];
        let pipeline = Pipeline { jobs, ..Pipeline::default() };
        let named: Vec<String> = lanes(&pipeline).iter().map(|lane| format!("{}: {}", lane.slug, lane.name)).collect();
        assert_eq!(named, ["a: a", "b-unit: b, Unit", "b-unit-2: b, unit!", "b-last: b, last"]);
    }

    #[test]
    fn slugs_hold_nothing_but_letters_digits_and_hyphens() {
        for (name, expected) in
            [("Unit tests", "unit-tests"), ("é\n${{ x }}", "x"), ("3.10", "lane-3-10"), ("", "lane"), ("--a--", "a")]
        {
            assert_eq!(slug(name), expected);
        }
    }
}
