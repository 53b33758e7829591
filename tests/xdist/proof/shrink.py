"""Makes a case that differs as small as it can be."""

from __future__ import annotations

import copy
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any

REQUIRED = ("dist", "workers", "tests")


def shrink(case: dict[str, Any], differs: Callable[[dict[str, Any]], bool], limit: int = 400) -> dict[str, Any]:
    """The smallest case found, in at most `limit` tries, for which `differs` still holds."""
    n_tries = 0
    again = True
    while again:
        again = False
        for smaller in _smaller(case):
            n_tries += 1
            if n_tries > limit:
                return case
            if differs(smaller):
                case, again = smaller, True
                break
    return case


def _smaller(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    n_tests = len(case["tests"])
    size = n_tests // 2
    while size:
        for start in range(0, n_tests, size):
            yield _without_tests(case, start, min(n_tests, start + size))
        size //= 2
    for key in case:
        if key not in REQUIRED:
            yield {other: value for other, value in case.items() if other != key}
    if case["workers"] > 1:
        fewer = copy.deepcopy(case)
        fewer["workers"] -= 1
        for key in ("startup", "collection"):
            if isinstance(fewer.get(key), list):
                fewer[key].pop()
        yield fewer


def _without_tests(case: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    smaller = copy.deepcopy(case)
    del smaller["tests"][start:end]
    crashes = []
    for crash in smaller.get("crash", []):
        if not start <= crash["index"] < end:
            crash["index"] -= end - start if crash["index"] >= end else 0
            crashes.append(crash)
    if "crash" in smaller:
        smaller["crash"] = crashes
    return smaller
