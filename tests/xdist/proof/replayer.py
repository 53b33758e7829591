"""Laneway's answers: from the command line, or from the JavaScript module in Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO
from typing import Any

REPLAY_MJS = Path(__file__).parents[1] / "replay.mjs"


class ReplayFailed(Exception):
    """The process answered too much or too little, or ended as it should not."""


class Replayer:
    """A command that reads cases as lines and writes answers as lines."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self._talk: subprocess.Popen[str] | None = None

    @classmethod
    def native(cls, laneway: str) -> Replayer:
        return cls("native", [laneway, "replay"])

    @classmethod
    def wasm(cls, module_folder: str) -> Replayer:
        return cls("wasm", ["node", str(REPLAY_MJS), module_folder])

    def answers(self, cases: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """One process for all cases: they go in as fast as it takes them, answers come out as they are made."""
        with TemporaryFile("w+") as complaints:
            process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, encoding="utf-8"
            )
            assert process.stdin is not None and process.stdout is not None
            Thread(target=_feed, args=(process.stdin, cases), daemon=True).start()
            has_invalid = False
            try:
                for line in process.stdout:
                    answer = json.loads(line)
                    has_invalid |= answer["outcome"] == "invalid"
                    yield answer
                code = process.wait()
            except GeneratorExit:
                process.kill()
                process.wait()
                raise
            # Node's exit code is that of the script, which knows no good or bad.
            if code != (2 if has_invalid and self.name == "native" else 0):
                complaints.seek(0)
                raise ReplayFailed(f"{self.name} ended with {code}: {complaints.read()}")

    def answer(self, case: dict[str, Any]) -> dict[str, Any]:
        """One case after another, in a process that stays: it has to answer each before it sees the next."""
        if self._talk is None or self._talk.poll() is not None:
            self._talk = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1
            )
        assert self._talk.stdin is not None and self._talk.stdout is not None
        self._talk.stdin.write(json.dumps(case) + "\n")
        line = self._talk.stdout.readline()
        if not line:
            raise ReplayFailed(f"{self.name} ended with {self._talk.wait()} at {json.dumps(case)}")
        found: dict[str, Any] = json.loads(line)
        return found


def _feed(stdin: IO[str], cases: Iterable[dict[str, Any]]) -> None:
    try:
        with stdin:
            for case in cases:
                stdin.write(json.dumps(case) + "\n")
    except OSError:
        # The process has ended, or was ended: what it answered, and its exit code, say the rest.
        pass
