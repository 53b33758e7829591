"""The random cases show every known mistake."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from proof.cases import cases
from proof.difference import difference
from proof.mistakes import MISTAKES
from proof.mistakes import Mistake
from proof.mistakes import made
from proof.truth import answer


@cache
def sample() -> list[dict[str, Any]]:
    return [case for case in cases(7, 1500) if len(case["tests"]) * case["workers"] < 500]


@cache
def truth(number: int) -> dict[str, Any]:
    return answer(sample()[number])


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_is_seen(mistake: Mistake) -> None:
    for number, case in enumerate(sample()):
        if case["dist"] not in mistake.modes():
            continue
        expected = truth(number)
        with made(mistake):
            found = answer(case)
        if difference(expected, found) is not None:
            return
    pytest.fail(f"{len(sample())} cases do not show it")
