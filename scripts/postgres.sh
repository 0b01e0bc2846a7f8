#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: postgres.sh start|stop|url [NAME]. `start` prints its address.
# It listens on a free loopback port only, forgets everything on stop, and trades durability for speed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

STATE=$TARGET/postgres
name=${2:-default}
mkdir -p "$STATE"

# initdb and postgres refuse to run as root.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

data_of() { cut -d ' ' -f 1 "$STATE/$1" 2>/dev/null; }

running() { [ -f "$STATE/$1" ] && unprivileged "$bin/pg_ctl" status -D "$(data_of "$1")/data" >/dev/null 2>&1; }

url() { printf 'postgres://tutta@127.0.0.1:%s\n' "$(cut -d ' ' -f 2 "$STATE/$1")"; }

stop() {
  local dir
  [ -f "$STATE/$1" ] || return 0
  dir=$(data_of "$1")
  unprivileged "$bin/pg_ctl" stop -D "$dir/data" -m immediate >/dev/null 2>&1 || true
  # Only ever a directory that `start` made.
  case $dir in */tutta-postgres.*) rm -rf "$dir" ;; esac
  rm -f "$STATE/$1"
}

# A run that was killed outright could not stop its server. Such runs name theirs by their process.
stop_orphans() {
  local file pid
  for file in "$STATE"/*; do
    pid=${file##*/}
    case $pid in '' | *[!0-9]*) continue ;; esac
    kill -0 "$pid" 2>/dev/null || stop "$pid"
  done
}

start() {
  local dir port try base=${TMPDIR:-/tmp}
  # root's own temporary directory may be closed to the user that the server runs as.
  if [ "$(id -u)" -eq 0 ]; then base=/tmp; fi
  dir=$(mktemp -d "$base/tutta-postgres.XXXXXX")
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir"; fi
  unprivileged "$bin/initdb" -D "$dir/data" -U tutta -A trust -E UTF8 --no-locale --no-sync >"$LOG/postgres.log" 2>&1 ||
    die "initdb failed: see target/log/postgres.log"
  # Another process may take the port between the asking and the listening.
  for try in 1 2 3; do
    port=$(free_port)
    echo "$dir $port" >"$STATE/$name"
    if unprivileged "$bin/pg_ctl" start -w -t 60 -D "$dir/data" -l "$dir/log" -o "-c listen_addresses=127.0.0.1 -c port=$port \
      -c unix_socket_directories='' -c max_connections=200 -c shared_buffers=128MB -c fsync=off \
      -c synchronous_commit=off -c full_page_writes=off" >>"$LOG/postgres.log" 2>&1 9>&-; then return; fi
    say "PostgreSQL did not start on port $port (try $try)" >&2
  done
  cat "$dir/log" >>"$LOG/postgres.log" 2>/dev/null || true
  stop "$name"
  die "PostgreSQL did not start: see target/log/postgres.log"
}

bin=$(find_postgres)
[ -n "$bin" ] || die "PostgreSQL's server programs were not found: run scripts/setup.sh test"
case ${1:-} in
  start)
    stop_orphans
    if ! running "$name"; then
      stop "$name"
      start
    fi
    url "$name"
    ;;
  stop) stop "$name" ;;
  url) if running "$name"; then url "$name"; else die "not running"; fi ;;
  *) die "postgres.sh start|stop|url [NAME]" ;;
esac
