#!/usr/bin/env bash
# Serves, rebuilds and reloads the page at every change of a file.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -f style/main.css ] || die "style/main.css is missing"
scripts/setup.sh dev
choose_toolchain

# Apart from what the other targets build: other flags, and names without digests.
export CARGO_TARGET_DIR=$TARGET/dev LEPTOS_SITE_ROOT=target/dev/site LEPTOS_HASH_FILES=false

# cargo-leptos takes the finished style sheet (style-file in Cargo.toml) and reloads when that changes.
NODE_PATH=$ROOT/end2end/node_modules tailwindcss -i style/main.css -o "$TARGET/tutta.css" --watch=always \
  >"$LOG/tailwind-watch.log" 2>&1 </dev/null &
styles=$!
trap 'kill "$styles" 2>/dev/null || true' EXIT
until [ -s "$TARGET/tutta.css" ]; do
  kill -0 "$styles" 2>/dev/null || die "Tailwind stopped: see target/log/tailwind-watch.log"
  sleep 0.2
done

cargo leptos watch
