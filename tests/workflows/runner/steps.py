"""The steps of one job on this machine: scripts in a real shell, a few actions as models of themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import expressions
from .artifacts import Store
from .document import Refused, as_text

STEP_KEYS = {"name", "id", "if", "continue-on-error", "uses", "with", "env", "shell", "run", "timeout-minutes"}


@dataclass
class StepResult:
    """What became of a step."""

    name: str
    outcome: str
    """`success`, `failure` or `skipped`."""
    seconds: float
    output: str


@dataclass
class Machine:
    """What a job runs on: a workspace that is empty at first, and commands of its own on the path."""

    workspace: Path
    repository: Path
    store: Store
    path: str
    """Folders before those of this machine."""
    results: list[StepResult] = field(default_factory=list)
    skip: frozenset[str] = frozenset()
    """Names of steps that are taken for done, since this machine has what they bring."""

    def run(self, steps: list[dict[str, Any]], env: Mapping[str, str], contexts: Mapping[str, Any]) -> bool:
        """Runs steps; whether all that matter succeeded."""
        is_green = True
        for step in steps:
            if set(step) == {"parallel"}:
                with ThreadPoolExecutor(len(step["parallel"])) as pool:
                    lanes = list(pool.map(lambda lane, green=is_green: self._step(lane, env, contexts, green), step["parallel"]))
                is_green = all([is_green, *lanes])
            else:
                is_green = self._step(step, env, contexts, is_green) and is_green
        return is_green

    def _step(self, step: dict[str, Any], env: Mapping[str, str], contexts: Mapping[str, Any], is_green: bool) -> bool:
        if unknown := set(step) - STEP_KEYS:
            raise Refused(f"keys of a step that are not known: {', '.join(sorted(unknown))}")
        status = {"success": is_green, "failure": not is_green, "cancelled": False, "always": True}
        contexts = {**contexts, "env": dict(env)}
        name = expressions.fill(as_text(step.get("name") or step.get("uses") or "run"), contexts)
        if not expressions.condition(step.get("if"), contexts, status) or name in self.skip:
            self.results.append(StepResult(name, "skipped", 0.0, ""))
            return True
        own = {key: expressions.fill(as_text(text), contexts) for key, text in (step.get("env") or {}).items()}
        env = {**env, **own}
        contexts = {**contexts, "env": env}
        start = time.monotonic()
        if "uses" in step:
            inputs = {key: expressions.value(text, contexts) for key, text in (step.get("with") or {}).items()}
            why = self._action(step["uses"], inputs)
            failed, text = why is not None, why or ""
        else:
            failed, text = self._script(expressions.fill(as_text(step["run"]), contexts), step.get("shell"), env)
        seconds = time.monotonic() - start
        self.results.append(StepResult(name, "failure" if failed else "success", seconds, text))
        return not failed or step.get("continue-on-error") is True

    def _script(self, script: str, shell: str | None, env: Mapping[str, str]) -> tuple[bool, str]:
        # Without `shell`, GitHub's bash has no pipefail.
        options = {None: ["-e"], "bash": ["--noprofile", "--norc", "-eo", "pipefail"]}
        if shell not in options:
            raise Refused(f"the shell `{shell}` is not known")
        # Steps side by side have scripts of their own.
        handle, file = tempfile.mkstemp(suffix=".sh", dir=self.workspace.parent, text=True)
        with open(handle, "w", encoding="utf-8") as stream:
            stream.write(script)
        kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
        whole = {**kept, "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": os.devnull, "PIP_NO_INPUT": "1", **env}
        whole["PATH"] = f"{self.path}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", *options[shell], file], cwd=self.workspace, env=whole, capture_output=True, text=True, check=False, timeout=600
        )
        return done.returncode != 0, done.stdout + done.stderr

    def _action(self, uses: str, inputs: dict[str, Any]) -> str | None:
        name = uses.split("@")[0]
        if name == "actions/checkout":
            shutil.copytree(self.repository, self.workspace, dirs_exist_ok=True)
            return None
        if name == "actions/setup-python":
            version = as_text(inputs.get("python-version"))
            if version == "3.1":
                return "there is no Python 3.1 to set up"
            file = as_text(inputs.get("cache-dependency-path") or "requirements.txt")
            if inputs.get("cache") and not (self.workspace / file).is_file():
                return f"no file matched to {file}"
            return None
        if name == "actions/cache":
            return None
        if name == "actions/upload-artifact":
            return self.store.upload(self.workspace, inputs)
        if name == "actions/download-artifact":
            return self.store.download(self.workspace, inputs)
        raise Refused(f"the action `{name}` is not known")
