#!/usr/bin/env bash
# Records the samples again with the real tools; run it in this folder, then read the differences.
#
# It needs a virtual environment with pytest 9.2.0, pytest-xdist 3.8.0, pytest-reportlog 1.0.0, pytest-timing 0.4.0,
# pytest-split 0.11.0, pytest-cov 7.1.0 and pytest-rerunfailures 16.7 as first argument, and one with pytest 9.1.1,
# pytest-xdist 3.8.0 and pytest-reportlog 1.0.0 as second (9.2.0 loses the groups of --dist loadgroup).
set -u
new=$1/bin/python
old=$2/bin/python
here=$PWD
folder=$(mktemp -d)/suite
cp -r suite "$folder"
cd "$folder" || exit 1
run() { local python=$1; shift; "$python" -m pytest -p no:cacheprovider "$@"; }
quiet() { run "$@" > /dev/null; }

quiet "$new" --report-log=report_log.jsonl -n 2 tests/test_slow.py tests/unit
quiet "$new" --report-log=report_log_serial.jsonl tests/test_outcomes.py
quiet "$old" --report-log=report_log_loadgroup.jsonl -n 2 --dist loadgroup tests/unit
quiet "$new" --report-log=report_log_each.jsonl -n 2 --dist each tests/unit
quiet "$new" --report-log=report_log_crash.jsonl -n 2 crash
quiet "$new" --report-log=report_log_broken.jsonl --continue-on-collection-errors broken tests/unit
quiet "$new" --junitxml=junit_xunit2.xml tests/test_names.py tests/test_outcomes.py
quiet "$new" --junitxml=junit_xunit1.xml -o junit_family=xunit1 tests/test_names.py tests/unit
quiet "$new" --junitxml=junit_xdist.xml -n 2 tests/test_slow.py tests/unit
quiet "$new" --junitxml=junit_broken.xml --continue-on-collection-errors broken tests/unit
quiet "$new" --timing-json --timing-json-file=pytest_timing.json -n 2 tests/test_outcomes.py tests/unit
quiet "$new" --timing-json --timing-json-file=pytest_timing_serial.json --cov=tests tests/unit
quiet "$new" --timing-trace --timing-trace-file=invalid/trace.json tests/unit
quiet "$new" --store-durations --durations-path=test_durations.json
run "$new" --durations=0 -vv tests/test_outcomes.py tests/test_slow.py > durations.txt
run "$new" --durations=0 -vv -n 2 --color=yes tests/test_slow.py tests/unit > durations_xdist.txt
run "$new" --durations=0 --cov=tests tests/test_slow.py tests/unit > durations_hidden.txt
run "$new" -v tests/unit > verbose.txt
run "$new" --collect-only -q > collected.txt
run "$new" --collect-only -q -m slow > collected_slow.txt
mkdir -p invalid
run "$new" --collect-only tests/unit > invalid/collected_tree.txt
run "$new" --collect-only -qq > invalid/collected_counts.txt
quiet "$new" --cov=tests --cov-report=xml:invalid/coverage.xml tests/unit
quiet "$new" --junitxml=invalid/no_tests.xml -k nothing
quiet "$new" --junitxml=invalid/uncollected.xml broken

# What tells of the machine goes.
for file in *.jsonl *.xml *.json *.txt invalid/*; do
    [ "$file" = "invalid/*" ] || sed -i "s#$folder#/home/dev/suite#g; s#$1#/home/dev/env#g; s#$2#/home/dev/env#g; s#hostname=\"[^\"]*\"#hostname=\"ci\"#g" "$file"
done
cp ./*.jsonl ./*.xml ./*.json ./*.txt "$here"
cp invalid/* "$here/invalid"
