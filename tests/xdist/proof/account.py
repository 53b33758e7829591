"""What is written down of a session: runs and decisions, and the answer made of them."""

from __future__ import annotations

from typing import Any


class Account:
    """Runs and decisions of one session."""

    def __init__(self, n_tests: int) -> None:
        self.n_tests = n_tests
        self.n_workers = 0
        self.runs: list[list[int]] = []
        self.decisions: list[list[Any]] = []

    def decide(self, now: int, kind: str, worker: int, tests: list[int] | None) -> None:
        self.decisions.append([now, kind, worker, None if tests is None else list(tests)])

    def run(self, test: int, worker: int, start: int, end: int, crashed: bool) -> None:
        self.runs.append([test, worker, start, end, int(crashed)])

    def answer(self, name: str | None, outcome: str, error: str | None, session_end: int) -> dict[str, Any]:
        """The answer of the replay format."""
        runs = [[t, w, start, -1 if end > session_end else end, c] for t, w, start, end, c in self.runs]
        good = [run for run in runs if run[3] >= 0 and not run[4]]
        busy = [0] * self.n_workers
        worker_tests = [0] * self.n_workers
        for _, worker, start, end, _ in good:
            busy[worker] += end - start
            worker_tests[worker] += 1
        completed = {run[0] for run in good}
        answer: dict[str, Any] = {} if name is None else {"name": name}
        answer["outcome"] = outcome
        if error is not None:
            answer["error"] = error
        answer["runs"] = runs
        answer["makespan_ns"] = max((run[3] for run in runs if run[3] >= 0), default=0)
        answer["first_start_ns"] = min((run[2] for run in runs), default=0)
        answer["session_end_ns"] = session_end
        answer["not_completed"] = [test for test in range(self.n_tests) if test not in completed]
        answer["busy_ns"] = busy
        answer["worker_tests"] = worker_tests
        answer["decisions"] = self.decisions
        return answer
