"""Real sessions of tests that compute, on fewer and on more workers than cores, beside what was foretold.

Nothing of a session goes into its own prediction but the tests. Start-up, collection and overhead are those of a session
before, of sleeping tests on as many workers as cores.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proof import real
from proof.real import RealSession
from proof.replayer import Replayer

HEAD = """\
| mode | workers | computing | tests | start to last test, s | foretold without contention | error | with | error |
|---|---|---|---|---|---|---|---|---|"""
MODES = ("load", "worksteal", "loadfile")
WORKERS_A_CORE = (0.5, 1, 2, 4)
SHARES = (0.5, 0.9)


@dataclass
class Row:
    """One session."""

    text: str
    bare_error: float
    error: float


def rows(replayer: Replayer, seconds: float) -> Iterator[Row]:
    """A row for each session, as soon as it has ended."""
    cores = os.cpu_count() or 1
    before = real.run("load", cores, cores, 1000)
    plans = [(dist, n, share) for share in SHARES for dist in MODES for n in WORKERS_A_CORE]
    for seed, (dist, workers_a_core, computing) in enumerate(plans):
        workers = max(1, round(workers_a_core * cores))
        session = real.run(dist, workers, seconds * workers, seed, computing)
        case = foretelling(session, dist, workers, before)
        bare_end = replayer.answer(case)["makespan_ns"] / 1e9
        end = replayer.answer({**case, "contention": contention(session, cores)})["makespan_ns"] / 1e9
        bare_error, error = bare_end / session.last_end - 1, end / session.last_end - 1
        text = (
            f"| {dist} | {workers} | {computing:.0%} | {len(session.tests)} | {session.last_end:.2f} | {bare_end:.2f} |"
            f" {bare_error:+.1%} | {end:.2f} | {error:+.1%} |"
        )
        yield Row(text, bare_error, error)


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
