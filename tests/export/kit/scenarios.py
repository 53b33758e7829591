"""Scenarios as JSON: plain ones, and ones full of hostile names."""

from __future__ import annotations

from random import Random
from typing import Any

PARTS = (
    *("a", "tests", "é", " ", "  ", "\t", "\n", "\r\n", "\r", "\u2028", "\u0085", "\x0b", "\x1c", "\ufeff", "\u202e"),
    *("'", '"', '"""', "'''", "\\", "\\\n", "$", "$HOME", "${HOME}", "$$", "`id`", "$(id)", "%", "%(x)s", "%%", "#", " # x"),
    *(";", "; x", "]", "[", "[pytest]", "\n[tool.x]\n", "=", ":", ",", "{", "{{", "}}", "${{ x }}", "&", "|", ">", "*", "?"),
    *("-", "--", "-n", "--dist=each", "@", "@file", "~", "!", "<!--", "\x1b[31m", "\x7f", "\U0001f600", "\x00"),
)


def name(rng: Random) -> str:
    """A name that one might wish nobody had."""
    return "".join(rng.choice(PARTS) for _ in range(rng.randint(1, 5)))


def job(id_: str, session: dict[str, Any], coverage: dict[str, Any] | None = None) -> dict[str, Any]:
    """A job of one run of tests."""
    run: dict[str, Any] = {"session": session}
    if coverage is not None:
        run["coverage"] = coverage
    return {"id": id_, "steps": [{"name": "Test", "work": {"tests": run}}]}


def scenario(tests: list[dict[str, Any]], jobs: list[dict[str, Any]], **pipeline: Any) -> dict[str, Any]:
    """A scenario whose sides both have those jobs."""
    recording = {"source": "typed", "date": None, "workers": None, "cores": None, "coverage": None, "order": "collected"}
    suite = {"name": "suite", "tests": tests, "recording": recording}
    side = {"jobs": jobs, **pipeline}
    return {"schema": 1, "source": {"given": suite}, "baseline": side, "candidate": side}


def hostile(rng: Random) -> dict[str, Any]:
    """One or two runs whose paths, marks and data files have hostile names."""

    def names(most: int) -> list[str]:
        return [name(rng) for _ in range(rng.randint(0, most))]

    shared = {"paths": names(2), "without": names(2)}
    jobs = []
    for number in range(rng.randint(1, 2)):
        own = shared if rng.random() < 0.7 else {"paths": names(2), "without": names(2)}
        marks = {"marked": names(1) or ["slow"], "unmarked": names(1)} if rng.random() < 0.5 else {"unmarked": ["slow"]}
        session = {"workers": rng.choice((2, 4)), "dist": rng.choice(("load", "loadfile")), "selection": own | marks}
        coverage = {"branch": True, "data_file": name(rng)} if rng.random() < 0.7 else None
        jobs.append(job(f"job{number}", session, coverage))
    return scenario([], jobs, coverage={"fail_under": rng.choice((80.0, 79.5)), "precision": rng.choice((0, 1))})
