#!/usr/bin/env bash
# The whole test run: packages, build with warnings as errors, Native AOT publish with zero warnings, every test assembly.
# The last line is `N passed, N failed, N skipped`; the exit code is 0 only when none failed.
set -uo pipefail
cd "$(dirname "$0")/.."

fail() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

if ! { command -v clang || command -v gcc; } >/dev/null || [ ! -e /usr/include/zlib.h ] || ! command -v git >/dev/null; then
  (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y gcc zlib1g-dev git) >/dev/null 2>&1 \
    || fail "Native AOT needs gcc or clang, and zlib1g-dev; they could not be installed."
fi

dotnet build Sluis.slnx -c Release -v q -nologo || fail "The build failed."
dotnet format whitespace Sluis.slnx --no-restore --verify-no-changes -v q || fail "Run 'dotnet format whitespace'."
mkdir -p artifacts
dotnet publish src/Sluis.Cli -c Release -o artifacts/native -v q -nologo 2>&1 | tee artifacts/publish.log
[ "${PIPESTATUS[0]}" = 0 ] || fail "The native publish failed."
if grep -qE 'warning (IL|SL|CS)[0-9]+' artifacts/publish.log; then fail "The native publish has warnings."; fi
export SLUIS_BINARY="$PWD/artifacts/native/sluis"

passed=0 failed=0 skipped=0
for project in test/*.Tests; do
  name=$(basename "$project")
  log=artifacts/$name.log
  dotnet "$project/bin/Release/net10.0/$name.dll" -noColor 2>&1 | tee "$log" | grep -vE '^\s*\[(SKIP|PASS)\]' | tail -n 60
  counts=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  if [ -z "$counts" ]; then echo "$name did not finish."; failed=$((failed + 1)); continue; fi
  set -- $(echo "$counts" | grep -oE '[0-9]+')
  passed=$((passed + $1 - $3 - $4)) failed=$((failed + $2 + $3)) skipped=$((skipped + $4))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
