"""Makes a case that differs as small as it can be: fewer tests, workers, options, then plainer values."""

from __future__ import annotations

import copy
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any

Case = dict[str, Any]
REQUIRED = ("dist", "workers", "tests")


def shrink(case: Case, differs: Callable[[Case], bool], limit: int = 1500) -> Case:
    """The smallest case found, in at most `limit` tries, for which `differs` still holds.

    A round goes on from where it found something smaller; rounds end when one finds nothing.
    """
    n_tries = 0
    again = True
    while again:
        again = False
        for steps in (_fewer_tests, _fewer_options, _fewer_workers, _plainer_values):
            progress = True
            while progress:
                progress = False
                for smaller in steps(case):
                    n_tries += 1
                    if n_tries > limit:
                        return case
                    if differs(smaller):
                        case, progress, again = smaller, True, True
                        break
    return case


def _fewer_tests(case: Case) -> Iterator[Case]:
    n_tests = len(case["tests"])
    size = n_tests // 2 or 1
    while size:
        for start in range(0, n_tests, size):
            yield without_tests(case, start, min(n_tests, start + size))
        size //= 2


def without_tests(case: Case, start: int, end: int) -> Case:
    """The case without some tests; crashes move with theirs."""
    smaller = copy.deepcopy(case)
    del smaller["tests"][start:end]
    if "crash" in smaller:
        kept = [crash for crash in smaller["crash"] if not start <= crash["index"] < end]
        for crash in kept:
            crash["index"] -= end - start if crash["index"] >= end else 0
        smaller["crash"] = kept
    return smaller


def _fewer_options(case: Case) -> Iterator[Case]:
    for key in case:
        if key not in REQUIRED:
            yield {other: value for other, value in case.items() if other != key}
    for key in ("crash", "fixtures"):
        entries = case.get(key, ())
        for entry in range(len(entries)) if isinstance(entries, list) else list(entries):
            smaller = copy.deepcopy(case)
            del smaller[key][entry]
            yield smaller
    for key in ("startup", "collection"):
        if isinstance(case.get(key), list):
            yield {**case, key: max(case[key], default=0)}


def _fewer_workers(case: Case) -> Iterator[Case]:
    for workers in sorted({1, case["workers"] // 2, case["workers"] - 1}):
        if 0 < workers < case["workers"]:
            smaller = {**case, "workers": workers}
            for key in ("startup", "collection"):
                if isinstance(smaller.get(key), list):
                    smaller[key] = smaller[key][:workers]
            yield smaller


def _plainer_values(case: Case) -> Iterator[Case]:
    for key in case:
        if isinstance(case[key], float) and case[key] != 1:
            yield {**case, key: 1}
    changes: tuple[Callable[[int, Case], Case], ...] = (
        lambda i, test: {**test, "id": f"t.py::t{i}"},
        lambda i, test: {key: value for key, value in test.items() if key != "group"},
        lambda i, test: {**test, "duration": 1},
        lambda i, test: {**test, "duration": round(test["duration"], 1)},
    )
    for change in changes:
        all_changed = [change(i, test) for i, test in enumerate(case["tests"])]
        if all_changed != case["tests"]:
            yield {**case, "tests": all_changed}
        if len(all_changed) > 12:
            continue
        for i, test in enumerate(all_changed):
            if test != case["tests"][i]:
                yield {**case, "tests": [*case["tests"][:i], test, *case["tests"][i + 1 :]]}
