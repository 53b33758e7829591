"""Random suites: ids, durations and groups, with everything that is easily misread."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

PARAMETERS = (
    "[1]", "[a-b]", "[x::y]", "[u@h]", "[a[0]]", "[@]", "[p::q@r]", "@odd", "[é]", "[::]", "[a]@b", "[a@b]c", "]@["
)  # fmt: skip
CLASSES = ("", "", "::TestA", "::TestB", "::TestA::TestInner")
ODD_GROUPS = ("a b", "x@y", "z]", "[w", "ü", "_", "p::q")
EDGES = (0, 0.05, 0.099999999, 0.1, 0.100000001, 0.2)


def suite(rng: Random, n_tests: int, scale: float) -> list[dict[str, Any]]:
    """`n_tests` tests of about `scale` seconds each."""
    duration = durations(rng, scale)
    name = _names(rng, n_tests)
    group = _groups(rng)
    parameter_share = rng.choice((0, 0.1, 0.5))
    tests: list[dict[str, Any]] = []
    for i in range(n_tests):
        parameter = rng.choice(PARAMETERS) if rng.random() < parameter_share else ""
        test: dict[str, Any] = {"id": name(i) + parameter, "duration": duration()}
        names = group()
        if names is not None:
            test["group"] = names
        tests.append(test)
    if n_tests > 1 and rng.random() < 0.02:
        for test in rng.sample(tests, max(1, n_tests // rng.choice((2, 4, 20)))):
            test["id"] = rng.choice(tests)["id"]
    return tests


def durations(rng: Random, scale: float) -> Callable[[], float]:
    """A source of durations: many ties, the edges of the 0.1 s rule, heavy tails, halves of nanoseconds."""
    sources: tuple[Callable[[], float], ...] = (
        lambda: scale,
        lambda: scale * rng.randint(0, 4),
        lambda: rng.choice(EDGES),
        lambda: round(scale * rng.lognormvariate(0, 1.5), 9),
        lambda: scale * (20 if rng.random() < 0.1 else 1),
        lambda: scale * rng.random(),
        lambda: rng.randint(0, 3),
        lambda: rng.randint(0, 9) * 5e-10,
        lambda: 0,
    )
    return rng.choices(sources, (5, 5, 4, 5, 4, 4, 2, 1, 1))[0]


def _names(rng: Random, n_tests: int) -> Callable[[int], str]:
    """Files of like size, in order or mixed; classes at random, in runs, or none; sometimes ids that are no ids."""
    n_files = rng.randint(1, max(1, n_tests // rng.choice((1, 2, 3, 5, 20)) + 1))
    is_mixed = rng.random() < 0.4
    class_kind = rng.choice(("random", "runs", "none"))
    is_bare = rng.random() < 0.03

    def name(i: int) -> str:
        if is_bare:
            return f"t{i}"
        file = rng.randrange(n_files) if is_mixed else i * n_files // n_tests
        folder = "v@2/" if file % 7 == 6 else "w[1]/" if file % 11 == 10 else ""
        class_ = {"random": rng.choice(CLASSES), "runs": CLASSES[i // 3 % len(CLASSES)], "none": ""}[class_kind]
        return f"{folder}t{file}.py{class_}::test_{i}"

    return name


def _groups(rng: Random) -> Callable[[], str | list[str] | None]:
    names = [f"g{i}" for i in range(rng.randint(1, 5))]
    if rng.random() < 0.3:
        names += ODD_GROUPS
    share = rng.choice((0, 0, 0.2, 0.5, 0.9, 1))

    def group() -> str | list[str] | None:
        if rng.random() >= share:
            return None
        return rng.choice(names) if rng.random() < 0.7 else rng.choices(names, k=rng.randint(0, 3))

    return group
