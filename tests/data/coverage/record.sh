#!/usr/bin/env bash
# Records the samples again with the real coverage.py; run it in this folder, then read the differences.
#
# First argument: a virtual environment with coverage 7.17.3; second: one with coverage 7.5.4, which writes version 2 of
# the JSON and its own LCOV. Python 3.11.
set -eu
here=$PWD
folder=$(mktemp -d)/program
cp -r program "$folder"
cd "$folder"
report() { # the name of the sample, the data file
    "$coverage" json -q --data-file="$2" -o "$1.json"
    "$coverage" xml -q --data-file="$2" -o "$1.xml"
    "$coverage" lcov -q --data-file="$2" -o "$1.lcov"
    echo "$1 $("$coverage" report --data-file="$2" --format=total --precision=9)" >> totals.txt
}
for kind in line branch; do
    coverage=$1/bin/coverage
    flags=$([ $kind = line ] || echo --branch)
    for lane in unit heavy; do
        "$coverage" run $flags --source=. --omit="unit.py,heavy.py" --data-file=".$kind.$lane" $lane.py
        report ${kind}_$lane ".$kind.$lane"
    done
    "$coverage" combine -q --keep --data-file=".$kind" ".$kind.unit" ".$kind.heavy"
    report ${kind}_both ".$kind"
done
coverage=$2/bin/coverage
"$coverage" run --branch --source=. --omit="unit.py,heavy.py" --data-file=.old heavy.py
report old_heavy .old
sed -i "s#$folder#/home/dev/program#g" ./*.xml ./*.json
cp ./*.json ./*.xml ./*.lcov totals.txt "$here"
