"""The driven pytest-xdist does what was worked out by hand."""

from __future__ import annotations

import pytest
from proof.by_hand import BY_HAND
from proof.by_hand import Example
from proof.truth import answer


@pytest.mark.parametrize("example", BY_HAND, ids=lambda example: example.name)
def test_schedule(example: Example) -> None:
    found = answer(example.case)
    expected = example.expected()
    if "error" in expected:
        found["error"] = found["error"].split(":")[0]
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("duration", "at_ns", "n_sent"),
    [(0.1, 500_000_000, 8), (0.099999999, 299_999_997, 6)],
    ids=["exactly a tenth waits", "a nanosecond less does not"],
)
def test_load_refills_slow_workers_later(duration: float, at_ns: int, n_sent: int) -> None:
    """24 tests, one worker: 6 at first; then at 3 left, or at 1 left if tests take a tenth of a second or more."""
    tests = [{"id": f"t.py::t{i}", "duration": duration} for i in range(24)]
    decisions = answer({"dist": "load", "workers": 1, "tests": tests})["decisions"]
    assert decisions[0] == [0, "runtests", 0, [0, 1, 2, 3, 4, 5]]
    assert decisions[1] == [at_ns, "runtests", 0, list(range(6, 6 + n_sent))]


def test_overhead_and_fixtures_count_in_the_tenth() -> None:
    tests = [{"id": f"t.py::t{i}", "duration": 0.04} for i in range(24)]
    case = {"dist": "load", "workers": 1, "tests": tests, "test_overhead": 0.06}
    assert answer(case)["decisions"][1] == [500_000_000, "runtests", 0, list(range(6, 14))]


def test_nodes_are_in_the_order_in_which_they_were_ready() -> None:
    tests = [{"id": f"t.py::t{i}", "duration": 1} for i in range(4)]
    case = {"dist": "worksteal", "workers": 2, "tests": tests, "startup": [2, 1]}
    assert answer(case)["decisions"][:2] == [
        [2_000_000_000, "runtests", 1, [0, 1]],
        [2_000_000_000, "runtests", 0, [2, 3]],
    ]


def test_group_suffix_is_the_sorted_set_of_all_names() -> None:
    tests = [
        {"id": "a.py::a", "duration": 1, "group": ["y", "x", "y"]},
        {"id": "b.py::b", "duration": 1, "group": "x_y"},
        {"id": "c.py::c", "duration": 1, "group": []},
    ]
    decisions = answer({"dist": "loadgroup", "workers": 2, "tests": tests})["decisions"]
    assert decisions[:2] == [[0, "runtests", 0, [0, 1]], [0, "runtests", 1, [2]]]


def test_fixtures_are_paid_again_on_return() -> None:
    ids = ("a.py::A::x", "a.py::y", "a.py::A::z", "b.py::A::x", "a.py::A::x2")
    tests = [{"id": test_id, "duration": 0} for test_id in ids]
    fixtures = {"session": 100, "module": 10, "class": {"a.py::A": 1, "b.py::A": 2}}
    runs = answer({"dist": "load", "workers": 1, "tests": tests, "fixtures": fixtures})["runs"]
    assert [(end - start) // 10**9 for _, _, start, end, _ in runs] == [111, 0, 1, 12, 11]


def test_plain_process() -> None:
    """No controller: start-up, collection, tests in order with gaps between, and nothing after a crash."""
    tests = [{"id": f"t.py::t{i}", "duration": 1} for i in range(3)]
    case = {"dist": "no", "workers": 4, "tests": tests, "startup": [1, 9, 9, 9], "collection": 2, "test_gap": 1}
    assert answer(case)["runs"] == [[i, 0, (3 + 2 * i) * 10**9, (4 + 2 * i) * 10**9, 0] for i in range(3)]
    assert answer({**case, "worker_finish": 1})["session_end_ns"] == 9 * 10**9
    crashed = answer({**case, "crash": [{"index": 1, "after": 0.5}], "worker_finish": 1})
    assert crashed["outcome"] == "ok"
    assert crashed["session_end_ns"] == 5_500_000_000
    assert crashed["not_completed"] == [1, 2]
    assert crashed["decisions"] == []
