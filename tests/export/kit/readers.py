"""Files of settings as pytest and coverage read them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from _pytest.config.findpaths import load_config_dict_from_file
from coverage.config import CoverageConfig

FILES = {
    "pyproject.toml": ("pyproject.toml", "pyproject.toml"),
    "pytest.ini": ("pytest.ini", ".coveragerc"),
    "tox.ini": ("tox.ini", "tox.ini"),
    "setup.cfg": ("setup.cfg", "setup.cfg"),
    ".coveragerc": ("pytest.ini", ".coveragerc"),
}
"""What holds the settings of pytest, and of coverage, by the file that `--into` names."""


def pytest_settings(path: Path) -> dict[str, Any]:
    """Key by key, `addopts` and `testpaths` as words, `markers` as lines."""
    read = load_config_dict_from_file(path) if path.is_file() else None
    settings: dict[str, Any] = {key: entry.value for key, entry in (read or {}).items()}
    for key in ("addopts", "testpaths"):
        if isinstance(settings.get(key), str):
            settings[key] = shlex.split(settings[key])
    if isinstance(settings.get("markers"), str):
        settings["markers"] = [line for line in settings["markers"].split("\n") if line]
    return settings


def coverage_settings(path: Path) -> tuple[CoverageConfig, list[str]]:
    """As coverage has it, and what it warned of."""
    config = CoverageConfig()
    warnings: list[str] = []
    if path.is_file():
        config.from_file(str(path), warnings.append, our_file=path.name == ".coveragerc")
    return config, warnings
