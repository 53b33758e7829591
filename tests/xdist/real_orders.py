"""How far a report of several workers, whose order is lost, leads to the answer that the order of collection gives.

    python tests/xdist/real_orders.py --laneway target/fast/laneway --python PYTHON PROJECT...

Each PROJECT is a folder with `tests/` that PYTHON can run with pytest and pytest-xdist. They run once in one process, for the
order, then under several modes and workers, for JUnit reports. Each report is simulated as it is read, and with the same
durations in the order of collection and in that in which tests finished. Not part of CI. Prints the table of
docs/validation.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from statistics import mean
from typing import Any

RECORDED = [(dist, workers) for dist in ("load", "worksteal", "loadfile") for workers in (2, 4)]
SIMULATED = (2, 3, 4, 8, 16)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laneway", required=True, help="the command line to ask")
    parser.add_argument("--python", required=True, help="runs the projects' tests")
    parser.add_argument("projects", nargs="+", type=Path, metavar="PROJECT")
    arguments = parser.parse_args()
    print("| project | tests | sessions simulated | off, as finished | off, as read | range holds it |")
    print("|---|---|---|---|---|---|")
    for project in arguments.projects:
        with tempfile.TemporaryDirectory() as folder:
            print(_row(arguments.laneway, arguments.python, project, Path(folder)), flush=True)
    return 0


def _row(laneway: str, python: str, project: Path, folder: Path) -> str:
    alone = _record(python, project, folder / "alone.xml")
    collected = [test["id"] for test in _suite(laneway, alone)["tests"]]
    as_finished, as_read, n_held = [], [], 0
    for dist, workers in RECORDED:
        report = _record(python, project, folder / f"{dist}{workers}.xml", "-n", str(workers), "--dist", dist)
        suite = _suite(laneway, report)
        if suite["recording"]["order"] != "sorted":
            raise SystemExit(f"{project}, {dist} on {workers} workers: not recognised as a report of several workers")
        durations = {test["id"]: test["duration"] for test in suite["tests"]}
        if durations.keys() != set(collected):
            raise SystemExit(f"{project}, {dist} on {workers} workers: other tests than in one process")
        truth = _table(folder / "truth.csv", collected, durations)
        finished = _table(folder / "finished.csv", _finished(report, collected), durations)
        for n in SIMULATED:
            modes = zip(*(_simulated(laneway, file, n) for file in (truth, finished, report)), strict=True)
            for true, late, read in modes:
                makespan = true["summary"]["makespan"]
                as_finished.append(abs(late["summary"]["makespan"] / makespan - 1))
                as_read.append(abs(read["summary"]["makespan"] / makespan - 1))
                least, most = read["makespan_by_order"] or (read["summary"]["makespan"],) * 2
                n_held += least <= makespan <= most
    return (
        f"| {project.resolve().name} | {len(collected):,} | {len(as_read)} | {mean(as_finished):.1%} | {mean(as_read):.1%} "
        f"| {n_held / len(as_read):.0%} |"
    )


def _record(python: str, project: Path, report: Path, *options: str) -> Path:
    """Runs the tests; some may fail, as they would in any of these runs."""
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *options, "tests"]
    subprocess.run(command, cwd=project, stdout=subprocess.DEVNULL, check=False)
    return report


def _finished(report: Path, ids: list[str]) -> list[str]:
    """The ids in the order in which they stand in the report; once each, where a test failed twice."""
    by_case = {_case(test_id): test_id for test_id in ids}
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return list(dict.fromkeys(by_case[case.attrib["classname"], case.attrib["name"]] for case in cases))


def _case(test_id: str) -> tuple[str, str]:
    """Class and name of `tests/test_a.py::TestB::test_c[d]` as JUnit has them."""
    function, bracket, parameters = test_id.partition("[")
    owner, _, name = function.rpartition("::")
    return owner.replace(".py", "").replace("::", ".").replace("/", "."), name + bracket + parameters


def _table(path: Path, ids: list[str], durations: dict[str, int]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "seconds"))
        writer.writerows((test_id, f"{durations[test_id] / 1e9:.9f}") for test_id in ids)
    return path


def _suite(laneway: str, report: Path) -> dict[str, Any]:
    return _asked(laneway, "import", str(report), "--json")["suite"]


def _simulated(laneway: str, report: Path, workers: int) -> list[dict[str, Any]]:
    """Every mode that shares out tests."""
    modes = _asked(laneway, "simulate", str(report), "-n", str(workers), "--dist", "all", "--json")["modes"]
    return [mode for mode in modes if mode["dist"] not in ("each", "no")]


def _asked(laneway: str, *arguments: str) -> dict[str, Any]:
    return json.loads(subprocess.run([laneway, *arguments], check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    raise SystemExit(main())
