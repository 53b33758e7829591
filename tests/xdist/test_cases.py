"""The random cases reach every mode, outcome and option, and are the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from proof.broken import broken_cases
from proof.cases import MODES
from proof.cases import cases
from proof.corners import CORNERS
from proof.truth import answer

OPTIONS = """
    maxschedchunk loadscope_reorder max_worker_restart latency startup collection ramp test_overhead test_gap
    worker_finish restart_startup restart_collection controller_cost restart_block crash fixtures
""".split()


@pytest.fixture(scope="module")
def sample() -> list[dict[str, Any]]:
    return list(cases(1, 900))


@pytest.fixture(scope="module")
def answers(sample: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The smaller ones with their answers."""
    return [(case, answer(case)) for case in sample if len(case["tests"]) * case["workers"] < 400]


def test_same_seed_same_cases(sample: list[dict[str, Any]]) -> None:
    assert list(cases(1, 50)) == sample[:50]
    assert list(cases(2, 50)) != sample[:50]


def test_every_option_is_used_often(sample: list[dict[str, Any]]) -> None:
    counts = Counter(key for case in sample for key in case)
    for option in OPTIONS:
        assert counts[option] > 40, option


def test_sizes(sample: list[dict[str, Any]]) -> None:
    assert max(len(case["tests"]) for case in sample) > 1000
    assert max(case["workers"] for case in sample) > 50
    assert any(case["workers"] == 0 for case in sample)
    assert any(not case["tests"] for case in sample)
    assert sorted(len(case["tests"]) for case in sample)[len(sample) // 2] < 50


def test_a_third_has_crashes(sample: list[dict[str, Any]]) -> None:
    share = sum(bool(case.get("crash")) for case in sample) / len(sample)
    assert 0.25 < share < 0.55


def test_every_case_is_one_line_of_json_and_valid(sample: list[dict[str, Any]]) -> None:
    for case in sample:
        assert json.loads(json.dumps(case)) == case
        indices = [crash["index"] for crash in case.get("crash", [])]
        assert len(set(indices)) == len(indices)
        assert all(index < len(case["tests"]) for index in indices)
        for key in ("startup", "collection"):
            assert not isinstance(case.get(key), list) or len(case[key]) == case["workers"]


def test_every_corner_can_be_turned_to() -> None:
    names = {corner.__name__ for corner in CORNERS}
    assert len(names) == len(CORNERS) >= 10


def test_all_modes_and_outcomes(answers: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    found = Counter((case["dist"], truth["outcome"]) for case, truth in answers)
    assert {dist for dist, _ in found} == set(MODES)
    for dist in ("loadscope", "loadfile", "loadgroup"):
        assert found[dist, "deadlock"] > 0
    assert found["each", "internal_error"] > 0
    assert sum(n for (_, outcome), n in found.items() if outcome == "internal_error") > 5


def test_all_decisions_and_errors(answers: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    kinds = Counter(decision[1] for _, truth in answers for decision in truth["decisions"])
    assert set(kinds) == set("runtests runtests_all steal shutdown unscheduled errordown crashitem".split())
    late = [d for _, truth in answers for d in truth["decisions"] if d[1] == "unscheduled" and d[3] == []]
    nothing_left = [d for _, truth in answers for d in truth["decisions"] if d[1] == "runtests" and d[3] == []]
    assert late and nothing_left
    errors = {truth["error"].split(":")[0] for _, truth in answers if "error" in truth}
    assert {"KeyError", "AssertionError"} <= errors


def test_laws_of_every_answer(answers: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for case, truth in answers:
        good = [run for run in truth["runs"] if run[3] >= 0 and not run[4]]
        assert sum(truth["worker_tests"]) == len(good)
        assert sum(truth["busy_ns"]) == sum(end - start for _, _, start, end, _ in good)
        assert all(run[3] <= truth["session_end_ns"] for run in truth["runs"])
        assert sorted({run[0] for run in good} | set(truth["not_completed"])) == list(range(len(case["tests"])))
        times = [decision[0] for decision in truth["decisions"]]
        assert times == sorted(times)
        is_calm = not case.get("crash") and len({test["id"] for test in case["tests"]}) == len(case["tests"])
        if is_calm:
            copies = case["workers"] if case["dist"] == "each" and case["workers"] else 1
            assert truth["outcome"] == "ok"
            assert Counter(run[0] for run in truth["runs"]) == {i: copies for i in range(len(case["tests"]))}


def test_broken_cases_have_a_word_to_name() -> None:
    for case in broken_cases()[::2]:
        truth = answer(case)
        assert truth["outcome"] == "invalid"
        assert truth["error"] in json.dumps(case) or truth["error"] == "duration"
