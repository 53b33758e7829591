"""One test for each way in which a test can end."""

import pytest


def test_fails():
    assert 1 == 2


@pytest.mark.skip(reason="not today")
def test_skipped():
    pass


@pytest.mark.xfail(reason="known")
def test_expected_to_fail():
    assert False


@pytest.fixture
def broken_setup():
    raise RuntimeError("no set-up")


def test_error_in_setup(broken_setup):
    pass


@pytest.fixture
def broken_teardown():
    yield
    raise RuntimeError("no teardown")


def test_error_in_teardown(broken_teardown):
    pass


def test_fails_and_errors(broken_teardown):
    assert False


n_runs = 0


@pytest.mark.flaky(reruns=2)
def test_flaky():
    global n_runs
    n_runs += 1
    assert n_runs == 2
