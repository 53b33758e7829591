"""Workflows that were broken on purpose, and what must become of them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .run import Outcome

Workflow = dict[str, Any]


@dataclass(frozen=True)
class Mistake:
    """One trap."""

    name: str
    spoil: Callable[[Workflow], None]
    found: Callable[[Outcome], bool]
    """Whether the run shows what the trap does."""
    broken_test: bool = False
    """Whether a test of the lane `slow` fails besides."""
    fail_under: float = 80


def steps(workflow: Workflow, job: str) -> list[dict[str, Any]]:
    """The steps of a job, to be changed."""
    found: list[dict[str, Any]] = workflow["jobs"][job]["steps"]
    return found


def step(workflow: Workflow, job: str, word: str) -> dict[str, Any]:
    """The first step of a job whose action or script has a word."""
    return next(step for step in steps(workflow, job) if word in step.get("uses", step.get("run", "")))


def spoiled(workflow: Workflow, mistake: Mistake) -> Workflow:
    """A copy with the mistake in it."""
    copied = copy.deepcopy(workflow)
    mistake.spoil(copied)
    return copied


LANES = ("unit", "heavy", "slow")


def _each(job_word: str, change: Callable[[dict[str, Any]], None]) -> Callable[[Workflow], None]:
    def spoil(workflow: Workflow) -> None:
        for lane in LANES:
            change(step(workflow, lane, job_word))

    return spoil


def _red_at(job: str, word: str) -> Callable[[Outcome], bool]:
    def found(outcome: Outcome) -> bool:
        failed = [
            one for result in outcome.jobs if result.id == job for one in result.steps if one.outcome == "failure" and word in one.output
        ]
        return not outcome.is_green and bool(failed)

    return found


def _hidden_off(one: dict[str, Any]) -> None:
    del one["with"]["include-hidden-files"]


def _hidden_off_silently(one: dict[str, Any]) -> None:
    _hidden_off(one)
    del one["with"]["if-no-files-found"]


def _no_gate_condition(workflow: Workflow) -> None:
    del workflow["jobs"]["gate"]["if"]


def _no_look(workflow: Workflow) -> None:
    steps(workflow, "gate").remove(step(workflow, "gate", "$RESULTS"))
    # So that its data is there in spite of its red test.
    step(workflow, "slow", "upload-artifact")["if"] = "always()"


def _workflow_env(workflow: Workflow) -> None:
    workflow["env"] = {"COVERAGE_FILE": ".coverage.lane"}


def _report_first(workflow: Workflow) -> None:
    for lane in LANES:
        here = steps(workflow, lane)
        here.insert(here.index(step(workflow, lane, "upload-artifact")), {"run": "coverage report --fail-under=0"})


def _no_checkout(workflow: Workflow) -> None:
    steps(workflow, "gate").remove(step(workflow, "gate", "checkout"))


def _no_shell(workflow: Workflow) -> None:
    del step(workflow, "gate", "| tee")["shell"]


def _python_3_1(workflow: Workflow) -> None:
    step(workflow, "unit", "setup-python")["with"]["python-version"] = 3.10


def _cache_first(workflow: Workflow) -> None:
    here = steps(workflow, "unit")
    set_up = step(workflow, "unit", "setup-python")
    set_up["with"] |= {"cache": "pip", "cache-dependency-path": "requirements.txt"}
    here.remove(set_up)
    here.insert(0, set_up)


def _fail_fast(workflow: Workflow) -> None:
    del workflow["jobs"]["slow"]["strategy"]["fail-fast"]


def _from_0(workflow: Workflow) -> None:
    workflow["jobs"]["slow"]["strategy"]["matrix"]["shard"] = [0, 1]


def _more_splits(workflow: Workflow) -> None:
    one = step(workflow, "slow", "--splits")
    one["run"] = one["run"].replace("--splits=2", "--splits=3")


def _branch_in_one(workflow: Workflow) -> None:
    one = step(workflow, "unit", "--cov")
    one["run"] = one["run"].replace("--cov ", "--cov --cov-branch ")


def _no_merge(workflow: Workflow) -> None:
    del step(workflow, "gate", "download-artifact")["with"]["merge-multiple"]


def _set(*keys: str, to: str) -> Callable[[dict[str, Any]], None]:
    def change(one: dict[str, Any]) -> None:
        for key in keys[:-1]:
            one = one[key]
        one[keys[-1]] = to

    return change


def _cut(text: str) -> Callable[[dict[str, Any]], None]:
    def change(one: dict[str, Any]) -> None:
        one["run"] = one["run"].replace(text, "")

    return change


def n_slow(outcome: Outcome) -> int:
    """How many tests of the lane `slow` ran."""
    files = [job.workspace / "ran.txt" for job in outcome.jobs if job.id == "slow" and job.workspace]
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files if file.is_file())


MISTAKES = (
    Mistake("hidden files off", _each("upload-artifact", _hidden_off), _red_at("unit", "no files")),
    Mistake("hidden files off, and nobody told", _each("upload-artifact", _hidden_off_silently), _red_at("gate", "No data to combine")),
    Mistake("one name for all artifacts", _each("upload-artifact", _set("with", "name", to="coverage")), _red_at("heavy", "409")),
    Mistake("one name for all data files", _each("--cov", _set("env", "COVERAGE_FILE", to=".coverage.lane")), _red_at("gate", "less than fail-under")),
    Mistake("fail_under in lanes", _each("--cov", _cut("--cov-fail-under=0")), _red_at("unit", "Coverage failure")),
    Mistake("gate without `if`", _no_gate_condition, lambda run: not run.is_green and run.results["gate"] == "skipped" and run.allows_merge("gate"), True),
    Mistake("gate that does not look at results", _no_look, lambda run: not run.is_green and run.allows_merge("gate"), True),
    Mistake("COVERAGE_FILE for the whole workflow", _workflow_env, _red_at("gate", "No data to combine")),
    Mistake("report before upload", _report_first, _red_at("unit", "no files")),
    Mistake("gate without checkout", _no_checkout, _red_at("gate", "No source for code")),
    Mistake("pipe without `shell: bash`", _no_shell, lambda run: run.is_green, fail_under=99),
    Mistake("python-version without quotes", _python_3_1, _red_at("unit", "no Python 3.1")),
    Mistake("cache before checkout", _cache_first, _red_at("unit", "no file matched")),
    Mistake("fail-fast on for shards", _fail_fast, lambda run: "cancelled" in [job.result for job in run.jobs if job.id == "slow"], True),
    Mistake("groups counted from 0", _from_0, _red_at("slow", "group")),
    Mistake("more splits than the matrix has", _more_splits, lambda run: run.is_green and n_slow(run) < 5),
    Mistake("branches in one lane", _branch_in_one, _red_at("gate", "branch")),
    Mistake("artifacts in folders of their own", _no_merge, _red_at("gate", "No data to combine")),
)
