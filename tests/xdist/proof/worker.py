"""A worker process: xdist's own `WorkerInteractor` and `TestQueue`, held still between events by a greenlet."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import Any

import xdist.remote
from greenlet import getcurrent
from greenlet import greenlet
from xdist.remote import Marker
from xdist.remote import WorkerInteractor

from proof import fakes

if TYPE_CHECKING:
    from proof.session import Session


class Stamp:
    """A reading of the virtual clock; a difference is in seconds, one rounding."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __sub__(self, other: Stamp) -> float:
        return (self.at - other.at) / 1e9


class VirtualTime:
    """Takes the place of `time` in `xdist.remote`."""

    @staticmethod
    def perf_counter() -> Stamp:
        worker: Worker = getcurrent().worker
        return Stamp(worker.session.clock.now + worker.ramp)


class Worker:
    """One worker, its process and the worker's end of its channel."""

    def __init__(self, session: Session, number: int, startup: int, collection: int, ramp: int) -> None:
        xdist.remote.time = VirtualTime  # type: ignore[attr-defined]
        self.session = session
        self.number = number
        self.collection = collection
        self.ramp = ramp
        self.early: list[Any] = []
        self.callback: Any = None
        self.is_gone = False
        self.is_blocked = False
        self.previous: int | None = None
        self.gateway = SimpleNamespace(execmodel=fakes.execmodel(self._wait))
        hook = fakes.Hooks(pytest_runtest_protocol=self._run)
        config = fakes.worker_config(f"gw{number}", session.case["dist"], hook)
        self.interactor = WorkerInteractor(config, self)
        self.greenlet = greenlet(self._process)
        self.greenlet.worker = self
        session.clock.after(startup, self.greenlet.switch)

    # What the interactor asks of its channel.

    def send(self, message: tuple[str, dict[str, Any]]) -> None:
        self.session.report(self, message)
        is_complete = message[0] == "runtest_protocol_complete"
        if is_complete and self.session.test_gap and self.interactor.nextitem_index is not Marker.SHUTDOWN:
            self._sleep(self.session.test_gap)

    def setcallback(self, callback: Any, endmarker: object) -> None:
        self.callback = callback
        for command in self.early:
            callback(command)

    # What the driver does to it.

    def receive(self, command: tuple[str, dict[str, Any]]) -> None:
        if self.is_gone:
            return
        if self.callback is None:
            self.early.append(command)
            return
        self.callback(command)
        if self.is_blocked:
            self.greenlet.switch()

    # The process.

    def _process(self) -> None:
        items = [fakes.Item(index, test) for index, test in enumerate(self.session.case["tests"])]
        session = SimpleNamespace(items=items, shouldfail=False, shouldstop=False)
        self.interactor.session = session
        self.interactor.sendevent("workerready", workerinfo={})
        self._sleep(self.collection)
        self.interactor.pytest_collection_modifyitems(self.interactor.config, items)
        self.interactor.pytest_collection_finish(session)
        self.interactor.pytest_runtestloop(session)
        if self.session.worker_finish:
            self._sleep(self.session.worker_finish)
        output = {"exitstatus": 0, "shouldfail": False, "shouldstop": False}
        self.interactor.sendevent("workerfinished", workeroutput=output)
        self.is_gone = True

    def _sleep(self, span: int) -> None:
        self.session.clock.after(span, self.greenlet.switch)
        self.session.hub.switch()

    def _wait(self) -> None:
        self.is_blocked = True
        self.session.hub.switch()
        self.is_blocked = False

    def _run(self, item: fakes.Item, nextitem: fakes.Item | None) -> None:
        duration, crashes = self.session.costs.take_up(item.index, self.previous)
        self.previous = item.index
        start = self.session.clock.now + self.ramp
        span = self.ramp + duration
        self.ramp = 0
        self.session.account.run(item.index, self.number, start, start + duration, crashes)
        self._sleep(span)
        if crashes:
            self.is_gone = True
            self.session.report_death(self)
            self.session.hub.switch()
