"""The comparison catches every kind of change, however small."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from proof.by_hand import BY_HAND
from proof.difference import difference
from proof.truth import answer

STEALING = next(answer(example.case) for example in BY_HAND if example.name == "worksteal takes half")
FAILING = next(answer(example.case) for example in BY_HAND if example.outcome == "internal_error")


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every leaf."""
    if isinstance(value, dict):
        return [leaf for key in value for leaf in paths(value[key], (*path, key))]
    if isinstance(value, list) and value:
        return [leaf for i, entry in enumerate(value) for leaf in paths(entry, (*path, i))]
    return [path]


def changed(answer: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The answer with one leaf changed: a number by one, a text by a letter, nothing to an empty list and back."""
    mutant = copy.deepcopy(answer)
    place: Any = mutant
    for key in path[:-1]:
        place = place[key]
    old = place[path[-1]]
    if isinstance(old, int):
        place[path[-1]] = old + 1
    elif isinstance(old, str):
        place[path[-1]] = "x" + old
    else:
        place[path[-1]] = [] if old is None else None
    return mutant


def test_equal_answers_do_not_differ() -> None:
    assert difference(STEALING, copy.deepcopy(STEALING)) is None


@pytest.mark.parametrize("truth", [STEALING, FAILING], ids=["ok", "internal_error"])
def test_every_leaf_counts(truth: dict[str, Any]) -> None:
    for path in paths(truth):
        assert difference(truth, changed(truth, path)) is not None, path


@pytest.mark.parametrize("truth", [STEALING, FAILING], ids=["ok", "internal_error"])
def test_every_key_counts(truth: dict[str, Any]) -> None:
    for key in truth:
        less = {other: value for other, value in truth.items() if other != key}
        assert difference(truth, less) is not None, key
        assert difference(less, truth) is not None, key


@pytest.mark.parametrize("key", ["runs", "decisions", "busy_ns"])
def test_length_and_order_count(key: str) -> None:
    for entries in (STEALING[key][:-1], STEALING[key] + STEALING[key][-1:], STEALING[key][::-1]):
        assert difference(STEALING, {**STEALING, key: entries}) is not None


def test_one_is_neither_a_float_nor_true() -> None:
    assert difference({"runs": [[0, 1]]}, {"runs": [[0, True]]}) is not None
    assert difference({"makespan_ns": 1}, {"makespan_ns": 1.0}) is not None


def test_it_says_where() -> None:
    mutant = changed(STEALING, ("decisions", 2, 0))
    expected = "decisions[2]: expected [3000000000, 'steal', 0, [2, 3]], got [3000000001, 'steal', 0, [2, 3]]"
    assert difference(STEALING, mutant) == expected


def test_of_an_error_the_type_counts() -> None:
    assert difference(FAILING, {**FAILING, "error": "KeyError: gw3 has not collected"}) is None
    assert difference(FAILING, {**FAILING, "error": "AssertionError: gw3"}) is not None
