//! Workflows and what becomes of them.

use arbtest::arbtest;
use expect_test::{Expect, expect};

use super::*;
use crate::imported::outline;

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
              Run pip install coverage: coverage: combines coverage, 5 s
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
            ! line 13: the job `b` calls `./.github/workflows/other.yml`, whose jobs are not here; one of 60 s is assumed
            ! line 18: timeout-minutes is `soon`, expected a number above 0; 360 are taken
            ! line 20: `x` has neither `run:` nor `uses:`, expected one of them
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
        expect![[r#""#]],
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
              script: combines coverage, 5 s
            ! line 34: `heavy` has `rules`, which only a run can decide on; it is taken to run
            ! line 33: `heavy`: -n auto is taken as the number of cores given here; where psutil is installed, it counts physical cores alone
        "#]],
    );
}

#[test]
fn err_messages() {
    check(
        "",
        expect![[r#"
        line 1, column 1: the YAML is broken: it is empty, expected a workflow
    "#]],
    );
    check(
        "- 1\n- 2\n",
        expect![[r#"
        the YAML is no workflow: it has a list, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
    "#]],
    );
    check(
        "name: x\nsettings:\n  a: 1\n",
        expect![[r#"
        the YAML is no workflow: it has `name`, `settings`, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
    "#]],
    );
    check(
        "on: push\njobs: []\n",
        expect![[r#"
        the YAML is no workflow: it has `on`, `jobs`, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml
    "#]],
    );
    check(
        "on: push\njobs:\n  a: 3\n",
        expect![[r#"
        line 3, column 6: the job `a` is `3`, expected a map with `runs-on:` and `steps:`
    "#]],
    );
    check(
        "on: push\njobs:\n  a:\n    runs-on: x\n",
        expect![[r#"
            line 4, column 5: `steps` of the job `a` is missing, expected a list of steps, or `uses:` with another workflow
        "#]],
    );
    check(
        "jobs:\n  a:\n    needs: b\n    steps: [{run: x}]\n",
        expect![[r#"
        line 3, column 12: a job in `needs` is `b`, expected the id of a job
    "#]],
    );
    check(
        "jobs:\n  a:\n    steps: [{}]\n",
        expect![[r#"
        line 3, column 13: step 1 of `a` is an empty map, expected a map with `run:` or `uses:`
    "#]],
    );
    check(
        "jobs:\n  a:\n    steps: [1]\n",
        expect![[r#"
        line 3, column 13: step 1 of `a` is `1`, expected a map with `run:` or `uses:`
    "#]],
    );
    check(
        "jobs:\n  a:\n    strategy: {matrix: [1]}\n    steps: [{run: x}]\n",
        expect![[r#"
        line 3, column 24: the matrix of `a` is a list, expected a map of axes
    "#]],
    );
    check(
        "jobs:\n  a: {steps: [\n",
        expect![[r#"
        line 3, column 1: the YAML is broken: while parsing a node, did not find expected node content
    "#]],
    );
    check(
        "jobs:\n\ta: 1\n",
        expect![[r#"
        line 2, column 2: the YAML is broken: tabs disallowed within this context (block indentation)
    "#]],
    );
    check(
        "jobs: *nothing\n",
        expect![[r#"
        line 1, column 7: the YAML is broken: while parsing node, found unknown anchor
    "#]],
    );
    check(
        &format!("a: {}", "[".repeat(300)),
        expect![[r#"
        line 1, column 259: the YAML is broken: recursion limit exceeded
    "#]],
    );
    check(
        &format!("a:\n{}", (0..60).map(|depth| format!("{}b:\n", " ".repeat(depth + 1))).collect::<String>()),
        expect![[r#"
            line 51, column 51: the YAML is broken: values are nested deeper than 50, expected few levels
        "#]],
    );
    let bomb =
        (1..9).map(|place| format!("a{place}: &a{place} [{}]\n", vec![format!("*a{}", place - 1); 10].join(", ")));
    check(
        &format!("a0: &a0 [x, x]\n{}", bomb.collect::<String>()),
        expect![[r#"
        line 6, column 20: the YAML is broken: there are more than 100000 values, aliases counted each time, expected fewer
    "#]],
    );
    check(
        "a: &a [*a]\n",
        expect![[r#"
        line 1, column 8: the YAML is broken: an alias stands within its own value
    "#]],
    );
    let axes: String = (0..9).map(|axis| format!("        a{axis}: [1, 2]\n")).collect();
    check(
        &format!("jobs:\n  a:\n    strategy:\n      matrix:\n{axes}    steps: [{{run: x}}]\n"),
        expect![[r#"
        line 5, column 9: the matrix of `a`, 512 cells and 0 included, is a map, expected at most 256 jobs, as GitHub has it
    "#]],
    );
    check(
        &format!("jobs:\n{}", (0..201).map(|job| format!("  a{job}: {{steps: []}}\n")).collect::<String>()),
        expect![[r#"
            line 2, column 3: `jobs`, 201 of them, is a map, expected from 1 to 200 jobs
        "#]],
    );
    check(
        "a:\n  script: x\n  parallel: 1000\n",
        expect![[r#"
        line 3, column 13: `parallel` of `a` is `1000`, expected a number from 1 to 200, or `matrix:`
    "#]],
    );
    check(
        &" ".repeat(2 << 20),
        expect![[r#"
        line 1, column 1: the YAML is broken: it is longer than 1 MiB, expected a workflow
    "#]],
    );
}

/// Pieces that a scanner could take a long time over.
#[test]
fn ok_long_documents_end_soon() {
    for piece in [
        "- ", "? ", "[", "{", "a: ", "&a ", "!a ", "\"", "'", "| ", ">\n", "*a ", "- - ", "a:\n", "#", "%", "---\n",
        "\t", "{a: ", "x\n\n",
    ] {
        let text = piece.repeat(300_000 / piece.len());
        assert!(read(&text).is_err(), "{piece:?}");
        let text = format!("jobs:\n  a:\n    steps:\n      - run: {text}");
        let _ = read(&text);
    }
}

#[test]
fn no_change_of_a_workflow_panics() {
    let gitlab = "stages: [a, b]\nx:\n  stage: a\n  script: [pytest -n 2]\ny:\n  extends: x\n  parallel: 2\n  script: coverage combine\n";
    arbtest(|u| {
        let mut bytes = u.choose(&[LANES, gitlab])?.as_bytes().to_vec();
        for _ in 0..u.int_in_range(1..=6)? {
            let at = u.int_in_range(0..=bytes.len().saturating_sub(1))?;
            let pieces = [
                "9", "- ", ":", "\n", "\"", "'", "[", "}", "{", "*a", "&a ", "<<: ", "${{ ", "}}", "| ", "\u{fffd}",
                "    ", "1e999",
            ];
            match u.int_in_range(0..=3)? {
                0 => bytes.truncate(at),
                1 => bytes.splice(at..at, u.choose(&pieces)?.bytes()).for_each(drop),
                2 if !bytes.is_empty() => bytes[at] = u.arbitrary()?,
                _ => bytes.drain(at..bytes.len().min(at + 9)).for_each(drop),
            }
        }
        if let Ok(imported) = read(&String::from_utf8_lossy(&bytes)) {
            assert_fits(&imported);
        }
        Ok(())
    });
}
