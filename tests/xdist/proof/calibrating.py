"""Real sessions of one suite, each predicted out of another one of it, with the costs that were fitted to that one.

The suite sleeps, in tests and in fixtures of modules and of the session, so that an error is one of costs or decisions.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from proof.quiet import Watch, wait_until_quiet

HEAD = """\
| fitted to | predicted | test phase, s | predicted | error | whole command, s | predicted | error |
|---|---|---|---|---|---|---|---|"""
MODES = ("load", "worksteal", "loadfile", "loadscope")
WORKERS_A_CORE = (0.5, 1, 2, 4)
N_FILES = 40
MOST_TAKEN = 0.03
MOST_TRIES = 20


@dataclass
class Real:
    """One session by the clock."""

    report: Path
    dist: str
    workers: int
    phase: float
    """Seconds from the first test's start to the last test's end."""
    took: float
    """Seconds of the whole command."""

    @property
    def name(self) -> str:
        return f"{self.dist}, {self.workers} workers"


@dataclass
class Row:
    """One session beside what was predicted."""

    text: str
    phase_error: float
    took_error: float


class Bench:
    """A suite, and the command line that foretells."""

    def __init__(self, laneway: str, folder: Path, seconds: float, seed: int, is_quiet: bool) -> None:
        self.laneway = str(Path(laneway).resolve())
        self.folder = folder
        self.is_quiet = is_quiet
        self.cores = os.cpu_count() or 1
        self.n_runs = 0
        _write(folder, seconds, seed)
        command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider"]
        self.collected = folder / "collected.txt"
        self.collected.write_text(_output(command, folder), encoding="utf-8")

    def run(self, dist: str, workers: int) -> Real:
        """A session, run again if others took the machine meanwhile."""
        for _ in range(MOST_TRIES):
            if self.is_quiet:
                wait_until_quiet(MOST_TAKEN)
            watch = Watch()
            real = self._run_once(dist, workers)
            taken = watch.taken()
            if not self.is_quiet or taken <= MOST_TAKEN:
                return real
            print(f"once more: others took {taken:.0%} of the machine", file=sys.stderr, flush=True)
        raise RuntimeError(f"others took more than {MOST_TAKEN:.0%} of the machine {MOST_TRIES} times: try again later")

    def _run_once(self, dist: str, workers: int) -> Real:
        self.n_runs += 1
        report = self.folder / f"run-{self.n_runs}.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", str(workers), "--dist", dist]
        start = time.monotonic()
        _output([*command, "--timing-json", f"--timing-json-file={report}"], self.folder)
        took = time.monotonic() - start
        tests = json.loads(report.read_text(encoding="utf-8"))["tests"]
        phase = max(test["stop"] for test in tests) - min(test["start"] for test in tests)
        return Real(report, dist, workers, phase, took)

    def calibrate(self, real: Real) -> Path:
        """Fits the costs to a session; prints how close that comes."""
        costs = real.report.with_suffix(".costs.json")
        told = ["--cores", str(self.cores), "--took", f"{real.took:.6f}s", "-o", str(costs)]
        said = self._ask("calibrate", str(real.report), str(self.collected), *told)
        print("\n".join(said.splitlines()[2:4]), file=sys.stderr, flush=True)
        return costs

    def foretell(self, base: Real, costs: Path, real: Real) -> Row:
        """Of `real` nothing is told but its mode and its number of workers."""
        plan = ["-n", str(real.workers), "--dist", real.dist, "--calibrated", str(costs), "--json"]
        answer: dict[str, Any] = json.loads(self._ask("simulate", str(base.report), str(self.collected), *plan))
        mode = answer["modes"][0]
        phase = (mode["summary"]["makespan"] - mode["summary"]["first_start"]) / 1e9
        took = mode["whole"] / 1e9
        phase_error, took_error = phase / real.phase - 1, took / real.took - 1
        text = (
            f"| {base.name} | {real.name} | {real.phase:.2f} | {phase:.2f} | {phase_error:+.1%} |"
            f" {real.took:.2f} | {took:.2f} | {took_error:+.1%} |"
        )
        return Row(text, phase_error, took_error)

    def _ask(self, *words: str) -> str:
        return _output([self.laneway, *words], self.folder)


def rows(laneway: str, seconds: float, is_quiet: bool) -> Iterator[Row]:
    """A row for each session, as soon as it has ended. Each is predicted out of one run on as many workers as cores."""
    with tempfile.TemporaryDirectory(prefix="laneway-calibrate-") as name:
        bench = Bench(laneway, Path(name), seconds, 0, is_quiet)
        base = bench.run("worksteal", bench.cores)
        costs = bench.calibrate(base)
        for dist in MODES:
            for workers_a_core in WORKERS_A_CORE:
                workers = max(1, round(workers_a_core * bench.cores))
                yield bench.foretell(base, costs, bench.run(dist, workers))


def summary(done: list[Row]) -> str:
    """In one sentence."""

    def both(errors: list[float]) -> str:
        sizes = [abs(error) for error in errors]
        return f"{statistics.median(sizes):.1%} in the median, {max(sizes):.1%} at worst"

    phase, took = both([row.phase_error for row in done]), both([row.took_error for row in done])
    return f"Off by: the test phase {phase}; the whole command {took}."


def _write(folder: Path, total: float, seed: int) -> None:
    """About `total` seconds of tests in files, some much slower than others; half of them with a fixture."""
    rng = Random(seed)
    plans = []
    for _ in range(N_FILES):
        speed, n_tests = rng.lognormvariate(0, 0.6), rng.randint(4, 14)
        plans.append([speed * rng.lognormvariate(0, 0.5) for _ in range(n_tests)])
    factor = total / sum(map(sum, plans))
    for number, plan in enumerate(plans):
        lines = ['"""Generated: sleeps."""', "", "import time", "", "import pytest", ""]
        if number % 2 == 0:
            cost = round(rng.uniform(0.03, 0.2), 4)
            lines += ["", '@pytest.fixture(scope="module", autouse=True)', "def place():", f"    time.sleep({cost})"]
            lines += ["    yield", f"    time.sleep({round(cost / 4, 4)})", ""]
        for test, weight in enumerate(plan):
            lines += ["", f"def test_{test}():", f"    time.sleep({round(weight * factor, 4)})", ""]
        (folder / f"test_{number:02}.py").write_text("\n".join(lines), encoding="utf-8")
    session = ['"""Generated."""', "", "import time", "", "import pytest", "", ""]
    session += ['@pytest.fixture(scope="session", autouse=True)', "def world():", "    time.sleep(0.2)", ""]
    (folder / "conftest.py").write_text("\n".join(session), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")


def _output(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
