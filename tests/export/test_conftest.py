"""conftest.py pieces under a real pytest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from kit.laneway import Laneway
from kit.scenarios import job, scenario

SECONDS = {
    "test_a.py::test_1": 1,
    "test_a.py::test_2": 5,
    "test_b.py::TestC::test_1[x]": 3,
    "test_b.py::TestC::test_1[@]": 7,
    "test_b.py::test_2": 2,
}
GROUPS = {"test_a.py::test_1": ["db"], "test_a.py::test_2": ["db"], "test_b.py::TestC::test_1[x]": ['odd"\n@']}
TEST_B = """
import pytest
class TestC:
    @pytest.mark.parametrize("x", ["x", "@"])
    def test_1(self, x): pass
def test_2(): pass
"""
WATCH = """
import pytest
class Watch:
    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        for item in items:
            names = [mark.args[0] for mark in item.iter_markers("xdist_group")]
            print("WATCHED", item.nodeid, names)
"""


def project(laneway: Laneway, folder: Path, session: dict[str, Any]) -> None:
    tests = [{"id": id_, "duration": secs * 10**9, "groups": GROUPS.get(id_, [])} for id_, secs in SECONDS.items()]
    said = laneway.export(scenario(tests, [job("tests", session)]), folder, "--only", "conftest,durations,settings")
    assert said.code == 0, said.text
    (folder / "test_a.py").write_text("def test_1(): pass\ndef test_2(): pass\n", encoding="utf-8")
    (folder / "test_b.py").write_text(TEST_B, encoding="utf-8")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--strict-config", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_groups_are_marked_and_a_pytest_that_ignores_them_is_stopped(laneway: Laneway, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    project(laneway, folder, {"dist": "loadgroup", "workers": 2})
    (folder / "watch.py").write_text(
        f"{WATCH}\ndef pytest_configure(config):\n    config.pluginmanager.register(Watch())\n", encoding="utf-8"
    )
    serial = run(folder, "-n", "0", "-s", "-p", "watch", "--strict-markers")
    assert serial.returncode == 0, serial.stdout + serial.stderr
    watched = [line for line in serial.stdout.splitlines() if line.startswith("WATCHED")]
    assert watched == [f"WATCHED {id_} {GROUPS.get(id_, [])}" for id_ in SECONDS]
    parallel = run(folder)
    # pytest 9.2.0 with pytest-xdist 3.8.0: issue 1386 of pytest-xdist.
    assert parallel.returncode == 4, parallel.stdout + parallel.stderr
    assert "test_a.py::test_1 is in the group 'db', but pytest-xdist does not see it" in parallel.stdout
    assert run(folder, "--dist", "load").returncode == 0


@pytest.mark.parametrize("order", ["slowest-first", "fastest-first", "interleaved"])
def test_orders_are_those_that_were_simulated(laneway: Laneway, tmp_path: Path, order: str) -> None:
    folder = tmp_path / "out"
    project(laneway, folder, {"dist": "load", "workers": 0, "order": order})
    collected = run(folder, "--collect-only", "-q").stdout.split("\n\n")[0].splitlines()
    collected = [line for line in collected if "::" in line]
    by_file: dict[str, list[str]] = {}
    for id_ in SECONDS:
        by_file.setdefault(id_.partition("::")[0], []).append(id_)
    expected = {
        "slowest-first": sorted(SECONDS, key=lambda id_: -SECONDS[id_]),
        "fastest-first": sorted(SECONDS, key=lambda id_: SECONDS[id_]),
        "interleaved": sorted(SECONDS, key=lambda id_: by_file[id_.partition("::")[0]].index(id_)),
    }[order]
    assert collected == expected


def test_shards_follow_the_durations(laneway: Laneway, tmp_path: Path) -> None:
    """pytest-split shares out what `.test_durations` has."""
    folder = tmp_path / "out"
    split = {"splits": 2, "group": 1, "by": "least_duration", "known": "recorded"}
    project(laneway, folder, {"dist": "no", "workers": 0, "split": split})
    assert (folder / ".test_durations").is_file()
    options = ["--collect-only", "-q", "--splits=2", "--splitting-algorithm=least_duration"]
    groups = [run(folder, *options, f"--group={group}").stdout.splitlines() for group in (1, 2)]
    found = [sorted(line for line in lines if "::" in line and "WATCHED" not in line) for lines in groups]
    sums = [sum(SECONDS[id_] for id_ in ids) for ids in found]
    assert sorted(found[0] + found[1]) == sorted(SECONDS) and sorted(sums) == [9, 9], found
