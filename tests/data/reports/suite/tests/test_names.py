"""Ids that a reader may stumble over."""

import pytest


@pytest.mark.parametrize("text", ["plain", "a b", "x::y", "a@b", "1.5", "a - b", "50%", 'say "hi"', "<tag>&", "a,b"])
def test_text(text):
    assert text


class TestOuter:
    def test_method(self):
        pass

    class TestInner:
        def test_deep(self):
            pass
