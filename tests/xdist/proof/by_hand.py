"""Small schedules worked out by hand, with pencil and xdist's source: what the proof itself is measured with.

Times are in seconds. Where nothing else is said, workers start and collect in no time.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import Any

from proof.clock import nanos

Decision = tuple[float, str, int, "list[int] | None"]
Run = tuple[int, int, float, float, int]


@dataclass(frozen=True)
class Example:
    """A case, and the parts of its answer that were worked out."""

    name: str
    tests: str
    """Ids and durations: `a.py::x=1 a.py::y=0.5`."""
    options: dict[str, Any]
    session_end: float
    decisions: list[Decision]
    runs: list[Run]
    outcome: str = "ok"
    error: str | None = None
    case: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        pairs = [entry.rsplit("=", 1) for entry in self.tests.split()]
        tests = [{"id": test_id, "duration": float(duration)} for test_id, duration in pairs]
        object.__setattr__(self, "case", {"name": self.name, "tests": tests, **self.options})

    def expected(self) -> dict[str, Any]:
        """The worked-out parts as the answer has them."""
        expected: dict[str, Any] = {
            "outcome": self.outcome,
            "session_end_ns": nanos(self.session_end),
            "decisions": [[nanos(at), kind, worker, tests] for at, kind, worker, tests in self.decisions],
            "runs": [[test, worker, nanos(start), nanos(end), c] for test, worker, start, end, c in self.runs],
        }
        return expected if self.error is None else {**expected, "error": self.error}


BY_HAND: tuple[Example, ...] = (
    # The shutdown is what lets the only test start; the second one comes of `tests_finished`.
    Example(
        "one worker, one test",
        "t.py::a=5",
        {"dist": "load", "workers": 1, "latency": 1, "startup": 2, "collection": 3},
        13,
        [(6, "runtests", 0, [0]), (6, "shutdown", 0, None), (6, "shutdown", 0, None)],
        [(0, 0, 7, 12, 0)],
    ),
    # A worker holds its test until it knows the next one: with chunks of one, each costs a round trip.
    Example(
        "the look-ahead of one item",
        "t.py::a=1 t.py::b=1 t.py::c=1 t.py::d=1",
        {"dist": "load", "workers": 1, "latency": 1, "maxschedchunk": 1},
        13,
        [
            (1, "runtests", 0, [0, 1]),
            (4, "runtests", 0, [2]),
            (7, "runtests", 0, [3]),
            (10, "shutdown", 0, None),
            (10, "shutdown", 0, None),
        ],
        [(0, 0, 2, 3, 0), (1, 0, 5, 6, 0), (2, 0, 8, 9, 0), (3, 0, 11, 12, 0)],
    ),
    # Fewer than two tests a worker: one by one, and all are shut down at once.
    Example(
        "load deals round robin",
        "t.py::a=1 t.py::b=1 t.py::c=1 t.py::d=1 t.py::e=1",
        {"dist": "load", "workers": 3},
        2,
        [
            (0, "runtests", 0, [0]),
            (0, "runtests", 1, [1]),
            (0, "runtests", 2, [2]),
            (0, "runtests", 0, [3]),
            (0, "runtests", 1, [4]),
            *((at, "shutdown", worker, None) for at in (0, 1) for worker in (0, 1, 2)),
        ],
        [(0, 0, 0, 1, 0), (1, 1, 0, 1, 0), (2, 2, 0, 1, 0), (3, 0, 1, 2, 0), (4, 1, 1, 2, 0)],
    ),
    # gw1 is idle with one test left; it takes half of gw0's four, but never the two that gw0 has in hand.
    Example(
        "worksteal takes half",
        "t.py::a=10 t.py::b=1 t.py::c=1 t.py::d=1 t.py::e=1 t.py::f=1 t.py::g=1 t.py::h=1",
        {"dist": "worksteal", "workers": 2},
        11,
        [
            (0, "runtests", 0, [0, 1, 2, 3]),
            (0, "runtests", 1, [4, 5, 6, 7]),
            (3, "steal", 0, [2, 3]),
            (3, "unscheduled", 0, [2, 3]),
            (3, "runtests", 1, [2, 3]),
            (5, "shutdown", 1, None),
            (10, "shutdown", 0, None),
            (10, "shutdown", 0, None),
        ],
        [
            (0, 0, 0, 10, 0),
            (4, 1, 0, 1, 0),
            (5, 1, 1, 2, 0),
            (6, 1, 2, 3, 0),
            (7, 1, 3, 4, 0),
            (2, 1, 4, 5, 0),
            (3, 1, 5, 6, 0),
            (1, 0, 10, 11, 0),
        ],
    ),
    # When the steal arrives, the test asked for is already the next one in hand: nothing comes back.
    Example(
        "a steal that comes too late",
        "t.py::a=2 t.py::b=2 t.py::c=2 t.py::d=2 t.py::e=1 t.py::f=1 t.py::g=1 t.py::h=1",
        {"dist": "worksteal", "workers": 2, "latency": 1},
        13,
        [
            (1, "runtests", 0, [0, 1, 2, 3]),
            (1, "runtests", 1, [4, 5, 6, 7]),
            (6, "steal", 0, [3]),
            (8, "unscheduled", 0, []),
            (8, "shutdown", 1, None),
            (9, "shutdown", 0, None),
            (9, "shutdown", 0, None),
            (9, "shutdown", 1, None),
        ],
        [
            (0, 0, 2, 4, 0),
            (4, 1, 2, 3, 0),
            (5, 1, 3, 4, 0),
            (1, 0, 4, 6, 0),
            (6, 1, 4, 5, 0),
            (2, 0, 6, 8, 0),
            (7, 1, 9, 10, 0),
            (3, 0, 10, 12, 0),
        ],
    ),
    # The crashed worker's units go back whole; the replacement is dealt the one that is done, and waits for ever.
    Example(
        "loadscope hangs after a crash",
        "a.py::a=1 b.py::b=1",
        {"dist": "loadscope", "workers": 1, "crash": [{"index": 1, "mode": "first"}]},
        2,
        [
            (0, "runtests", 0, [0]),
            (0, "runtests", 0, [1]),
            (0, "shutdown", 0, None),
            (1, "shutdown", 0, None),
            (2, "errordown", 0, None),
            (2, "crashitem", 0, [1]),
            (2, "runtests", 1, []),
        ],
        [(0, 0, 0, 1, 0), (1, 0, 1, 2, 1)],
        "deadlock",
    ),
    # The first replacement to have collected makes the scheduler deal to the second one, which has not.
    Example(
        "loadscope deals to a replacement that has not collected",
        "a.py::a=1 a.py::b=1 b.py::c=1 b.py::d=1",
        {
            "dist": "loadscope",
            "workers": 2,
            "restart_collection": 1,
            "crash": [{"index": 0, "mode": "first"}, {"index": 2, "mode": "first"}],
        },
        2,
        [
            (0, "runtests", 0, [0, 1]),
            (0, "runtests", 1, [2, 3]),
            (0, "shutdown", 0, None),
            (0, "shutdown", 1, None),
            (0, "shutdown", 0, None),
            (0, "shutdown", 1, None),
            (1, "errordown", 0, None),
            (1, "crashitem", 0, [0]),
            (1, "errordown", 1, None),
            (1, "crashitem", 1, [2]),
            (2, "runtests", 2, [0, 1]),
        ],
        [(0, 0, 0, 1, 1), (2, 1, 0, 1, 1)],
        "internal_error",
        "KeyError",
    ),
    # xdist asks whether the id of what crashed is true, and an empty one is false: nobody is blamed.
    Example(
        "a crash of a test whose id is empty",
        "=1",
        {"dist": "load", "workers": 1, "max_worker_restart": 0, "crash": [{"index": 0}]},
        1,
        [
            (0, "runtests", 0, [0]),
            (0, "shutdown", 0, None),
            (0, "shutdown", 0, None),
            (1, "errordown", 0, None),
        ],
        [(0, 0, 0, 1, 1)],
    ),
)
