"""Tests that must share a worker."""

import time

import pytest


@pytest.mark.xdist_group("db")
@pytest.mark.parametrize("row", ["one", "two"])
def test_in_group(row):
    time.sleep(0.02)


@pytest.mark.xdist_group("mail")
class TestMail:
    def test_send(self):
        time.sleep(0.01)


def test_alone():
    pass
