"""Targets run by make: programs get the words that were meant."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from random import Random

from kit.laneway import Laneway
from kit.scenarios import hostile

PROBE = """#!{python}
import json, os, sys
with open(os.environ["PROBE"], "a") as out:
    out.write(json.dumps([os.environ.get("COVERAGE_FILE"), sys.argv[1:]]) + "\\n")
"""


def test_words_arrive_as_they_were_meant(laneway: Laneway, tmp_path: Path) -> None:
    probe = tmp_path / "bin" / "python"
    probe.parent.mkdir()
    probe.write_text(PROBE.format(python=sys.executable), encoding="utf-8")
    probe.chmod(0o755)
    rng = Random("targets")
    n_compared = 0
    for number in range(25):
        document = hostile(rng)
        folder = tmp_path / str(number)
        said = laneway.export(document, folder, "--only", "targets")
        log = tmp_path / f"{number}.log"
        environment = {"PATH": f"{probe.parent}:/usr/bin:/bin", "PROBE": str(log), "HOME": "/nowhere"}
        runs = [job["steps"][0]["work"]["tests"] for job in document["candidate"]["jobs"]]
        targets = [
            line for line in (folder / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("test-")
        ]
        assert len(targets) + said.text.count("a target for") == len(runs), said.text
        if not targets:
            continue
        done = subprocess.run(
            ["make", "test"], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, (done.stderr, (folder / "Makefile").read_text(encoding="utf-8"))
        lines = log.read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(targets)
        for target, line in zip(targets, lines, strict=True):
            run = runs[int(target.removeprefix("test-job").rstrip(":"))]
            coverage_file, words = json.loads(line)
            expected = run.get("coverage", {}).get("data_file")
            assert coverage_file == (expected.replace("\0", "") if expected is not None else None)
            meant = [path for path in run["session"]["selection"]["paths"] if "\0" not in path]
            meant = [f"./{path}" if path[0] in "-@" else path for path in meant]
            assert words[:2] == ["-m", "pytest"] and (
                not meant or words[-len(meant) :] == meant or not set(meant) & set(words)
            )
            n_compared += 1
        left = {path.name for path in folder.iterdir()}
        assert left == {"Makefile", "justfile"}, "nothing else was made by a name"
    assert n_compared > 5


def test_quotes_are_those_of_shells(tmp_path: Path) -> None:
    """The same words for `sh` and for Python's `shlex`."""
    text = "a 'it'\"'\"'s $HOME' '--deselect=x\\y'"
    shell = subprocess.run(
        ["sh", "-c", f"for word in {text}; do printf '%s\\n' \"$word\"; done"],
        capture_output=True,
        encoding="utf-8",
        env=dict(os.environ),
        check=True,
    )
    assert shell.stdout.splitlines() == shlex.split(text)
