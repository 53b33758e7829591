"""One real session of pytest-xdist, and the case that foretells it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proof import sleeping
from proof.sleeping import SleepingTest

LATENCY = 0.0005


@dataclass
class RealSession:
    """What was recorded; times in seconds since the controller began to start workers."""

    tests: list[SleepingTest]
    """In collection order."""
    startup: list[float]
    collection: list[float]
    overhead: float
    """The median of what the protocol took beyond the sleep."""
    first_start: float
    last_end: float
    end: float
    workers: dict[str, str]
    """Which worker ran which test."""


def run(dist: str, workers: int, total: float, seed: int, computing: float = 0) -> RealSession:
    """Generates a suite, runs it, and reads what was recorded."""
    with tempfile.TemporaryDirectory(prefix="laneway-real-") as name:
        folder, record = Path(name, "suite"), Path(name, "record")
        folder.mkdir()
        record.mkdir()
        tests = sleeping.write(folder, 3 * workers + 2, total, seed, computing)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", str(workers), "--dist", dist]
        env = {**os.environ, "LANEWAY_RECORD": str(record)}
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        facts = [json.loads(line) for path in record.iterdir() for line in path.open(encoding="utf-8")]
    return _read(facts, tests, dist, workers)


def _read(facts: list[dict[str, Any]], tests: list[SleepingTest], dist: str, workers: int) -> RealSession:
    begin = next(fact["at"] for fact in facts if fact["kind"] == "begin")
    ready = {fact["worker"]: fact["at"] - begin for fact in facts if fact["kind"] == "ready"}
    collected = {fact["worker"]: fact["at"] - begin for fact in facts if fact["kind"] == "collected"}
    ids = next(fact["ids"] for fact in facts if fact["kind"] == "collected")
    has_groups = dist == "loadgroup"
    expected = [f"{test.id}@{test.group}" if has_groups and test.group else test.id for test in tests]
    if ids != expected:
        raise RuntimeError("the suite was not collected as it was written")
    names = [f"gw{i}" for i in range(workers)]
    runs = [fact for fact in facts if fact["kind"] == "test"]
    sleep = {test_id: test.seconds for test_id, test in zip(expected, tests)}
    return RealSession(
        tests=tests,
        startup=[max(0, ready[name] - LATENCY) for name in names],
        collection=[collected[name] - ready[name] for name in names],
        overhead=statistics.median(fact["seconds"] - sleep[fact["id"]] for fact in runs),
        first_start=min(fact["start"] for fact in runs) - begin,
        last_end=max(fact["start"] + fact["seconds"] for fact in runs) - begin,
        end=next(fact["at"] for fact in facts if fact["kind"] == "end") - begin,
        workers={fact["id"].rsplit("@", 1)[0]: fact["worker"] for fact in runs},
    )


def bare_case(session: RealSession, dist: str) -> dict[str, Any]:
    """The session as one foretells it who knows nothing but the tests."""
    tests = [{"id": test.id, "duration": test.seconds} for test in session.tests]
    for entry, test in zip(tests, session.tests):
        if test.group is not None:
            entry["group"] = test.group
    return {"dist": dist, "workers": len(session.startup), "tests": tests}


def full_case(session: RealSession, dist: str) -> dict[str, Any]:
    """With this machine's start-up and collection of each worker, and the median overhead of a test."""
    return {
        **bare_case(session, dist),
        "latency": LATENCY,
        "startup": session.startup,
        "collection": session.collection,
        "test_overhead": max(0, session.overhead),
    }
