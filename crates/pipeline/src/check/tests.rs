//! What is said of pipelines that cannot be, and of those that would go red.

use expect_test::{Expect, expect};
use laneway_engine::prepared::Prepared;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use super::*;
use crate::coverage::Collect;
use crate::hazard::CrashHazard;
use crate::job::{Container, Job};
use crate::matrix::{Axis, Matrix};
use crate::step::{Gate, Lane, Step, TestRun, Upload, Work};
use crate::timing::constant;

fn check(jobs: Vec<Job>, expected: &Expect) {
    let test = |i: u32| Test { id: format!("tests/unit/test_{i}.py::test"), duration: Nanos(1), ..Test::default() };
    let tests: Vec<Test> = (0..3).map(test).collect();
    let pipeline = Pipeline { jobs, ..Pipeline::default() };
    let said_of = |problem: &Problem| format!("{}{problem}", if problem.is_fatal { "" } else { "(red) " });
    let said: Vec<String> = problems(&pipeline, &Prepared::new(&tests)).iter().map(said_of).collect();
    expected.assert_eq(&said.join("\n"));
}

fn job(id: &str, needs: &[&str]) -> Job {
    let needs = needs.iter().map(|need| (*need).to_owned()).collect();
    Job { id: id.to_owned(), needs, ..Job::bare(Session::default()) }
}

#[test]
fn ok_nothing_is_said_of_a_good_one() {
    check(vec![job("unit", &[]), job("gate", &["unit"])], &expect![""]);
}

