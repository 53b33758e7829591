"""The conftest of the generated suites: writes a line for whatever the controller and the workers do, and when.

Times are of the monotonic clock, which all processes of a machine share.
"""

import json
import os
import time

import pytest

_LOG = os.path.join(os.environ["LANEWAY_RECORD"], f"{os.getpid()}.jsonl")


def _record(kind, **facts):
    with open(_LOG, "a", encoding="utf-8") as file:
        file.write(json.dumps({"at": time.monotonic(), "kind": kind, **facts}) + "\n")


class Controller:
    """What only the controller sees."""

    @staticmethod
    def pytest_xdist_setupnodes(config, specs):
        _record("begin")

    @staticmethod
    def pytest_testnodeready(node):
        _record("ready", worker=node.gateway.id)

    @staticmethod
    def pytest_xdist_node_collection_finished(node, ids):
        _record("collected", worker=node.gateway.id, ids=list(ids))

    @staticmethod
    def pytest_sessionfinish():
        _record("end")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Controller())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Puts the group back where pytest 9.2.0 loses it: xdist 3.8.0 sets `_nodeid`, which is no longer looked at."""
    result = yield
    for item in items:
        renamed = vars(item).get("_nodeid")
        if renamed is not None and item.nodeid != renamed:
            from _pytest.nodeid import coerce_node_id

            item._id = coerce_node_id(renamed)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    start = time.monotonic()
    result = yield
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    _record("test", worker=worker, id=item.nodeid, start=start, seconds=time.monotonic() - start)
    return result
