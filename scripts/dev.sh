#!/usr/bin/env bash
# Serves, rebuilds and reloads the page at every change of a file.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh dev
choose_toolchain

# Apart from what the other targets build: other flags, and names without digests.
export CARGO_TARGET_DIR=$TARGET/dev LEPTOS_SITE_ROOT=target/dev/site LEPTOS_HASH_FILES=false
# Where the style sheet's `@import "tailwindcss"` is.
export NODE_PATH=$ROOT/end2end/node_modules

cargo leptos watch
