"""The suite that all are clocked on: 26 tests a file, durations over three orders of magnitude, alike within a file.

As in `crates/engine/benches/session.rs`, without classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass
class Suite:
    """Tests in order of collection; durations in nanoseconds."""

    ids: list[str]
    nanos: list[int]

    def write(self, path: Path) -> None:
        """A test a line, as `cargo bench --bench floor -- --answer` reads it."""
        lines = (f"{nanos}\t{name}\n" for nanos, name in zip(self.nanos, self.ids, strict=True))
        path.write_text("".join(lines), encoding="utf-8")

    def cases(self) -> list[dict[str, object]]:
        """As replay documents have them, in seconds."""
        return [{"id": name, "duration": nanos / 1e9} for nanos, name in zip(self.nanos, self.ids, strict=True)]


def make(n_tests: int) -> Suite:
    ids, nanos = [], []
    for number in range(n_tests):
        file = number // 26
        ids.append(f"tests/unit/area_{file % 40}/test_module_{file}.py::test_case_{number}")
        nanos.append(1_000_000 * (1 << _spread(file, 10)) + 1_000 * _spread(number, 5_000))
    return Suite(ids, nanos)


def _spread(seed: int, size: int) -> int:
    return ((seed * 0x9E3779B9 & 0xFFFFFFFF) >> 16) % size
