"""A worker that dies. Not part of the other recordings."""

import os


def test_before():
    pass


def test_dies():
    os._exit(1)


def test_after():
    pass
