"""Compares `laneway split` with the installed pytest-split and pytest-shard on random suites, and with real pytest runs.

    python tests/split/compare.py --laneway target/fast/laneway

Exit code 1 at the first difference; it prints the seed, and the suite.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from proof import whole
from proof.difference import difference
from proof.laneway import Laneway
from proof.suites import case


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laneway", required=True, help="the command line to ask")
    parser.add_argument("--cases", type=int, default=2000, help="how many random suites (default: 2000)")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32), help="default: a new one each time")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    start = time.monotonic()
    rng = Random(arguments.seed)
    tally: Counter[str] = Counter()
    program = str(Path(arguments.laneway).resolve())
    with tempfile.TemporaryDirectory() as name:
        laneway = Laneway(program, Path(name))
        for number in range(arguments.cases):
            one = case(rng)
            different = difference(one, laneway)
            if different is not None:
                print(f"case {number}: {different}\n{one}")
                return 1
            tally[f"{one.rule}, Python {one.python}"] += 1
        found = whole.differences(laneway, Path(name) / "project", arguments.seed)
    for what, n_cases in sorted(tally.items()):
        print(f"  {what:36}{n_cases:6}")
    print("\n".join(found) if found else "real pytest runs agree")
    print(f"{arguments.cases} random suites, {time.monotonic() - start:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
