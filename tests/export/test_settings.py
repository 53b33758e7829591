"""Settings of scenarios full of hostile names, as the tools read them."""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from kit.laneway import Laneway
from kit.readers import FILES, coverage_settings, pytest_settings
from kit.scenarios import hostile, job, name, scenario

N_SCENARIOS = 12


def options(run: dict[str, Any]) -> list[list[str]]:
    """The options of a run that may stand in a file, as words; what no command line can hold is not among them."""
    session, selection = run["session"], run["session"]["selection"]
    words = [["-n", str(session["workers"])], ["--dist", session["dist"]]]
    marks = [*selection.get("marked", []), *selection.get("unmarked", [])]
    if marks and all(mark.isidentifier() and mark.isascii() for mark in marks):
        wanted = selection.get("marked", [])
        one_of = f"({' or '.join(wanted)})" if len(wanted) > 1 else "".join(wanted)
        parts = [*([one_of] if wanted else []), *(f"not {mark}" for mark in selection.get("unmarked", []))]
        words.append(["-m", " and ".join(parts)])
    return words + [[f"--deselect={path}"] for path in selection["without"] if "\0" not in path]


def breaks_ini(text: str) -> bool:
    """Whether Python would part lines there, or a control character stands in it."""
    return any(len(f"a{c}b".splitlines()) > 1 or ((c < " " or "\x7f" <= c < "\xa0") and c != "\t") for c in text)


@pytest.mark.parametrize("into", FILES)
def test_tools_read_what_was_meant(laneway: Laneway, tmp_path: Path, into: str) -> None:
    rng = Random(f"settings {into}")
    of_pytest, of_coverage = FILES[into]
    for number in range(N_SCENARIOS):
        document = hostile(rng)
        sources = [source for source in (name(rng) for _ in range(2)) if "\0" not in source and not source.startswith("-")]
        folder = tmp_path / str(number)
        flags = [word for source in sources for word in ("--source", source)]
        said = laneway.export(document, folder, "--only", "settings", "--into", into, *flags)
        runs = [job_["steps"][0]["work"]["tests"] for job_ in document["candidate"]["jobs"]]
        all_ = [options(run) for run in runs]
        # What some file could take for the end of a value stays on command lines.
        shared = [words for words in all_[0] if all(words in others for others in all_) and not any(map(breaks_ini, words))]
        if ["-n", str(runs[0]["session"]["workers"])] not in shared:
            shared = [words for words in shared if words[0] not in ("-n", "--dist")]
        is_ini = into != "pyproject.toml"
        expected = [word for words in shared for word in words]
        settings = pytest_settings(folder / of_pytest)
        assert settings.get("addopts", []) == expected, document
        assert set(settings) <= {"addopts", "testpaths", "markers"}
        for path in settings.get("testpaths", []):
            assert all(path in run["session"]["selection"]["paths"] for run in runs)
        if not any(run.get("coverage") for run in runs):
            continue
        config, warnings = coverage_settings(folder / of_coverage)
        assert not [warning for warning in warnings if "Unrecognized" in warning]
        held = [it for it in sources if not is_ini or not (breaks_ini(it) or "," in it or it != it.strip() or it[0] in "#;")]
        assert config.source == (held or None if sources else ["src"]), (sources, said)
        assert config.branch and config.fail_under == document["candidate"]["coverage"]["fail_under"]


def test_setup_cfg_stays_readable_for_others(laneway: Laneway, tmp_path: Path) -> None:
    """`%` has a meaning to `configparser`, which setuptools and others read the whole file with."""
    session = {"selection": {"without": ["a%(x)s%", "50%"]}}
    laneway.export(scenario([], [job("tests", session)]), tmp_path / "out", "--only", "settings", "--into", "setup.cfg")
    cfg = tmp_path / "out" / "setup.cfg"
    cfg.write_text(f"[metadata]\nname = shop\n\n{cfg.read_text(encoding='utf-8')}", encoding="utf-8")
    parser = configparser.ConfigParser()
    parser.read(cfg, encoding="utf-8")
    assert parser["metadata"]["name"] == "shop"
    assert parser.get("tool:pytest", "addopts", raw=True).endswith("'--deselect=a%(x)s%' --deselect=50%")


@pytest.mark.parametrize("into", FILES)
def test_pytest_and_coverage_accept_them(laneway: Laneway, tmp_path: Path, into: str) -> None:
    selection = {"paths": ["tests"], "unmarked": ["slow"], "without": ["tests/it's.py"]}
    session = {
        "workers": 2,
        "dist": "loadscope",
        "max_worker_restart": 0,
        "loadscope_reorder": False,
        "selection": selection,
    }
    jobs = [job("tests", session, {"branch": True, "data_file": ".coverage"})]
    folder = tmp_path / "out"
    document = scenario([], jobs, coverage={"fail_under": 80.0, "precision": 1})
    said = laneway.export(document, folder, "--only", "settings,targets", "--into", into)
    assert said.code == 0, said.text
    (folder / "tests").mkdir()
    (folder / "tests" / "test_a.py").write_text("def test_a():\n    pass\n", encoding="utf-8")
    collected = _run(
        folder, "-m", "pytest", "--strict-config", "--strict-markers", "--collect-only", "-q", "-p", "no:cacheprovider"
    )
    assert collected.returncode == 0 and "tests/test_a.py" in collected.stdout, collected.stdout + collected.stderr
    config = _run(folder, "-m", "coverage", "debug", "config")
    assert config.returncode == 0 and "Unrecognized" not in config.stdout + config.stderr, config.stdout
    assert "branch: True" in config.stdout and "fail_under: 80.0" in config.stdout, config.stdout


def test_subprocesses_are_measured(laneway: Laneway, tmp_path: Path) -> None:
    """pytest-cov 7 leaves them out, unless coverage patches `subprocess`; workers of xdist are measured as before."""
    folder = tmp_path / "out"
    jobs = [job("tests", {"workers": 2, "dist": "load"}, {"data_file": ".coverage.unit", "lane_check": "off"})]
    laneway.export(scenario([], jobs, coverage={"fail_under": 100.0}), folder, "--only", "settings,targets")
    (folder / "src").mkdir()
    (folder / "src" / "shop.py").write_text("import sys\nif len(sys.argv) > 1:\n    print('child')\n", encoding="utf-8")
    test = "import subprocess, sys\ndef test_a():\n    subprocess.run([sys.executable, 'src/shop.py', 'x'], check=True)\n"
    (folder / "test_a.py").write_text(test, encoding="utf-8")
    make = subprocess.run(["make", "test"], cwd=folder, capture_output=True, encoding="utf-8", env=_path(), check=False)
    assert make.returncode == 0, make.stdout + make.stderr
    files = sorted(path.name for path in folder.glob(".coverage*"))
    assert files == [".coverage.unit"]
    report = _run(folder, "-m", "coverage", "json", "--data-file=.coverage.unit", "-q", "-o", "report.json")
    assert report.returncode in (0, 2), report.stdout + report.stderr
    totals = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert totals["files"]["src/shop.py"]["missing_lines"] == [], totals


def _path() -> dict[str, str]:
    return {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)
