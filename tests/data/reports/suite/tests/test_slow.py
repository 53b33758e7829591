"""Tests that take time, some marked."""

import time

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("tenths", [3, 1])
def test_sleep(tenths, database):
    time.sleep(tenths / 10)


def test_short(database):
    time.sleep(0.05)
