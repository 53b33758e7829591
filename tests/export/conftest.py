"""The command line to ask."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from kit.laneway import Laneway


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--laneway", required=True, help="the command line to ask")


@pytest.fixture(scope="session")
def laneway(request: pytest.FixtureRequest) -> Laneway:
    return Laneway(str(Path(request.config.getoption("--laneway")).resolve()))
