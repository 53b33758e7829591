"""The shrinker keeps what makes a case differ, and drops the rest."""

from __future__ import annotations

import json
from typing import Any

from proof.cases import cases
from proof.shrink import shrink
from proof.shrink import without_tests
from proof.truth import answer


def test_crashes_move_with_their_tests() -> None:
    tests = [{"id": f"t{i}", "duration": i} for i in range(5)]
    case: dict[str, Any] = {"dist": "load", "workers": 1, "tests": tests, "crash": [{"index": i} for i in (0, 2, 4)]}
    smaller = without_tests(case, 1, 3)
    assert [test["id"] for test in smaller["tests"]] == ["t0", "t3", "t4"]
    assert smaller["crash"] == [{"index": 0}, {"index": 2}]
    assert len(case["tests"]) == 5


def test_it_finds_the_smallest_crash() -> None:
    case = next(case for case in cases(3, 500) if len(case["tests"]) > 60 and case.get("crash") and case["workers"] > 4)
    small = shrink(case, lambda smaller: any(run[4] for run in answer(smaller)["runs"]))
    assert len(small["tests"]) == 1
    assert small["workers"] == 1
    assert set(small) == {"dist", "workers", "tests", "crash"}


def test_it_finds_the_smallest_steal() -> None:
    case = next(case for case in cases(4, 500) if case["dist"] == "worksteal" and len(case["tests"]) > 60)

    def steals(smaller: dict[str, Any]) -> bool:
        return any(decision[1] == "steal" for decision in answer(smaller)["decisions"])

    assert steals(case)
    small = shrink(case, steals)
    assert len(small["tests"]) <= 8
    assert len(json.dumps(small)) < 600


def test_it_stops_when_told_to() -> None:
    tries: list[Any] = []

    def differs(smaller: dict[str, Any]) -> bool:
        tries.append(smaller)
        return True

    case = next(case for case in cases(5, 100) if len(case["tests"]) > 100)
    shrink(case, differs, limit=7)
    assert len(tries) == 7
