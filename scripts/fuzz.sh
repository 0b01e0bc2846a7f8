#!/usr/bin/env bash
# Holds the served API to its own description: fuzz.sh [CALLS [ROLE...]]. Signed in as people of the demo, every operation is
# called with what the description allows and with what it does not; no answer may be a 5xx or one that is not described.
# CALLS is how many are made up for each operation, beside those that follow from the description; SEED makes up others.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
calls=${1:-3}
if [ $# -gt 0 ]; then shift; fi
if [ $# -eq 0 ]; then set -- owner agent member; fi

tutta=$TARGET/debug/tutta
folder=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  server=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

email_of() {
  case $1 in
    owner) echo olivia.hart@acme-robotics.example ;;
    agent) echo amara.diallo@acme-robotics.example ;;
    member) echo marta.kowalska@baltic-castings.example ;;
    *) die "the roles are owner, agent and member, not $1" ;;
  esac
}

# with_data DIRECTORY COMMAND: the program on a database of its own. Everybody comes from one address here.
with_data() {
  DATABASE_URL="sqlite://$1/fuzz.db?mode=rwc" TUTTA__SERVER__DATA_DIR=$1 TUTTA__SERVER__LOG_FILTER=warn \
    TUTTA__LIMITS__GENEROSITY=1000000 exec "$tutta" "$2"
}

serve() {
  local try
  PORT=$(free_port)
  export PORT
  with_data "$1" serve >"$1/log" 2>&1 9>&- &
  server=$!
  for try in $(seq 150); do
    if grep -q '^Tutta serves' "$1/log"; then return; fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$1/log" >&2
  die "$tutta does not serve (try $try)"
}

# ask ROLE: each role has a copy of the demo of its own, so that what one takes away is there for the next.
ask() {
  local status=0
  cp -R "$folder/demo" "$folder/$1"
  serve "$folder/$1"
  printf '\n=== Signed in as %s\n' "$1"
  # From the directory that goes: it keeps notes where it is run.
  (
    cd "$folder/$1"
    TUTTA_EMAIL=$(email_of "$1") "$SCHEMATHESIS_BIN" --config-file "$ROOT/scripts/fuzz.toml" run \
      "http://127.0.0.1:$PORT/api/openapi.json" --seed "${SEED:-1}" --max-examples "$calls"
  ) || status=$?
  stop
  # What broke inside is in the program's log.
  cat "$folder/$1/log"
  return "$status"
}

[ -x "$tutta" ] || die "there is no $tutta: run scripts/build.sh dev"
[ -x "$SCHEMATHESIS_BIN" ] || die "schemathesis is missing: run scripts/setup.sh test"
mkdir "$folder/demo"
(with_data "$folder/demo" demo) >"$folder/demo/log" 2>&1 || { cat "$folder/demo/log" >&2; die "the demo could not be made"; }
status=0
for role; do ask "$role" || status=1; done
exit "$status"
