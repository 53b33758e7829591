"""Executes exported workflows on this machine, and looks at what becomes of them.

    python tests/workflows/prove.py --workflows target/fast/examples/workflows --laneway target/fast/laneway

A small project is written, its pipeline exported, and the `run:` steps of the workflow executed job by job: green; with the gate
above the coverage of all lanes, red; each trap put back by hand, what the trap does. GitLab's is run by gitlab-ci-local.
With `--docs` longer tests are run, and the simulated and the real seconds written into docs/validation.md; nothing else is done.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "xdist")]

from proof.quiet import Watch

from runner import project
from runner.document import read
from runner.mistakes import MISTAKES, Mistake, n_slow, spoiled
from runner.run import Outcome, run

DOCS = Path(__file__).parents[2] / "docs" / "validation.md"
GITLAB = Path("node_modules") / ".bin" / "gitlab-ci-local"
INSTALLED = frozenset({"Install"})


class Machines:
    """Virtual environments, one for each job, kept between runs: each has what its own `Install` brought."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    def path_of(self, job: str) -> str:
        """The folder of commands of a job."""
        home = self.folder / job
        if not (home / "bin" / "python").exists():
            venv.create(home, with_pip=True)
        return str(home / "bin")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workflows", type=Path, required=True, help="the program that writes workflows")
    parser.add_argument("--laneway", type=Path, required=True, help="the command line, for foretelling")
    parser.add_argument("--machines", type=Path, default=Path("target") / "workflows", help="where environments are kept")
    parser.add_argument("--docs", action="store_true", help="write the table of seconds into docs/validation.md")
    arguments = parser.parse_args()
    machines = Machines(arguments.machines)
    with tempfile.TemporaryDirectory() as folder:
        proof = Proof(arguments.workflows, arguments.laneway, machines, Path(folder))
        if arguments.docs:
            _write(proof.whole(4.0), proof.taken)
        else:
            proof.whole(1.0)
            proof.above()
            proof.mistakes()
            proof.gitlab()
            proof.search()
    print(f"{proof.n} passed, 0 failed")
    return 0


