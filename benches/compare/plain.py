"""The session of `model.py` in the manner of SimPy's own guide: an inbox is a Store, a message is a process.

The schedulers are those of `model.py`, and so is the makespan.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Generator
from typing import Any

import simpy

import model


class Worker(model.Worker):
    """It takes what it is to run out of a Store."""

    def __init__(self, session: model.Session, number: int) -> None:
        self.inbox = simpy.Store(session.env)
        super().__init__(session, number)

    def run(self) -> Generator[simpy.Event, None, None]:
        session, env, nanos = self.session, self.session.env, self.session.suite.nanos
        current = yield self.inbox.get()
        while current != model.SHUTDOWN:
            following = yield self.inbox.get()
            yield env.timeout(nanos[current])
            session.makespan = env.now
            session.send(session.scheduler.on_complete, self.number, current)
            current = following

    def on_tests(self, tests: list[int]) -> None:
        for test in tests:
            self.inbox.put(test)

    def on_steal(self, wanted: list[int]) -> None:
        """All or nothing."""
        asked = set(wanted)
        given = [test for test in self.inbox.items if test in asked]
        if len(given) == len(asked):
            self.inbox.items = [test for test in self.inbox.items if test not in asked]
        else:
            given = []
        self.session.send(self.session.scheduler.on_given_back, self.number, given)


class Session(model.Session):
    """One session; workers are ready at time 0."""

    def worker(self, number: int) -> Worker:
        return Worker(self, number)

    def send(self, handle: Callable[..., None], *arguments: Any) -> None:
        self.env.process(self.deliver(handle, arguments))

    def deliver(self, handle: Callable[..., None], arguments: tuple[Any, ...]) -> Generator[simpy.Event, None, None]:
        yield self.env.timeout(model.LATENCY)
        handle(*arguments)
