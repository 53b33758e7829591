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
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from proof.cases import case as random_case
from proof.difference import difference
from proof.replayer import Replayer
from proof.shrink import shrink
from proof.truth import answer

REGRESSIONS = Path(__file__).parent / "regressions"
BATCH = 250


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laneway", required=True, help="the command line to ask")
    parser.add_argument("--wasm", help="the folder of the JavaScript module for Node, to ask it too")
    parser.add_argument("--cases", type=int, default=2500, help="how many random cases (default: 2500)")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32), help="default: a new one each time")
    arguments = parser.parse_args()
    replayers = [Replayer.native(arguments.laneway)]
    if arguments.wasm:
        replayers.append(Replayer.wasm(arguments.wasm))

    print(f"seed {arguments.seed}", flush=True)
    start = time.monotonic()
    cases = [json.loads(line) for path in sorted(REGRESSIONS.glob("*.jsonl")) for line in path.open()]
    n_regressions = len(cases)
    rng = Random(arguments.seed)
    cases += [random_case(Random(rng.getrandbits(64)), f"{arguments.seed}/{i}") for i in range(arguments.cases)]
    tally: Counter[str] = Counter()
    with Pool(os.cpu_count()) as pool:
        for first in range(0, len(cases), BATCH):
            batch = cases[first : first + BATCH]
            truths = pool.map(answer, batch, chunksize=5)
            for replayer in replayers:
                found = replayer.answers(batch)
                if len(found) != len(batch):
                    print(f"{replayer.name}: {len(batch)} cases, {len(found)} answers")
                    return 1
                for case, truth, replayed in zip(batch, truths, found):
                    where = difference(truth, replayed)
                    if where is not None:
                        report(case, where, replayer)
                        print(f"{sum(tally.values())} passed, 1 failed")
                        return 1
            tally.update(f"{case['dist']} {truth['outcome']}" for case, truth in zip(batch, truths))
    for kind, count in sorted(tally.items()):
        print(f"  {kind:24} {count}")
    names = " and ".join(replayer.name for replayer in replayers)
    print(f"{n_regressions} regressions and {arguments.cases} random cases, {names}, {time.monotonic() - start:.0f} s")
    print(f"{len(cases)} passed, 0 failed")
    return 0


def report(case: dict[str, Any], where: str, replayer: Replayer) -> None:
    print(f"{case.get('name')} differs, {replayer.name}: {where}")
    small = shrink(case, lambda smaller: difference(answer(smaller), replayer.answers([smaller])[0]) is not None)
    truth, found = answer(small), replayer.answers([small])[0]
    print(f"made small: {json.dumps(small)}\n  {difference(truth, found)}")
    print(f"  truth:  {json.dumps(truth)}\n  replay: {json.dumps(found)}")
    path = REGRESSIONS / "new.jsonl"
    with path.open("a") as file:
        file.write(json.dumps(small) + "\n")
    print(f"written to {path}: keep it there, under a name that says what went wrong, once it is mended")


if __name__ == "__main__":
    sys.exit(main())
