"""Random cases: every option, every mode, and above all the corners where a re-implementation goes wrong."""

from __future__ import annotations

from random import Random
from typing import Any

MODES = ("load", "worksteal", "loadscope", "loadfile", "loadgroup", "each", "no")
MODE_WEIGHTS = (6, 6, 4, 3, 5, 3, 1)

PARAMETERS = ("", "[1]", "[a-b]", "[x::y]", "[u@h]", "[a[0]]", "[@]", "[p::q@r]", "@odd", "[é]")


def case(rng: Random, name: str) -> dict[str, Any]:
    """One case; most are small, a few have up to 2,000 tests or 64 workers."""
    dist = rng.choices(MODES, MODE_WEIGHTS)[0]
    n_tests, workers = _size(rng, dist)
    scale = rng.choice((0.001, 0.1, 1.0))
    tests = _tests(rng, n_tests, scale)
    if n_tests and rng.random() < 0.03:
        # Two tests with one id: xdist blames a crash on the id, so such a case has none.
        for test in rng.sample(tests, n_tests // 4):
            test["id"] = rng.choice(tests)["id"]
        may_crash = False
    else:
        may_crash = n_tests > 0
    result: dict[str, Any] = {"name": name, "dist": dist, "workers": workers, "tests": tests}
    result.update(_options(rng, n_tests, workers))
    result.update(_costs(rng, workers, scale))
    if may_crash and rng.random() < 0.35:
        result.update(_crashes(rng, n_tests, scale))
    if rng.random() < 0.35:
        result["fixtures"] = _fixtures(rng, tests, scale)
    return result


def _size(rng: Random, dist: str) -> tuple[int, int]:
    kind = rng.random()
    if kind < 0.55:
        n_tests, workers = rng.randint(1, 24), rng.randint(1, 6)
    elif kind < 0.9:
        n_tests, workers = rng.randint(1, 150), rng.randint(1, 16)
    elif kind < 0.98:
        n_tests, workers = rng.randint(50, 600), rng.randint(1, 64)
    else:
        n_tests, workers = rng.randint(600, 2000), rng.randint(1, 64)
    if dist == "each":
        n_tests, workers = min(n_tests, 120), min(workers, 12)
    return (0 if rng.random() < 0.01 else n_tests), (0 if rng.random() < 0.005 else workers)


def _tests(rng: Random, n_tests: int, scale: float) -> list[dict[str, Any]]:
    n_files = rng.randint(1, max(1, n_tests // rng.choice((1, 2, 5, 20)) + 1))
    is_mixed = rng.random() < 0.4
    duration = _durations(rng, scale)
    groups = [f"g{i}" for i in range(rng.randint(1, 5))] + ["a b", "x@y", "z]", "ü"]
    group_share = rng.choice((0, 0, 0.2, 0.9))
    tests: list[dict[str, Any]] = []
    for i in range(n_tests):
        file = rng.randrange(n_files) if is_mixed else i * n_files // n_tests
        folder = "v@2/" if file % 7 == 6 else ""
        classes = rng.choice(("", "", "::TestA", "::TestB", "::TestA::TestInner"))
        parameter = rng.choice(PARAMETERS) if rng.random() < 0.3 else ""
        test: dict[str, Any] = {"id": f"{folder}t{file}.py{classes}::test_{i}{parameter}", "duration": duration()}
        if rng.random() < group_share:
            test["group"] = rng.choice((rng.choice(groups), rng.choices(groups, k=rng.randint(0, 3))))
        tests.append(test)
    return tests


def _durations(rng: Random, scale: float) -> Any:
    kind = rng.randrange(6)
    if kind == 0:
        return lambda: scale
    if kind == 1:
        return lambda: scale * rng.randint(0, 4)
    if kind == 2:
        return lambda: rng.choice((0, 0.05, 0.099999999, 0.1, 0.100000001, 0.2))
    if kind == 3:
        return lambda: round(scale * rng.lognormvariate(0, 1.5), 9)
    if kind == 4:
        return lambda: scale * (20 if rng.random() < 0.1 else 1)
    return lambda: scale * rng.random()


def _options(rng: Random, n_tests: int, workers: int) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if rng.random() < 0.35:
        options["maxschedchunk"] = rng.choice((1, 2, 3, 5, rng.randint(1, max(1, n_tests)), 10_000, None))
    if rng.random() < 0.3:
        options["loadscope_reorder"] = rng.random() < 0.3
    if rng.random() < 0.3:
        options["max_worker_restart"] = rng.choice((0, 1, 2, 3, workers, None))
    return options


def _costs(rng: Random, workers: int, scale: float) -> dict[str, Any]:
    costs: dict[str, Any] = {}

    def span() -> float:
        return rng.choice((scale, scale / 2, scale * 2, scale / 100, round(scale * rng.random(), 9), 0))

    if rng.random() < 0.6:
        costs["latency"] = rng.choice((scale / 1000, scale / 10, scale, scale * 3, 0.0005))
    for key in ("startup", "collection"):
        kind = rng.random()
        if kind < 0.35:
            costs[key] = [span() for _ in range(workers)]
        elif kind < 0.5:
            costs[key] = span()
    for key in ("ramp", "test_overhead", "test_gap", "worker_finish", "restart_startup", "restart_collection"):
        if rng.random() < 0.25:
            costs[key] = span()
    for key in ("controller_cost", "restart_block"):
        if rng.random() < 0.12:
            costs[key] = span()
    return costs


def _crashes(rng: Random, n_tests: int, scale: float) -> dict[str, Any]:
    count = rng.choice((1, 1, 1, 2, 3, 6))
    crashes: list[dict[str, Any]] = []
    for index in rng.sample(range(n_tests), min(n_tests, count)):
        crash: dict[str, Any] = {"index": index, "mode": rng.choice(("first", "always"))}
        if rng.random() < 0.3:
            crash["after"] = rng.choice((0, scale / 3, scale, scale * 50))
        crashes.append(crash)
    return {"crash": crashes}


def _fixtures(rng: Random, tests: list[dict[str, Any]], scale: float) -> dict[str, Any]:
    fixtures: dict[str, Any] = {}
    if rng.random() < 0.5:
        fixtures["session"] = scale
    for key, parts in (("module", 1), ("class", 2)):
        kind = rng.random()
        if kind < 0.4:
            fixtures[key] = scale / 4
        elif kind < 0.7:
            ids = {test["id"].split("[")[0] for test in tests}
            names = sorted({"::".join(id.split("::")[:parts]) for id in ids})
            fixtures[key] = {name: scale * rng.random() for name in names if rng.random() < 0.7}
    return fixtures
