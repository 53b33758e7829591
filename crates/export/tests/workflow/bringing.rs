//! A workflow that a team has, brought to a side of a scenario: which changes are made, and what is left to hands.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_export::workflow::merge::changes::bring;
use laneway_export::workflow::{Options, github};
use laneway_pipeline::coverage::Collect;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Gate, Step, TestRun, Work};

const CI: &str = "\
jobs:
  test:   # ours
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: uv run pytest -n 2 --cov --cov-fail-under=0 tests
";

fn session(workers: u32) -> Session {
    Session { workers, dist: DistMode::WorkSteal, ..Session::default() }
}

fn lane(id: &str, session: Session) -> Job {
    let run = TestRun { session, coverage: Some(Collect::default()), ..TestRun::default() };
    let steps = vec![Step::new("Test", Work::Tests(Box::new(run)))];
    Job { id: id.to_owned(), steps, ..Job::default() }
}

fn side(jobs: Vec<Job>) -> Pipeline {
    Pipeline { jobs, ..Pipeline::default() }
}

/// Lines that came and went, and what is left to do.
fn check(text: &str, side: &Pipeline, expected: Expect) {
    let merged = bring(text, side, &Options::default()).expect("a workflow");
    let is_change = |line: &&str| line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---");
    let lines = merged.diff.lines().filter(is_change).take(12).map(|line| format!("{}\n", line.trim_end()));
    let by_hand = merged.by_hand.iter().map(|edit| format!("{edit}\n"));
    expected.assert_eq(&lines.chain(by_hand).collect::<String>());
}

