"""Compares Laneway's replay with the installed pytest-xdist on random cases: every decision, every nanosecond.

    python tests/xdist/compare.py --laneway target/fast/laneway --wasm target/js

Exit code 1 at the first difference, after it was made small and written beside the regressions.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import time
from collections import Counter
from itertools import zip_longest
from multiprocessing import Pool
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from proof.broken import broken_cases
from proof.cases import cases as random_cases
from proof.difference import difference
from proof.replayer import ReplayFailed
from proof.replayer import Replayer
from proof.shrink import shrink
from proof.truth import answer

REGRESSIONS = Path(__file__).parent / "regressions"


def main() -> int:
    arguments = _arguments()
    replayers = [Replayer.native(arguments.laneway)]
    if arguments.wasm:
        replayers.append(Replayer.wasm(arguments.wasm))
    print(f"seed {arguments.seed}", flush=True)
    start = time.monotonic()
    cases = [
        json.loads(line)
        for path in sorted(arguments.regressions.glob("*.jsonl"))
        for line in path.open(encoding="utf-8")
    ]
    n_regressions = len(cases)
    cases += broken_cases()
    cases += random_cases(arguments.seed, arguments.cases)

    tally: Counter[tuple[str, str]] = Counter()
    try:
        is_equal = _compare(cases, replayers, arguments, tally)
    except ReplayFailed as failed:
        print(failed)
        is_equal = False
    if not is_equal:
        print(f"{sum(tally.values())} passed, 1 failed")
        return 1
    _print_tally(tally)
    names = " and ".join(replayer.name for replayer in replayers)
    n_random = arguments.cases
    print(f"{n_regressions} regressions and {n_random} random cases, {names}, {time.monotonic() - start:.0f} s")
    print(f"{len(cases)} passed, 0 failed")
    return 0


def _compare(
    cases: list[dict[str, Any]],
    replayers: list[Replayer],
    arguments: argparse.Namespace,
    tally: Counter[tuple[str, str]],
) -> bool:
    """Whether all answers equal the truth; counts those that do, and reports the first that does not."""
    with Pool(arguments.jobs) as pool:
        truths = pool.imap(answer, cases, chunksize=5)
        answers = [replayer.answers(cases) for replayer in replayers]
        for number, (case, truth, *found) in enumerate(zip_longest(cases, truths, *answers)):
            for replayer, replayed in zip(replayers, found):
                if case is None or difference(truth, replayed) is not None:
                    print(f"case {number} of seed {arguments.seed}")
                    _report(case, truth, replayed, replayer, arguments.regressions)
                    return False
            tally["not valid" if truth["outcome"] == "invalid" else case["dist"], truth["outcome"]] += 1
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laneway", required=True, help="the command line to ask")
    parser.add_argument("--wasm", help="the folder of the JavaScript module for Node, to ask it too")
    parser.add_argument("--cases", type=int, default=2500, help="how many random cases (default: 2500)")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32), help="default: a new one each time")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="processes for the truth (default: one a core)"
    )
    parser.add_argument("--regressions", type=Path, default=REGRESSIONS, help="the folder of cases that come first")
    return parser.parse_args()


def _print_tally(tally: Counter[tuple[str, str]]) -> None:
    outcomes = ("ok", "internal_error", "deadlock", "invalid")
    print(f"  {'':12}" + "".join(f"{outcome:>16}" for outcome in outcomes))
    for dist in sorted({dist for dist, _ in tally}):
        print(f"  {dist:12}" + "".join(f"{tally[dist, outcome]:16}" for outcome in outcomes))


def _report(case: dict[str, Any] | None, truth: Any, replayed: Any, replayer: Replayer, regressions: Path) -> None:
    if case is None:
        print(f"{replayer.name} answers more than it was asked: {replayed}")
        return
    print(f"{case.get('name')} differs, {replayer.name}: {difference(truth, replayed)}", flush=True)
    if replayed is None:
        return
    small = shrink(case, lambda smaller: difference(answer(smaller), replayer.answer(smaller)) is not None)
    truth, replayed = answer(small), replayer.answer(small)
    print(f"made small: {json.dumps(small)}\n  {difference(truth, replayed)}")
    print(f"  truth:  {json.dumps(truth)}\n  replay: {json.dumps(replayed)}")
    path = regressions / "new.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(small) + "\n")
    print(f"written to {path}: keep it there, under a name that says what went wrong, once it is mended")


if __name__ == "__main__":
    sys.exit(main())
