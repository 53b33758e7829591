"""Writes the golden cases: small ones with the real pytest-xdist's answers, for tests where there is no Python.

python tests/xdist/golden.py           write tests/data/replay/{cases,expected}.jsonl anew
python tests/xdist/golden.py --check   say whether they are what would be written
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from proof.by_hand import BY_HAND
from proof.cases import MODES
from proof.cases import cases as random_cases
from proof.truth import answer

FOLDER = Path(__file__).parents[1] / "data" / "replay"
SEED = 380
PER_KIND = 4
LARGEST = 3000


def golden_cases() -> list[dict[str, Any]]:
    """Those made by hand, then the first few small random ones of each mode and outcome."""
    chosen = [example.case for example in BY_HAND]
    counts: dict[tuple[str, str], int] = {}
    for case in random_cases(SEED, 1500):
        truth = answer(case)
        kind = (case["dist"], truth["outcome"])
        is_small = len(json.dumps(case)) + len(json.dumps(truth)) <= LARGEST
        is_telling = len(truth["decisions"]) >= 6 or case["dist"] == "no"
        if is_small and is_telling and counts.get(kind, 0) < PER_KIND:
            counts[kind] = counts.get(kind, 0) + 1
            chosen.append(case)
    assert {dist for dist, _ in counts} == set(MODES)
    return chosen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if the files would change")
    is_check = parser.parse_args().check
    chosen = golden_cases()
    texts = {
        FOLDER / "cases.jsonl": "".join(json.dumps(case) + "\n" for case in chosen),
        FOLDER / "expected.jsonl": "".join(json.dumps(answer(case)) + "\n" for case in chosen),
    }
    for path, text in texts.items():
        if is_check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            print(f"{path} is not what the installed pytest-xdist says: run this without --check")
            return 1
        if not is_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path}: {len(chosen)} lines, {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
