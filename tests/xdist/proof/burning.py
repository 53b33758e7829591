"""Real sessions of tests that compute, on fewer and on more workers than cores, beside what was predicted.

Nothing of a session goes into its own prediction but the tests. Start-up, collection and overhead are those of a session
before, of sleeping tests on as many workers as cores. A session is run again if others took more than a little of the
machine meanwhile: that is no error of a prediction.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proof import real
from proof.real import RealSession
from proof.quiet import Watch, wait_until_quiet
from proof.replayer import Replayer

HEAD = """\
| mode | workers | computing | tests | start to last test, s | predicted without contention | error | with | error |
|---|---|---|---|---|---|---|---|---|"""
MODES = ("load", "worksteal", "loadfile")
WORKERS_A_CORE = (0.5, 1, 2, 4)
SHARES = (0.5, 0.9)
MOST_TAKEN = 0.03
MOST_TRIES = 20


@dataclass
class Row:
    """One session."""

    text: str
    bare_error: float
    error: float


def rows(replayer: Replayer, seconds: float) -> Iterator[Row]:
    """A row for each session, as soon as it has ended."""
    cores = os.cpu_count() or 1
    before = _run_undisturbed("load", cores, cores, 1000, 0)
    plans = [(dist, n, share) for share in SHARES for dist in MODES for n in WORKERS_A_CORE]
    for seed, (dist, workers_a_core, computing) in enumerate(plans):
        workers = max(1, round(workers_a_core * cores))
        session = _run_undisturbed(dist, workers, seconds * workers, seed, computing)
        case = foretelling(session, dist, workers, before)
        bare_end = replayer.answer(case)["makespan_ns"] / 1e9
        end = replayer.answer({**case, "contention": contention(session, cores)})["makespan_ns"] / 1e9
        bare_error, error = bare_end / session.last_end - 1, end / session.last_end - 1
        text = (
            f"| {dist} | {workers} | {computing:.0%} | {len(session.tests)} | {session.last_end:.2f} | {bare_end:.2f} |"
            f" {bare_error:+.1%} | {end:.2f} | {error:+.1%} |"
        )
        yield Row(text, bare_error, error)


def _run_undisturbed(dist: str, workers: int, total: float, seed: int, computing: float) -> RealSession:
    for _ in range(MOST_TRIES):
        wait_until_quiet(MOST_TAKEN)
        watch = Watch()
        session = real.run(dist, workers, total, seed, computing)
        taken = watch.taken()
        if taken <= MOST_TAKEN:
            return session
        print(f"once more: others took {taken:.0%} of the machine", file=sys.stderr, flush=True)
    raise RuntimeError(f"others took more than {MOST_TAKEN:.0%} of the machine {MOST_TRIES} times: try again later")


def foretelling(session: RealSession, dist: str, workers: int, before: RealSession) -> dict[str, Any]:
    """The case, without contention."""
    return {
        **real.bare_case(session, dist),
        "workers": workers,
        "latency": real.LATENCY,
        "startup": statistics.median(before.startup),
        "collection": statistics.median(before.collection),
        "test_overhead": max(0, before.overhead),
    }


def contention(session: RealSession, cores: int) -> dict[str, int]:
    """Of the tests' computing only the sum is told."""
    share = sum(test.computing for test in session.tests) / sum(test.seconds for test in session.tests)
    return {"cores": cores, "cpu_permille": round(1000 * share)}


def summary(done: list[Row]) -> str:
    """In one sentence."""

    def both(errors: list[float]) -> str:
        sizes = [abs(error) for error in errors]
        return f"{statistics.median(sizes):.1%} in the median, {max(sizes):.1%} at worst"

    bare, full = both([row.bare_error for row in done]), both([row.error for row in done])
    return f"Off by: with contention {full}; without {bare}."
