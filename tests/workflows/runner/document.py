"""A workflow file as plain values, as GitHub reads it: YAML 1.2, in which `on` and `yes` are texts."""

from __future__ import annotations

import re
from typing import Any

import yaml


class Refused(Exception):
    """The workflow has something that this runner does not know, or that GitHub would not take."""


class _Loader(yaml.SafeLoader):
    """PyYAML without what YAML 1.1 makes of plain words and numbers."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def read(text: str) -> dict[str, Any]:
    """The workflow, with its jobs."""
    workflow = yaml.load(text, Loader=_Loader)
    if not isinstance(workflow, dict) or not isinstance(workflow.get("jobs"), dict):
        raise Refused("no workflow: it has no `jobs`")
    return workflow


def as_text(value: Any) -> str:
    """A value as GitHub writes it into a text: a number without the zeros behind its point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
