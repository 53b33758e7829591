"""Installs the wheel of the command line into a fresh environment, and uses it as somebody without Rust does.

`cargo xtask wheel` builds the wheel and runs this.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
DURATIONS = {"a.py::test_slow": 3.0, "a.py::test_b": 1.0, "b.py::test_c": 1.0, "b.py::test_d": 1.0}


def check_contents(wheel: Path) -> str:
    """The version in the metadata; the licences, and the page that PyPI shows, are inside."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith(".dist-info/METADATA"))).decode()
        for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
            packed = next(name for name in names if name.endswith(f".dist-info/licenses/{licence}"))
            expect(archive.read(packed) == (ROOT / licence).read_bytes(), f"{licence} is the project's")
    expect("License-Expression: MIT OR Apache-2.0" in metadata, "the licence is said")
    expect("uvx laneway simulate" in metadata, "the README is its description")
    version = re.search(r"^Version: (.+)$", metadata, re.MULTILINE)
    assert version is not None
    return version[1]


def expect(is_so: bool, what: str) -> None:
    if not is_so:
        sys.exit(f"expected that {what}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True, help="the folder with the wheel")
    wheels = sorted(parser.parse_args().wheels.glob("*.whl"))
    expect(len(wheels) == 1, f"there is one wheel: {wheels}")
    version = check_contents(wheels[0])
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "environment"
        venv.create(environment, with_pip=True)
        scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
        install = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
        subprocess.run([*install, wheels[0]], check=True)

        def laneway(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run([scripts / "laneway", *arguments], capture_output=True, text=True, cwd=folder)

        (Path(folder) / ".test_durations").write_text(json.dumps(DURATIONS))
        said = laneway("--version")
        expect(said.stdout == f"laneway {version}\n", f"--version is {version}: {said}")
        said = laneway("simulate", ".test_durations", "-n", "2", "--dist", "loadfile", "--json")
        expect(said.returncode == 0 and '"makespan":4000000000' in said.stdout, f"4 s and 2 s take 4 s: {said}")
        said = laneway("simulate", "no-such-file.xml")
        expect(said.returncode == 2 and "no-such-file.xml" in said.stderr, f"a wrong file is named: {said}")
    size = wheels[0].stat().st_size / 1e6
    print(f"{wheels[0].name}: {size:.1f} MB, installed and run")


if __name__ == "__main__":
    main()
