"""Projects of sleeping tests: the suite's ids, and real sessions beside what was predicted for them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from kit.laneway import Laneway
from kit.scenarios import job, name, scenario

LIMIT = 0.3
"""How far the clock may be from the prediction; a busy machine may try three times."""
N_TRIES = 3
MODES = ("load", "worksteal", "loadscope", "loadfile")


def suite(rng: Random) -> list[dict[str, Any]]:
    """About 45 tests of 10 to 300 ms, in files, classes and groups, some with parameters."""
    tests: list[dict[str, Any]] = []
    for number in range(5):
        speed = rng.uniform(0.4, 1.6)
        for scope in ("", "TestA::", "TestA::TestInner::"):
            for test in range(rng.randint(1, 3)):
                cases = ["[1]", "[a-b::c]", "[\\xe9 []"] if rng.random() < 0.3 else [""]
                for case in cases:
                    secs = speed * rng.choice((0.01, 0.05, 0.1, 0.3))
                    groups = [f"g{rng.randint(0, 2)}"] if rng.random() < 0.3 else []
                    marks = ["slow"] if secs > 0.1 else []
                    id_ = f"tests/area_{number % 2}/test_{number}.py::{scope}test_{test}{case}"
                    tests.append({"id": id_, "duration": round(secs * 1e9), "groups": groups, "marks": marks})
    return tests


def pytest_(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--strict-config", "--strict-markers", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def collected(folder: Path) -> list[str]:
    done = pytest_(folder, "--collect-only", "-q")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.split("\n\n")[0].splitlines()
    return [line for line in lines if "::" in line]


def test_ids_are_those_of_the_suite(laneway: Laneway, tmp_path: Path) -> None:
    tests = suite(Random("ids"))
    Random("order").shuffle(tests)
    laneway.export(scenario(tests, [job("tests", {})]), tmp_path / "out", "--only", "project")
    assert collected(tmp_path / "out" / "sleeping") == [test["id"] for test in tests]


def test_hostile_ids_are_renamed_and_listed(laneway: Laneway, tmp_path: Path) -> None:
    rng = Random("hostile ids")
    ids = [f"{name(rng)}{rng.choice(('', '.py'))}::{name(rng)}{rng.choice(('', f'[{name(rng)}]'))}" for _ in range(150)]
    tests = [{"id": id_, "duration": 0, "groups": [name(rng)], "marks": [name(rng), "slow"]} for id_ in ids]
    laneway.export(scenario(tests, [job("tests", {})]), tmp_path / "out", "--only", "project")
    folder = tmp_path / "out" / "sleeping"
    renamed = [tuple(pair) for pair in json.loads((folder / "renamed.json").read_text(encoding="utf-8"))]
    data = json.loads((folder / "sleeping.json").read_text(encoding="utf-8"))
    new = [id_ for id_, _ in data["tests"]]
    assert [(old, id_) for old, id_ in zip(ids, new, strict=True) if old != id_] == renamed
    assert len(set(new)) == len(new) and collected(folder) == new
    inside = {path.relative_to(folder).parts[0] for path in folder.rglob("*.py")}
    assert inside <= {"conftest.py", "other", "tests", "a.py", "test_suite.py"} or all("/" not in part for part in inside)
    assert {path.name for path in tmp_path.iterdir()} == {"out", "out.json"}


@pytest.mark.parametrize("dist", MODES)
def test_a_real_session_takes_what_was_predicted(laneway: Laneway, tmp_path: Path, dist: str) -> None:
    tests = suite(Random(f"round trip {dist}"))
    fixtures = {"session": 50_000_000, "module": {"All": 40_000_000}, "class": {"All": 20_000_000}}
    session = {"workers": 4, "dist": dist, "fixtures": fixtures, "test_overhead": 2_000_000}
    document = scenario(tests, [job("tests", session)])
    folder = tmp_path / "out"
    laneway.export(document, folder, "--only", "project")
    predicted = laneway.document("pipeline", _written(document, tmp_path))["candidate"]["typical"]["wall_clock"] / 1e9
    rows = []
    for number in range(N_TRIES):
        report = tmp_path / f"report{number}.jsonl"
        done = pytest_(folder / "sleeping", "-n", "4", "--dist", dist, f"--report-log={report}")
        assert done.returncode == 0, done.stdout + done.stderr
        measured = phase(report)
        rows.append(f"{dist}: predicted {predicted:.2f} s, measured {measured:.2f} s, {measured / predicted - 1:+.1%}")
        print(rows[-1])
        if abs(measured / predicted - 1) < LIMIT:
            break
    else:
        pytest.fail("\n".join(rows))
    check_report(laneway, report, tests, fixtures)


def test_groups_that_are_not_seen_stop_the_session(laneway: Laneway, tmp_path: Path) -> None:
    """pytest 9.2.0 with pytest-xdist 3.8.0: what was simulated with groups would be measured without."""
    tests = suite(Random("groups"))
    laneway.export(
        scenario(tests, [job("tests", {"dist": "loadgroup", "workers": 2})]), tmp_path / "out", "--only", "project"
    )
    done = pytest_(tmp_path / "out" / "sleeping", "-n", "2", "--dist", "loadgroup")
    assert done.returncode == 4 and "does not see the group of" in done.stdout, done.stdout + done.stderr


def phase(report: Path) -> float:
    """From the first test's start to the last one's end."""
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    spans = [(line["start"], line["stop"]) for line in lines if line.get("$report_type") == "TestReport"]
    return float(max(stop for _, stop in spans) - min(start for start, _ in spans))


def check_report(laneway: Laneway, report: Path, tests: list[dict[str, Any]], fixtures: dict[str, Any]) -> None:
    """Dropped back, it is the suite again: each test, with its time and at most the fixtures that it met."""
    read = laneway.document("import", str(report))["suite"]["tests"]
    found = {test["id"]: test["duration"] for test in read}
    assert {test["id"]: test["marks"] for test in read} == {test["id"]: test["marks"] for test in tests}
    most = fixtures["session"] + fixtures["module"]["All"] + 3 * fixtures["class"]["All"]
    assert sorted(found) == sorted(test["id"] for test in tests)
    late = [test["id"] for test in tests if not test["duration"] <= found[test["id"]] <= test["duration"] + most + 2e8]
    assert len(late) <= 2, late


def _written(document: dict[str, Any], folder: Path) -> str:
    path = folder / "scenario.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)
