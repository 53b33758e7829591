//! Which run of tests a coverage report is of, and the report put there.

use std::collections::BTreeSet;
use std::sync::Arc;

use laneway_pipeline::coverage::{Collect, Covered, LineReport};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, Work};

/// Words that names of files and jobs have whatever they are about.
const COMMON: [&str; 14] = [
    "cobertura",
    "cov",
    "coverage",
    "data",
    "info",
    "job",
    "json",
    "lcov",
    "pytest",
    "report",
    "run",
    "test",
    "tests",
    "xml",
];

/// A run of tests of a pipeline, before its matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The job's id.
    pub job: String,
    /// Which of its runs, from 0, in the order of [`Job::test_runs`].
    pub run: usize,
    /// What people call it: the job, and, where it has several runs, the run.
    pub title: String,
    /// All that it is called by: the job's id and name, the step's name, that of its lane of parallel steps.
    names: Vec<String>,
}

/// All runs of tests of a pipeline, by job, then by step.
pub fn lanes(pipeline: &Pipeline) -> Vec<Lane> {
    let mut lanes = Vec::new();
    for job in &pipeline.jobs {
        let runs: Vec<Vec<String>> = job.steps.iter().flat_map(run_names).collect();
        let n_runs = runs.len();
        for (run, own) in runs.into_iter().enumerate() {
            let own_title = own.first().map_or("", String::as_str);
            let title = if n_runs > 1 { format!("{}, {own_title}", job.title()) } else { job.title().to_owned() };
            let of_job = [job.id.clone(), job.title().to_owned()];
            lanes.push(Lane { job: job.id.clone(), run, title, names: of_job.into_iter().chain(own).collect() });
        }
    }
    lanes
}

