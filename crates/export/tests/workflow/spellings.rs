//! How each service and each way to install spells the same pipeline.

use crate::pipelines::{gate, job, lines, pipeline, run, tests};
use expect_test::expect;
use laneway_export::workflow::options::Install;
use laneway_export::workflow::{Options, forgejo, github, gitlab};
use laneway_pipeline::job::{Container, Job};
use laneway_pipeline::matrix::Matrix;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::step::{Gate, Lane, Step, Work};
use laneway_pipeline::timing::constant;

#[test]
fn lanes_of_parallel_steps_are_parallel_steps() {
    let step = |name: &str| Step::new(name, Work::Command { takes: constant(1.0) });
    let lane = |name: &str, steps| Lane { name: name.to_owned(), steps };
    let lanes = vec![lane("unit", vec![tests(run())]), lane("heavy", vec![step("Build"), tests(run())])];
    let steps = vec![Step::new("Lanes", Work::Parallel { lanes }), Step::new("Gate", Work::Gate(Gate::default()))];
    let pipeline = pipeline(vec![Job { steps, ..job("all", run()) }]);
    let text = github(&pipeline, &Options::default()).expect("a workflow").text;
    expect![[r#"
        - parallel:
        - name: unit
        env:
        COVERAGE_FILE: .coverage.all.1
        COVERAGE_CORE: ctrace
        run: pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0
        # Edit: the command of this step.
        - name: heavy
        env:
        COVERAGE_FILE: .coverage.all.2
        COVERAGE_CORE: ctrace
        run: |
        echo "::warning::this step has no command yet"
        pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0
        - name: Gate
        shell: bash
        run: |
        coverage combine
        coverage report --fail-under=80 | tee -a "$GITHUB_STEP_SUMMARY"
    "#]]
    .assert_eq(&lines(&text[text.find("- parallel").expect("parallel steps")..], &[""]));
    let errors = gitlab(&pipeline, &Options::default()).expect_err("refused");
    expect!["job `all`, work.parallel: GitLab has no parallel steps, which are GitHub's; make the lanes jobs"]
        .assert_eq(&errors[0].to_string());
}

#[test]
fn dependencies_come_as_the_user_says() {
    let with = |install: Install| {
        let options = Options { install, ..Options::default() };
        let text = github(&pipeline(vec![job("unit", run()), gate(&["unit"])]), &options).expect("a workflow").text;
        lines(&text, &["uv", "pip", "poetry", "pytest -n", "coverage combine", "cache"])
    };
    expect![[r##"
        # Written by Laneway from a simulated pipeline. Look for "Edit".
        uses: astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d # v10.0.1
        enable-cache: false
        uv sync --locked
        uv pip install pytest-xdist==3.8.0 pytest-cov==7.1.0 coverage==7.17.3
        run: uv run --no-sync pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0
        uses: astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d # v10.0.1
        enable-cache: false
        uv sync --locked
        uv pip install coverage==7.17.3
        uv run --no-sync coverage combine
        uv run --no-sync coverage report --fail-under=80 | tee -a "$GITHUB_STEP_SUMMARY"
    "##]]
    .assert_eq(&with(Install::UvSync));
    let own = Install::Commands {
        commands: "pipx install poetry\npoetry install --with ${{ inputs.groups }}".to_owned(),
        prefix: "poetry run".to_owned(),
    };
    expect![[r##"
        # Written by Laneway from a simulated pipeline. Look for "Edit".
        pipx install poetry
        poetry install --with ${{ inputs.groups }}
        run: poetry run pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0
        pipx install poetry
        poetry install --with ${{ inputs.groups }}
        poetry run coverage combine
        poetry run coverage report --fail-under=80 | tee -a "$GITHUB_STEP_SUMMARY"
    "##]]
    .assert_eq(&with(own));
}

#[test]
fn forgejo_has_its_own_artifacts_an_image_with_node_and_no_permissions() {
    let text = forgejo(&pipeline(vec![job("unit", run()), gate(&["unit"])]), &Options::default()).expect("one").text;
    expect![[r#"
        image: "ghcr.io/catthehacker/ubuntu:act-24.04"
        uses: "https://data.forgejo.org/actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1" # v7.0.1
        uses: "https://data.forgejo.org/actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97" # v7.0.0
        uses: "https://data.forgejo.org/forgejo/upload-artifact@v4"
        image: "ghcr.io/catthehacker/ubuntu:act-24.04"
        uses: "https://data.forgejo.org/actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1" # v7.0.1
        uses: "https://data.forgejo.org/actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97" # v7.0.0
        uses: "https://data.forgejo.org/forgejo/download-artifact@v4"
    "#]]
    .assert_eq(&lines(&text, &["uses: ", "image: ", "permissions", "STEP_SUMMARY"]));
}

#[test]
fn gitlab_has_it_all_in_its_own_words() {
    let matrix = Matrix { shards: 2, ..Matrix::default() };
    let own = Runner { label: "big".to_owned(), ..Runner::default() };
    let containers = vec![Container { name: "postgres".to_owned(), ..Container::default() }];
    let heavy = Job { matrix, runner: own, containers, ..job("heavy", run()) };
    let text = gitlab(&pipeline(vec![heavy, gate(&["heavy"])]), &Options::default()).expect("one").text;
    expect![[r##"
        # Written by Laneway from a simulated pipeline. Look for "Edit".

        workflow:
          auto_cancel:
            on_new_commit: interruptible
          rules:
            - if: "$CI_PIPELINE_SOURCE == \"merge_request_event\""
            - if: "$CI_COMMIT_BRANCH == \"main\""
              auto_cancel:
                on_new_commit: none

        heavy:
          image: "python:3.12"
          tags: [big]
          needs: []
          timeout: "60 minutes"
          interruptible: true
          parallel: 2
          services:
            - name: "postgres:17"
              alias: postgres
              variables:
                POSTGRES_HOST_AUTH_METHOD: trust
          script:
            - |
              timeout 180 sh -c 'until python -c "import socket; socket.create_connection((\"postgres\", 5432), 2)" 2>/dev/null; do sleep 1; done'
            - |
              export SHARD="$CI_NODE_INDEX"
            # Edit: how dependencies come.
            - python -m pip install -r requirements.txt pytest-xdist==3.8.0 pytest-cov==7.1.0 coverage==7.17.3 pytest-split==0.11.0
            - |
              COVERAGE_FILE=".coverage.heavy.$CI_NODE_INDEX" COVERAGE_CORE=ctrace pytest -n 2 --dist load --cov --cov-report= --cov-fail-under=0 --splits=2 --group="$SHARD" --splitting-algorithm=duration_based_chunks
          artifacts:
            paths: [".coverage.*"]
            when: on_success
            expire_in: "1 week"

        gate:
          image: "python:3.12"
          needs: [heavy]
          timeout: "60 minutes"
          interruptible: true
          script:
            # Edit: how dependencies come.
            - python -m pip install -r requirements.txt coverage==7.17.3
            - coverage combine
            - coverage report --fail-under=80
          coverage: "/^TOTAL.+?(\\d+(?:\\.\\d+)?)%$/"
    "##]]
    .assert_eq(&text);
}
