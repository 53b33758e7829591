"""Random options, costs, crashes and fixtures of a case."""

from __future__ import annotations

from random import Random
from typing import Any


def limits(rng: Random, n_tests: int, workers: int) -> dict[str, Any]:
    """xdist's own options."""
    options: dict[str, Any] = {}
    if rng.random() < 0.35:
        options["maxschedchunk"] = rng.choice((1, 2, 3, 5, rng.randint(1, max(1, n_tests)), 10_000, None, 0, -1))
    if rng.random() < 0.3:
        options["loadscope_reorder"] = rng.random() < 0.3
    if rng.random() < 0.3:
        options["max_worker_restart"] = rng.choice((0, 1, 2, 3, workers, None))
    return options


def costs(rng: Random, workers: int, scale: float) -> dict[str, Any]:
    """What surrounds the tests; spans that are multiples of the tests' own make ties."""
    spans: dict[str, Any] = {}

    def span() -> float:
        return rng.choice((scale, scale / 2, scale * 2, scale * 10, scale / 100, round(scale * rng.random(), 9), 0))

    if rng.random() < 0.6:
        spans["latency"] = rng.choice((scale / 1000, scale / 10, scale / 2, scale, scale * 3, scale * 20, 0.0005, 0))
    for key in ("startup", "collection"):
        kind = rng.random()
        if kind < 0.35:
            spans[key] = [span() for _ in range(workers)]
        elif kind < 0.5:
            spans[key] = span()
    for key in ("ramp", "test_overhead", "test_gap", "worker_finish", "restart_startup", "restart_collection"):
        if rng.random() < 0.25:
            spans[key] = span()
    for key in ("controller_cost", "restart_block"):
        if rng.random() < 0.12:
            spans[key] = span()
    return spans


def crashes(rng: Random, n_tests: int, scale: float) -> list[dict[str, Any]]:
    """Tests that kill their worker: mostly one, sometimes many."""
    count = rng.choice((1, 1, 1, 2, 2, 3, 6, n_tests // 4))
    return [crash(rng, index, scale) for index in rng.sample(range(n_tests), min(n_tests, count))]


def crash(rng: Random, index: int, scale: float) -> dict[str, Any]:
    entry: dict[str, Any] = {"index": index, "mode": rng.choice(("first", "always"))}
    if rng.random() < 0.3:
        entry["after"] = rng.choice((0, scale / 3, scale / 2, scale, scale * 50))
    return entry


def fixtures(rng: Random, tests: list[dict[str, Any]], scale: float) -> dict[str, Any]:
    """Set-up costs of the session, of modules and of classes: one number, or a map with gaps."""
    found: dict[str, Any] = {}
    if rng.random() < 0.5:
        found["session"] = scale
    for key, n_parts in (("module", 1), ("class", 2)):
        kind = rng.random()
        if kind < 0.4:
            found[key] = scale / 4
        elif kind < 0.7:
            ids = {test["id"].split("[")[0] for test in tests}
            names = sorted({_scope(test_id, n_parts) for test_id in ids})
            found[key] = {name: scale * rng.random() for name in names if rng.random() < 0.7}
    return found


def _scope(test_id: str, n_parts: int) -> str:
    parts = test_id.split("::")
    return parts[0] if n_parts == 1 else "::".join(parts[:-1])