/// The names of each run of tests in a step: the lane of parallel steps first.
fn run_names(step: &Step) -> Vec<Vec<String>> {
    match &step.work {
        Work::Tests(_) => vec![vec![step.name.clone()]],
        Work::Parallel { lanes } => lanes
            .iter()
            .flat_map(|lane| {
                lane.steps.iter().flat_map(run_names).map(|mut own| {
                    own.insert(0, lane.name.clone());
                    own
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Which lane a file is probably of, for each name: the one whose name stands in it whole, by words; of several the longest,
/// of equal ones the first that no file has. The only lane where there is but one; `None` if nothing says.
pub fn guess(files: &[&str], lanes: &[Lane]) -> Vec<Option<usize>> {
    let mut is_taken = vec![false; lanes.len()];
    let choose = |file: &&str| {
        let words = words(file);
        let score = |lane: &Lane| lane.names.iter().filter_map(|name| likeness(&words, name)).max();
        let scored = lanes.iter().enumerate().filter_map(|(place, lane)| Some((score(lane)?, !is_taken[place], place)));
        let best = scored.max_by_key(|(score, is_free, place)| (*score, *is_free, std::cmp::Reverse(*place)));
        let chosen = best.map(|(_, _, place)| place).or((lanes.len() == 1).then_some(0));
        chosen.inspect(|place| is_taken[*place] = true)
    };
    files.iter().map(choose).collect()
}

/// How many letters of a name stand among the words; `None` unless all of its own words do.
fn likeness(words: &BTreeSet<String>, name: &str) -> Option<usize> {
    let all = self::words(name);
    let own: BTreeSet<&String> = all.iter().filter(|word| !COMMON.contains(&word.as_str())).collect();
    let own = if own.is_empty() { all.iter().collect() } else { own };
    let is_there = !own.is_empty() && own.iter().all(|word| words.contains(*word));
    is_there.then(|| own.iter().map(|word| word.len()).sum())
}

/// The words of a name, in lower case.
fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Says that a run of tests covers exactly what the reports have, all together, as shards of it may have written them. False
/// if there is no such run. How it measures stays as it is; one that did not measure measures with coverage.py. Whether
/// branches are measured is one setting of a project: runs without a report of their own follow.
pub fn cover<'a>(pipeline: &mut Pipeline, lane: &Lane, reports: impl IntoIterator<Item = &'a LineReport>) -> bool {
    let runs = pipeline.jobs.iter_mut().filter(|job| job.id == lane.job);
    let Some(run) = runs.flat_map(Job::test_runs_mut).nth(lane.run) else { return false };
    let report = LineReport::union(reports);
    let has_branches = report.has_branches();
    let collect = run.coverage.get_or_insert_with(Collect::default);
    collect.branch = has_branches;
    collect.covers = Covered::Lines(Arc::new(report));
    let others = pipeline.jobs.iter_mut().flat_map(Job::test_runs_mut).filter_map(|run| run.coverage.as_mut());
    for other in others.filter(|other| matches!(other.covers, Covered::Percent(_))) {
        other.branch = has_branches;
    }
    true
}

#[cfg(test)]
mod tests {
    use laneway_engine::session::Session;
    use laneway_pipeline::step::Lane as ParallelLane;

    use super::*;

    fn job(id: &str) -> Job {
        Job { id: id.to_owned(), ..Job::bare(Session::default()) }
    }

    fn side_by_side(names: &[&str]) -> Job {
        let lane = |name: &&str| ParallelLane { name: (*name).to_owned(), steps: job("x").steps };
        let lanes = names.iter().map(lane).collect();
        Job { steps: vec![Step::new("Test", Work::Parallel { lanes })], ..job("all") }
    }

    fn check(jobs: Vec<Job>, files: &[&str], expected: &[&str]) {
        let lanes = lanes(&Pipeline { jobs, ..Pipeline::default() });
        let title = |place: Option<usize>| place.map_or("none", |place| lanes[place].title.as_str());
        let guessed: Vec<&str> = guess(files, &lanes).into_iter().map(title).collect();
        assert_eq!(guessed, expected);
    }

    #[test]
    fn ok_a_file_is_of_the_job_whose_name_it_has() {
        let jobs = || vec![job("unit"), job("unit-api"), job("heavy_tests")];
        check(jobs(), &["coverage-unit.xml", "cov.heavy.json"], &["unit", "heavy_tests"]);
        check(jobs(), &["artifacts.zip/coverage-unit-api/coverage.xml", "Unit.lcov"], &["unit-api", "unit"]);
        check(jobs(), &["coverage.xml", "united.xml"], &["none", "none"]);
        check(jobs(), &["unit-1.xml", "unit-2.xml"], &["unit", "unit"]);
        check(vec![job("tests"), job("lint")], &["coverage-tests.xml"], &["tests"]);
    }

    #[test]
    fn ok_the_only_run_takes_what_has_no_name() {
        check(vec![job("tests")], &["coverage.xml"], &["tests"]);
        check(Vec::new(), &["coverage.xml"], &["none"]);
    }

    #[test]
    fn ok_lanes_of_one_job_have_names_of_their_own() {
        let jobs = || vec![side_by_side(&["unit", "heavy"])];
        check(jobs(), &["heavy.json", "unit.json"], &["all, heavy", "all, unit"]);
        check(jobs(), &["all.json", "all-2.json"], &["all, unit", "all, heavy"]);
    }

    #[test]
    fn ok_reports_of_shards_count_together() {
        let read = |text: &str| crate::coverage::read(text).expect("a report").report;
        let one = read("TN:\nSF:a.py\nDA:1,1\nDA:2,0\nDA:3,0\nDA:4,0\nend_of_record\n");
        let two = read("TN:\nSF:a.py\nDA:1,0\nDA:2,1\nDA:3,0\nDA:4,0\nend_of_record\n");
        let mut pipeline = Pipeline { jobs: vec![job("unit")], ..Pipeline::default() };
        let lane = lanes(&pipeline).remove(0);
        assert!(cover(&mut pipeline, &lane, [&one, &two]));
        let percent = pipeline.jobs[0].test_runs().find_map(|run| Some(run.coverage.as_ref()?.covers.percent()));
        assert_eq!(percent, Some(50.0));
        assert!(!cover(&mut Pipeline::default(), &lane, [&one]));
    }

    #[test]
    fn ok_lanes_without_a_report_measure_branches_as_that_with_one() {
        let report = crate::coverage::read("TN:\nSF:a.py\nDA:1,1\nBRDA:1,0,jump to line 2,1\nend_of_record\n");
        let report = report.expect("a report").report;
        let mut pipeline = Pipeline { jobs: vec![job("unit"), job("heavy"), job("docs")], ..Pipeline::default() };
        pipeline.jobs.iter_mut().take(2).flat_map(Job::test_runs_mut).for_each(|run| {
            run.coverage = Some(Collect::default());
        });
        let lane = lanes(&pipeline).remove(0);
        assert!(cover(&mut pipeline, &lane, [&report]));
        let branches =
            pipeline.jobs.iter().flat_map(Job::test_runs).map(|run| run.coverage.as_ref().map(|it| it.branch));
        assert_eq!(branches.collect::<Vec<_>>(), [Some(true), Some(true), None]);
    }
}
