"""A suite of sleeping and computing tests, written to a folder, with a conftest that records what a real session does when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

RECORDER = Path(__file__).with_name("recorder.py")
BURN = """
def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

"""


@dataclass(frozen=True)
class SleepingTest:
    """One test that sleeps, and may compute too."""

    id: str
    seconds: float
    """With a core to itself."""
    group: str | None
    computing: float = 0
    """How many of the seconds it computes."""


def write(folder: Path, n_files: int, total: float, seed: int, computing: float = 0) -> list[SleepingTest]:
    """About `total` seconds of tests in `n_files` files, some much slower than others, in collection order.

    The share `computing` of that is not sleep: each test has a share of its own, spread as widely as the mean allows,
    and computes before it sleeps or after.
    """
    rng, share_rng = Random(seed), Random(seed + 1)
    spread = min(computing, 1 - computing)
    plans = [_plan(rng, number) for number in range(n_files)]
    factor = total / sum(seconds for plan in plans for _, _, seconds, _ in plan)
    tests: list[SleepingTest] = []
    for number, plan in enumerate(plans):
        file = f"test_{number:02}.py"
        lines = ['"""Generated: sleeps."""', "", "import time", "", "import pytest", *([BURN] if computing else []), ""]
        last_class = None
        for class_, name, weight, group in plan:
            seconds = round(weight * factor, 4)
            burnt = round(seconds * share_rng.uniform(computing - spread, computing + spread), 4)
            steps = [f"time.sleep({round(seconds - burnt, 4)})", *([f"burn({burnt})"] if burnt > 0 else [])]
            share_rng.shuffle(steps)
            if class_ != last_class and class_ is not None:
                lines += ["", f"class {class_}:"]
            last_class = class_
            indent = "    " if class_ else ""
            if group is not None:
                lines.append(f'{indent}@pytest.mark.xdist_group("{group}")')
            body = [f"{indent}    {step}" for step in steps]
            lines += [f"{indent}def {name}({'self' if class_ else ''}):", *body, ""]
            scope = f"{file}::{class_}" if class_ else file
            tests.append(SleepingTest(f"{scope}::{name}", seconds, group, burnt))
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
