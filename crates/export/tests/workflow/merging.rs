//! Changes of a workflow that a team has: what changes, what is left to do by hand, and that nothing else moves.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_export::workflow::merge::{Change, Merged, merge};
use laneway_export::workflow::{Options, github};

const CI: &str = r#"# Ours.
name:   CI
on: [push]   # every time
env:
  TOKEN: ${{ secrets.TOKEN }}
jobs:

  lint:
    runs-on: ubuntu-24.04
    steps:
      - run: ruff check .

  unit:   # quick
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        python: ["3.12", '3.13']
    steps:
      - uses: actions/checkout@v4
      - run: |
          uv sync --locked   # all of it

          uv run pytest -n auto \
            --dist=load \
            -m "not slow" tests/unit

  heavy:
    runs-on: [self-hosted, big]
    services: {db: {image: "postgres:17"}}
    steps:
      - {uses: actions/checkout@v4}
      - name: 'Test'
        run: python -m pytest -n2 --cov --cov-report=xml tests/heavy
      - uses: actions/upload-artifact@v4
        with: {name: coverage-heavy, path: .coverage.heavy}
  docs:
    uses: ./.github/workflows/docs.yml
  odd:
    runs-on: ubuntu-24.04
    steps:
      - run: tox -e py312 -- -n 4
"#;

fn session(job: &str) -> Change {
    let session = Session { workers: 3, dist: DistMode::LoadFile, ..Session::default() };
    Change::Session { job: job.to_owned(), session: Box::new(session) }
}

fn shards(job: &str) -> Change {
    Change::Shards { job: job.to_owned(), n: 3, by: SplitBy::LeastDuration }
}

/// The diff, and what is left to do.
fn check_text(text: &str, changes: &[Change], expected: Expect) -> Merged {
    let merged = merge(text, changes, &Options::default()).expect("a workflow");
    let by_hand: String = merged.by_hand.iter().map(|edit| format!("{edit}\n")).collect();
    let diff: String = merged.diff.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    expected.assert_eq(&format!("{diff}{by_hand}"));
    merged
}

fn check(changes: &[Change], expected: Expect) {
    check_text(CI, changes, expected);
}

