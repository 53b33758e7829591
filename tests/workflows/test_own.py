"""This repository's own workflows: pinned as exported ones are, and allowed to do no more than they must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXPORTER = ROOT / "crates" / "export" / "src" / "workflow" / "github.rs"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_as_the_exporter_pins_them(path: Path) -> None:
    pins = dict(re.findall(r'"(actions/[\w-]+)@([0-9a-f]{40})"', EXPORTER.read_text(encoding="utf-8")))
    used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        name, _, pin = action.partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", pin), action
        assert pins.get(name, pin) == pin, action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_allowed_that_no_job_asks_for(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_only_the_job_that_deploys_may_write_and_it_runs_none_of_our_code() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))["jobs"]
    writers = {name for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert writers == {"deploy"}
    assert all("run" not in step for step in jobs["deploy"]["steps"])
