"""The cells of a matrix, by GitHub's rule: combinations less exclusions, inclusions added or standing alone."""

from __future__ import annotations

import itertools
from typing import Any


def cells(strategy: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Every cell, in the order of the axes; one empty cell without a matrix."""
    matrix = dict((strategy or {}).get("matrix") or {})
    if not matrix:
        return [{}]
    include, exclude = matrix.pop("include", []), matrix.pop("exclude", [])
    combined = [dict(zip(matrix, values, strict=True)) for values in itertools.product(*matrix.values())] if matrix else []
    combined = [cell for cell in combined if not any(all(cell.get(k) == v for k, v in pairs.items()) for pairs in exclude)]
    originals = [dict(cell) for cell in combined]
    found = list(combined)
    for pairs in include:
        fitting = [
            cell for cell, own in zip(combined, originals, strict=True) if all(own[key] == pairs[key] for key in own if key in pairs)
        ]
        for cell in fitting:
            cell.update(pairs)
        if not fitting:
            found.append(dict(pairs))
    return found
