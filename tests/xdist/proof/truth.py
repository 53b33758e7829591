"""The true answer to a case."""

from __future__ import annotations

from typing import Any

from proof import plain
from proof.broken import complaint
from proof.session import Session


def answer(case: dict[str, Any]) -> dict[str, Any]:
    complaint_alone = complaint(case)
    if complaint_alone is not None:
        return complaint_alone
    if case["dist"] == "no" or case["workers"] == 0:
        return plain.run(case)
    return Session(case).run()
