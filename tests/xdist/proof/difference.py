"""Where two answers differ."""

from __future__ import annotations

from typing import Any

ABSENT = object()


def difference(truth: Any, found: Any, path: str = "") -> str | None:
    """The first place in which `found` differs from `truth`; None if they are equal.

    Everything is compared, and 1 is not 1.0 nor true; but of `error` only the exception's type: its text is Python's.
    Where a case is not valid, the error only has to have the truth's word in it.
    """
    if type(truth) is not type(found):
        return f"{path or 'answer'}: expected {_show(truth)}, got {_show(found)}"
    if isinstance(truth, dict):
        for key in list(truth) + [key for key in found if key not in truth]:
            place = f"{path}.{key}" if path else key
            expected, got = truth.get(key, ABSENT), found.get(key, ABSENT)
            if place == "error" and isinstance(expected, str) and isinstance(got, str):
                if truth.get("outcome") == "invalid":
                    got = expected if expected in got else got
                else:
                    expected, got = expected.split(":")[0], got.split(":")[0]
            where = difference(expected, got, place)
            if where is not None:
                return where
        return None
    if isinstance(truth, list):
        for i, (expected, got) in enumerate(zip(truth, found)):
            if difference(expected, got) is not None:
                return f"{path}[{i}]: expected {expected}, got {got}"
        if len(truth) != len(found):
            return f"{path}: expected {len(truth)} entries, got {len(found)}"
        return None
    return None if truth == found else f"{path}: expected {_show(truth)}, got {_show(found)}"


def _show(value: Any) -> str:
    return "nothing" if value is ABSENT else repr(value)
