"""Corners: changes to a random case that take it to where a re-implementation goes wrong.

Each is named after what it is about; the numbers are those of the facts in the README.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from proof.options import crash

Case = dict[str, Any]


def chunk_edges(rng: Random, case: Case) -> None:
    """As many tests as make the next chunk, or the round robin, or one less (14, 15)."""
    workers = case["workers"]
    wanted = workers * rng.choice((1, 2, 4, 8, 12)) + rng.choice((-1, 0, 1))
    del case["tests"][max(1, wanted) :]


def exact_tenth(rng: Random, case: Case) -> None:
    """Durations of a tenth of a second, or its sum with overhead and fixtures (5, 15)."""
    case["dist"] = "load"
    overhead, module = rng.choice(((0, 0), (0.04, 0), (0, 0.06), (0.03, 0.03)))
    case["test_overhead"] = overhead
    case["fixtures"] = {"module": module}
    for test in case["tests"]:
        test["duration"] = rng.choice((0.1, 0.1 - overhead, 0.1 - overhead - module, 0.099999999, 0.04))


def equal_victims(rng: Random, case: Case) -> None:
    """Queues of equal length, and many who want to steal at once (18 to 22)."""
    case["dist"] = "worksteal"
    for i, test in enumerate(case["tests"]):
        test["duration"] = 1 if i * case["workers"] // len(case["tests"]) % 2 else 0.25
    case["latency"] = rng.choice((0, 0.001, 0.25, 0.5))


def late_answers(rng: Random, case: Case) -> None:
    """Messages slower than tests: steals that come too late, look-ahead that waits (1 to 3, 22)."""
    longest = max((test["duration"] for test in case["tests"]), default=0)
    case["latency"] = rng.choice((1, 3, 7)) * (longest or 1)


def few_scopes(rng: Random, case: Case) -> None:
    """About as many scopes as workers, of one to four tests (23 to 27, 30)."""
    case["dist"] = rng.choice(("loadscope", "loadfile", "loadgroup"))
    n_scopes = max(1, case["workers"] + rng.choice((-1, 0, 1, 2, 5)))
    for i, test in enumerate(case["tests"]):
        test["id"] = f"s{i % n_scopes}.py::test_{i}"
        test["group"] = f"s{i % n_scopes}"
    del case["tests"][n_scopes * rng.randint(1, 4) :]


def always_the_same(rng: Random, case: Case) -> None:
    """A crash in one scope again and again, and limits that stop it (30, 31)."""
    few_scopes(rng, case)
    index = rng.randrange(len(case["tests"]))
    case["crash"] = [{"index": index, "mode": rng.choice(("first", "always", "always"))}]
    case["max_worker_restart"] = rng.choice((0, 1, 2, 4, None))


def slow_replacement(rng: Random, case: Case) -> None:
    """Replacements that come up, or collect, when much has happened since, a second crash too (13, 32, 33)."""
    total = sum(test["duration"] for test in case["tests"]) / max(1, case["workers"])
    case["restart_startup"] = rng.choice((0, 0.1, 0.5, 1)) * total
    case["restart_collection"] = rng.choice((0.1, 0.5, 1)) * total
    case["max_worker_restart"] = rng.choice((None, 3, 100))


def busy_controller(rng: Random, case: Case) -> None:
    """A controller with a queue, in which nodes are down before their turn (12)."""
    case["controller_cost"] = rng.choice((0.25, 0.5, 1, 3)) * case["tests"][0]["duration"]
    case["restart_block"] = rng.choice((0, 1, 5)) * case["tests"][0]["duration"]


def last_moments(rng: Random, case: Case) -> None:
    """Crashes in the last tests, when the others have been shut down (33)."""
    tail = range(max(0, len(case["tests"]) - 2 * case["workers"]), len(case["tests"]))
    case["crash"] = [crash(rng, index, 1) for index in rng.sample(tail, min(len(tail), 3))]


def odd_chunks(rng: Random, case: Case) -> None:
    """`maxschedchunk` against a queue that is longer than it, after a crash (15, 17)."""
    case["dist"] = "load"
    case["maxschedchunk"] = rng.choice((1, 2, 3, 4))
    case["crash"] = [crash(rng, rng.randrange(len(case["tests"])), 1)]


def crash_when_shut_down(rng: Random, case: Case) -> None:
    """A long queue comes back when the others, shut down long since, are still at work: they count in k (15, 16)."""
    workers = rng.randint(2, 3)
    n_tests = 24 * workers * workers + rng.randint(0, 60)
    case.update(dist="load", workers=workers, crash=[{"index": rng.randint(0, 2), "mode": "first"}])
    case["tests"] = [{"id": f"t.py::t{i}", "duration": 1} for i in range(n_tests)]
    case["tests"][case["crash"][0]["index"]]["duration"] = n_tests / workers * rng.uniform(0.6, 1.4)
    for key in ("startup", "collection", "maxschedchunk", "fixtures", "max_worker_restart"):
        case.pop(key, None)


CORNERS: tuple[Callable[[Random, Case], None], ...] = (
    chunk_edges,
    exact_tenth,
    equal_victims,
    late_answers,
    few_scopes,
    always_the_same,
    slow_replacement,
    busy_controller,
    last_moments,
    odd_chunks,
    crash_when_shut_down,
)
