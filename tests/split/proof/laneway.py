"""What Laneway makes of a suite."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any


class Laneway:
    """The command line, and a file to give it suites in."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._file = folder / "suite.csv"

    def split(self, tests: list[tuple[str, int]], splits: int, rule: str, *options: str) -> dict[str, Any]:
        """The document of `laneway split` on a suite of ids and nanoseconds."""
        with self._file.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "seconds"))
            writer.writerows((id_, f"{nanos // 10**9}.{nanos % 10**9:09}") for id_, nanos in tests)
        command = [self._program, "split", str(self._file), "--splits", str(splits), "--json"]
        command += ["--splitting-algorithm", rule, *options]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}: {done.stderr}")
        document: dict[str, Any] = json.loads(done.stdout)
        return document
