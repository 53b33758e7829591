"""The proof itself: it sees what differs, and what it stands in for is like the real thing."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from proof.difference import compare
from proof.real import Item, _compensated, _plain, shards, sum_of
from proof.suites import RULES, case


def test_random_suites_have_ids_of_their_own() -> None:
    rng = Random(1)
    for _ in range(300):
        ids = [id_ for id_, _ in case(rng).tests]
        assert ids and len(set(ids)) == len(ids)


def test_an_item_is_printed_as_pytest_prints_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import pytest\n@pytest.mark.parametrize('p', ['a::b', '1'])\ndef test_x(p): pass\nclass TestA:\n    def test_y(self): pass")
    items, _ = pytester.inline_genitems()
    assert [str(Item(item.nodeid)) for item in items] == [str(item) for item in items]


def test_sums_are_those_of_python() -> None:
    tenths = [0.1] * 10
    assert (_plain(tenths), _compensated(tenths)) == (0.9999999999999999, 1.0)
    rng = Random(2)
    numbers = [rng.lognormvariate(0, 5) for _ in range(10_000)]
    own = _compensated if sys.version_info >= (3, 12) else _plain
    assert own(numbers) == sum(numbers)
    assert sum_of("3.12" if sys.version_info >= (3, 12) else "3.11") is sum


@pytest.mark.parametrize("rule", RULES)
def test_every_test_is_in_one_shard(rule: str) -> None:
    ids = [f"a.py::test_{number}" for number in range(20)]
    found = shards(ids, dict.fromkeys(ids, 0.3), 3, rule, "3.12")
    assert found is not None
    assert sorted(id_ for shard, _ in found for id_ in shard) == sorted(ids)


def test_what_differs_is_seen() -> None:
    document: dict[str, Any] = {"error": None, "shards": [{"group": 1, "ids": ["a"], "estimated": 1.0}]}
    assert compare(document, [(["a"], 1.0)]) is None
    assert compare(document, [(["a"], None)]) is None
    for truth in (None, [(["b"], 1.0)], [(["a"], 2.0)], [(["a"], 1.0), ([], 0.0)]):
        assert compare(document, truth) is not None
    assert compare({"error": "pytest-split fails", "shards": []}, None) is None
    assert compare({"error": "pytest-split fails", "shards": []}, [(["a"], 1.0)]) is not None
