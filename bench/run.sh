#!/usr/bin/env bash
# Whole-process figures of the native binary for 5, 50, 500 and 5 000 synthetic services, generate and verify; bench/Stages has the stages. Publish first: test/run.sh does.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${SLUIS_BINARY:-$PWD/artifacts/native/sluis}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for n in 5 50 500 5000; do
  mkdir -p "$work/$n"
  python3 bench/synthetic.py "$n" > "$work/$n/compose.yaml"
  for run in 1 2 3 4 5; do
    rm -rf "$work/out"
    /usr/bin/env bash -c "TIMEFORMAT='%R'; time '$binary' generate '$work/$n' -o '$work/out' > '$work/log' 2>&1" 2>&1
  done | sort -n | awk -v n="$n" '{a[NR]=$1} END {printf "%5d services: median %.3f s (min %.3f, max %.3f)\n", n, a[int((NR+1)/2)], a[1], a[NR]}'
  tail -n 1 "$work/log"
  for run in 1 2 3; do
    /usr/bin/env bash -c "TIMEFORMAT='%R'; time '$binary' verify '$work/out' > '$work/log' 2>&1" 2>&1
  done | sort -n | awk '{a[NR]=$1} END {printf "      verify: median %.3f s\n", a[2]}'
done
