"""Where two answers differ."""

from __future__ import annotations

from typing import Any


def difference(truth: dict[str, Any], found: dict[str, Any]) -> str | None:
    """The first field in which `found` differs from `truth`; None if they are equal.

    Everything is compared, but of `error` only the exception's type: its text is Python's.
    """
    for key in list(truth) + [key for key in found if key not in truth]:
        if key not in truth or key not in found:
            return f"{key}: only in {'the truth' if key in truth else 'the replay'}"
        expected, got = truth[key], found[key]
        if key == "error":
            expected, got = expected.split(":")[0], got.split(":")[0]
        if expected == got and type(expected) is type(got):
            continue
        if isinstance(expected, list) and isinstance(got, list):
            for i, (left, right) in enumerate(zip(expected, got)):
                if left != right:
                    return f"{key}[{i}]: expected {left}, got {right}"
            return f"{key}: expected {len(expected)} entries, got {len(got)}"
        return f"{key}: expected {expected!r}, got {got!r}"
    return None
