"""A suite of sleeping tests, written to a folder, with a conftest that records what a real session does when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

RECORDER = Path(__file__).with_name("recorder.py")


@dataclass(frozen=True)
class SleepingTest:
    """One test that sleeps."""

    id: str
    seconds: float
    group: str | None


def write(folder: Path, n_files: int, total: float, seed: int) -> list[SleepingTest]:
    """About `total` seconds of sleep in `n_files` files, some much slower than others, in collection order."""
    rng = Random(seed)
    plans = [_plan(rng, number) for number in range(n_files)]
    factor = total / sum(seconds for plan in plans for _, _, seconds, _ in plan)
    tests: list[SleepingTest] = []
    for number, plan in enumerate(plans):
        file = f"test_{number:02}.py"
        lines = ['"""Generated: sleeps."""', "", "import time", "", "import pytest", ""]
        last_class = None
        for class_, name, weight, group in plan:
            seconds = round(weight * factor, 4)
            if class_ != last_class and class_ is not None:
                lines += ["", f"class {class_}:"]
            last_class = class_
            indent = "    " if class_ else ""
            if group is not None:
                lines.append(f'{indent}@pytest.mark.xdist_group("{group}")')
            lines += [f"{indent}def {name}({'self' if class_ else ''}):", f"{indent}    time.sleep({seconds})", ""]
            scope = f"{file}::{class_}" if class_ else file
            tests.append(SleepingTest(f"{scope}::{name}", seconds, group))
        (folder / file).write_text("\n".join(lines), encoding="utf-8")
    (folder / "conftest.py").write_text(RECORDER.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tests


def _plan(rng: Random, number: int) -> list[tuple[str | None, str, float, str | None]]:
    """Class, name, weight and group of the tests of one file: functions first, then one or two classes."""
    speed = rng.lognormvariate(0, 0.8)
    plan: list[tuple[str | None, str, float, str | None]] = []
    for class_, n_tests in ((None, rng.randint(1, 5)), ("TestA", rng.randint(0, 4)), ("TestB", rng.randint(0, 3))):
        for i in range(n_tests):
            group = f"g{rng.randint(0, 3)}" if rng.random() < 0.3 else None
            plan.append((class_, f"test_{number:02}_{i}", speed * rng.lognormvariate(0, 0.5), group))
    return plan
