"""Runs real checkers over workflows of all presets, of random pipelines whose names try to break out, and of this repository.

    python tests/workflows/checkers.py --workflows target/fast/examples/workflows

jactionlint and zizmor as they come, check-jsonschema with the schemas that it brings. One rule of jactionlint is left out:
images of services are named by tag, since digests cannot be known here; the file says so where they stand.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(sys.executable).parent
OWN = Path(__file__).parents[2] / ".github" / "workflows"
ZIZMOR = ("zizmor", "--offline", "--no-progress", "--quiet")
LEFT_OUT = "unpinned-images"
MISTAKE = """\
on: push
jobs:
  unit:
    needs: nobody
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
        with: {a: 1}
"""
MISSHAPED = "on: push\njobs:\n  unit:\n    script: 1\n    steps: pytest\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workflows", type=Path, required=True, help="the program that writes workflows")
    parser.add_argument("--random", type=int, default=100, help="how many random pipelines (default: 100)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [str(arguments.workflows), "all", str(folder), str(arguments.random)]
        print(subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout, end="")
        # zizmor knows workflows by their place.
        (folder / ".github").mkdir()
        (folder / "github").rename(folder / ".github" / "workflows")
        wrong = folder / "wrong" / ".github" / "workflows" / "wrong.yml"
        wrong.parent.mkdir(parents=True)
        wrong.write_text(MISTAKE, encoding="utf-8")
        misshaped = folder / "misshaped.yml"
        misshaped.write_text(MISSHAPED, encoding="utf-8")
        github, forgejo, gitlab = (sorted((folder / place).glob("*.yml")) for place in (".github/workflows", "forgejo", "gitlab"))
        github += sorted(OWN.glob("*.yml"))
        jactionlint = ("jactionlint", "--strict-exit", "--shellcheck=", "--pyflakes=", f"--ignore={LEFT_OUT}")
        n_failed = sum(
            (
                _checked("jactionlint", jactionlint, github, wrong),
                _checked("zizmor", ZIZMOR, github, wrong),
                _checked("check-jsonschema, GitHub's schema", _schema("github-workflows"), [*github, *forgejo], misshaped),
                _checked("check-jsonschema, GitLab's schema", _schema("gitlab-ci"), gitlab, misshaped),
            )
        )
    print(f"{4 - n_failed} passed, {n_failed} failed")
    return 1 if n_failed else 0


def _schema(name: str) -> tuple[str, ...]:
    return "check-jsonschema", "--builtin-schema", f"vendor.{name}"


def _checked(name: str, command: tuple[str, ...], files: list[Path], wrong: Path) -> bool:
    """Whether a checker finds anything, or finds nothing in a workflow that is wrong."""
    program = [str(BIN / command[0]), *command[1:]]
    found = subprocess.run([*program, *map(str, files)], capture_output=True, text=True, check=False)
    if found.returncode != 0 or not files:
        print(f"{name}: findings in {len(files)} files\n{found.stdout}{found.stderr}")
        return True
    if subprocess.run([*program, str(wrong)], capture_output=True, check=False).returncode == 0:
        print(f"{name}: nothing is found in a workflow that is wrong")
        return True
    print(f"{name}: nothing to find in {len(files)} files")
    return False


if __name__ == "__main__":
    sys.exit(main())
