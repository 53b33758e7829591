"""Random suites to split: ties, zeros, names that sort oddly, parameters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

RULES = ("duration_based_chunks", "least_duration", "hash")
PYTHONS = ("3.11", "3.12")
_PARAMETERS = ("", "", "", "[1]", "[10]", "[a::b]", "[x-1]", "[a b, c]", "[\\xe9]", '["q"]')
_NAMES = ("test_a", "test_a1", "test_a_", "test_A", "test_b", "test_ab", "test_", "test_a9")


@dataclass(frozen=True)
class Case:
    """A suite, and how it is split."""

    tests: list[tuple[str, int]]
    """Ids and nanoseconds, as collected."""
    splits: int
    rule: str
    python: str
    options: tuple[str, ...]
    """What Laneway is told of the durations."""


def case(rng: Random) -> Case:
    n_tests = rng.choice((rng.randint(0, 4), rng.randint(1, 20), rng.randint(20, 150)))
    ids = _ids(rng, max(n_tests, 1))
    durations = _durations(rng, len(ids))
    options: tuple[str, ...] = ()
    if rng.random() < 0.15:
        options = ("--no-durations",)
    elif rng.random() < 0.4:
        options = ("--stale-missing", str(rng.choice((0, 10, 50, 100))), "--stale-drift", str(rng.choice((0, 0, 30, 150))))
    splits = rng.choice((rng.randint(1, 8), rng.randint(1, len(ids) + 3)))
    return Case(list(zip(ids, durations)), splits, rng.choice(RULES), rng.choice(PYTHONS), options)


def _ids(rng: Random, n_tests: int) -> list[str]:
    """Ids that all differ, file by file, many of them with the same names."""
    ids: dict[str, None] = {}
    while len(ids) < n_tests:
        file = f"{rng.choice(('tests', 'tests/unit', 'src/a[1]'))}/test_{rng.randint(0, 5)}.py"
        class_ = rng.choice(("", "", "TestA::", "TestA::TestB::"))
        ids[f"{file}::{class_}{rng.choice(_NAMES)}{rng.choice(_PARAMETERS)}{len(ids) if rng.random() < 0.2 else ''}"] = None
    return sorted(ids, key=lambda id_: id_.partition("::")[0]) if rng.random() < 0.7 else list(ids)


def _durations(rng: Random, n_tests: int) -> list[int]:
    kind = rng.choice(("equal", "few", "milliseconds", "any", "zeros", "long", "nothing"))
    few = [rng.randint(1, 100) * 10_000_000 for _ in range(3)]
    of_kind = {
        "equal": lambda: few[0],
        "few": lambda: rng.choice(few),
        "milliseconds": lambda: rng.randint(1, 900) * 1_000_000,
        "any": lambda: rng.randint(1, 10**10),
        "zeros": lambda: rng.choice((0, 0, few[0], few[1])),
        "long": lambda: round(rng.lognormvariate(20, 3)),
        "nothing": lambda: 0,
    }[kind]
    return [of_kind() for _ in range(n_tests)]
