"""What Laneway makes of a scenario."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    text: str


class Laneway:
    """The command line."""

    def __init__(self, program: str) -> None:
        self._program = program

    def export(self, scenario: dict[str, Any], folder: Path, *options: str) -> Said:
        """Writes a scenario's files into a folder."""
        document = folder.parent / f"{folder.name}.json"
        document.write_text(json.dumps(scenario), encoding="utf-8")
        return self.run("export", str(document), str(folder), *options)

    def document(self, *words: str) -> dict[str, Any]:
        """What a command prints with `--json`."""
        said = self.run(*words, "--json")
        document: dict[str, Any] = json.loads(said.text.splitlines()[0])
        return document

    def run(self, *words: str) -> Said:
        """Any command; exit codes 0 and 1 are answers."""
        done = subprocess.run([self._program, *words], capture_output=True, encoding="utf-8", check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(words)}: exit code {done.returncode}: {done.stderr}")
        return Said(done.returncode, done.stdout)
