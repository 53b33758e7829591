"""The jobs of a workflow in the order of `needs`, each in a workspace of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import expressions
from .artifacts import Store
from .document import Refused, as_text
from .matrix import cells
from .steps import Machine, StepResult

JOB_KEYS = {"name", "needs", "if", "runs-on", "timeout-minutes", "continue-on-error", "strategy", "steps", "env", "permissions"}


@dataclass
class JobResult:
    """What became of one job of a matrix."""

    id: str
    cell: dict[str, Any]
    result: str
    """`success`, `failure`, `cancelled` or `skipped`."""
    steps: list[StepResult] = field(default_factory=list)
    workspace: Path | None = None

    @property
    def seconds(self) -> float:
        """All its steps together."""
        return sum(step.seconds for step in self.steps)


@dataclass
class Outcome:
    """What became of a run."""

    jobs: list[JobResult]
    results: dict[str, str]
    """By id of the job: what those that need it see."""
    is_green: bool

    def allows_merge(self, required: str) -> bool:
        """Whether a pull request could be merged: a skipped check counts as passed."""
        return self.results[required] in ("success", "skipped")

    def said(self) -> str:
        """Every step that failed, with what it printed."""
        lines = []
        for job in self.jobs:
            lines.append(f"{job.id} {job.cell or ''}: {job.result}")
            lines += [f"  {step.name}: {step.output}" for step in job.steps if step.outcome == "failure"]
        return "\n".join(lines)


def run(
    workflow: dict[str, Any],
    repository: Path,
    folder: Path,
    path_of: Callable[[str], str],
    skip: frozenset[str] = frozenset(),
) -> Outcome:
    """Runs all jobs. `path_of` gives the folders of commands of a job, by its id."""
    jobs = workflow["jobs"]
    needs = {id_: [job["needs"]] if isinstance(job.get("needs"), str) else list(job.get("needs") or []) for id_, job in jobs.items()}
    store = Store(folder / "artifacts")
    results: dict[str, str] = {}
    failed_for_run: list[str] = []
    done: list[JobResult] = []
    github = {"workflow": workflow.get("name"), "event_name": "pull_request", "event": {"pull_request": {"number": 1}}, "run_id": 1}
    for id_ in _order(needs):
        job = jobs[id_]
        if unknown := set(job) - JOB_KEYS:
            raise Refused(f"keys of the job `{id_}` that are not known: {', '.join(sorted(unknown))}")
        upstream = _ancestors(id_, needs)
        seen = [results[other] for other in upstream]
        status = {
            "success": all(result == "success" for result in seen),
            "failure": "failure" in seen,
            "cancelled": False,
            "always": True,
        }
        # `env` is no context here.
        contexts = {"github": github, "needs": {need: {"result": results[need]} for need in needs[id_]}, "vars": {}}
        if not expressions.condition(job.get("if"), contexts, status):
            results[id_] = "skipped"
            done.append(JobResult(id_, {}, "skipped"))
            continue
        strategy = job.get("strategy") or {}
        all_cells = cells(strategy)
        is_cancelled, of_cells = False, []
        for index, cell in enumerate(all_cells):
            workspace = folder / f"{id_}-{index}"
            workspace.mkdir(parents=True)
            if is_cancelled:
                of_cells.append(JobResult(id_, cell, "cancelled", workspace=workspace))
                continue
            within = {**contexts, "matrix": cell, "strategy": {"job-index": index, "job-total": len(all_cells)}}
            env = {
                key: expressions.fill(as_text(text), within) for source in (workflow, job) for key, text in (source.get("env") or {}).items()
            }
            machine = Machine(workspace, repository, store, path_of(id_), skip=skip)
            is_green = machine.run(job["steps"], env, within)
            # The machine is gone; nothing finds a file where it was.
            kept = workspace.rename(workspace.with_suffix(".left"))
            of_cells.append(JobResult(id_, cell, "success" if is_green else "failure", machine.results, kept))
            # The first failure cancels the others, unless it is told not to.
            is_cancelled = not is_green and len(all_cells) > 1 and strategy.get("fail-fast", True) is not False
        done += of_cells
        worst = [name for name in ("failure", "cancelled") if any(job_of.result == name for job_of in of_cells)]
        results[id_] = worst[0] if worst else "success"
        if results[id_] != "success" and job.get("continue-on-error") is True:
            results[id_] = "success"
        elif results[id_] != "success":
            failed_for_run.append(id_)
    return Outcome(done, results, not failed_for_run)


def _order(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    while len(order) < len(needs):
        ready = [id_ for id_ in needs if id_ not in order and all(need in order for need in needs[id_])]
        if not ready:
            raise Refused("jobs wait for each other, or for one that is not there")
        order.append(ready[0])
    return order


def _ancestors(id_: str, needs: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    waiting = list(needs[id_])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.append(other)
            waiting += needs[other]
    return found
