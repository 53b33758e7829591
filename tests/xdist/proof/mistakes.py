"""Mistakes that re-implementations of xdist make, put into the real one for a moment: random cases must show each.

They are what keeps the random cases honest: a case that no mistake can change proves nothing.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from xdist.dsession import DSession
from xdist.remote import WorkerInteractor
from xdist.scheduler import EachScheduling
from xdist.scheduler import LoadGroupScheduling
from xdist.scheduler import LoadScheduling
from xdist.scheduler import LoadScopeScheduling
from xdist.scheduler import WorkStealingScheduling
from xdist.workermanage import WorkerController

from proof.cases import MODES


@dataclass(frozen=True)
class Mistake:
    """A line of xdist's source, and what it is mistaken for."""

    name: str
    owner: type
    method: str
    right: str
    wrong: str

    def modes(self) -> Iterable[str]:
        """The dist modes in which it can be seen."""
        return MODES_OF.get(self.owner, MODES)


MODES_OF: dict[type, tuple[str, ...]] = {
    LoadScheduling: ("load",),
    WorkStealingScheduling: ("worksteal",),
    LoadScopeScheduling: ("loadscope", "loadfile", "loadgroup"),
    LoadGroupScheduling: ("loadgroup",),
    EachScheduling: ("each",),
}

UP = "len([node for node in self.node2pending if not node.shutting_down])"

