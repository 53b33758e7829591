"""Whether a machine had time for a session: how much of it other processes took meanwhile. Linux alone tells."""

from __future__ import annotations

import os
import time
from pathlib import Path

STAT = Path("/proc/stat")
WINDOW = 2.0


class Watch:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._all, self._own = _all_seconds(), _own_seconds()

    def taken(self) -> float:
        """The share of all cores that others took, 0 to 1; 0 where the system does not tell."""
        all_seconds, own_seconds = _all_seconds() - self._all, _own_seconds() - self._own
        machine_seconds = (time.monotonic() - self._start) * (os.cpu_count() or 1)
        return max(0.0, all_seconds - own_seconds) / machine_seconds


def wait_until_quiet(most_taken: float) -> None:
    """Returns when others take no more than that share for some seconds."""
    while True:
        watch = Watch()
        time.sleep(WINDOW)
        if watch.taken() <= most_taken:
            return


def _all_seconds() -> float:
    """What all processes computed, and what was taken from a virtual machine as a whole."""
    if not STAT.exists():
        return 0.0
    user, nice, system, _idle, _wait, *rest = STAT.read_text(encoding="ascii").splitlines()[0].split()[1:9]
    return sum(map(int, (user, nice, system, *rest))) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    """Of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
