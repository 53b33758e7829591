//! Workflows and what becomes of them.

use expect_test::{Expect, expect};

use super::*;
use crate::imported::outline;

mod hostile;

fn check(text: &str, expect: Expect) {
    expect.assert_eq(&match read(text) {
        Ok(imported) => {
            assert_fits(&imported);
            let tests = imported.test_steps.iter().map(|place| format!("tests: {} {}\n", place.job, place.step));
            let warnings = imported.warnings.shown.iter().map(|warning| format!("! {warning}\n"));
            outline(&imported.pipeline) + &tests.chain(warnings).collect::<String>()
        }
        Err(error) => format!("{error}\n"),
    });
}

fn assert_fits(imported: &Imported) {
    let prepared = laneway_engine::prepared::Prepared::new(Vec::new());
    let problems = laneway_pipeline::check::problems(&imported.pipeline, &prepared);
    // Cycles of `needs` are the file's own.
    let fatal: Vec<String> = (problems.iter())
        .filter(|problem| problem.is_fatal && problem.place.field != "needs")
        .map(ToString::to_string)
        .collect();
    assert!(fatal.is_empty(), "{fatal:?}");
}

const LANES: &str = r#"
name: CI
on: [push]
env:
  COVERAGE_FILE: .coverage.${{ matrix.lane }}
jobs:
  lint:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps: [{uses: actions/checkout@v7}, {run: ruff check}]
  unit:
    name: Unit tests
    runs-on: ${{ matrix.os }}
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-24.04, windows-2025]
        python: ["3.12", 3.10]
        group: [1, 2, 3]
    services:
      postgres:
        image: postgres
        options: >-
          --health-cmd pg_isready
          --health-interval 5s
    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-python@v7
        with: {python-version: "${{ matrix.python }}", cache: pip}
      - run: pip install -e .[test]
      - name: Test
        run: pytest -n 4 --dist worksteal tests/unit -m "not slow" --splits 3 --group ${{ matrix.group }} --cov --cov-branch --cov-fail-under=0
        env:
          COVERAGE_FILE: .coverage.${{ matrix.os }}.${{ matrix.group }}
      - uses: actions/upload-artifact@v7
        if: ${{ !cancelled() }}
        with:
          name: coverage-${{ matrix.os }}-${{ matrix.python }}-${{ matrix.group }}
          path: .coverage.*
          include-hidden-files: true
          if-no-files-found: error
  gate:
    needs: [lint, unit]
    if: always()
    runs-on: ubuntu-slim
    steps:
      - uses: actions/checkout@v7
      - uses: actions/download-artifact@v8
        with: {pattern: coverage-*, merge-multiple: true}
      - uses: actions/download-artifact@v8
        with: {name: wheels}
      - run: |
          pip install coverage
          coverage combine
          coverage report --fail-under=82.5
"#;