#[test]
fn err_needs_that_cannot_be() {
    check(
        vec![job("a", &["c"]), job("b", &["a"]), job("c", &["b"]), job("d", &["nobody", "a"]), job("d", &[])],
        &expect![[r#"
            job `d`, needs: there is no job `nobody`; expected one of `a`, `b`, `c`
            job `d`, id: another job is called `d` too; give one of them another id
            job `a`, needs: jobs wait for each other: a needs c needs b needs a; take one of these needs away"#]],
    );
    check(vec![], &expect!["pipeline, jobs: there are none, expected at least one; add one"]);
    check(
        vec![job("unit tests", &[])],
        &expect![
            "job `unit tests`, id: found `unit tests`, expected a letter or `_`, then letters, digits, `_` and `-`, as in `unit-tests`"
        ],
    );
}

#[test]
fn err_matrices_that_are_too_large() {
    let axis = |n: u32| Axis { name: "n".to_owned(), values: (0..n).map(|value| value.to_string()).collect() };
    let with = |matrix| vec![Job { matrix, ..job("unit", &[]) }];
    check(
        with(Matrix { shards: 257, ..Matrix::default() }),
        &expect![[r#"
            job `unit`, matrix.shards: found 257, expected a number from 1 to 256
            job `unit`, matrix: it makes 257 jobs, expected 256 at most; take fewer shards or values"#]],
    );
    check(
        with(Matrix { axes: vec![axis(1_000_000)], shards: 2, ..Matrix::default() }),
        &expect!["job `unit`, matrix: it makes 2000000 jobs, expected 256 at most; take fewer shards or values"],
    );
}

#[test]
fn err_so_many_that_looking_at_all_would_take_long() {
    let jobs = (0..30_000).map(|number| job(&format!("job-{number}"), &["job-29999"])).collect();
    check(jobs, &expect!["pipeline, jobs: there are 30000, expected 200 at most; take some away"]);
    let named = |number: u32| Axis { name: number.to_string(), values: vec!["one".to_owned()] };
    let axes: Vec<Axis> = (0..60_000).map(named).collect();
    let include = vec![std::iter::once(("a".to_owned(), "b".to_owned())).collect(); 60_000];
    check(
        vec![Job { matrix: Matrix { axes, include, ..Matrix::default() }, ..job("unit", &[]) }],
        &expect![[r#"
            job `unit`, matrix.axes: found 60000, expected a number from 0 to 20
            job `unit`, matrix.include: found 60000, expected a number from 0 to 256
            job `unit`, matrix: it makes 60000 jobs, expected 256 at most; take fewer shards or values"#]],
    );
    let steps = vec![Step::new("s".repeat(10_001), Work::Command { takes: constant(1.0) })];
    let needs = vec!["nobody".to_owned(); 1_000_000];
    let many = Job { name: "n".repeat(10_000_000), steps, needs, ..job("unit", &[]) };
    let pipeline = Pipeline { jobs: vec![many], ..Pipeline::default() };
    let said: Vec<String> =
        all_fatal(&pipeline).into_iter().map(|it| format!("{}: {}", it.place.field, it.message)).collect();
    expect![[r#"
        name: found 10000000 bytes, expected 10000 at most; shorten it
        name: found 10001 bytes, expected 10000 at most; shorten it
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job
        needs: there is no job `nobody`; expected one of none: it is the only job"#]]
    .assert_eq(&said.join("\n"));
    assert!(all_fatal(&pipeline).iter().all(|it| it.to_string().len() < 500));
    check(
        vec![job(&"a".repeat(101), &[])],
        &expect![
            "job `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`, id: found 101 bytes, expected 100 at most; shorten it"
        ],
    );
}

#[test]
fn err_numbers_out_of_range() {
    let steps = vec![
        Step::new("set up", Work::Command { takes: constant(-1.0) }),
        Step::new("cache", Work::Cached { hits: 1.5, on_hit: constant(1.0), on_miss: constant(f64::NAN) }),
    ];
    check(
        vec![Job { steps, timeout: Nanos::ZERO, ..job("unit", &[]) }],
        &expect![[r#"
            job `unit`, timeout: found 0 s, expected more than 0 s, 1e9 s at most
            job `unit`, step 1, takes: secs is -1, expected seconds from 0 to 1e9
            job `unit`, step 2, hits: found 1.5, expected a share from 0 to 1
            job `unit`, step 2, on_miss: secs is NaN, expected seconds from 0 to 1e9"#]],
    );
}

#[test]
fn err_what_a_real_one_would_trip_over() {
    let mut lost = job("lost", &[]);
    let selection = Selection { paths: vec!["tests/e2e".to_owned()], ..Selection::default() };
    lost.test_runs_mut().for_each(|run| run.session.selection = selection.clone());
    let run = TestRun { coverage: Some(Collect::default()), ..TestRun::default() };
    let upload = Upload { artifact: "coverage".to_owned(), ..Upload::default() };
    let steps = vec![Step::new("Test", Work::Tests(Box::new(run))), Step::new("Upload", Work::Upload(upload))];
    let matrix = Matrix { shards: 4, ..Matrix::default() };
    let sharded = Job { matrix, steps, ..job("sharded", &[]) };
    let gate = Job { steps: vec![Step::new("Gate", Work::Gate(Gate::default()))], ..job("gate", &["sharded"]) };
    check(
        vec![lost, sharded, gate],
        &expect![[r#"
            (red) job `lost`, step 1, session.selection: it selects no test: pytest would exit with 5 and the job be red; change its paths or marks, or remove it
            (red) job `sharded (4/4)`, step 1, session.selection: this shard is empty: pytest would exit with 5 and the job be red; take fewer shards, or split by `least_duration`
            (red) job `sharded (2/4)`, step 2, artifact: `sharded (1/4)` writes the artifact `coverage` too: the second upload fails (409); put `{shard}` or `{cell}` into the name, or name one of them otherwise
            (red) job `gate`, step 1, gate: nothing is there to combine: expected a run of tests with coverage in this job, or a download here and a job that it needs which measures and uploads coverage"#]],
    );
}

#[test]
fn err_a_place_in_a_lane_or_a_list_is_named() {
    let lane = |selection: &str| {
        let mut run = TestRun::default();
        run.session.selection.paths = vec![selection.to_owned()];
        let pause = Step::new("Wait", Work::Command { takes: constant(1.0) });
        Lane { name: String::new(), steps: vec![pause, Step::new("Test", Work::Tests(Box::new(run)))] }
    };
    let parallel = Step::new("Both", Work::Parallel { lanes: vec![lane("tests/unit"), lane("tests/e2e")] });
    check(
        vec![Job { steps: vec![parallel], ..job("unit", &[]) }],
        &expect![
            "(red) job `unit`, step 1, lane 2, step 2, session.selection: it selects no test: pytest would exit with 5 and the job be red; change its paths or marks, or remove it"
        ],
    );
    let containers = vec![Container::default(), Container { start: constant(-1.0), ..Container::default() }];
    let mut crashing = Job { containers, ..job("unit", &[]) };
    let crash = CrashHazard { alone: 2.0, ..CrashHazard::default() };
    crashing.test_runs_mut().for_each(|run| run.hazards.crashes = vec![crash.clone()]);
    check(
        vec![crashing],
        &expect![[r#"
            job `unit`, containers[1].start: secs is -1, expected seconds from 0 to 1e9
            job `unit`, step 1, hazards.crashes[0].alone: found 2, expected a share from 0 to 1"#]],
    );
}

#[test]
fn err_a_selection_without_tests_is_no_matter_of_shards() {
    let mut lost = Job { matrix: Matrix { shards: 2, ..Matrix::default() }, ..job("lost", &[]) };
    lost.test_runs_mut().for_each(|run| run.session.selection.paths = vec!["tests/e2e".to_owned()]);
    check(
        vec![lost],
        &expect![[r#"
            (red) job `lost (1/2)`, step 1, session.selection: it selects no test: pytest would exit with 5 and the job be red; change its paths or marks, or remove it
            (red) job `lost (2/2)`, step 1, session.selection: it selects no test: pytest would exit with 5 and the job be red; change its paths or marks, or remove it"#]],
    );
}
