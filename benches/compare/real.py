"""A session decided by the installed pytest-xdist: its own controller, scheduler and workers, driven in virtual time.

By the driver of the proof (`tests/xdist/proof`): no process is started, no test is run, no time passes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "xdist"))

import proof.clock
from proof.session import Session

# The proof takes more than 300,000 events for a runaway; large suites have more.
proof.clock.MOST_EVENTS = sys.maxsize


def makespan(tests: list[dict[str, object]], mode: str, n_workers: int, latency_nanos: int) -> int:
    """The makespan, in nanoseconds."""
    case = {"dist": mode, "workers": n_workers, "tests": tests, "latency": latency_nanos / 1e9}
    answer = Session(case).run()
    if answer["outcome"] != "ok" or answer["not_completed"]:
        raise RuntimeError(f"{mode}, {n_workers} workers: {answer['outcome']}")
    return int(answer["makespan_ns"])
