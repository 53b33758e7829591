"""Random cases: every option and every mode, and half of them turned towards a corner."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from proof import corners
from proof import options
from proof.suites import suite

MODES = ("load", "worksteal", "loadscope", "loadfile", "loadgroup", "each", "no")
MODE_WEIGHTS = (6, 6, 4, 3, 5, 3, 1)
LARGEST_EACH = 120


def cases(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """The cases of one seed: each depends on the seed and its own number alone."""
    rng = Random(seed)
    for number in range(count):
        yield case(Random(rng.getrandbits(64)), f"{seed}/{number}")


def case(rng: Random, name: str) -> dict[str, Any]:
    """One case; most are small, a few have up to 2,000 tests or 64 workers."""
    dist = rng.choices(MODES, MODE_WEIGHTS)[0]
    n_tests, workers = _size(rng)
    scale = rng.choice((0.001, 0.1, 1.0))
    tests = suite(rng, n_tests, scale)
    result: dict[str, Any] = {"name": name, "dist": dist, "workers": workers, "tests": tests}
    result.update(options.limits(rng, n_tests, workers))
    result.update(options.costs(rng, workers, scale))
    if rng.random() < 0.35:
        result["fixtures"] = options.fixtures(rng, tests, scale)
    if n_tests and workers and rng.random() < 0.5:
        rng.choice(corners.CORNERS)(rng, result)
    if tests and "crash" not in result and rng.random() < 0.35:
        result["crash"] = options.crashes(rng, len(tests), scale)
    if result["dist"] == "each":
        _cut(result)
    if rng.random() < 0.02:
        del result["name"]
    return result


def _size(rng: Random) -> tuple[int, int]:
    kind = rng.random()
    if kind < 0.55:
        n_tests, workers = rng.randint(1, 24), rng.randint(1, 6)
    elif kind < 0.9:
        n_tests, workers = rng.randint(1, 150), rng.randint(1, 16)
    elif kind < 0.98:
        n_tests, workers = rng.randint(50, 600), rng.randint(1, 64)
    else:
        n_tests, workers = rng.randint(600, 2000), rng.randint(1, 64)
    return (0 if rng.random() < 0.01 else n_tests), (0 if rng.random() < 0.005 else workers)


def _cut(case: dict[str, Any]) -> None:
    """Fewer tests where every worker runs all of them."""
    del case["tests"][LARGEST_EACH:]
    n_tests = len(case["tests"])
    if "crash" in case:
        case["crash"] = [crash for crash in case["crash"] if crash["index"] < n_tests]
