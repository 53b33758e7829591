"""`dist: no`, or no workers: one plain process, tests in order."""

from __future__ import annotations

from typing import Any

from proof.account import Account
from proof.clock import nanos
from proof.costs import Costs


def run(case: dict[str, Any]) -> dict[str, Any]:
    """There is nothing of xdist to ask here: this is the replay format's own definition."""
    costs = Costs(case)
    account = Account(len(case["tests"]))
    account.n_workers = 1
    now = sum(_first(case.get(key, 0)) for key in ("startup", "collection"))
    previous = None
    for test in range(len(case["tests"])):
        if previous is not None:
            now += nanos(case.get("test_gap", 0))
        duration, crashes = costs.take_up(test, previous)
        previous = test
        account.run(test, 0, now, now + duration, crashes)
        now += duration
        if crashes:
            break
    else:
        now += nanos(case.get("worker_finish", 0))
    return account.answer(case.get("name"), "ok", None, now)


def _first(value: float | list[float]) -> int:
    if isinstance(value, list):
        return nanos(value[0]) if value else 0
    return nanos(value)
