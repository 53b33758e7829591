"""The runner's own rules, on workflows of a few lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from runner import expressions
from runner.document import Refused, read
from runner.matrix import cells
from runner.run import Outcome, run

CONTEXTS: dict[str, Any] = {"matrix": {"os": "Linux", "n": 2}, "needs": {"a": {"result": "success"}, "b": {"result": "failure"}}, "vars": {}}
STATUS = {"success": True, "failure": False, "cancelled": False, "always": True}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("matrix.os == 'linux' && 'yes' || 'no'", "yes"),
        ("matrix.missing || 'default'", "default"),
        ("join(needs.*.result, ' ')", "success failure"),
        ("needs.b.result != 'success'", True),
        ("!(matrix.n == 2)", False),
        ("'it''s'", "it's"),
        ("vars.RUN == 'true'", False),
    ],
)
def test_expressions(text: str, expected: object) -> None:
    assert expressions.evaluate(text, CONTEXTS) == expected


@pytest.mark.parametrize("text", ["secrets.X", "a b", "'open", "matrix.os ==", "format('x')", "success()"])
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        expressions.evaluate(text, CONTEXTS)


def test_a_condition_without_a_status_function_is_success_and_itself() -> None:
    red = {**STATUS, "success": False, "failure": True}
    assert not expressions.condition("true", CONTEXTS, red)
    assert expressions.condition("${{ !cancelled() }}", CONTEXTS, red)
    assert expressions.condition(None, CONTEXTS, STATUS) and not expressions.condition(None, CONTEXTS, red)


def test_texts_are_texts_and_numbers_are_numbers() -> None:
    workflow = read("on: push\nname: yes\nv: 3.10\nw: '3.10'\njobs: {a: {}}\n")
    assert (workflow["on"], workflow["name"], workflow["v"], workflow["w"]) == ("push", "yes", 3.1, "3.10")
    with pytest.raises(Refused):
        read("jobs: []")


def test_inclusions_extend_or_stand_alone() -> None:
    """GitHub's own example."""
    include = [
        {"color": "green"},
        {"color": "pink", "animal": "cat"},
        {"fruit": "apple", "shape": "circle"},
        {"fruit": "banana"},
        {"fruit": "banana", "animal": "cat"},
    ]
    found = cells({"matrix": {"fruit": ["apple", "pear"], "animal": ["cat", "dog"], "include": include}})
    assert [" ".join(cell.values()) for cell in found] == [
        "apple cat pink circle",
        "apple dog green circle",
        "pear cat pink",
        "pear dog green",
        "banana",
        "banana cat",
    ]


def ran(folder: Path, jobs: str) -> Outcome:
    """A run of jobs, with a file of the repository to check out."""
    (folder / "repository").mkdir()
    (folder / "repository" / "source.txt").write_text("x", encoding="utf-8")
    return run(read(f"on: push\njobs:\n{jobs}"), folder / "repository", folder / "run", lambda _: str(folder))


def test_every_job_begins_with_nothing_and_scripts_stop_at_the_first_failure(tmp_path: Path) -> None:
    outcome = ran(
        tmp_path,
        """
  a: {steps: [{run: touch left}, {uses: actions/checkout@v7}, {run: cat source.txt}]}
  b: {needs: a, steps: [{run: test ! -e left}, {run: "false\\ntrue"}, {run: touch never}, {if: failure(), run: touch then}]}
""",
    )
    assert outcome.results == {"a": "success", "b": "failure"} and not outcome.is_green
    assert [step.outcome for step in outcome.jobs[1].steps] == ["success", "failure", "skipped", "success"]


def test_only_a_named_bash_has_pipefail(tmp_path: Path) -> None:
    outcome = ran(tmp_path, "  a: {steps: [{run: false | cat}]}\n  b: {steps: [{run: false | cat, shell: bash}]}\n")
    assert outcome.results == {"a": "success", "b": "failure"}


def test_a_job_behind_a_red_or_skipped_one_is_skipped_and_counts_as_passed(tmp_path: Path) -> None:
    outcome = ran(
        tmp_path,
        """
  a: {steps: [{run: "false"}]}
  b: {needs: a, steps: [{run: "true"}]}
  c: {needs: [b], steps: [{run: "true"}]}
  d: {needs: [b], if: "always()", steps: [{run: "true"}]}
  e: {needs: [d], steps: [{run: "true"}]}
""",
    )
    assert outcome.results == {"a": "failure", "b": "skipped", "c": "skipped", "d": "success", "e": "skipped"}
    assert outcome.allows_merge("c") and not outcome.allows_merge("a") and not outcome.is_green


UPLOAD = "{uses: actions/upload-artifact@v7, with: {name: %s, path: %s%s}}"


def test_hidden_files_are_left_out_silently(tmp_path: Path) -> None:
    steps = ["{run: touch .x y}", UPLOAD % ("one", "'.x'", ""), UPLOAD % ("two", "'.x'", ", if-no-files-found: error")]
    outcome = ran(tmp_path, f"  a: {{steps: [{', '.join(steps)}]}}\n")
    assert [step.outcome for step in outcome.jobs[0].steps] == ["success", "success", "failure"]


def test_names_of_artifacts_are_unique(tmp_path: Path) -> None:
    steps = ["{run: touch y}", UPLOAD % ("one", "y", ""), UPLOAD % ("one", "y", "")]
    outcome = ran(tmp_path, f"  a: {{steps: [{', '.join(steps)}]}}\n")
    assert "409" in outcome.jobs[0].steps[2].output


def test_one_match_is_unpacked_flat_and_several_into_folders(tmp_path: Path) -> None:
    download = "{uses: actions/download-artifact@v8, with: {pattern: %s}}"
    outcome = ran(
        tmp_path,
        f"""
  a: {{steps: [{{run: touch y z}}, {UPLOAD % ("one", "y", "")}, {UPLOAD % ("two", "z", "")}]}}
  b: {{needs: a, steps: [{download % "one"}, {{run: test -e y}}, {download % "'*'"}, {{run: test -e two/z}}, {download % "no*"}]}}
  c: {{needs: a, steps: [{{uses: actions/download-artifact@v8, with: {{name: three}}}}]}}
""",
    )
    assert outcome.results == {"a": "success", "b": "success", "c": "failure"}, outcome.said()


def test_the_first_failure_cancels_the_rest_of_a_matrix(tmp_path: Path) -> None:
    job = "{strategy: {%s matrix: {n: [1, 2]}}, steps: [{run: 'test ${{ matrix.n }} = 2'}]}"
    outcome = ran(tmp_path, f"  a: {job % ''}\n  b: {job % 'fail-fast: false,'}\n")
    assert [job.result for job in outcome.jobs] == ["failure", "cancelled", "failure", "success"]


def test_parallel_steps_run_side_by_side(tmp_path: Path) -> None:
    lanes = "[{run: 'touch a; until test -e b; do sleep 0.01; done'}, {run: 'touch b; until test -e a; do sleep 0.01; done'}]"
    outcome = ran(tmp_path, f"  a: {{steps: [{{parallel: {lanes}}}, {{run: test -e a -a -e b}}]}}\n")
    assert outcome.is_green


@pytest.mark.parametrize("step", ["{uses: other/action@v1}", "{run: x, shell: pwsh}", "{run: x, timeout: 1}"])
def test_steps_that_are_not_known_are_refused(tmp_path: Path, step: str) -> None:
    with pytest.raises(Refused):
        ran(tmp_path, f"  a: {{steps: [{step}]}}\n")


def test_services_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        ran(tmp_path, "  a: {services: {db: {image: x}}, steps: [{run: x}]}\n")