#[test]
fn options_of_a_block_and_of_a_line_are_replaced() {
    check(
        &[session("unit"), session("heavy")],
        expect![[r#"
            --- before
            +++ after
            @@ -20,8 +20,7 @@
                   - run: |
                       uv sync --locked   # all of it
 
            -          uv run pytest -n auto \
            -            --dist=load \
            +          uv run pytest -n 3 --dist loadfile \
                         -m "not slow" tests/unit
 
               heavy:
            @@ -30,7 +29,7 @@
                 steps:
                   - {uses: actions/checkout@v4}
                   - name: 'Test'
            -        run: python -m pytest -n2 --cov --cov-report=xml tests/heavy
            +        run: python -m pytest -n 3 --dist loadfile --cov --cov-report=xml tests/heavy
                   - uses: actions/upload-artifact@v4
                     with: {name: coverage-heavy, path: .coverage.heavy}
               docs:
        "#]],
    );
}

#[test]
fn a_job_gets_shards_with_and_without_a_matrix() {
    check(
        &[shards("unit")],
        expect![[r#"
            --- before
            +++ after
            @@ -13,14 +13,16 @@
               unit:   # quick
                 runs-on: ubuntu-24.04
                 strategy:
            +      fail-fast: false
                   matrix:
            +        shard: [1, 2, 3]
                     python: ["3.12", '3.13']
                 steps:
                   - uses: actions/checkout@v4
                   - run: |
                       uv sync --locked   # all of it
 
            -          uv run pytest -n auto \
            +          uv run pytest --splits=3 --group=${{ matrix.shard }} --splitting-algorithm=least_duration -n auto \
                         --dist=load \
                         -m "not slow" tests/unit
 
        "#]],
    );
    check(
        &[shards("heavy")],
        expect![[r#"
        --- before
        +++ after
        @@ -27,10 +27,14 @@
           heavy:
             runs-on: [self-hosted, big]
             services: {db: {image: "postgres:17"}}
        +    strategy:
        +      fail-fast: false
        +      matrix:
        +        shard: [1, 2, 3]
             steps:
               - {uses: actions/checkout@v4}
               - name: 'Test'
        -        run: python -m pytest -n2 --cov --cov-report=xml tests/heavy
        +        run: python -m pytest --splits=3 --group=${{ matrix.shard }} --splitting-algorithm=least_duration -n2 --cov --cov-report=xml tests/heavy
               - uses: actions/upload-artifact@v4
                 with: {name: coverage-heavy, path: .coverage.heavy}
           docs:
        line 34: the artifact `coverage-heavy` would be stored by every shard, and the second fails (409); put the shard into its name
    "#]],
    );
}

#[test]
fn a_gate_stands_behind_all_jobs() {
    check(
        &[Change::Gate { needs: vec!["unit".to_owned(), "heavy".to_owned()], fail_under: Some(80.0) }],
        expect![[r#"
            --- before
            +++ after
            @@ -39,3 +39,41 @@
                 runs-on: ubuntu-24.04
                 steps:
                   - run: tox -e py312 -- -n 4
            +
            +  gate:
            +    needs: [unit, heavy]
            +    if: ${{ !cancelled() }}
            +    runs-on: ubuntu-24.04
            +    timeout-minutes: 60
            +    steps:
            +      - name: Every lane is green
            +        env:
            +          RESULTS: "${{ join(needs.*.result, ' ') }}"
            +        run: |
            +          for result in $RESULTS; do
            +            if [ "$result" != success ]; then
            +              echo "a job that this one needs ended with: $result"
            +              exit 1
            +            fi
            +          done
            +      - name: Check out
            +        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            +        with:
            +          persist-credentials: false
            +      - name: Set up Python
            +        uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
            +        with:
            +          python-version: "3.12"
            +      # Edit: how dependencies come.
            +      - name: Install
            +        run: python -m pip install -r requirements.txt coverage==7.17.3
            +      - name: Download coverage
            +        uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
            +        with:
            +          pattern: "coverage-*"
            +          merge-multiple: true
            +      - name: Combine and report
            +        shell: bash
            +        run: |
            +          coverage combine
            +          coverage report --fail-under=80 | tee -a "$GITHUB_STEP_SUMMARY"
            line 14: the job `unit` stores no coverage data that a gate could take; let it store its COVERAGE_FILE as an artifact of its own, named `coverage-` and the job
            line 33: pytest of the job `heavy` holds its own part of the coverage against the threshold; give it `--cov-fail-under=0`
            line 34: the job `heavy` stores coverage data without `include-hidden-files: true`, so that nothing is stored; say `include-hidden-files: true` and `if-no-files-found: error`
        "#]],
    );
}

#[test]
fn a_gate_stands_before_what_is_no_job_and_takes_its_indent() {
    let text =
        "jobs:\n    unit:\n        steps:\n            - run: pytest --cov --cov-fail-under=0\n\n# The end.\nname: x\n";
    let merged = check_text(
        text,
        &[Change::Gate { needs: vec!["unit".to_owned()], fail_under: None }],
        expect![[r#"
            --- before
            +++ after
            @@ -3,5 +3,43 @@
                     steps:
                         - run: pytest --cov --cov-fail-under=0
 
            +    gate:
            +      needs: [unit]
            +      if: ${{ !cancelled() }}
            +      runs-on: ubuntu-24.04
            +      timeout-minutes: 60
            +      steps:
            +        - name: Every lane is green
            +          env:
            +            RESULTS: "${{ join(needs.*.result, ' ') }}"
            +          run: |
            +            for result in $RESULTS; do
            +              if [ "$result" != success ]; then
            +                echo "a job that this one needs ended with: $result"
            +                exit 1
            +              fi
            +            done
            +        - name: Check out
            +          uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            +          with:
            +            persist-credentials: false
            +        - name: Set up Python
            +          uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
            +          with:
            +            python-version: "3.12"
            +        # Edit: how dependencies come.
            +        - name: Install
            +          run: python -m pip install -r requirements.txt coverage==7.17.3
            +        - name: Download coverage
            +          uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
            +          with:
            +            pattern: "coverage-*"
            +            merge-multiple: true
            +        - name: Combine and report
            +          shell: bash
            +          run: |
            +            coverage combine
            +            coverage report | tee -a "$GITHUB_STEP_SUMMARY"
            +
             # The end.
             name: x
            line 3: the job `unit` stores no coverage data that a gate could take; let it store its COVERAGE_FILE as an artifact of its own, named `coverage-` and the job
        "#]],
    );
    assert!(merged.text.contains("\n    gate:\n      needs: [unit]\n"), "{}", merged.text);
}

#[test]
fn what_cannot_be_done_safely_is_left_to_hands() {
    check(
        &[session("odd"), session("docs"), session("lint"), session("nobody"), shards("odd")],
        expect![[r#"
        line 39: no `run:` of the job has a pytest command that can be read, as behind tox, nox, make or an action; give pytest of `odd` the options `-n 3 --dist loadfile` in place of those it has
        line 37: the job calls `./.github/workflows/docs.yml`, whose steps are not here; give pytest of `docs` the options `-n 3 --dist loadfile` in place of those it has
        line 9: no `run:` of the job has a pytest command that can be read, as behind tox, nox, make or an action; give pytest of `lint` the options `-n 3 --dist loadfile` in place of those it has
        line 8: there is no job `nobody`; give pytest of `nobody` the options `-n 3 --dist loadfile` in place of those it has
        line 39: no `run:` of the job has a pytest command that can be read, as behind tox, nox, make or an action; give `odd` a matrix of 3 shards with `fail-fast: false`, and pytest the shard's number (least_duration)
    "#]],
    );
}

#[test]
fn anchors_folded_scripts_and_values_of_a_run_are_left_to_hands() {
    let text = "\
x: &tests {run: pytest -n 2}
jobs:
  a: {steps: [*tests]}
  b:
    steps:
      - run: >
          pytest
          -n 2
  c:
    steps:
      - run: \"pytest -n 2\"
  d:
    steps:
      - run: pytest -n ${{ matrix.n }}
    env: {PYTEST_ADDOPTS: -n 3}
  e:
    strategy:
      matrix: ${{ fromJSON(needs.x.outputs.y) }}
    steps:
      - run: pytest
  f:
    strategy:
      matrix:
        a: [1]
        include: [{b: 2}]
    steps:
      - run: pytest
  g: {steps: [{run: pytest -n 2}]}
";
    check_text(
        text,
        &[session("a"), session("b"), session("c"), session("d"), shards("e"), shards("f"), shards("g")],
        expect![[r#"
            line 1: what stands here may stand elsewhere too (an anchor, an alias or a merged map); give pytest of `a` the options `-n 3 --dist loadfile` in place of those it has
            line 7: the script is not written as one plain line or as a block (`|`); give pytest of `b` the options `-n 3 --dist loadfile` in place of those it has
            line 11: the script is not written as one plain line or as a block (`|`); give pytest of `c` the options `-n 3 --dist loadfile` in place of those it has
            line 14: `${{ matrix.n }}` is only known in a run; give pytest of `d` the options `-n 3 --dist loadfile` in place of those it has
            line 18: the matrix is no plain list of axes, or has inclusions, exclusions or shards already; give `e` a matrix of 3 shards with `fail-fast: false`, and pytest the shard's number (least_duration)
            line 24: the matrix is no plain list of axes, or has inclusions, exclusions or shards already; give `f` a matrix of 3 shards with `fail-fast: false`, and pytest the shard's number (least_duration)
            line 28: the script is not written as one plain line or as a block (`|`); give `g` a matrix of 3 shards with `fail-fast: false`, and pytest the shard's number (least_duration)
            line 15: PYTEST_ADDOPTS adds options that are not looked at; see that it has no `-n` or `--dist` of its own
        "#]],
    );
}

#[test]
fn line_ends_of_windows_stay() {
    let text = "jobs:\r\n  a:\r\n    steps:\r\n      - run: |\r\n          pytest -n 2 \\\r\n            -x\r\n      - run: echo\r\n";
    let merged = merge(text, &[session("a"), shards("a")], &Options::default()).expect("a workflow");
    assert!(merged.by_hand.is_empty(), "{:?}", merged.by_hand);
    assert!(!merged.text.replace("\r\n", "").contains('\n'), "{:?}", merged.text);
    assert!(merged.text.contains("pytest --splits=3 --group=${{ matrix.shard }} --splitting-algorithm=least_duration -n 3 --dist loadfile \\\r\n            -x\r\n"), "{:?}", merged.text);
}

#[test]
fn err_no_workflow() {
    let said = |text: &str| merge(text, &[session("a")], &Options::default()).expect_err("no workflow").to_string();
    expect!["there are no `jobs:`, expected a workflow as in .github/workflows"].assert_eq(&said("a: 1\n"));
    expect!["line 2, column 6: the YAML is broken: unclosed bracket '['"].assert_eq(&said("jobs:\n  a: [\n"));
}

#[test]
fn nothing_changes_without_changes_whatever_the_text() {
    arbtest::arbtest(|from| {
        let pipeline = crate::random::pipeline(from)?;
        let options = Options::default();
        let Ok(workflow) = github(&pipeline, &options) else { return Ok(()) };
        let merged = merge(&workflow.text, &[], &options).expect("a workflow");
        assert_eq!((merged.text.as_str(), merged.diff.as_str()), (workflow.text.as_str(), ""));
        // A change reaches no other job, and is made but once.
        for job in &pipeline.jobs {
            let once = merge(&workflow.text, &[session(&job.id)], &options).expect("a workflow");
            let twice = merge(&once.text, &[session(&job.id)], &options).expect("a workflow");
            assert_eq!(once.text, twice.text);
            let n_changed = once.diff.lines().filter(|line| line.starts_with('+') && !line.starts_with("+++")).count();
            assert!(n_changed <= 1 || job.test_runs().count() > 1, "{}", once.diff);
        }
        Ok(())
    })
    .budget_ms(2_000);
}

#[test]
fn fail_fast_is_turned_off_where_it_stands() {
    let job = "    strategy:\n      fail-fast: true\n      matrix:\n        a: [1]\n    steps:\n      - run: pytest\n";
    let text = format!("jobs:\n  a:\n{job}  b:\n{job}").replace('\n', "\r\n");
    let merged = merge(&text, &[shards("b")], &Options::default()).expect("a workflow");
    assert!(merged.by_hand.is_empty(), "{:?}", merged.by_hand);
    let (a, b) = merged.text.split_once("  b:\r\n").expect("two jobs");
    assert!(a.contains("fail-fast: true\r\n") && b.contains("fail-fast: false\r\n") && !b.contains("true"), "{b}");
}

#[test]
fn broken_texts_are_errors_or_left_to_hands() {
    arbtest::arbtest(|from| {
        let lines: Vec<&str> = CI.split_inclusive('\n').collect();
        let mut text = String::new();
        for line in &lines {
            if from.ratio(19, 20)? {
                text.push_str(if from.ratio(1, 30)? { line.trim_start() } else { line });
            }
        }
        let gate = Change::Gate { needs: vec!["unit".to_owned(), "heavy".to_owned()], fail_under: None };
        let changes = [session("unit"), shards("unit"), session("heavy"), shards("heavy"), gate];
        let Ok(merged) = merge(&text, &changes, &Options::default()) else { return Ok(()) };
        // Whatever was left out, what came of it is a workflow too, and lines of others are there as they were.
        merge(&merged.text, &[], &Options::default()).expect("a workflow");
        assert!(text.lines().filter(|line| line.contains("ruff")).all(|line| merged.text.contains(line)));
        Ok(())
    })
    .budget_ms(1_500);
}
