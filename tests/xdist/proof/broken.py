"""Cases that are not valid: each gets its own line, names what is wrong, and does not stop the others."""

from __future__ import annotations

from typing import Any

VALID: dict[str, Any] = {"dist": "load", "workers": 2, "tests": [{"id": "a.py::test_a", "duration": 0.5}]}

# A word that the complaint has to have, and the change that breaks the case.
BROKEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("colour", {"colour": 1}),
    ("loads", {"dist": "loads"}),
    ("workers", {"workers": -1}),
    ("workers", {"workers": 1.5}),
    ("latency", {"latency": -0.5}),
    ("latency", {"latency": "1"}),
    ("startup", {"startup": [0.5]}),
    ("collection", {"collection": [0, 0, 0]}),
    ("duration", {"tests": [{"id": "a.py::test_a"}]}),
    ("duration", {"tests": [{"id": "a.py::test_a", "duration": -1}]}),
    ("shade", {"tests": [{"id": "a.py::test_a", "duration": 1, "shade": 1}]}),
    ("crash", {"crash": [{"index": 0}, {"index": 0, "mode": "first"}]}),
    ("crash", {"crash": [{"index": 1}]}),
    ("last", {"crash": [{"index": 0, "mode": "last"}]}),
    ("shade", {"crash": [{"index": 0, "shade": 1}]}),
    ("package", {"fixtures": {"package": 1}}),
)


def broken_cases() -> list[dict[str, Any]]:
    """A valid case after every broken one."""
    broken = ({**VALID, **change, "name": f"broken/{number}"} for number, (_, change) in enumerate(BROKEN))
    return [case for each in broken for case in (each, VALID)]


def complaint(case: dict[str, Any]) -> dict[str, Any] | None:
    """The answer to a broken case, its error the word alone; None if it is none: on these xdist has no opinion."""
    name = str(case.get("name", ""))
    if not name.startswith("broken/"):
        return None
    word, _ = BROKEN[int(name.removeprefix("broken/"))]
    return {"name": name, "outcome": "invalid", "error": word}
