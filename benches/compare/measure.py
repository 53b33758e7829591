"""Clocks sessions in Laneway, in SimPy and in the real pytest-xdist, in turns, and prints one Markdown table.

Seconds are those that a process computed, so that others on the machine matter less.

`cargo xtask compare-speed` builds what this needs and runs it. Each must come to the same makespan, to the nanosecond, else it ends with 1.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import model
import plain
import real
import suite

SIZES = [1_000, 10_000, 100_000, 1_000_000]
WORKERS = [1, 8, 32, 1_000]
ROUNDS = 3

# Whatever takes longer for a session is clocked once instead of in every round.
LONG_SECS = 1.0

# Beyond that many tests, a session in SimPy takes half a minute and more.
MOST_SIMPY = 100_000

# The driver has an object for each test of each worker, as real workers do: memory sets the limit. And each decision
# of `loadfile` looks at all files that a worker ever had.
MOST_REAL = 320_000
MOST_REAL_LOADFILE = 10_000


class Laneway:
    """The engine in a process of its own, asked about one suite."""

    def __init__(self, bench: str, path: Path) -> None:
        self.process = subprocess.Popen(
            [bench, "--answer", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii", bufsize=1
        )

    def ask(self, what: str, mode: str, n_workers: int) -> tuple[int, float]:
        """The makespan, and seconds for a session."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{what} {mode} {n_workers}\n")
        makespan, secs = self.process.stdout.readline().split()
        return int(makespan), float(secs)

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


class Contender:
    """One of those that are clocked: what it came to, and how long it took, round by round."""

    def __init__(self, run: Callable[[], tuple[int, float]] | None) -> None:
        self.run = run
        self.makespans: set[int] = set()
        self.secs: list[float] = []

    def go(self) -> None:
        if self.run is not None and not (self.secs and self.secs[0] > LONG_SECS):
            makespan, secs = self.run()
            self.makespans.add(makespan)
            self.secs.append(secs)

    def median(self) -> float | None:
        return statistics.median(self.secs) if self.secs else None


def clocked(run: Callable[[], int]) -> Callable[[], tuple[int, float]]:
    def clock() -> tuple[int, float]:
        gc.collect()
        start = time.process_time()
        makespan = run()
        return makespan, time.process_time() - start

    return clock


def measure(laneway: Laneway, tests: suite.Suite, mode: str, n_workers: int, cases: list[dict[str, object]]) -> str:
    """A row of the table."""
    n_tests = len(tests.ids)
    has_real = n_tests * n_workers <= MOST_REAL and (mode != "loadfile" or n_tests <= MOST_REAL_LOADFILE)
    contenders = {
        "laneway": Contender(lambda: laneway.ask("fixed", mode, n_workers)),
        "simpy": Contender(clocked(lambda: model.Session(tests, mode, n_workers).run()) if n_tests <= MOST_SIMPY else None),
        "plain": Contender(clocked(lambda: plain.Session(tests, mode, n_workers).run()) if n_tests <= MOST_SIMPY else None),
        "real": Contender(clocked(lambda: real.makespan(cases, mode, n_workers, model.LATENCY)) if has_real else None),
    }
    noisy = Contender(lambda: laneway.ask("noisy", mode, n_workers))
    bare = Contender(lambda: laneway.ask("bare", mode, n_workers))
    for _ in range(ROUNDS):
        for contender in [*contenders.values(), bare, noisy]:
            contender.go()
    makespans = set().union(*(contender.makespans for contender in contenders.values()))
    if len(makespans) != 1:
        found = {name: contender.makespans for name, contender in contenders.items()}
        sys.exit(f"{mode}, {n_tests} tests, {n_workers} workers: makespans differ: {found}")
    secs = [contender.median() for contender in contenders.values()]
    own = secs[0]
    assert own is not None
    rates = [figure(None if it is None else 1 / it) for it in secs]
    ratios = [figure(None if it is None else it / own) for it in secs[1:]]
    pairs = zip(noisy.secs, bare.secs, strict=True)
    of_bare = statistics.median(engine / least for engine, least in pairs)
    cells = [f"{n_tests:,}", f"{n_workers:,}", mode, *rates, *ratios, f"{of_bare:.1f}"]
    return f"| {' | '.join(cells)} |"


def figure(value: float | None) -> str:
    if value is None:
        return "-"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}" if value >= 0.01 else f"{value:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True, help="the built benchmark `floor` of the engine")
    parser.add_argument("--least-tests", type=int, default=SIZES[0], help="leave smaller suites out")
    parser.add_argument("--most-tests", type=int, default=SIZES[-1], help="leave larger suites out")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the start; medians of {ROUNDS} rounds.\n")
    print("| tests | workers | mode | Laneway, sessions/s | SimPy, lean | SimPy, plain | real classes | x lean | x plain | x real | noisy / bare |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for n_tests in (size for size in SIZES if arguments.least_tests <= size <= arguments.most_tests):
            path = Path(folder) / f"{n_tests}.tsv"
            tests = suite.make(n_tests)
            tests.write(path)
            cases = tests.cases()
            laneway = Laneway(arguments.bench, path)
            for n_workers in WORKERS:
                for mode in model.MODES:
                    print(measure(laneway, tests, mode, n_workers, cases), flush=True)
            laneway.end()
    print(f"\nload average {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
