//! Pipelines for tests of workflows, and what of a workflow is looked at.

use expect_test::Expect;
use laneway_engine::session::Session;
use laneway_export::workflow::{Options, github};
use laneway_pipeline::coverage::{Collect, Rules};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Gate, IfNone, Step, TestRun, Upload, Work};

pub(crate) fn run() -> TestRun {
    let session = Session { workers: 2, ..Session::default() };
    TestRun { session, coverage: Some(Collect::default()), ..TestRun::default() }
}

pub(crate) fn tests(run: TestRun) -> Step {
    Step::new("Test", Work::Tests(Box::new(run)))
}

pub(crate) fn job(id: &str, run: TestRun) -> Job {
    // Everything that can be wrong with an upload.
    let upload =
        Upload { artifact: "coverage".to_owned(), include_hidden: false, if_none: IfNone::Warn, ..Upload::default() };
    Job { id: id.to_owned(), steps: vec![tests(run), Step::new("Upload", Work::Upload(upload))], ..Job::default() }
}

pub(crate) fn gate(needs: &[&str]) -> Job {
    let needs = needs.iter().map(|need| (*need).to_owned()).collect();
    Job { id: "gate".to_owned(), needs, steps: vec![Step::new("Gate", Work::Gate(Gate::default()))], ..Job::default() }
}

pub(crate) fn pipeline(jobs: Vec<Job>) -> Pipeline {
    Pipeline { jobs, coverage: Rules { fail_under: Some(80.0), ..Rules::default() }, ..Pipeline::default() }
}

pub(crate) fn written(jobs: Vec<Job>) -> String {
    let errors = |errors: Vec<_>| format!("{errors:?}");
    github(&pipeline(jobs), &Options::default()).map_err(errors).expect("a workflow").text
}

/// The lines of a workflow of GitHub that hold one of some words, without their indent.
pub(crate) fn check(jobs: Vec<Job>, words: &[&str], expected: Expect) {
    expected.assert_eq(&lines(&written(jobs), words));
}

pub(crate) fn lines(text: &str, words: &[&str]) -> String {
    let has = |line: &&str| words.iter().any(|word| line.contains(word));
    text.lines().filter(has).map(|line| format!("{}\n", line.trim())).collect()
}

/// What a pipeline cannot be written for.
pub(crate) fn check_refused(jobs: Vec<Job>, expected: Expect) {
    let errors = github(&pipeline(jobs), &Options::default()).expect_err("refused");
    expected.assert_eq(&errors.iter().map(|error| format!("{error}\n")).collect::<String>());
}
