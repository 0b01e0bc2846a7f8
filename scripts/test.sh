#!/usr/bin/env bash
# Everything that must hold: test.sh [all|check]. `check` is the fast part, for every commit.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
what=${1:-all}

TUTTA_TIMINGS=$(mktemp)
export TUTTA_TIMINGS
finish() {
  status=$?
  scripts/postgres.sh stop "$$" >/dev/null 2>&1 || true
  if [ "$what" = all ]; then
    printf '\nHow long each step took (%s s in all):\n' "$SECONDS"
    cat "$TUTTA_TIMINGS"
  fi
  rm -f "$TUTTA_TIMINGS"
  if [ "$status" -eq 0 ] && [ -n "${summary:-}" ]; then printf '\n%s\n' "$summary"; fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The tests that cargo's log names as passed.
passed() { awk '/^test result: ok\. / { n += $4 } END { print n + 0 }' "$LOG/$1.log"; }

# What tests said that they left out, and why.
skipped() { sed -n 's/^\*\*\* SKIPPED: \(.*\) \*\*\*$/; SKIPPED: \1/p' "$LOG/$1.log" | sort -u | tr -d '\n'; }

lint() {
  step "formatting" fmt cargo fmt --all --check
  step "clippy (server)" clippy-server cargo clippy --no-default-features --features ssr --all-targets -- -D warnings
  # With the build's profile and directory, so that both share what is compiled for the host.
  step "clippy (client)" clippy-client env CARGO_TARGET_DIR="$FRONT" \
    cargo clippy -p frontend -p strength-web --lib --bins --target "$WASM_TARGET" --profile wasm-release -- -D warnings
}

browser() {
  local report=$LOG/playwright.json
  rm -f "$report"
  (
    cd end2end
    CHROMIUM_PATH=$(find_chromium)
    if [ -n "$CHROMIUM_PATH" ]; then export CHROMIUM_PATH; else unset CHROMIUM_PATH; fi
    CI=1 PLAYWRIGHT_JSON_OUTPUT_FILE=$report PLAYWRIGHT_JSON_OUTPUT_NAME=$report \
      playwright test --reporter=list,json
  )
}

# The calls that were made to the API.
calls() { awk '/ generated/ { n += $1 } END { print n + 0 }' "$LOG/fuzz.log"; }

browser_passed() {
  node -p 'const s = JSON.parse(require("fs").readFileSync(process.argv[1])).stats;
    `${s.expected} passed` + (s.flaky ? `, ${s.flaky} only when tried again` : "") + (s.skipped ? `, ${s.skipped} skipped` : "")' \
    "$LOG/playwright.json"
}

case $what in
  check)
    scripts/setup.sh lint
    choose_toolchain
    lint
    step "unit tests" test-unit cargo test --no-default-features --features ssr --lib --bins
    step "tidy tests" test-tidy cargo test --no-default-features --features ssr --test it tidy
    summary="unit: $(passed test-unit) passed; tidy: $(passed test-tidy) passed"
    ;;
  all)
    scripts/setup.sh test
    choose_toolchain
    lint
    # First, since the pages that the integration tests render name its files.
    scripts/build.sh site
    TUTTA_TEST_POSTGRES=$(scripts/postgres.sh start "$$")
    export TUTTA_TEST_POSTGRES
    step "unit and integration tests (SQLite, PostgreSQL)" test cargo test --no-default-features --features ssr --no-fail-fast
    scripts/postgres.sh stop "$$"
    step "size of the first load" size scripts/size.sh
    tail -n 1 "$LOG/size.log"
    # The tests also built target/debug/tutta, exactly as the tests had it: a `cargo build` now would compile most
    # dependencies a second time, since it leaves out the features that the tests' own ones ask for.
    step "the API against its description" fuzz scripts/fuzz.sh
    [ -f end2end/playwright.config.ts ] || die "there are no browser tests: end2end/playwright.config.ts is missing"
    step "browser tests" browser browser
    summary="unit+integration (sqlite, postgres): $(passed test) passed; API: $(calls) calls; browser: $(browser_passed)$(skipped test)"
    ;;
  *) die "test.sh [all|check]" ;;
esac
