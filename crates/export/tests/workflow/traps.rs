//! Traps that exported workflows fall into, one test each: what is configured would fall in, what is written does not.

use crate::pipelines::{check, check_refused, gate, job, pipeline, run, tests, written};
use expect_test::expect;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_engine::time::Nanos;
use laneway_export::workflow::{Options, github};
use laneway_pipeline::coverage::{Collect, LaneCheck, Tool};
use laneway_pipeline::job::{Condition, Container, Job};
use laneway_pipeline::matrix::{Axis, Effect, Matrix};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::shards::Splitter;
use laneway_pipeline::step::{Step, TestRun, Work};
use laneway_pipeline::timing::constant;

#[test]
fn fail_under_is_held_by_the_gate_alone() {
    check(
        vec![job("unit", run()), job("heavy", run()), gate(&["unit", "heavy"])],
        &["fail-under"],
        expect![[r#"
            run: pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0
            run: pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0
            coverage report --fail-under=80 | tee -a "$GITHUB_STEP_SUMMARY"
        "#]],
    );
}

#[test]
fn a_job_that_nothing_combines_is_held_against_the_threshold() {
    check(
        vec![job("unit", run())],
        &["fail-under"],
        expect![[r#"
            run: pytest -n 2 --dist load --cov --cov-report=term --cov-fail-under=80
        "#]],
    );
    let at = |lane_check| TestRun { coverage: Some(Collect { lane_check, ..Collect::default() }), ..run() };
    check(
        vec![job("unit", at(LaneCheck::At(50.5)))],
        &["fail-under"],
        expect![[r#"
            run: pytest -n 2 --dist load --cov --cov-report=term --cov-fail-under=50.5
        "#]],
    );
    // A shard is never held by itself.
    let shards = Job { matrix: Matrix { shards: 2, ..Matrix::default() }, ..job("unit", run()) };
    assert!(written(vec![shards]).contains("--cov-fail-under=0"));
}

#[test]
fn hidden_files_are_stored_under_names_of_their_own_or_the_step_fails() {
    let shards = Job { matrix: Matrix { shards: 2, ..Matrix::default() }, ..job("heavy", run()) };
    let axes = vec![Axis { name: "os".to_owned(), values: vec!["a/b".to_owned(), "c".to_owned()] }];
    let cells = Job { matrix: Matrix { axes, ..Matrix::default() }, ..job("cells", run()) };
    check(
        vec![job("unit", run()), shards, cells, gate(&["unit", "heavy", "cells"])],
        &["coverage-", ".coverage", "hidden", "no-files", "merge"],
        expect![[r#"
            COVERAGE_FILE: .coverage.unit
            name: coverage-unit
            path: ".coverage.*"
            include-hidden-files: true
            if-no-files-found: error
            COVERAGE_FILE: ".coverage.heavy.${{ matrix.shard }}"
            name: coverage-heavy.${{ matrix.shard }}
            path: ".coverage.*"
            include-hidden-files: true
            if-no-files-found: error
            COVERAGE_FILE: ".coverage.cells.${{ strategy.job-index }}"
            name: coverage-cells.${{ strategy.job-index }}
            path: ".coverage.*"
            include-hidden-files: true
            if-no-files-found: error
            pattern: "coverage-*"
            merge-multiple: true
        "#]],
    );
}

#[test]
fn no_data_file_is_taken_for_a_part_of_another() {
    let steps = vec![tests(run()), tests(run())];
    check(
        vec![Job { steps, ..job("unit", run()) }],
        &["COVERAGE_FILE"],
        expect![[r#"
            COVERAGE_FILE: .coverage.unit.1
            COVERAGE_FILE: .coverage.unit.2
        "#]],
    );
}

#[test]
fn coverage_file_is_set_where_pytest_runs_and_never_in_the_gate() {
    let text = written(vec![job("unit", run()), gate(&["unit"])]);
    let before_jobs = text.split("\njobs:").next().expect("a head");
    let of_gate = text.split("\n  gate:").nth(1).expect("a gate");
    assert!(!before_jobs.contains("COVERAGE_FILE") && !of_gate.contains("COVERAGE_FILE"), "{text}");
    assert!(text.contains("\n        env:\n          COVERAGE_FILE: .coverage.unit\n"), "{text}");
}

#[test]
fn a_gate_looks_at_all_that_it_needs_and_checks_sources_out() {
    let middle = Job { needs: vec!["unit".to_owned()], condition: Condition::Always, ..job("middle", run()) };
    check(
        vec![job("unit", run()), middle, gate(&["middle"])],
        &["needs", "if: ", "uses: actions/checkout"],
        expect![[r#"
            uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            needs: [unit]
            if: ${{ always() }}
            uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            needs: [unit, middle]
            if: ${{ !cancelled() }}
            RESULTS: "${{ join(needs.*.result, ' ') }}"
            echo "a job that this one needs ended with: $result"
            uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        "#]],
    );
}

#[test]
fn a_required_check_is_never_passed_by_being_skipped() {
    let last = Job { needs: vec!["unit".to_owned()], ..job("last", run()) };
    let pipeline = Pipeline { required: vec!["last".to_owned()], ..pipeline(vec![job("unit", run()), last]) };
    let text = github(&pipeline, &Options::default()).expect("a workflow").text;
    assert!(text.split("\n  last:").nth(1).is_some_and(|last| last.contains("if: ${{ !cancelled() }}")), "{text}");
}

#[test]
fn a_gate_takes_what_it_needs_and_no_more() {
    let gate = gate(&["unit"]);
    let other = Job { id: "unit-2".to_owned(), ..job("unit", run()) };
    check(
        vec![job("unit", run()), other, gate],
        &["pattern"],
        expect![[r#"
            pattern: coverage-unit
        "#]],
    );
}

#[test]
fn data_is_stored_right_behind_the_tests_and_no_report_comes_between() {
    let collect = Collect { reports_first: true, ..Collect::default() };
    let mut unit = job("unit", TestRun { coverage: Some(collect), ..run() });
    unit.steps.insert(1, Step::new("Report", Work::Command { takes: constant(1.0) }));
    check(
        vec![unit, gate(&["unit"])],
        &["- name"],
        expect![[r#"
            - name: Check out
            - name: Set up Python
            - name: Install
            - name: Test
            - name: Upload
            - name: Report
            - name: Every lane is green
            - name: Check out
            - name: Set up Python
            - name: Install
            - name: Download coverage
            - name: Gate
        "#]],
    );
}

#[test]
fn pipes_fail_where_any_of_their_commands_does() {
    let text = written(vec![job("unit", run()), gate(&["unit"])]);
    let steps = text.split("- name: ").filter(|step| step.contains(" | tee"));
    assert!(steps.clone().count() > 0 && steps.clone().all(|step| step.contains("shell: bash")), "{text}");
}

#[test]
fn shards_are_as_many_as_the_matrix_has_and_counted_as_the_plugin_does() {
    let sharded = |id: &str, by| {
        let run = TestRun { splitter: Splitter { by, ..Splitter::default() }, coverage: None, ..run() };
        Job { matrix: Matrix { shards: 3, ..Matrix::default() }, ..job(id, run) }
    };
    check(
        vec![sharded("chunks", SplitBy::DurationBasedChunks), sharded("hash", SplitBy::Hash)],
        &["fail-fast", "shard: ", "SHARD"],
        expect![[r#"
            fail-fast: false
            shard: [1, 2, 3]
            SHARD: ${{ matrix.shard }}
            pytest -n 2 --dist load --splits=3 --group="$SHARD" --splitting-algorithm=duration_based_chunks
            fail-fast: false
            shard: [1, 2, 3]
            SHARD: ${{ matrix.shard }}
            pytest -n 2 --dist load --num-shards=3 --shard-id="$((SHARD - 1))"
        "#]],
    );
    let workflow = github(&pipeline(vec![sharded("chunks", SplitBy::DurationBasedChunks)]), &Options::default());
    let notes = workflow.expect("a workflow").notes;
    assert!(notes.iter().any(|note| note.message.contains("can be empty")), "{notes:?}");
    assert!(notes.iter().any(|note| note.message.contains(".test_durations")), "{notes:?}");
    check_refused(
        vec![sharded("files", SplitBy::File)],
        expect![[r#"
            job `files`, step 1: no plugin splits by file; expected duration_based_chunks, least_duration or hash
        "#]],
    );
}

#[test]
fn inclusions_and_shards_are_written_cell_by_cell() {
    let python = |version: &str| [("python".to_owned(), version.to_owned())].into();
    let matrix = Matrix { include: vec![python("3.9"), python("3.10")], shards: 2, ..Matrix::default() };
    check(
        vec![Job { matrix, ..job("unit", TestRun { coverage: None, ..run() }) }],
        &["include", "python", "shard: "],
        expect![[r#"
            include:
            - python: "3.9"
            shard: 1
            - python: "3.9"
            shard: 2
            - python: "3.10"
            shard: 1
            - python: "3.10"
            shard: 2
            uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
            python-version: ${{ matrix.python }}
            run: python -m pip install -r requirements.txt pytest-xdist==3.8.0 pytest-split==0.11.0
        "#]],
    );
}

#[test]
fn versions_of_python_are_texts() {
    let axes = vec![Axis { name: "python-version".to_owned(), values: vec!["3.9".to_owned(), "3.10".to_owned()] }];
    check(
        vec![Job { matrix: Matrix { axes, ..Matrix::default() }, ..job("unit", run()) }, job("one", run())],
        &["python-version"],
        expect![[r#"
            python-version: ["3.9", "3.10"]
            python-version: ${{ matrix.python-version }}
            python-version: "3.12"
        "#]],
    );
}

#[test]
fn workers_are_a_number_and_a_mode_never_stands_alone() {
    let with =
        |workers, dist| TestRun { session: Session { workers, dist, ..Session::default() }, coverage: None, ..run() };
    let steps =
        vec![tests(with(3, DistMode::WorkSteal)), tests(with(0, DistMode::LoadFile)), tests(with(4, DistMode::No))];
    check(
        vec![Job { steps, ..job("unit", run()) }],
        &["run: pytest"],
        expect![[r#"
            run: pytest -n 3 --dist worksteal
            run: pytest -n 0
            run: pytest -n 0
        "#]],
    );
}

#[test]
fn loadgroup_comes_with_a_pytest_that_sees_groups() {
    let run = TestRun { session: Session { dist: DistMode::LoadGroup, ..Session::default() }, coverage: None, ..run() };
    check(
        vec![job("unit", run)],
        &["pip install"],
        expect![[r#"
            run: python -m pip install -r requirements.txt 'pytest<9.2' pytest-xdist==3.8.0
        "#]],
    );
}

#[test]
fn branches_are_measured_in_all_lanes_or_in_none() {
    let with = |branch, tool| TestRun { coverage: Some(Collect { branch, tool, ..Collect::default() }), ..run() };
    check_refused(
        vec![job("unit", with(true, Tool::CTrace)), job("heavy", run()), gate(&["unit", "heavy"])],
        expect![[r#"
            job `gate`, gate: `unit` measures branches and `heavy` does not: coverage.py cannot combine them; measure branches in all lanes or in none
        "#]],
    );
    check_refused(
        vec![job("unit", with(true, Tool::SysMon))],
        expect![[r#"
            job `unit`, coverage.tool: coverage.py's sysmon measures branches from Python 3.14 on, and this runs 3.12; take the C tracer, or a newer Python
        "#]],
    );
    let jobs = vec![job("unit", with(true, Tool::SysMon))];
    let options = Options { python: "3.14".to_owned(), ..Options::default() };
    let text = github(&pipeline(jobs), &options).expect("a workflow").text;
    assert!(text.contains("COVERAGE_CORE: sysmon"), "{text}");
}

#[test]
fn a_gate_has_something_that_it_can_combine() {
    let slipcover = || TestRun { coverage: Some(Collect { tool: Tool::Slipcover, ..Collect::default() }), ..run() };
    let serial = || TestRun { session: Session { workers: 0, ..Session::default() }, ..slipcover() };
    check_refused(
        vec![job("unit", serial()), gate(&["unit"])],
        expect![[r#"
            job `gate`, gate: slipcover writes nothing that `coverage combine` reads, and a gate needs it; measure by coverage.py
        "#]],
    );
    check_refused(
        vec![job("unit", TestRun { coverage: None, ..run() }), gate(&["unit"])],
        expect![[r#"
            job `gate`, gate: nothing is there to combine: expected a run of tests with coverage in this job or in one that it needs
        "#]],
    );
    check_refused(
        vec![job("unit", slipcover())],
        expect![[r#"
            job `unit`, step 1: slipcover measures nothing of xdist's workers; expected 0 workers, or coverage.py
        "#]],
    );
    check(
        vec![job("unit", serial())],
        &["run: python -m slipcover", "Upload"],
        expect![[r#"
            run: python -m slipcover --fail-under=80 -m pytest -n 0
            - name: Upload
        "#]],
    );
}

#[test]
fn services_are_looked_at_every_second_and_have_ports_of_their_own() {
    let container =
        |name: &str| Container { name: name.to_owned(), health_interval: Nanos::ZERO, ..Container::default() };
    let containers = vec![container("elasticsearch"), container("opensearch")];
    check(
        vec![Job { containers, ..job("unit", run()) }],
        &["health", "ports"],
        expect![[r#"
            ports: ["9200:9200"]
            options: "--health-cmd \"curl -fs localhost:9200/_cluster/health\" --health-interval 1s --health-timeout 5s --health-retries 120"
            ports: ["9201:9200"]
            options: "--health-cmd \"curl -fs localhost:9200/_cluster/health\" --health-interval 1s --health-timeout 5s --health-retries 120"
        "#]],
    );
    check_refused(
        vec![Job { containers: vec![container("mine"), container("a b")], ..job("unit", run()) }],
        expect![[r#"
            job `unit`, containers: the image of the service `mine` is not known; give it in the options, with its health check and its port
            job `unit`, containers: the service container (each another name) is `a b`, expected a letter or `_`, then letters, digits, `_` and `-`; rename it
        "#]],
    );
}

#[test]
fn sources_are_there_before_a_cache_is_looked_for() {
    let cached = Work::Cached { hits: 0.9, on_hit: constant(1.0), on_miss: constant(2.0) };
    let steps =
        vec![Step::new("Install", cached), Step::new("Sources", Work::Checkout { takes: constant(1.0) }), tests(run())];
    check(
        vec![Job { steps, ..job("unit", run()) }],
        &["- name", "cache"],
        expect![[r#"
            - name: Check out
            - name: Set up Python
            cache: pip
            cache-dependency-path: requirements.txt
            - name: Install
            - name: Test
        "#]],
    );
}

#[test]
fn runners_and_actions_are_named_so_that_they_do_not_move() {
    let latest = Runner { label: "ubuntu-latest".to_owned(), ..Runner::default() };
    let text = written(vec![Job { runner: latest, ..job("unit", run()) }, gate(&["unit"])]);
    assert!(!text.contains("latest"), "{text}");
    for line in text.lines().filter(|line| line.contains("uses: ")) {
        let pin = line.split('@').nth(1).and_then(|rest| rest.split_once(" # v")).expect("a pin with its version").0;
        assert!(pin.len() == 40 && pin.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
    }
}

#[test]
fn runners_differ_by_cell() {
    let runner = |label: &str| Some(Runner { label: label.to_owned(), ..Runner::default() });
    let effect = |value: &str, label: &str| Effect {
        axis: "os".to_owned(),
        value: value.to_owned(),
        runner: runner(label),
        speed_permille: None,
    };
    let matrix = |values: [&str; 2], effects| Matrix {
        axes: vec![Axis { name: "os".to_owned(), values: values.map(str::to_owned).to_vec() }],
        effects,
        ..Matrix::default()
    };
    let named = matrix(["linux", "windows"], vec![effect("windows", "windows-2025")]);
    let labels = ["ubuntu-24.04", "macos-15"];
    let same = matrix(labels, labels.map(|label| effect(label, label)).to_vec());
    check(
        vec![Job { matrix: named, ..job("named", run()) }, Job { matrix: same, ..job("same", run()) }],
        &["runs-on", "shell"],
        expect![[r#"
            runs-on: ${{ matrix.os == 'windows' && 'windows-2025' || 'ubuntu-24.04' }}
            shell: bash
            runs-on: ${{ matrix.os }}
        "#]],
    );
}

#[test]
fn every_job_ends_sometime() {
    let short = Job { timeout: Nanos(61_000_000_000), ..job("short", run()) };
    check(
        vec![job("unit", run()), short],
        &["timeout"],
        expect![[r#"
            timeout-minutes: 60
            timeout-minutes: 2
        "#]],
    );
}

#[test]
fn newer_runs_cancel_older_ones_of_their_pull_request_alone_and_tokens_may_read() {
    check(
        vec![job("unit", run())],
        &["group", "cancel-in", "contents", "persist"],
        expect![[r#"
            contents: read
            group: ${{ github.workflow }}-${{ github.event.pull_request.number || github.run_id }}
            cancel-in-progress: ${{ github.event_name == 'pull_request' }}
            persist-credentials: false
        "#]],
    );
}
