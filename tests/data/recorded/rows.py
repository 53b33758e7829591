"""Prints a report log as rows of `id,seconds`, in the order in which tests were first run."""

import csv
import json
import sys
from pathlib import Path


def main() -> None:
    """Adds up the phases of each test."""
    seconds: dict[str, float] = {}
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["$report_type"] == "TestReport":
                test = row["nodeid"]
                seconds[test] = seconds.get(test, 0.0) + row["duration"]
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["id", "seconds"])
    rows.writerows((test, f"{duration:.3g}") for test, duration in seconds.items())


main()
