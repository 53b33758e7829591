"""Where Laneway's shards differ from the real ones."""

from __future__ import annotations

from math import isclose
from typing import Any

from proof import real
from proof.laneway import Laneway
from proof.suites import Case


def difference(case: Case, laneway: Laneway) -> str | None:
    """In words; `None` if there is none."""
    document = laneway.split(case.tests, case.splits, case.rule, "--python", case.python, *case.options)
    ids = [id_ for id_, _ in case.tests]
    known = {test["id"]: test["known"] for test in document["tests"]}
    if list(known) != ids:
        return f"the tests are {list(known)}, expected {ids}"
    if not case.options and known != {id_: nanos / 1e9 for id_, nanos in case.tests}:
        return f"the durations are {known}"
    # An old file knows some tests; pytest-split is given what Laneway says that it knows.
    file = {id_: secs for id_, secs in known.items() if secs is not None}
    return compare(document, real.shards(ids, file, case.splits, case.rule, case.python))


def compare(document: dict[str, Any], truth: list[tuple[list[str], float | None]] | None) -> str | None:
    """How a document differs from the true shards."""
    if truth is None or document["error"] is not None:
        raises, error = truth is None, document["error"]
        return None if raises and error else f"pytest-split raises: {raises}, Laneway says: {error}"
    if len(document["shards"]) != len(truth):
        return f"there are {len(document['shards'])} shards, expected {len(truth)}"
    for shard, (ids, secs) in zip(document["shards"], truth):
        if shard["ids"] != ids:
            return f"shard {shard['group']} has {shard['ids']}, expected {ids}"
        if secs is not None and not isclose(shard["estimated"], secs, rel_tol=1e-9):
            return f"shard {shard['group']} is estimated at {shard['estimated']}, expected {secs}"
    return None
