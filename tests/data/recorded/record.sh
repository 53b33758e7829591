#!/bin/sh
# Records the test suites of four packages: `./record.sh [FOLDER FOR WORK]`.
#
# Each suite is run once, serially, under the pinned versions below, and kept as `NAME.csv.gz` beside this script: rows of
# `id,seconds` in collection order, set-up, call and teardown together, to three significant digits. Ids and durations
# alone are kept, no code. Where `chrt` is allowed, the run has real-time priority, so that other work on the machine
# disturbs it little. Takes about ten minutes, a network, and Python 3.11.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
cd "$work"

python3 -m venv venv
. venv/bin/activate
pip install --quiet pytest==9.0.2 pytest-reportlog==1.0.0 \
    networkx==3.6.1 numpy==2.3.5 scipy==1.16.3 \
    sympy==1.14.0 mpmath==1.3.0 \
    tornado==6.5.2 \
    attrs==25.4.0 hypothesis==6.148.7
pip download --quiet --no-deps --no-binary attrs --dest . attrs==25.4.0
tar xzf attrs-25.4.0.tar.gz
packages=$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

priority=
if chrt -f 20 true 2>/dev/null; then priority="chrt -f 20"; fi

# record NAME FOLDER ARGUMENTS...: runs pytest in a folder.
record() {
    name=$1 folder=$2
    shift 2
    rm -f "$work/$name.jsonl"
    echo "recording $name"
    # A failing test was run like any other.
    (cd "$folder" && PYTHONHASHSEED=0 $priority python -m pytest -q -p no:cacheprovider -p no:randomly \
        --rootdir=. --report-log="$work/$name.jsonl" "$@" >"$work/$name.log" 2>&1) || tail -n 3 "$work/$name.log"
    python "$here/rows.py" "$work/$name.jsonl" | gzip -9n >"$here/$name.csv.gz"
}

record networkx "$packages" networkx
record sympy "$packages" --import-mode=importlib -m "not slow" sympy/functions sympy/geometry
record tornado "$packages" tornado/test
record attrs attrs-25.4.0 tests
