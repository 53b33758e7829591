"""Virtual time: events ordered by time, then by creation."""

from __future__ import annotations

import heapq
from collections.abc import Callable

MOST_EVENTS = 300_000


class Runaway(Exception):
    """More events than any case has: something goes round in circles."""


def nanos(secs: float) -> int:
    """Seconds to whole nanoseconds, as the replay format says: round half to even, in doubles."""
    return round(float(secs) * 1e9)


class Clock:
    """Nanoseconds since the session began, and all events to come."""

    def __init__(self) -> None:
        self.now = 0
        self._n_created = 0
        self._events: list[tuple[int, int, Callable[[], object]]] = []

    def after(self, span: int, event: Callable[[], object]) -> None:
        self._n_created += 1
        if self._n_created > MOST_EVENTS:
            raise Runaway(f"{MOST_EVENTS} events by {self.now} ns")
        heapq.heappush(self._events, (self.now + span, self._n_created, event))

    def next(self) -> Callable[[], object] | None:
        """Moves on to the next event; None when nothing is to come."""
        if not self._events:
            return None
        self.now, _, event = heapq.heappop(self._events)
        return event
