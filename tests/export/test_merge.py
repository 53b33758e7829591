"""Files of users, merged: only our keys change, and the tools accept the result."""

from __future__ import annotations

import configparser
import subprocess
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from kit.laneway import Laneway
from kit.readers import pytest_settings
from kit.scenarios import job, scenario

SESSION = {"workers": 3, "dist": "worksteal", "max_worker_restart": 2, "selection": {"unmarked": ["slow"]}}
OPTIONS = {"-n": "3", "--dist": "worksteal", "--max-worker-restart": "2", "-m": "not slow"}
OTHERS = ("-ra", "--strict-markers", "-v", "--durations=5", "-p no:randomly", "--tb=short", "-W error")
OURS = (
    "-n 8",
    "-n4",
    "-nauto",
    "--numprocesses=2",
    "--dist=load",
    "--dist loadfile",
    "-d",
    "--maxschedchunk=4",
    "-m 'not db'",
)
LAYOUTS = ("text", "lines", "joined", "list", "list in lines", "ini", "ini in lines")

TOML = """\
# first
[project]
name = "shop"  # the name

[tool.pytest.ini_options]
xfail_strict = true
addopts = VALUE
minversion = "7"

[tool.ruff]
line-length   = 100
"""
INI = """\
; first
[tox]
envlist = py

[pytest]
xfail_strict = true
addopts =VALUE
minversion = 7

[testenv]
commands = pytest
"""
CFG = """\
[metadata]
name = shop

[coverage:run]
source_pkgs = shop
omit =
    */x.py
    # keep

[coverage:report]
exclude_also =
    raise
"""


def written(words: list[str], layout: str) -> str:
    """A file of settings that has those options, with comments and keys of others around."""
    flat = [word.strip("'") for group in words for word in group.split(" ", 1)]
    quoted = ", ".join(f'"{word}"' for word in flat)
    lines = "\n    ".join(words)
    value = {
        "text": f'"{" ".join(words)}"  # ours',
        "lines": f'"""\n    {lines}\n"""',
        "joined": '"""\\\n    ' + " \\\n    ".join(words) + '"""',
        "list": f"[{quoted}]",
        "list in lines": "[\n" + "".join(f'    "{word}",  # {number}\n' for number, word in enumerate(flat)) + "]",
        "ini": " ".join(words),
        "ini in lines": f"\n    # ours\n    {lines}",
    }[layout]
    if layout.startswith("ini"):
        return INI.replace("VALUE", value if value.startswith("\n") else f" {value}")
    return TOML.replace("VALUE", value)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_our_options_change(laneway: Laneway, tmp_path: Path, layout: str) -> None:
    rng = Random(f"merge {layout}")
    into = "tox.ini" if layout.startswith("ini") else "pyproject.toml"
    for number in range(12):
        words = [*rng.sample(OTHERS, rng.randint(0, 4)), *rng.sample(OURS, rng.randint(0, 4))]
        rng.shuffle(words)
        words = words or ["-ra"]
        folder = tmp_path / f"{number}"
        folder.mkdir()
        path = folder / into
        old = written(words, layout)
        path.write_text(old, encoding="utf-8")
        document = scenario([], [job("tests", SESSION)])
        dry = laneway.export(document, folder, "--only", "settings", "--into", into, "--dry-run")
        assert path.read_text(encoding="utf-8") == old
        laneway.export(document, folder, "--only", "settings", "--into", into, "--force")
        settings = pytest_settings(path)
        check_options(settings["addopts"], words)
        assert (settings["minversion"], str(settings["xfail_strict"]).lower()) == ("7", "true")
        new = path.read_text(encoding="utf-8")
        if into == "pyproject.toml":
            assert without_ours(tomllib.loads(old)) == without_ours(tomllib.loads(new))
        check_lines(old, new)
        path.write_text(old, encoding="utf-8")
        diff = dry.text.split("\nin the way:")[0]
        applied = subprocess.run(["patch", "-p1", "--silent"], cwd=folder, input=diff, encoding="utf-8", check=False)
        assert applied.returncode == 0 and path.read_text(encoding="utf-8") == new, diff


def check_options(found: list[str], words: list[str]) -> None:
    """Each of ours once, with our value; all others there, in their order."""
    rest = list(found)
    for option, value in OPTIONS.items():
        places = [
            at for at, word in enumerate(rest) if word == option or word.startswith(f"{option}=") or word == option + value
        ]
        assert len(places) == 1, (option, found, words)
        at = places[0]
        took = [rest[at], rest[at + 1]] if rest[at] == option else [rest[at]]
        assert took in ([option, value], [f"{option}={value}"], [option + value]), (found, words)
        del rest[at : at + len(took)]
    kept = [word for group in words if group in OTHERS for word in group.split(" ", 1)]
    assert rest == kept, (found, words)


def check_lines(old: str, new: str) -> None:
    """Lines of others are there, byte for byte, in their order."""
    lines = [line for line in old.splitlines() if not any(part in line for part in ("addopts", '"', "-"))]
    place = iter(new.splitlines())
    assert all(line in place for line in lines), new


def without_ours(document: dict[str, Any]) -> dict[str, Any]:
    for key in ("addopts", "markers"):
        document["tool"]["pytest"]["ini_options"].pop(key, None)
    return document


def test_coverage_of_others_is_kept(laneway: Laneway, tmp_path: Path) -> None:
    old = CFG
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / "setup.cfg"
    path.write_text(old, encoding="utf-8")
    document = scenario([], [job("tests", SESSION, {"branch": True})], coverage={"fail_under": 85.5})
    laneway.export(document, path.parent, "--only", "settings", "--into", "setup.cfg", "--force")
    new = configparser.ConfigParser()
    new.read(path, encoding="utf-8")
    assert new["coverage:run"]["source_pkgs"] == "shop" and "source" not in new["coverage:run"]
    assert new["coverage:report"]["exclude_also"] == "\nraise" and new["coverage:report"]["fail_under"] == "85.5"
    check_lines(old, path.read_text(encoding="utf-8"))


def test_nothing_is_overwritten_unasked(laneway: Laneway, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / "pyproject.toml"
    path.write_text("[tool.pytest.ini_options]\naddopts = '-n 2'\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"pyproject\.toml would change, nothing was written"):
        laneway.export(scenario([], [job("tests", SESSION)]), path.parent)
    assert [file.name for file in path.parent.iterdir()] == ["pyproject.toml"]
    path.write_text("[tool.pytest\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"pyproject\.toml, line 1, column \d+"):
        laneway.export(scenario([], [job("tests", SESSION)]), path.parent)
