"""Runs real pytest-xdist sessions, and compares the clock with what Laneway foretells.

    python tests/xdist/real_runs.py --laneway target/fast/laneway
    python tests/xdist/real_runs.py --laneway target/fast/laneway --burn
    python tests/xdist/real_runs.py --laneway target/fast/laneway --calibrate

Of sleeping tests about four minutes, with `--burn` of computing tests about eight, with `--calibrate` of sleeping tests
predicted out of another run about five, on a machine that has nothing else to do; not part of CI. Writes a table into
docs/validation.md. `--calibrate --smoke` is two sessions, for CI: it writes nothing, and fails if they are far off.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from proof import burning, calibrating, real
from proof.replayer import Replayer

MODES = ("load", "worksteal", "loadscope", "loadfile", "loadgroup")
WORKERS = (2, 4, 8)
DOCS = Path(__file__).parents[2] / "docs" / "validation.md"
N_TRIES = 3
SMOKE_LIMIT = 0.4
N_CALIBRATED = 4
"""Of how many workers `--seconds` are, where all sessions are of one suite."""
HEAD = """\
| mode | workers | tests | test phase, s | predicted | error | start to last test, s | predicted | error |
|---|---|---|---|---|---|---|---|---|"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laneway", required=True, help="the command line to ask")
    parser.add_argument("--seconds", type=float, default=9, help="seconds of tests for each worker (default: 9)")
    parser.add_argument("--burn", action="store_true", help="tests that compute, on fewer and on more workers than cores")
    parser.add_argument("--calibrate", action="store_true", help="runs predicted out of one other run of the same suite")
    parser.add_argument("--smoke", action="store_true", help="with --calibrate: two sessions, and nothing written")
    parser.add_argument("--busy", action="store_true", help="with --calibrate: do not wait until the machine is quiet")
    parser.add_argument("--docs", type=Path, default=DOCS, help="the page with the markers to write between")
    arguments = parser.parse_args()
    if arguments.smoke:
        return _smoke(arguments.laneway)
    start = time.monotonic()
    if arguments.calibrate:
        name, lines = "calibrated runs", _calibrated(arguments)
    elif arguments.burn:
        name, lines = "burning runs", _burning(Replayer.native(arguments.laneway), arguments.seconds)
    else:
        name, lines = "real runs", _sleeping(Replayer.native(arguments.laneway), arguments.seconds)
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = arguments.docs.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    if not after:
        print(f"{arguments.docs} has no `{begin}` and `{end}` to write between")
        return 1
    report = "\n".join([begin, *_setting(arguments), "", *lines, end])
    arguments.docs.write_text(before + report + after, encoding="utf-8")
    print(f"{lines[-1]}\nwritten to {arguments.docs} after {time.monotonic() - start:.0f} s")
    return 0


def _smoke(laneway: str) -> int:
    """Whether one run foretells another at all.

    Machines of CI are noisy: the limit is wide, for the test phase alone, and one pair of sessions in three may keep it.
    """
    print(calibrating.HEAD)
    for _ in range(N_TRIES):
        row = next(calibrating.rows(laneway, 4, is_quiet=False))
        print(row.text, flush=True)
        if abs(row.phase_error) < SMOKE_LIMIT:
            return 0
    return 1


def _calibrated(arguments: argparse.Namespace) -> list[str]:
    """Table and summary; prints the rows as they come."""
    print(calibrating.HEAD, flush=True)
    done: list[calibrating.Row] = []
    for row in calibrating.rows(arguments.laneway, arguments.seconds * N_CALIBRATED, not arguments.busy):
        done.append(row)
        print(row.text, flush=True)
    return [calibrating.HEAD, *(row.text for row in done), "", calibrating.summary(done)]


def _burning(replayer: Replayer, seconds: float) -> list[str]:
    """Table and summary; prints the rows as they come."""
    print(burning.HEAD, flush=True)
    done: list[burning.Row] = []
    for row in burning.rows(replayer, seconds):
        done.append(row)
        print(row.text, flush=True)
    return [burning.HEAD, *(row.text for row in done), "", burning.summary(done)]


def _sleeping(replayer: Replayer, seconds: float) -> list[str]:
    """Table and summary; prints the rows as they come."""
    rows: list[str] = []
    bare_errors: list[float] = []
    full_errors: list[float] = []
    print(HEAD, flush=True)
    for seed, (dist, workers) in enumerate((dist, workers) for dist in MODES for workers in WORKERS):
        session = real.run(dist, workers, seconds * workers, seed)
        bare = replayer.answer(real.bare_case(session, dist))
        full = replayer.answer(real.full_case(session, dist))
        phase = session.last_end - session.first_start
        bare_phase = (bare["makespan_ns"] - bare["first_start_ns"]) / 1e9
        full_end = full["makespan_ns"] / 1e9
        bare_errors.append(bare_phase / phase - 1)
        full_errors.append(full_end / session.last_end - 1)
        rows.append(
            f"| {dist} | {workers} | {len(session.tests)} | {phase:.2f} | {bare_phase:.2f} | {bare_errors[-1]:+.1%} |"
            f" {session.last_end:.2f} | {full_end:.2f} | {full_errors[-1]:+.1%} |"
        )
        print(rows[-1], flush=True)
    return [HEAD, *rows, "", _summary(bare_errors, full_errors)]


def _setting(arguments: argparse.Namespace) -> list[str]:
    command = f"python tests/xdist/real_runs.py --laneway target/fast/laneway{' --burn' if arguments.burn else ' --calibrate' if arguments.calibrate else ''}"
    if arguments.seconds != 9:
        command += f" --seconds {arguments.seconds:g}"
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return [f"`{command}`: {machine}, pytest {version('pytest')}, pytest-xdist {version('pytest-xdist')}."]


def _summary(bare: list[float], full: list[float]) -> str:
    def both(errors: list[float]) -> str:
        sizes = [abs(error) for error in errors]
        return f"{sum(sizes) / len(sizes):.1%} on average, {max(sizes):.1%} at worst"

    return f"Off by: the test phase {both(bare)}; start to last test {both(full)}."


if __name__ == "__main__":
    sys.exit(main())
