"""A session of pytest-xdist 3.8.0 as one writes it in SimPy: a process for each worker, a message is a timeout.

As lean as SimPy allows: two events for each test (it ends; the controller hears of it), no Store, no Resource, and rules that look
at one worker where xdist looks at all. Without crashes, replacements and costs; otherwise the decisions are xdist's, so that the
makespan is that of Laneway and of the real classes, to the nanosecond.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from collections.abc import Generator
from typing import Any

import simpy

from suite import Suite

# One way between controller and worker, in nanoseconds.
LATENCY = 500_000

# The shutdown mark in a worker's queue.
SHUTDOWN = -1


class Worker:
    """A worker runs a test once it knows the next one; commands arrive whatever it does."""

    def __init__(self, session: Session, number: int) -> None:
        self.session = session
        self.number = number
        self.queue: deque[int] = deque()
        self.arrival: simpy.Event | None = None
        session.env.process(self.run())

    def run(self) -> Generator[simpy.Event, None, None]:
        session, env, nanos = self.session, self.session.env, self.session.suite.nanos
        queue = self.queue
        while not queue:
            yield self.wait()
        current = queue.popleft()
        while current != SHUTDOWN:
            while not queue:
                yield self.wait()
            following = queue.popleft()
            yield env.timeout(nanos[current])
            session.makespan = env.now
            session.send(session.scheduler.on_complete, self.number, current)
            current = following

    def wait(self) -> simpy.Event:
        self.arrival = self.session.env.event()
        return self.arrival

    def on_tests(self, tests: list[int]) -> None:
        self.queue.extend(tests)
        if self.arrival is not None:
            self.arrival.succeed()
            self.arrival = None

    def on_steal(self, wanted: list[int]) -> None:
        """All or nothing."""
        asked = set(wanted)
        given = [test for test in self.queue if test in asked]
        if len(given) == len(asked):
            kept = [test for test in self.queue if test not in asked]
            self.queue.clear()
            self.queue.extend(kept)
        else:
            given = []
        self.session.send(self.session.scheduler.on_given_back, self.number, given)


class Scheduler:
    """What all modes have in common: who was told to shut down."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.is_shut = [False] * session.n_workers

    def shut(self, worker: int) -> None:
        if not self.is_shut[worker]:
            self.is_shut[worker] = True
            self.session.send(self.session.workers[worker].on_tests, [SHUTDOWN])

    def shut_all(self) -> None:
        for worker in range(self.session.n_workers):
            self.shut(worker)

    def on_complete(self, worker: int, test: int) -> None:
        raise NotImplementedError

    def on_given_back(self, worker: int, tests: list[int]) -> None:
        raise NotImplementedError


