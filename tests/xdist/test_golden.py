"""The golden data is what the installed pytest-xdist says, is small, and shows every mode and outcome."""

from __future__ import annotations

import json
from pathlib import Path

from proof.by_hand import BY_HAND
from proof.cases import MODES
from proof.truth import answer

FOLDER = Path(__file__).parents[1] / "data" / "replay"
CASES = [json.loads(line) for line in (FOLDER / "cases.jsonl").open(encoding="utf-8")]
EXPECTED = [json.loads(line) for line in (FOLDER / "expected.jsonl").open(encoding="utf-8")]


def test_it_is_the_truth() -> None:
    assert [answer(case) for case in CASES] == EXPECTED


def test_it_is_varied_and_small() -> None:
    assert len(CASES) >= 50
    assert {case["dist"] for case in CASES} == set(MODES)
    assert {truth["outcome"] for truth in EXPECTED} == {"ok", "internal_error", "deadlock"}
    assert {example.name for example in BY_HAND} <= {case.get("name") for case in CASES}
    assert sum(path.stat().st_size for path in FOLDER.glob("*.jsonl")) < 300_000
