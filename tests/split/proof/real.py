"""What the installed pytest-split and pytest-shard make of a suite: their own functions, on items that only have names."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable
from typing import Any

from pytest_shard import pytest_shard
from pytest_split import algorithms


class Item:
    """A test function, as far as the plugins look at it."""

    def __init__(self, nodeid: str) -> None:
        self.nodeid = nodeid
        within = nodeid.partition("::")[2]
        function, bracket, parameters = within.partition("[")
        self.name = function.rpartition("::")[2] + bracket + parameters

    def __str__(self) -> str:
        """As `_pytest.nodes.Node.__repr__` has it."""
        return f"<Function {self.name}>"


def shards(
    ids: list[str], known: dict[str, float], splits: int, rule: str, python: str
) -> list[tuple[list[str], float | None]] | None:
    """The ids of each shard and what pytest-split takes it to last; `None` if it raises an IndexError."""
    items: list[Any] = [Item(id_) for id_ in ids]
    if rule == "hash":
        found = [pytest_shard.filter_items_by_shard(items, shard, splits) for shard in range(splits)]
        return [([item.nodeid for item in shard], None) for shard in found]
    vars(algorithms)["sum"] = sum_of(python)
    try:
        groups = algorithms.Algorithms[rule].value(splits, items, known)
    except IndexError:
        return None
    finally:
        del vars(algorithms)["sum"]
    return [([item.nodeid for item in group.selected], group.duration) for group in groups]


def sum_of(python: str) -> Any:
    """The built-in `sum` of that version: this interpreter's own, or one that adds as the other versions do."""
    is_compensated = python != "3.11"
    if is_compensated == (sys.version_info >= (3, 12)):
        return builtins.sum
    return _compensated if is_compensated else _plain


def _plain(numbers: Iterable[float]) -> float:
    total: float = 0
    for number in numbers:
        total += number
    return total


def _compensated(numbers: Iterable[float]) -> float:
    """CPython 3.12, `Python/bltinmodule.c`, `builtin_sum_impl`."""
    total: float = 0
    lost = 0.0
    for number in numbers:
        after = total + number
        lost += (total - after) + number if abs(total) >= abs(number) else (number - after) + total
        total = after
    return total + lost if lost else total