class Load(Scheduler):
    """Chunks in order, refilled as they shrink."""

    def start(self) -> None:
        n_tests, n_workers = len(self.session.suite.nanos), self.session.n_workers
        self.n_sent = 0
        self.n_tests = n_tests
        self.own = [0] * n_workers
        if n_tests < 2 * n_workers:
            for test in range(n_tests):
                self.give(test % n_workers, 1)
        else:
            for worker in range(n_workers):
                self.give(worker, max(n_tests // n_workers // 4, 2))
        if self.n_sent == n_tests:
            self.shut_all()

    def give(self, worker: int, count: int) -> None:
        tests = list(range(self.n_sent, min(self.n_sent + count, self.n_tests)))
        if tests:
            self.n_sent += len(tests)
            self.own[worker] += len(tests)
            self.session.send(self.session.workers[worker].on_tests, tests)

    def on_complete(self, worker: int, test: int) -> None:
        self.own[worker] -= 1
        if self.is_shut[worker]:
            return
        left = self.n_tests - self.n_sent
        if not left:
            return self.shut(worker)
        share, own = left // self.session.n_workers, self.own[worker]
        if own < max(share // 4, 2) and (own < 2 or self.session.suite.nanos[test] < 100_000_000):
            self.give(worker, max(share // 2, 2) - own)


class WorkSteal(Scheduler):
    """An even split; whoever runs dry takes half of the longest queue."""

    def start(self) -> None:
        n_workers = self.session.n_workers
        self.victim: int | None = None
        self.pending = list(range(len(self.session.suite.nanos)))
        # What each has as the controller knows it, in order: a dictionary as an ordered set.
        self.own: list[dict[int, None]] = [{} for _ in range(n_workers)]
        self.check()

    def idle(self) -> list[int]:
        return [worker for worker, own in enumerate(self.own) if len(own) < 2 and not self.is_shut[worker]]

    def check(self) -> None:
        idle = self.idle()
        if not idle:
            return
        if self.pending:
            start = 0
            for i, worker in enumerate(idle):
                count = (len(self.pending) - start) // (len(idle) - i)
                tests = self.pending[start : start + count]
                start += count
                if tests:
                    self.own[worker].update(dict.fromkeys(tests))
                    self.session.send(self.session.workers[worker].on_tests, tests)
            self.pending = []
            idle = self.idle()
            if not idle:
                return
        if self.victim is not None:
            return
        able = (worker for worker, is_shut in enumerate(self.is_shut) if not is_shut)
        victim = max(able, key=lambda worker: len(self.own[worker]))
        length = len(self.own[victim])
        count = min(length // 2, length - 2)
        if count > 0:
            self.victim = victim
            wanted = list(self.own[victim])[-count:]
            self.session.send(self.session.workers[victim].on_steal, wanted)
        else:
            for worker in idle:
                self.shut(worker)

    def on_complete(self, worker: int, test: int) -> None:
        del self.own[worker][test]
        # Nobody else can have run dry by this.
        if len(self.own[worker]) < 2 and self.victim is None:
            self.check()

    def on_given_back(self, worker: int, tests: list[int]) -> None:
        self.victim = None
        for test in tests:
            del self.own[worker][test]
        self.pending.extend(tests)
        self.check()


class LoadFile(Scheduler):
    """Whole files, the largest first."""

    def start(self) -> None:
        n_workers = self.session.n_workers
        files: dict[str, list[int]] = {}
        for test, name in enumerate(self.session.suite.ids):
            files.setdefault(name.split("::", 1)[0], []).append(test)
        self.files = deque(sorted(files.values(), key=len, reverse=True))
        self.own = [0] * n_workers
        for worker in range(len(self.files), n_workers):
            self.shut(worker)
        able = range(min(n_workers, len(self.files)))
        for worker in able:
            self.give(worker)
        for worker in able:
            self.refill(worker)
        if not self.files:
            self.shut_all()

    def give(self, worker: int) -> None:
        tests = self.files.popleft()
        self.own[worker] += len(tests)
        self.session.send(self.session.workers[worker].on_tests, tests)

    def refill(self, worker: int) -> None:
        if self.is_shut[worker]:
            return
        if not self.files:
            self.shut(worker)
        elif self.own[worker] <= 2:
            self.give(worker)

    def on_complete(self, worker: int, test: int) -> None:
        self.own[worker] -= 1
        self.refill(worker)


MODES: dict[str, type[Load | WorkSteal | LoadFile]] = {"load": Load, "worksteal": WorkSteal, "loadfile": LoadFile}


class Session:
    """One session; workers are ready at time 0."""

    def __init__(self, suite: Suite, mode: str, n_workers: int) -> None:
        self.suite = suite
        self.n_workers = n_workers
        self.makespan = 0
        self.env = simpy.Environment()
        self.workers = [self.worker(number) for number in range(n_workers)]
        self.scheduler = MODES[mode](self)

    def worker(self, number: int) -> Worker:
        return Worker(self, number)

    def run(self) -> int:
        """The makespan, in nanoseconds."""
        self.send(self.scheduler.start)
        self.env.run()
        return self.makespan

    def send(self, handle: Callable[..., None], *arguments: Any) -> None:
        """Lets the other side handle a message a latency from now."""
        message = self.env.timeout(LATENCY)
        message.callbacks.append(lambda _: handle(*arguments))