class Proof:
    """What is to be seen, one method each."""

    def __init__(self, workflows: Path, laneway: Path, machines: Machines, folder: Path) -> None:
        self.workflows, self.laneway, self.machines, self.folder = workflows, laneway, machines, folder
        self.n = 0
        self.taken = 0.0
        """The share of the machine that other processes took while the whole workflow ran."""

    def sees(self, is_so: bool, what: str, otherwise: str = "") -> None:
        """Counts what is as it should be; else stops."""
        if not is_so:
            raise SystemExit(f"not so: {what}\n{otherwise}")
        self.n += 1
        print(f"  {what}")

    def exported(self, service: str, scenario: dict[str, object]) -> str:
        """The workflow of a scenario's candidate."""
        command = [str(self.workflows), "one", service, "candidate"]
        done = subprocess.run(command, input=json.dumps(scenario), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"no workflow: {done.stderr}")
        return done.stdout

    def whole(self, scale: float) -> list[tuple[str, float, float]]:
        """The exported workflow is green, lanes are below the threshold, and groups stay together; seconds, predicted and real."""
        print("the exported workflow, every step of it:")
        repository = self.folder / "repository"
        project.write(repository, scale)
        workflow = read(self.exported("github", project.scenario(scale)))
        watch = Watch()
        outcome = run(workflow, repository, self.folder / "green", self.machines.path_of)
        self.taken = watch.taken()
        self.sees(outcome.is_green and outcome.allows_merge("gate"), "it is green", outcome.said())
        for lane in ("unit", "heavy"):
            total = self._total(outcome, lane)
            self.sees(total < project.THRESHOLD, f"the lane {lane} covers {total}%, less than the {project.THRESHOLD}% of all")
        gate = next(job for job in outcome.jobs if job.id == "gate")
        line = next(line for step in gate.steps for line in step.output.splitlines() if line.startswith("TOTAL"))
        self.sees(int(line.split()[-1].rstrip("%")) >= project.THRESHOLD, f"together they cover {line.split()[-1]}")
        self.sees(n_slow(outcome) == 5, "the shards of slow tests run each of them once")
        heavy = next(job for job in outcome.jobs if job.id == "heavy")
        assert heavy.workspace is not None
        ran = (heavy.workspace / "ran.txt").read_text(encoding="utf-8").splitlines()
        workers = {line.split()[0] for line in ran if "test_database" in line}
        others = {line.split()[0] for line in ran}
        self.sees(len(workers) == 1 and len(others) == 2, "tests of one group ran on one worker of two, one after another")
        return self._seconds(outcome, scale)

    def above(self) -> None:
        """With the gate above what all lanes cover together, the gate is red, and nothing else."""
        print("a gate above what all lanes cover:")
        outcome = self._quick(fail_under=99)
        failed = [f"{job.id}: {step.name}" for job in outcome.jobs for step in job.steps if step.outcome == "failure"]
        self.sees(failed == ["gate: Gate"] and not outcome.is_green and not outcome.allows_merge("gate"), "it is red", outcome.said())
        print("a test that fails:")
        outcome = self._quick(broken=True)
        self.sees(not outcome.is_green and not outcome.allows_merge("gate"), "the gate is red, and not skipped", outcome.said())

    def mistakes(self) -> None:
        """Each trap, put back by hand, does what it does."""
        print("each trap, put back by hand:")

        def tried(mistake: Mistake) -> Outcome:
            return self._quick(mistake.fail_under, mistake.broken_test, mistake)

        with ThreadPoolExecutor(2) as pool:
            for mistake, outcome in zip(MISTAKES, pool.map(tried, MISTAKES), strict=True):
                self.sees(mistake.found(outcome), f"{mistake.name} shows", outcome.said())

    def gitlab(self) -> None:
        """GitLab's workflow is green in gitlab-ci-local, with its shards, artifacts and threshold; above it, red."""
        print("the exported workflow of GitLab, by gitlab-ci-local:")
        for fail_under, expected in ((project.THRESHOLD, True), (99, False)):
            repository = self.folder / f"gitlab-{fail_under}"
            project.write(repository, 0.0)
            text = self.exported("gitlab", project.scenario(0.0, fail_under))
            (repository / ".gitlab-ci.yml").write_text(text, encoding="utf-8")
            for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a"]):
                subprocess.run(["git", *command], cwd=repository, check=True)
            # All jobs are on one machine here, at once.
            path = f"{self.machines.path_of('gitlab')}{os.pathsep}{os.environ['PATH']}"
            local = [str(GITLAB.absolute()), "--force-shell-executor", "--concurrency", "1"]
            done = subprocess.run(local, cwd=repository, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
            said = done.stdout + done.stderr
            self.sees((done.returncode == 0) == expected, f"at {fail_under}% it is {'green' if expected else 'red'}", said)
            if expected:
                self.sees("FAIL" not in said and "slow: [2/2]" in said, "both shards ran", said)

    def search(self) -> None:
        """A search in parts as a workflow comes to what the search comes to on one machine, to the last byte."""
        print("a search in parts, as a workflow:")
        repository = self.folder / "search"
        repository.mkdir()
        (repository / "scenario.json").write_text(json.dumps(project.scenario(1.0)), encoding="utf-8")
        laneway = str(self.laneway.absolute())
        command = [laneway, "search", "--scenario", "scenario.json", "--job", "unit", "--free", "workers=1..9", "--fix", "coverage"]
        one = subprocess.run([*command, "--json"], cwd=repository, capture_output=True, check=False)
        self.sees(one.returncode in (0, 1), "one machine finds an answer", one.stderr.decode())
        install = f'ln -sf {shlex.quote(laneway)} "$(dirname "$(command -v python)")/laneway"'
        ask = [*command, "--workflow", "3", "--install", install]
        done = subprocess.run(ask, cwd=repository, capture_output=True, text=True, check=False)
        self.sees(done.returncode == 0, "the workflow is written", done.stderr)
        outcome = run(read(done.stdout), repository, self.folder / "searched", self.machines.path_of)
        self.sees(outcome.is_green and len(outcome.jobs) == 4, "three parts and the merge are green", outcome.said())
        merge = next(job for job in outcome.jobs if job.id == "merge")
        assert merge.workspace is not None
        self.sees((merge.workspace / "search.json").read_bytes() == one.stdout, "the answer is the same, byte for byte")

    def _quick(self, fail_under: float = project.THRESHOLD, broken: bool = False, mistake: Mistake | None = None) -> Outcome:
        """A run without sleeps and workers, on machines that have their packages."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        project.write(folder / "repository", 0.0, broken)
        workflow = read(self.exported("github", project.scenario(0.0, fail_under, workers=0)))
        if mistake is not None:
            workflow = spoiled(workflow, mistake)
        return run(workflow, folder / "repository", folder / "run", self.machines.path_of, INSTALLED)

    def _total(self, outcome: Outcome, lane: str) -> int:
        job = next(job for job in outcome.jobs if job.id == lane)
        coverage = f"{self.machines.path_of(lane)}/coverage"
        # Combining finds the sources where they are now.
        subprocess.run([coverage, "combine", "-q", "--keep", f".coverage.{lane}"], cwd=job.workspace, check=True)
        command = [coverage, "report", "--format=total", "--fail-under=0"]
        done = subprocess.run(command, cwd=job.workspace, capture_output=True, text=True, check=True)
        return int(done.stdout)

    def _seconds(self, outcome: Outcome, scale: float) -> list[tuple[str, float, float]]:
        """Of each run of tests, and of all lanes with the gate behind; what stands before the first test is measured apart."""
        empty = self.folder / "empty"
        empty.mkdir()
        (empty / "test_nothing.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
        startups = {}
        for workers, lane in ((2, "unit"), (0, "slow")):
            command = [f"{self.machines.path_of(lane)}/pytest", "-q", "-n", str(workers), "--cov", "--cov-report="]
            took = []
            for _ in range(3):
                start = time.monotonic()
                subprocess.run(command, cwd=empty, capture_output=True, check=True)
                took.append(time.monotonic() - start)
            startups[workers] = statistics.median(took)
        scenario = self.folder / "scenario.json"
        scenario.write_text(json.dumps(project.scenario(scale, startups=startups)), encoding="utf-8")
        done = subprocess.run([str(self.laneway), "pipeline", str(scenario), "--json"], capture_output=True, text=True, check=False)
        typical = json.loads(done.stdout)["candidate"]["typical"]
        self.sees(typical["is_green"], "it was predicted to be green")
        rows = []
        for simulated, real in zip(typical["jobs"], outcome.jobs, strict=True):
            if tests := [step.seconds for step in real.steps if step.name == "Test"]:
                shard = f" {real.cell['shard']}/2" if real.cell else ""
                rows.append((f"{real.id}{shard}", (simulated["ended"] - simulated["started"]) / project.SECOND, sum(tests)))
        longest = max(real for _, _, real in rows)
        return [*rows, ("all lanes side by side", typical["wall_clock"] / project.SECOND, longest)]


def _write(rows: list[tuple[str, float, float]], taken: float) -> None:
    begin, end = "<!-- workflow runs: begin -->", "<!-- workflow runs: end -->"
    page = DOCS.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    lines = [f"`python tests/workflows/prove.py --docs`: {os.cpu_count()} cores, of which other processes took {taken:.0%} meanwhile.", ""]
    lines += ["| job | real, s | predicted | error |", "|---|---|---|---|"]
    lines += [f"| {name} | {real:.2f} | {simulated:.2f} | {100 * (simulated / real - 1):+.1f}% |" for name, simulated, real in rows]
    DOCS.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
