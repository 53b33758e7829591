"""Real `pytest` processes with the plugins, from the collection to the exit code, beside what Laneway says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

from proof.laneway import Laneway

_FILES = {
    "tests/unit/test_a.py": ("test_a", "test_a1", "TestA::test_a", "TestA::test_b", "test_p[1]", "test_p[10]", "test_p[a::b]"),
    "tests/unit/test_b.py": ("test_a", "test_b", "test_p[1]", "test_p[10]", "test_p[a::b]"),
    "tests/api/test_a.py": ("test_a", "TestZ::test_a", "test_z"),
}
_EMPTY, _INTERNAL_ERROR = 5, 3


def differences(laneway: Laneway, folder: Path, seed: int) -> list[str]:
    """All that differs, in words."""
    _write(folder)
    ids = _collected(folder)[0]
    rng = Random(seed)
    tests = [(id_, rng.choice((1, 1, 2, 5, 30)) * 100_000_000) for id_ in ids]
    found = []
    for has_durations in (False, True):
        if has_durations:
            durations = {id_: nanos / 1e9 for id_, nanos in sorted(tests)} | {"tests/gone.py::test_gone": 99.0}
            (folder / ".test_durations").write_text(json.dumps(durations), encoding="utf-8")
        options = () if has_durations else ("--no-durations",)
        for rule in ("duration_based_chunks", "least_duration"):
            for splits in (1, 3, len(ids) + 2):
                arguments = (f"--splits={splits}", f"--splitting-algorithm={rule}")
                document = laneway.split(tests, splits, rule, "--python", _version(), *options)
                for shard in _some(document["shards"], rng):
                    found.append(_differs(folder, shard["ids"], *arguments, f"--group={shard['group']}"))
    document = laneway.split(tests, 3, "hash")
    for shard in document["shards"]:
        found.append(_differs(folder, shard["ids"], "--num-shards=3", f"--shard-id={shard['group'] - 1}"))
    found += [_fails_as_laneway_says(laneway, folder, ids)]
    return [difference for difference in found if difference is not None]


def _fails_as_laneway_says(laneway: Laneway, folder: Path, ids: list[str]) -> str | None:
    """With durations of 0 alone, pytest-split ends with an internal error."""
    (folder / ".test_durations").write_text(json.dumps(dict.fromkeys(ids, 0.0)), encoding="utf-8")
    document = laneway.split([(id_, 0) for id_ in ids], 2, "duration_based_chunks")
    exit_code = _collected(folder, "--splits=2", "--group=1")[1]
    is_same = document["error"] is not None and exit_code == _INTERNAL_ERROR
    return None if is_same else f"durations of 0: pytest exits with {exit_code}, Laneway says {document['error']}"


def _differs(folder: Path, expected: list[str], *arguments: str) -> str | None:
    ids, exit_code = _collected(folder, *arguments)
    if ids != expected:
        return f"pytest {' '.join(arguments)} runs {ids}, Laneway says {expected}"
    expected_code = 0 if expected else _EMPTY
    return None if exit_code == expected_code else f"pytest {' '.join(arguments)} exits with {exit_code}, not {expected_code}"


def _collected(folder: Path, *arguments: str) -> tuple[list[str], int]:
    """The tests that pytest would run, and its exit code."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return [line for line in done.stdout.splitlines() if line.startswith("tests/") and "::" in line], done.returncode


def _some(shards: list[dict[str, object]], rng: Random) -> list[dict[str, object]]:
    """Not more than four: a process takes a third of a second. The last one is often empty."""
    return shards if len(shards) < 4 else [*rng.sample(shards[:-1], 3), shards[-1]]


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _write(folder: Path) -> None:
    for path, names in _FILES.items():
        functions = [name for name in names if "::" not in name and "[" not in name]
        methods = [tuple(name.split("::")) for name in names if "::" in name and "[" not in name]
        lines = ["import pytest", "", *(f"def {name}(): pass" for name in functions)]
        for class_ in dict.fromkeys(class_ for class_, _ in methods):
            lines += [f"class {class_}:", *(f"    def {name}(self): pass" for of, name in methods if of == class_)]
        parameters = [name.partition("[")[2][:-1] for name in names if "[" in name]
        if parameters:
            lines += [f"@pytest.mark.parametrize('p', {parameters!r})", "def test_p(p): pass"]
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", encoding="utf-8")
