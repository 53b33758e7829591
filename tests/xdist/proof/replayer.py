"""Laneway's answers: from the command line, or from the JavaScript module in Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

REPLAY_MJS = Path(__file__).parents[1] / "replay.mjs"


class Replayer:
    """A command that reads cases as lines and writes answers as lines."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command

    @classmethod
    def native(cls, laneway: str) -> Replayer:
        return cls("native", [laneway, "replay"])

    @classmethod
    def wasm(cls, module_folder: str) -> Replayer:
        return cls("wasm", ["node", str(REPLAY_MJS), module_folder])

    def answers(self, cases: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        lines = "".join(json.dumps(case) + "\n" for case in cases)
        done = subprocess.run(self.command, input=lines, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 2):
            raise RuntimeError(f"{self.command} ended with {done.returncode}: {done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]