#[test]
fn ok_one_job_meets_the_only_session_whatever_they_are_called() {
    let mut bare = Pipeline::bare(session(4));
    for run in bare.jobs.iter_mut().flat_map(Job::test_runs_mut) {
        run.coverage = Some(Collect::default());
    }
    check(
        CI,
        &bare,
        expect![[r#"
        -      - run: uv run pytest -n 2 --cov --cov-fail-under=0 tests
        +      - run: uv run pytest -n 4 --dist worksteal --cov --cov-fail-under=0 tests
    "#]],
    );
}

#[test]
fn ok_a_workflow_that_does_it_already_stays() {
    let session = Session { workers: 2, ..Session::default() };
    let merged = bring(CI, &side(vec![lane("test", session)]), &Options::default()).expect("a workflow");
    assert_eq!((merged.text.as_str(), merged.diff.as_str(), merged.by_hand.len()), (CI, "", 0));
}

#[test]
fn ok_shards_and_a_gate_come_with_what_lanes_lack() {
    let mut unit = lane("test", session(3));
    unit.matrix.shards = 2;
    let gate = Step::new("Combine", Work::Gate(Gate { fail_under: Some(80.0), ..Gate::default() }));
    let gate = Job { id: "gate".to_owned(), needs: vec!["test".to_owned()], steps: vec![gate], ..Job::default() };
    check(
        CI,
        &side(vec![unit, gate]),
        expect![[r#"
        +    strategy:
        +      fail-fast: false
        +      matrix:
        +        shard: [1, 2]
        -      - run: uv run pytest -n 2 --cov --cov-fail-under=0 tests
        +      - run: uv run pytest -n 3 --dist worksteal --splits=2 --group=${{ matrix.shard }} --splitting-algorithm=duration_based_chunks --cov --cov-fail-under=0 tests
        +
        +  gate:
        +    needs: [test]
        +    if: ${{ !cancelled() }}
        +    runs-on: ubuntu-24.04
        +    timeout-minutes: 60
        line 3: the job `test` stores no coverage data that a gate could take; let it store its COVERAGE_FILE as an artifact of its own, named `coverage-` and the job
    "#]],
    );
}

#[test]
fn err_jobs_that_do_not_meet_and_other_tests_are_left_to_hands() {
    let selection = Selection { paths: vec!["tests/unit".to_owned()], ..Selection::default() };
    let unit = lane("test", Session { selection, ..session(3) });
    let heavy = Job { needs: vec!["test".to_owned()], ..lane("heavy", session(0)) };
    let text = format!("{CI}  old:\n    steps:\n      - run: pytest\n  tox:\n    steps:\n      - run: tox\n");
    check(
        &text,
        &side(vec![unit, heavy, lane("tox", session(2))]),
        expect![[r#"
        -      - run: uv run pytest -n 2 --cov --cov-fail-under=0 tests
        +      - run: uv run pytest -n 3 --dist worksteal --cov --cov-fail-under=0 tests
        line 2: there is no job `heavy`; add `heavy` as the exported workflow has it
        line 3: the job chooses its tests otherwise than what was simulated; give pytest of `test` `tests/unit` in place of its paths and marks
        line 8: what was simulated has no job `old`; take `old` away, or leave it: what was simulated runs without it
        line 11: no `run:` of the job has a pytest command that can be read, as behind tox, nox, make or an action; give pytest of `tox` the options `-n 2 --dist worksteal` in place of those it has
    "#]],
    );
}

#[test]
fn err_shards_that_are_there_and_several_runs_are_left_to_hands() {
    let text = "\
jobs:
  a:
    strategy: {matrix: {shard: [1, 2, 3]}}
    steps:
      - run: pytest --cov --splits=3 --group=${{ matrix.shard }}
  b:
    needs: a
    steps:
      - run: pytest --cov
      - run: pytest --cov
";
    let mut b = lane("b", session(2));
    b.steps.extend(b.steps.clone());
    check(
        text,
        &side(vec![lane("a", session(4)), b]),
        expect![[r#"
        -      - run: pytest --cov --splits=3 --group=${{ matrix.shard }}
        +      - run: pytest -n 4 --dist worksteal --cov --splits=3 --group=${{ matrix.shard }}
        line 3: the job has 3 shards, and what was simulated has none; take the axis of shards from `a`, and `--splits` and `--group` from its pytest
        line 7: the job waits for other jobs than what was simulated; let `b` have `needs: []`
        line 7: the job has several pytest commands, and which one is meant is not known; give its runs of pytest, one after another, `-n 2 --dist worksteal`, `-n 2 --dist worksteal`
    "#]],
    );
}

#[test]
fn err_what_cannot_be_read_is_said_with_its_place() {
    let place = |text: &str| {
        let error = bring(text, &Pipeline::default(), &Options::default()).expect_err("no workflow");
        format!("{error} {:?}", error.place())
    };
    expect!["line 2, column 6: the YAML is broken: unclosed bracket '[' Some((2, 6))"]
        .assert_eq(&place("jobs:\n  a: [\n"));
    expect!["line 2, column 6: the job `a` is `b`, expected a map with `runs-on:` and `steps:` Some((2, 6))"]
        .assert_eq(&place("jobs:\n  a: b\n"));
    expect!["there are no `jobs:`, expected a workflow as in .github/workflows None"]
        .assert_eq(&place("stages: [a]\n"));
}

#[test]
fn ok_an_exported_workflow_is_brought_to_its_own_pipeline_without_a_change() {
    arbtest::arbtest(|from| {
        let mut pipeline = crate::random::pipeline(from)?;
        for run in pipeline.jobs.iter_mut().flat_map(Job::test_runs_mut) {
            // The reader takes no word that goes over several lines.
            run.session.selection = Selection::default();
        }
        // Shards that are written out as cells are not found again.
        pipeline.jobs.iter_mut().for_each(|job| job.matrix.include.clear());
        let Ok(workflow) = github(&pipeline, &Options::default()) else { return Ok(()) };
        let merged = bring(&workflow.text, &pipeline, &Options::default()).expect("a workflow");
        assert_eq!((merged.diff.as_str(), merged.by_hand.as_slice()), ("", [].as_slice()), "{}", workflow.text);
        Ok(())
    })
    .budget_ms(2_000);
}
