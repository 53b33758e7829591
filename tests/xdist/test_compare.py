"""The command: it passes what is equal, and stops at, shrinks and keeps what is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SELF = f"""
import json, sys
sys.path.insert(0, {str(HERE)!r})
from proof.truth import answer
code = 0
for line in sys.stdin:
    case = json.loads(line)
    truth = answer(case)
    code = 2 if truth["outcome"] == "invalid" else code
    LIE
    print(json.dumps(truth), flush=True)
sys.exit(CODE)
"""


def replayer(folder: Path, lie: str = "pass", code: str = "code") -> str:
    """A replay command that asks the truth itself, and may lie."""
    path = folder / "laneway"
    path.write_text(f"#!{sys.executable}\n" + SELF.replace("LIE", lie).replace("CODE", code))
    path.chmod(0o755)
    return str(path)


def compare(folder: Path, laneway: str) -> subprocess.CompletedProcess[str]:
    options = ["--laneway", laneway, "--cases", "25", "--seed", "9", "--jobs", "1", "--regressions", str(folder)]
    return subprocess.run(
        [sys.executable, str(HERE / "compare.py"), *options], capture_output=True, text=True, check=False
    )


pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for laneway is a script")


def test_equal(tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text('{"dist": "load", "workers": 1, "tests": [{"id": "a", "duration": 1}]}\n')
    done = compare(tmp_path, replayer(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 regressions and 25 random cases" in done.stdout
    assert done.stdout.endswith("58 passed, 0 failed\n")


@pytest.mark.parametrize(
    "lie",
    [
        "for d in truth.get('decisions', []): d[0] += d[1] == 'runtests' and d[0] > 0",
        "truth.update({'outcome': 'ok'} if truth['outcome'] == 'deadlock' else {})",
        "truth.pop('busy_ns', None)",
    ],
    ids=["one nanosecond", "outcome", "missing key"],
)
def test_different(tmp_path: Path, lie: str) -> None:
    done = compare(tmp_path, replayer(tmp_path, lie))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "seed 9" in done.stdout
    assert "made small" in done.stdout
    assert done.stdout.endswith(" passed, 1 failed\n")
    assert len((tmp_path / "new.jsonl").read_text().splitlines()) == 1


def test_too_few_answers(tmp_path: Path) -> None:
    done = compare(tmp_path, replayer(tmp_path, "if case.get('name') == '9/20': sys.exit(0)"))
    assert done.returncode == 1


def test_wrong_exit_code(tmp_path: Path) -> None:
    done = compare(tmp_path, replayer(tmp_path, code="0"))
    assert done.returncode == 1
    assert "native ended with 0" in done.stdout + done.stderr
