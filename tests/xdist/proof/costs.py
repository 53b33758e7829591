"""What a test takes on a worker: fixtures entered, overhead, its own duration, and whether it kills the worker."""

from __future__ import annotations

from typing import Any

from proof.clock import nanos


def module_of(test_id: str) -> str:
    return test_id.split("[", 1)[0].split("::", 1)[0]


def class_of(test_id: str) -> str | None:
    parts = test_id.split("[", 1)[0].split("::")
    return "::".join(parts[:-1]) if len(parts) >= 3 else None


class Costs:
    """The costs of one case; it remembers which tests have crashed."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.tests = case["tests"]
        self.overhead = nanos(case.get("test_overhead", 0))
        fixtures = case.get("fixtures", {})
        self.session = nanos(fixtures.get("session", 0))
        self.module = fixtures.get("module", 0)
        self.class_ = fixtures.get("class", 0)
        self.crashes = {crash["index"]: crash for crash in case.get("crash", [])}
        self.crashed: set[int] = set()

    def take_up(self, test: int, previous: int | None) -> tuple[int, bool]:
        """The duration of a run of `test` after `previous` on the same worker, and whether the worker dies in it."""
        test_id = self.tests[test]["id"]
        duration = self.overhead + nanos(self.tests[test]["duration"])
        if previous is None:
            duration += self.session
        previous_id = None if previous is None else self.tests[previous]["id"]
        if previous_id is None or module_of(previous_id) != module_of(test_id):
            duration += self._cost(self.module, module_of(test_id))
        test_class = class_of(test_id)
        if test_class is not None and (previous_id is None or class_of(previous_id) != test_class):
            duration += self._cost(self.class_, test_class)
        crash = self.crashes.get(test)
        if crash is None or (crash.get("mode", "always") == "first" and test in self.crashed):
            return duration, False
        self.crashed.add(test)
        after = crash.get("after")
        return (duration if after is None else min(duration, nanos(after))), True

    @staticmethod
    def _cost(costs: float | dict[str, float], name: str) -> int:
        return nanos(costs.get(name, 0) if isinstance(costs, dict) else costs)
