#!/usr/bin/env bash
# Serves, rebuilds and reloads the page at every change of a file.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh dev
choose_toolchain

# Apart from what the other targets build: other flags, and names without digests.
export CARGO_TARGET_DIR=$TARGET/dev LEPTOS_SITE_ROOT=target/dev/site LEPTOS_HASH_FILES=false

# cargo-leptos takes the finished style sheet (style-file in Cargo.toml) and reloads when that changes.
NODE_PATH=$ROOT/end2end/node_modules tailwindcss -i style/main.css -o "$TARGET/tutta.css" --watch=always \
  >"$LOG/tailwind-watch.log" 2>&1 </dev/null &
trap 'kill %1 2>/dev/null' EXIT
until [ -s "$TARGET/tutta.css" ] || ! kill -0 %1 2>/dev/null; do sleep 0.2; done

cargo leptos watch
