"""One fixture of each scope that costs something, so that set-up and teardown show up in the reports."""

import time

import pytest


@pytest.fixture(scope="module")
def database():
    time.sleep(0.03)
    yield
    time.sleep(0.02)
