"""A small Python project and its pipeline: lanes that reach the threshold only together, slow tests, tests that must not meet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

THRESHOLD = 80
SECOND = 1_000_000_000

SETTINGS = f"""\
[tool.pytest.ini_options]
testpaths = ["tests"]

[tool.coverage.run]
source = ["shop"]

[tool.coverage.paths]
source = ["shop", "*/shop"]

[tool.coverage.report]
fail_under = {THRESHOLD}
"""

# Every test says where it ran; tests of the group `database` fail if two of them run at the same time.
CONFTEST = '''\
import os
import time

import pytest


@pytest.fixture(autouse=True)
def place(request):
    with open("ran.txt", "a") as file:
        file.write(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')} {request.node.nodeid.split('@')[0]}\\n")


@pytest.fixture
def database():
    lock = os.open("database.lock", os.O_CREAT | os.O_EXCL)
    yield
    os.close(lock)
    os.remove("database.lock")
'''


@dataclass(frozen=True)
class Planned:
    """A test to write."""

    file: str
    name: str
    seconds: float
    call: str = "pass"
    group: str | None = None


def tests(scale: float) -> list[Planned]:
    """All tests, in the order in which pytest collects them."""
    heavy = [Planned("tests/heavy/test_database.py", f"test_{n}", 0.3, "shop.heavy(1)", "database") for n in range(4)]
    heavy += [Planned("tests/heavy/test_search.py", f"test_{n}", 0.4, "shop.heavy(1)") for n in range(4)]
    slow = [Planned("tests/slow/test_slow.py", f"test_{n}", 0.2 + 0.3 * n) for n in range(5)]
    unit = [Planned(f"tests/unit/test_{name}.py", f"test_{n}", 0.1, "shop.unit(1)") for name in ("cart", "price") for n in range(8)]
    return [Planned(t.file, t.name, round(t.seconds * scale, 3), t.call, t.group) for t in heavy + slow + unit]


def write(folder: Path, scale: float, broken: bool = False) -> None:
    """The project; `broken`: one slow test fails."""
    _put(folder / "shop/__init__.py", _function("unit") + _function("heavy") + "def rare(x):\n    x += 1\n    return x\n")
    _put(folder / "pyproject.toml", SETTINGS)
    _put(folder / "conftest.py", CONFTEST)
    _put(folder / "requirements.txt", "pytest>=8\n")
    files: dict[str, list[str]] = {}
    for test in tests(scale):
        lines = files.setdefault(test.file, ["import time\n\nimport pytest\n\nimport shop\n"])
        mark = f'@pytest.mark.xdist_group("{test.group}")\n' if test.group else ""
        wrong = "\n    assert False" if broken and test.file == "tests/slow/test_slow.py" and test.name == "test_0" else ""
        fixture = "database" if test.group else ""
        lines.append(f"{mark}def {test.name}({fixture}):\n    time.sleep({test.seconds})\n    {test.call}{wrong}\n")
    for file, lines in files.items():
        _put(folder / file, "\n\n".join(lines))
    known = {f"{test.file}::{test.name}": max(test.seconds, 0.001) for test in tests(scale)}
    _put(folder / ".test_durations", json.dumps(known, indent=1))


def scenario(scale: float, fail_under: float = THRESHOLD, startups: dict[int, float] | None = None, workers: int = 2) -> dict[str, Any]:
    """The pipeline of lanes, shards and a gate as a scenario; `startups`: seconds of a session before its first test, by workers."""
    at_once = {"constant": {"secs": 0.0}}

    def lane(id_: str, workers: int, dist: str, covers: float, shards: int = 1) -> dict[str, Any]:
        name = f"{id_}-{{shard}}" if shards > 1 else id_
        span = {"All": round((startups or {}).get(workers, 0.0) * SECOND)}
        session = {"workers": workers, "dist": dist, "startup": span, "selection": {"paths": [f"tests/{id_}"]}}
        coverage = {"data_file": f".coverage.{name}", "lane_check": "off", "covers": {"percent": covers}}
        run = {"session": session, "coverage": coverage, "splitter": {"by": "least_duration"}}
        upload = {"artifact": f"coverage-{name}", "takes": at_once}
        steps = [{"name": "Test", "work": {"tests": run}}, {"name": "Upload coverage", "work": {"upload": upload}}]
        return {"id": id_, "steps": steps, "matrix": {"shards": shards}, "post": at_once}

    after = [
        {"name": "Check out", "work": {"checkout": {"takes": at_once}}},
        {"name": "Download coverage", "work": {"download": {"takes": at_once}}},
        {"name": "Gate", "work": {"gate": {"takes": at_once}}},
    ]
    jobs = [
        lane("unit", workers, "load", 52.0),
        lane("heavy", workers, "loadgroup", 52.0),
        lane("slow", 0, "no", 14.0, shards=2),
        {"id": "gate", "needs": ["unit", "heavy", "slow"], "steps": after, "post": at_once},
    ]
    suite = [
        {"id": f"{t.file}::{t.name}", "duration": round(t.seconds * SECOND), "groups": [t.group] if t.group else []} for t in tests(scale)
    ]
    pipeline = {"jobs": jobs, "coverage": {"fail_under": fail_under, "overlap": 0.2}, "required": ["gate"]}
    return {"schema": 1, "source": {"given": {"name": "shop", "tests": suite}}, "baseline": pipeline, "candidate": pipeline}


def _function(name: str) -> str:
    """A function of some lines, all of which one call covers."""
    return f"def {name}(x):\n" + "".join(f"    x += {n}\n" for n in range(8)) + "    return x\n\n\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