MISTAKES: tuple[Mistake, ...] = (
    Mistake("a tenth is quick", LoadScheduling, "check_schedule", "duration >= 0.1", "duration > 0.1"),
    Mistake("slow and short of tests waits", LoadScheduling, "check_schedule", ") >= 2:\n", ") >= 1:\n"),
    Mistake("k counts nodes that are up", LoadScheduling, "check_schedule", "len(self.node2pending)", f"max(1, {UP})"),
    Mistake("one floor division", LoadScheduling, "check_schedule", "// num_nodes // 4", "// (num_nodes * 4 - 1)"),
    Mistake("refills of a quarter", LoadScheduling, "check_schedule", "// num_nodes // 2", "// num_nodes // 4"),
    Mistake(
        "maxschedchunk is a limit", LoadScheduling, "check_schedule", "max(2 - len(node_pending), self", "max(0, self"
    ),
    Mistake("no shutdown when all is dealt", LoadScheduling, "check_schedule", "node.shutdown()", "pass"),
    Mistake("round robin at the edge", LoadScheduling, "schedule", "< 2 * len", "<= 2 * len"),
    Mistake("chunks of a half", LoadScheduling, "schedule", "items_per_node // 4", "items_per_node // 2"),
    Mistake(
        "finished means nothing pending", LoadScheduling, "tests_finished", "len(pending) >= 2", "len(pending) >= 1"
    ),
    Mistake(
        "a crash's rest goes first", LoadScheduling, "remove_node", "pending.extend(pending)", "pending[:0] = pending"
    ),
    Mistake(
        "nodes by name",
        LoadScheduling,
        "schedule",
        "for node in self.nodes",
        "for node in sorted(self.nodes, key=repr)",
    ),
    Mistake(
        "the last of equal victims",
        WorkStealingScheduling,
        "check_schedule",
        "max(\n            nodes_up,",
        "max(\n            nodes_up[::-1],",
    ),
    Mistake("steals from the head", WorkStealingScheduling, "check_schedule", "[-num_steal:]", "[2:2 + num_steal]"),
    Mistake("steals one more", WorkStealingScheduling, "check_schedule", "// 2, max_steal", "// 2 + 1, max_steal"),
    Mistake(
        "several steals at once",
        WorkStealingScheduling,
        "check_schedule",
        "if self.steal_requested_from_node is not None",
        "if False",
    ),
    Mistake(
        "the first of the idle gets more",
        WorkStealingScheduling,
        "check_schedule",
        "// nodes_remaining",
        "// -nodes_remaining * -1",
    ),
    Mistake("shut down nodes are robbed", WorkStealingScheduling, "check_schedule", "if not node.shutting_down", ""),
    Mistake(
        "a dead victim is waited for",
        WorkStealingScheduling,
        "remove_node",
        "if self.steal_requested_from_node is node",
        "if False",
    ),
    Mistake(
        "finished though a steal is out",
        WorkStealingScheduling,
        "tests_finished",
        "if self.steal_requested_from_node is not None",
        "if False",
    ),
    Mistake("stealing what there is", WorkerInteractor, "steal", "len(stolen) == len(requested_set)", "stolen"),
    Mistake("two pending are too many", LoadScopeScheduling, "_reschedule", "> 2", ">= 2"),
    Mistake(
        "surplus from the front",
        LoadScopeScheduling,
        "schedule",
        "self.assigned_work.popitem()",
        "(n := next(iter(self.assigned_work)), self.assigned_work.pop(n))",
    ),
    Mistake(
        "no second unit at first",
        LoadScopeScheduling,
        "schedule",
        "self._reschedule(node)\n\n        # Initial",
        "pass\n\n        # Initial",
    ),
    Mistake(
        "one shutdown is enough",
        LoadScopeScheduling,
        "schedule",
        "for node in self.nodes:\n                node.shutdown()",
        "pass",
    ),
    Mistake("never reordered", LoadScopeScheduling, "schedule", "-len(item[1])", "0"),
    Mistake("small scopes first", LoadScopeScheduling, "schedule", "-len(item[1])", "len(item[1])"),
    Mistake(
        "done units do not come back",
        LoadScopeScheduling,
        "remove_node",
        "self.workqueue.update(workload)",
        "self.workqueue.update({s: u for s, u in workload.items() if not all(u.values())})",
    ),
    Mistake(
        "the crashed test is done",
        LoadScopeScheduling,
        "remove_node",
        "crashitem = nodeid\n",
        "crashitem = nodeid; work_unit[nodeid] = True\n",
    ),
    Mistake("scope up to the first colons", LoadScopeScheduling, "_split_scope", 'rsplit("::", 1)', 'split("::", 1)'),
    Mistake(
        "any @ is a group",
        LoadGroupScheduling,
        "_split_scope",
        'nodeid.rfind("@") > nodeid.rfind("]")',
        '"@" in nodeid',
    ),
    Mistake(
        "ungrouped tests by file",
        LoadGroupScheduling,
        "_split_scope",
        "return nodeid\n",
        'return nodeid.split("::", 1)[0]\n',
    ),
    Mistake(
        "a group is its first name",
        WorkerInteractor,
        "pytest_collection_modifyitems",
        "gnames.add(str(name))",
        "gnames.add(str(name)) if not gnames else None",
    ),
    Mistake(
        "names as they come",
        WorkerInteractor,
        "pytest_collection_modifyitems",
        "sorted(gnames)",
        "sorted(gnames, reverse=True)",
    ),
    Mistake(
        "each: the newest dead first",
        EachScheduling,
        "add_node_collection",
        "in self._removed2pending:",
        "in list(self._removed2pending)[::-1]:",
    ),
    Mistake(
        "each: replacements are shut down",
        EachScheduling,
        "schedule",
        "node.send_runtest_some(pending)",
        "node.send_runtest_some(pending); node.shutdown()",
    ),
    Mistake(
        "one restart less", DSession, "worker_errordown", "> self._max_worker_restart", ">= self._max_worker_restart"
    ),
    Mistake("a crash does not wake", DSession, "worker_errordown", "self.shuttingdown = False", "pass"),
    Mistake("late nodes join", DSession, "worker_workerready", "if self.shuttingdown", "if False"),
    Mistake("late collections count", DSession, "worker_collectionfinish", "if self.shuttingdown", "if False"),
    Mistake("one shutdown a node", WorkerController, "shutdown", "if not self._down", "if not self.shutting_down"),
    Mistake(
        "a finished node is up until its turn",
        WorkerController,
        "process_from_remote",
        'elif eventname == "workerfinished":\n                self._down = True',
        'elif eventname == "workerfinished":\n                pass',
    ),
)


@contextmanager
def made(mistake: Mistake) -> Iterator[None]:
    """The installed xdist with this mistake, for as long as the block lasts."""
    original: Any = vars(mistake.owner)[mistake.method]
    function: Any = original.fget if isinstance(original, property) else original
    source = textwrap.dedent(inspect.getsource(function))
    right, wrong = textwrap.dedent(mistake.right), textwrap.dedent(mistake.wrong)
    if right not in source:
        # The source was dedented by one level of a class.
        right, wrong = right.replace("\n    ", "\n"), wrong.replace("\n    ", "\n")
    assert source.count(right) >= 1, f"{mistake.name}: `{mistake.right}` is not in {mistake.method}"
    source = source.replace(right, wrong)
    names: dict[str, Any] = {}
    postponed = annotations.compiler_flag
    exec(compile(source, f"<{mistake.name}>", "exec", flags=postponed), function.__globals__, names)
    setattr(mistake.owner, mistake.method, names[mistake.method])
    try:
        yield
    finally:
        setattr(mistake.owner, mistake.method, original)