#[test]
fn ok_lanes_shards_and_a_gate_are_read() {
    check(
        LANES,
        expect![[r#"
            lint on ubuntu-latest, at most 10:00, waits 6 s (up to 1:00 in 95 of 100)
              Set up job: 1 s
              Run actions/checkout@v7: check-out, 2 s
              Run ruff check: 5 s
              after: 3 s
            unit on ubuntu-24.04, 12 times (os: ubuntu-24.04 windows-2025; python: 3.12 3.1; 3 shards), waits 6 s (up to 1:00 in 95 of 100)
              container postgres: 10 s, ready in 3 s, looked at every 5 s
              Set up job: 1 s
              Run actions/checkout@v7: check-out, 2 s
              Run actions/setup-python@v7: 5 s from the cache in 90 of 100 runs, else 6 s
              Run pip install -e .[test]: 45 s
              Test: tests, -n 4 --dist worksteal, tests/unit, not marked slow, coverage with branches in .coverage.{cell}.{shard}, not held against a threshold
              Run actions/upload-artifact@v7: stores `.coverage.*` as `coverage-{cell}--{shard}`, 1 s (unless cancelled)
              after: 3 s
            gate on ubuntu-slim, needs lint unit, always, waits 6 s (up to 1:00 in 95 of 100)
              Set up job: 1 s
              Run actions/checkout@v7: check-out, 2 s
              Run actions/download-artifact@v8: fetches `coverage-*` into one folder, 1 s
              Run actions/download-artifact@v8: 1 s
              Run pip install coverage: install: 7 s
              Run pip install coverage: coverage: combines coverage, at least 82.5 %, 5 s
              after: 3 s
            ! line 18: `3.10` without quotes is the number 3.1, expected `"3.10"`; taken as 3.1
        "#]],
    );
    let imported = read(LANES).expect("it reads");
    assert!(!imported.pipeline.jobs[1].matrix.fail_fast);
    let assumed: Vec<String> = (imported.assumed.iter().filter(|assumed| assumed.job == "gate"))
        .map(|assumed| format!("{}, {}: {}", assumed.step, assumed.what, assumed.value))
        .collect();
    expect![[r#"
        , queue: 6 s, up to 60 s in 95 of 100
        Set up job, takes: 1 s
        Run actions/checkout@v7, takes: 2 s
        Run actions/download-artifact@v8, takes: 1 s
        Run actions/download-artifact@v8, takes: 1 s
        Run pip install coverage: install, takes: 7 s
        Run pip install coverage, takes: 5 s
        , post: 3 s"#]]
    .assert_eq(&assumed.join("\n"));
}

#[test]
fn ok_steps_side_by_side_are_lanes() {
    check(
        r"
on: push
jobs:
  all:
    runs-on: [self-hosted, linux, big]
    steps:
      - run: uv sync
      - parallel:
          - {name: unit, run: uv run pytest -n 8 tests/unit}
          - {name: heavy, run: python -m pytest tests/heavy}
      - {id: server, run: ./server, background: true}
      - {id: docs, run: make docs, background: true}
      - run: tox -e py312
      - wait: docs
      - cancel: server
",
        expect![[r#"
            all on self-hosted linux big, waits 6 s (up to 1:00 in 95 of 100)
              Set up job: 1 s
              Run uv sync: 2.6 s
              Step 2: side by side
                lane unit
                  unit: tests, -n 8 --dist load, tests/unit
                lane heavy
                  heavy: tests, -n 0 --dist no, tests/heavy
              In the background: side by side
                lane Run make docs
                  Run make docs: 5 s
                lane meanwhile
                  Run tox -e py312: 5:00
              after: 3 s
        "#]],
    );
}

#[test]
fn ok_anchors_conditions_and_called_workflows_are_read() {
    check(
        r"
on: push
x: &common
  - uses: actions/checkout@v7
jobs:
  a:
    if: github.event_name == 'push'
    runs-on: ${{ fromJSON(inputs.os) }}
    continue-on-error: true
    strategy: {matrix: '${{ fromJSON(needs.x.outputs.m) }}'}
    env:
      LIST: [
        x,
      ]

    steps: *common
  b:
    needs: a
    if: ${{ failure() }}
    uses: ./.github/workflows/other.yml
  c:
    needs: [a, b]
    timeout-minutes: soon
    steps:
      - {name: x}
",
        expect![[r#"
            a on ubuntu-24.04, may fail, waits 6 s (up to 1:00 in 95 of 100)
              Set up job: 1 s
              Run actions/checkout@v7: check-out, 2 s
              after: 3 s
            b on ubuntu-24.04, needs a, after a failure, waits 6 s (up to 1:00 in 95 of 100)
              ./.github/workflows/other.yml: 1:00
            c on ubuntu-24.04, needs a b, waits 6 s (up to 1:00 in 95 of 100)
              Set up job: 1 s
              x: 5 s
              after: 3 s
            ! line 10: the matrix of `a` is `${{ fromJSON(needs.x.outputs.m) }}`, which only a run knows; one cell is taken
            ! line 8: `a` runs on `${{ fromJSON(inputs.os) }}`, which only a run knows; ubuntu-24.04 is assumed
            ! line 7: `a` runs `if: github.event_name == 'push'`, of which only the status function counts
            ! line 18: the job `b` calls `./.github/workflows/other.yml`, whose jobs are not here; one of 60 s is assumed
            ! line 23: timeout-minutes is `soon`, expected a number above 0; 360 are taken
            ! line 25: `x` has neither `run:` nor `uses:`, expected one of them
        "#]],
    );
}

#[test]
fn ok_names_of_the_file_tell_what_cannot_be_read() {
    check(
        r"
jobs:
  tests:
    runs-on: ${{ matrix.os || 'ubuntu-latest' }}
    strategy:
      matrix:
        include: [{name: a}, {name: b, os: windows-latest}]
    steps:
      - uses: actions/checkout@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0
      - {name: Install dependencies, run: scripts/install}
      - {name: Run tests, run: scripts/test}
      - run: tox -e typing
      - uses: actions/upload-artifact@v7
        with: {path: coverage/}
",
        expect![[r#"
            tests on ubuntu-latest, 2 times (2 included), waits 6 s (up to 1:00 in 95 of 100)
              Set up job: 1 s
              Run actions/checkout@9c091bb: check-out, 2 s
              Install dependencies: 45 s
              Run tests: 5:00
              Run tox -e typing: 5 s
              Run actions/upload-artifact@v7: 1 s
              after: 3 s
            tests: tests 3
        "#]],
    );
}

#[test]
fn ok_gitlab_is_read() {
    check(
        r#"
stages: [check, test, report]
default:
  image: python:3.13
variables:
  COVERAGE_FILE: .coverage.$CI_NODE_INDEX
.tests: &tests
  stage: test
  services: [postgres:17, {name: redis, alias: cache}]
  before_script:
    - pip install -e .
  artifacts:
    paths: [".coverage.*"]
    when: always
lint:
  stage: check
  script: ruff check
  allow_failure: true
unit:
  extends: .tests
  parallel: 4
  timeout: 1h 30m
  script:
    - pytest -n 2 --splits $CI_NODE_TOTAL --group $CI_NODE_INDEX --cov
heavy:
  <<: *tests
  tags: [saas-linux-large-amd64]
  needs: []
  parallel:
    matrix:
      - PYTHON: ["3.12", "3.13"]
        DB: pg
  script: [pytest -n auto tests/heavy]
  rules: [{if: $CI_COMMIT_BRANCH}]
coverage:
  stage: report
  script:
    - coverage combine
    - coverage report --fail-under 90
"#,
        expect![[r#"
            lint on saas-linux-small-amd64, may fail, at most 1 h 00, waits 6 s (up to 1:00 in 95 of 100)
              Get sources: check-out, 2 s
              script: 5 s
            unit on saas-linux-small-amd64, 4 times (4 shards), needs lint, at most 1 h 30, waits 6 s (up to 1:00 in 95 of 100)
              container postgres:17: 13 s, ready in 0 s, not looked at
              container redis: 13 s, ready in 0 s, not looked at
              Get sources: check-out, 2 s
              before_script: 45 s
              script: tests, -n 2 --dist load, coverage in .coverage.{shard}
              Store artifacts: stores `.coverage.*` as `unit-{cell}-{shard}`, 1 s (always)
            heavy on saas-linux-large-amd64, 2 times (PYTHON: 3.12 3.13; DB: pg), at most 1 h 00, waits 6 s (up to 1:00 in 95 of 100)
              container postgres:17: 13 s, ready in 0 s, not looked at
              container redis: 13 s, ready in 0 s, not looked at
              Get sources: check-out, 2 s
              before_script: 45 s
              script: tests, -n 8 --dist load, tests/heavy
              Store artifacts: stores `.coverage.*` as `heavy-{cell}-{shard}`, 1 s (always)
            coverage on saas-linux-small-amd64, needs unit heavy, at most 1 h 00, waits 6 s (up to 1:00 in 95 of 100)
              Get sources: check-out, 2 s
              Fetch artifacts: fetches `*` into one folder, 1 s
              script: combines coverage, at least 90 %, 5 s
            ! line 34: `heavy` has `rules`, which only a run can decide on; it is taken to run
            ! line 33: `heavy`: -n auto is taken as the number of cores given here; where psutil is installed, it counts physical cores alone
        "#]],
    );
}

#[test]
fn ok_a_job_of_gitlab_overrides_what_it_merges() {
    check(
        "\
.base: &base
  parallel: 4
  script:
    - pytest -n 4
unit:
  <<: *base
  parallel: 2
  script:
    - pytest -n 2 tests/unit
  script:
    - pytest -n 3 tests/unit
",
        expect![[r#"
            unit on saas-linux-small-amd64, 2 times (2 shards), at most 1 h 00, waits 6 s (up to 1:00 in 95 of 100)
              Get sources: check-out, 2 s
              script: tests, -n 3 --dist load, tests/unit
            ! line 10: the key `script` is here a second time, after line 8; the last one counts
        "#]],
    );
}
