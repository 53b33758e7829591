"""Stand-ins for what surrounds xdist's own classes: pytest's configuration and hooks, execnet's gateways and channels."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any


class Hooks:
    """Every hook does nothing, unless one is given."""

    def __init__(self, **hooks: Callable[..., Any]) -> None:
        self.__dict__.update(hooks)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda **_: None


class Plugins:
    """A plugin manager that manages nothing."""

    def register(self, plugin: object, name: str | None = None) -> None:
        pass

    def getplugin(self, name: str) -> None:
        return None


def controller_config(case: dict[str, Any], hook: Hooks) -> SimpleNamespace:
    """What `DSession` and the schedulers ask of pytest's configuration."""
    restarts = case.get("max_worker_restart")
    values = {
        "dist": case["dist"],
        "maxfail": 0,
        "tx": ["popen"] * case["workers"],
        "maxschedchunk": case.get("maxschedchunk"),
    }
    option = SimpleNamespace(
        debug=False,
        verbose=-1,
        loadscopereorder=case.get("loadscope_reorder", True),
        maxworkerrestart=None if restarts is None else str(restarts),
        numprocesses=case["workers"],
    )
    return SimpleNamespace(
        option=option, hook=hook, pluginmanager=Plugins(), getvalue=values.__getitem__, getoption=values.__getitem__
    )


def worker_config(worker_id: str, dist: str, hook: Hooks) -> SimpleNamespace:
    """What `WorkerInteractor` asks of pytest's configuration."""
    values = {"loadgroup": dist == "loadgroup"}
    return SimpleNamespace(
        option=SimpleNamespace(debug=False),
        hook=hook,
        pluginmanager=Plugins(),
        getvalue=values.__getitem__,
        workerinput={"workerid": worker_id, "testrunuid": "proof"},
        workeroutput={},
        rootpath="/",
    )


class Item:
    """A pytest item: an id, and its group marks."""

    def __init__(self, index: int, test: dict[str, Any]) -> None:
        self.index = index
        self._nodeid = test["id"]
        group = test.get("group")
        names = [] if group is None else [group] if isinstance(group, str) else group
        self._marks = [SimpleNamespace(args=(name,), kwargs={}) for name in names]

    @property
    def nodeid(self) -> str:
        return self._nodeid

    def iter_markers(self, name: str) -> list[SimpleNamespace]:
        assert name == "xdist_group"
        return self._marks


class Lock:
    """A lock that nobody else wants."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


class Wakeup:
    """execnet's Event: waiting hands over to the driver."""

    def __init__(self, wait: Callable[[], None]) -> None:
        self.wait = wait

    def set(self) -> None:
        pass

    def clear(self) -> None:
        pass


def execmodel(wait: Callable[[], None]) -> SimpleNamespace:
    """execnet's execution model, as far as `TestQueue` uses it."""
    return SimpleNamespace(RLock=Lock, Event=lambda: Wakeup(wait))
