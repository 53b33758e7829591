"""A session: xdist's own `DSession`, schedulers and `WorkerController`s, driven event by event."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from execnet import XSpec
from greenlet import getcurrent
from xdist.dsession import DSession
from xdist.remote import Producer
from xdist.workermanage import Marker
from xdist.workermanage import WorkerController

from proof import fakes
from proof.account import Account
from proof.clock import Clock
from proof.clock import nanos
from proof.costs import Costs
from proof.worker import Worker


class ControllerChannel:
    """The controller's end of a worker's channel: what is sent is a decision, and arrives after the latency."""

    def __init__(self, session: Session, node: WorkerController, worker: Worker) -> None:
        self.session = session
        self.node = node
        self.worker = worker

    def send(self, command: tuple[str, dict[str, Any]]) -> None:
        if self.node._down:
            return
        name, kwargs = command
        tests = kwargs.get("indices")
        if tests is not None:
            kwargs = {"indices": list(tests)}
        self.session.account.decide(self.session.clock.now, name, self.worker.number, tests)
        self.session.clock.after(self.session.latency, lambda: self.worker.receive((name, kwargs)))

    def _getremoteerror(self) -> None:
        return None


class Session:
    """One case with workers."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.clock = Clock()
        self.costs = Costs(case)
        self.account = Account(len(case["tests"]))
        self.hub = getcurrent()
        self.latency = nanos(case.get("latency", 0))
        self.test_gap = nanos(case.get("test_gap", 0))
        self.worker_finish = nanos(case.get("worker_finish", 0))
        self.controller_cost = nanos(case.get("controller_cost", 0))
        self.restart_block = nanos(case.get("restart_block", 0))
        self.is_serial = bool(self.controller_cost or self.restart_block)
        self.is_busy = False
        self.has_replaced = False
        self.dying_head: int | None = None
        self.workers: list[Worker] = []
        self.nodes: list[WorkerController] = []
        hook = fakes.Hooks(pytest_handlecrashitem=self._on_crashitem)
        self.config = fakes.controller_config(case, hook)
        self.dsession = DSession(self.config)
        self.manager = SimpleNamespace(
            specs=[XSpec("execmodel=main_thread_only//popen") for _ in range(case["workers"])],
            testrunuid="proof",
            group=SimpleNamespace(allocate_id=lambda spec: None),
            setup_node=self._replace,
        )
        self.dsession.nodemanager = self.manager
        self.dsession._session = SimpleNamespace(testscollected=0)
        for number, spec in enumerate(self.manager.specs):
            ramp = nanos(case.get("ramp", 0)) * number // case["workers"]
            node = self._start(spec, self._per_worker("startup", number), self._per_worker("collection", number), ramp)
            self.dsession._active_nodes.add(node)
        self.dsession.sched = self.dsession.pytest_xdist_make_scheduler(
            config=self.config, log=Producer("proof", enabled=False)
        )
        self.dsession.shouldstop = False

    def run(self) -> dict[str, Any]:
        """Runs to the end, and answers."""
        outcome, error = "ok", None
        try:
            while not self.dsession.session_finished:
                if not self.dsession._active_nodes:
                    self.dsession.loop_once()
                event = self.clock.next()
                if event is None:
                    outcome = "deadlock"
                    break
                event()
        except Exception as raised:
            outcome, error = "internal_error", f"{type(raised).__name__}: {raised}"
        self.account.n_workers = len(self.workers)
        return self.account.answer(self.case.get("name"), outcome, error, self.clock.now)

    # What workers do.

    def report(self, worker: Worker, message: tuple[str, dict[str, Any]]) -> None:
        self.clock.after(self.latency, lambda: self._arrive(worker, message))

    def report_death(self, worker: Worker) -> None:
        self.clock.after(self.latency, lambda: self._arrive(worker, Marker.END))

    # The controller.

    def _arrive(self, worker: Worker, message: Any) -> None:
        self.nodes[worker.number].process_from_remote(message)
        if self.is_serial:
            self._serve_next()
        else:
            self._turn()

    def _turn(self) -> None:
        name, kwargs = self.dsession.queue.queue[0]
        number = self.nodes.index(kwargs["node"])
        if name == "unscheduled":
            self.account.decide(self.clock.now, name, number, kwargs["indices"])
        elif name == "errordown":
            self.account.decide(self.clock.now, name, number, None)
            self.dying_head = (getattr(self.dsession.sched, "node2pending", {}).get(kwargs["node"]) or [None])[0]
        self.dsession.loop_once()

    def _serve_next(self) -> None:
        if self.is_busy or not self.dsession.queue.queue:
            return
        is_complete = self.dsession.queue.queue[0][0] == "runtest_protocol_complete"
        self.is_busy = True
        self.clock.after(self.controller_cost if is_complete else 0, self._serve)

    def _serve(self) -> None:
        self.has_replaced = False
        self._turn()
        if self.has_replaced and self.restart_block:
            self.clock.after(self.restart_block, self._go_free)
        else:
            self._go_free()

    def _go_free(self) -> None:
        self.is_busy = False
        self._serve_next()

    def _on_crashitem(self, crashitem: str, report: Any, sched: Any) -> None:
        """Writes down the test blamed. xdist names it by its id; of two with one id it is the head of the queue."""
        number = self.nodes.index(report.node)
        test = self.dying_head
        if test is None:
            test = sched.collection.index(crashitem)
        self.account.decide(self.clock.now, "crashitem", number, [test])

    def _replace(self, spec: XSpec, putevent: object) -> WorkerController:
        self.has_replaced = True
        case = self.case
        return self._start(spec, nanos(case.get("restart_startup", 0)), nanos(case.get("restart_collection", 0)), 0)

    def _start(self, spec: XSpec, startup: int, collection: int, ramp: int) -> WorkerController:
        number = len(self.workers)
        worker = Worker(self, number, startup, collection, ramp)
        gateway = SimpleNamespace(id=f"gw{number}", spec=spec)
        node = WorkerController(self.manager, gateway, self.config, self.dsession.queue.put)
        node.channel = ControllerChannel(self, node, worker)
        self.workers.append(worker)
        self.nodes.append(node)
        return node

    def _per_worker(self, key: str, number: int) -> int:
        value = self.case.get(key, 0)
        return nanos(value[number] if isinstance(value, list) else value)
