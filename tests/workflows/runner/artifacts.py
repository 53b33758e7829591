"""Artifacts: what `upload-artifact` and `download-artifact` of the newest versions do with files."""

from __future__ import annotations

import fnmatch
import glob
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .document import Refused, as_text


@dataclass
class Store:
    """The artifacts of one run."""

    folder: Path
    names: list[str] = field(default_factory=list)

    def upload(self, workspace: Path, inputs: dict[str, Any]) -> str | None:
        """Stores files; why the step fails, if it does."""
        _known(inputs, "name", "path", "include-hidden-files", "if-no-files-found", "retention-days", "overwrite")
        name, hidden = as_text(inputs.get("name") or "artifact"), inputs.get("include-hidden-files", False) is True
        if any(char in name for char in '":<>|*?\r\n\\/'):
            return f"the artifact's name `{name}` has a character that is not allowed"
        files = []
        for pattern in as_text(inputs["path"]).splitlines():
            # Names that begin with a dot are left out, also when they stand there literally.
            for found in glob.glob(pattern.strip(), root_dir=workspace, include_hidden=True, recursive=True):
                path = workspace / found
                inner = [path] if path.is_file() else [inner for inner in path.rglob("*") if inner.is_file()]
                files += [file for file in inner if hidden or not any(part.startswith(".") for part in file.relative_to(workspace).parts)]
        if not files:
            wanted = as_text(inputs.get("if-no-files-found") or "warn")
            return "no files were found" if wanted == "error" else None
        if name in self.names:
            return f"409: an artifact `{name}` is there already"
        self.names.append(name)
        # The least common folder is the root of the artifact.
        for file in files:
            target = self.folder / name / (file.name if len({one.parent for one in files}) == 1 else file.relative_to(workspace))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, target)
        return None

    def download(self, workspace: Path, inputs: dict[str, Any]) -> str | None:
        """Fetches files; why the step fails, if it does."""
        _known(inputs, "name", "pattern", "path", "merge-multiple")
        target = workspace / as_text(inputs.get("path") or ".")
        if name := as_text(inputs.get("name")):
            if name not in self.names:
                return f"there is no artifact `{name}`"
            shutil.copytree(self.folder / name, target, dirs_exist_ok=True)
            return None
        pattern = as_text(inputs.get("pattern") or "*")
        # A pattern that fits nothing is no failure.
        fitting = [name for name in self.names if fnmatch.fnmatchcase(name, pattern)]
        is_flat = inputs.get("merge-multiple", False) is True or len(fitting) == 1
        for name in fitting:
            shutil.copytree(self.folder / name, target if is_flat else target / name, dirs_exist_ok=True)
        return None


def _known(inputs: dict[str, Any], *names: str) -> None:
    if unknown := set(inputs) - set(names):
        raise Refused(f"inputs that are not known: {', '.join(sorted(unknown))}")
