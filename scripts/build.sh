#!/usr/bin/env bash
# Builds the site and the server: build.sh [dev|release|site]. `site` leaves the server out.
#   target/site                  what is served: pkg/tutta.<hash>.{js,wasm,css}, pkg/strength.<hash>.{js,wasm},
#                                public/, .br and .gz copies
#   target/{debug,release}/tutta the server, and hash.txt beside it, which tells Leptos the names above
# A step whose inputs have not changed is skipped; cargo sees to its own.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
mode=${1:-dev}
case $mode in dev | release | site) ;; *) die "build.sh [dev|release|site]" ;; esac

choose_toolchain || die "Rust can't build for $WASM_TARGET: run scripts/setup.sh"
alone build
WEB=$TARGET/web
mkdir -p "$WEB"

# What rustc's wasm may hold by default; wasm-opt takes nothing for granted.
FEATURES="--enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals
  --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext"

# bindgen WASM NAME DIRECTORY
bindgen() {
  rm -rf "$WEB/$3.new"
  wasm-bindgen "$1" --target web --out-name "$2" --out-dir "$WEB/$3.new" --no-typescript \
    --omit-default-module-path --remove-name-section --remove-producers-section
}

# shrink NAME DIRECTORY
shrink() {
  # shellcheck disable=SC2086
  wasm-opt -Oz $FEATURES "$WEB/$2.new/$1_bg.wasm" -o "$WEB/$2.new/small.wasm"
  mv "$WEB/$2.new/small.wasm" "$WEB/$2.new/$1_bg.wasm"
}

# module TITLE PACKAGE WASM NAME DIRECTORY: what cargo builds, made ready for browsers.
module() {
  local wasm=$FRONT/$WASM_TARGET/wasm-release/$3.wasm key
  step "$1 (wasm)" "$4" env CARGO_TARGET_DIR="$FRONT" \
    cargo build -p "$2" --target "$WASM_TARGET" --profile wasm-release
  key=$(digest "$wasm" scripts/build.sh end2end/package-lock.json)-$WASM_BINDGEN
  if fresh "$WEB/$5/.stamp" "$key"; then return; fi
  step "wasm-bindgen ($4)" "wasm-bindgen-$4" bindgen "$wasm" "$4" "$5"
  step "wasm-opt ($4)" "wasm-opt-$4" shrink "$4" "$5"
  echo "$key" >"$WEB/$5.new/.stamp"
  swap_in "$WEB/$5"
}

client() {
  module "client" frontend frontend tutta pkg
  # Judges new passwords; loaded when one is typed (ADR 10).
  module "password meter" strength-web strength_web strength strength
}

tailwind() {
  # Tailwind's own style sheet lies in end2end/node_modules, where style/ would not find it.
  NODE_PATH=$ROOT/end2end/node_modules tailwindcss -i style/main.css -o "$TARGET/tutta.css.new" --minify
  mv "$TARGET/tutta.css.new" "$TARGET/tutta.css"
}

styles() {
  local key
  [ -f style/main.css ] || die "style/main.css is missing"
  key=$(digest style src public end2end/package-lock.json scripts/build.sh)
  # `make dev` writes the same file, unminified: what it holds counts too.
  if [ -f "$TARGET/tutta.css" ] && fresh "$WEB/css.stamp" "$key $(digest "$TARGET/tutta.css")"; then return; fi
  step "styles (Tailwind)" tailwind tailwind
  echo "$key $(digest "$TARGET/tutta.css")" >"$WEB/css.stamp"
}

assemble() {
  node scripts/site.mjs "$WEB/pkg" "$WEB/strength" "$TARGET/tutta.css" public "$TARGET/site.new" >"$WEB/hash.txt.new"
  mv "$WEB/hash.txt.new" "$WEB/hash.txt"
}

site() {
  local key dir
  key=$(digest "$WEB/pkg" "$WEB/strength" "$TARGET/tutta.css" public scripts/site.mjs)
  if ! { [ -d "$TARGET/site" ] && fresh "$WEB/site.stamp" "$key"; }; then
    rm -f "$WEB/site.stamp"
    step "site (names by content, brotli, gzip)" site assemble
    swap_in "$TARGET/site"
    echo "$key" >"$WEB/site.stamp"
  fi
  # Beside every binary that may serve the site; the integration tests' is in debug/deps.
  for dir in debug debug/deps release; do
    mkdir -p "$TARGET/$dir"
    if ! cmp -s "$WEB/hash.txt" "$TARGET/$dir/hash.txt"; then
      cp "$WEB/hash.txt" "$TARGET/$dir/hash.txt.new"
      mv "$TARGET/$dir/hash.txt.new" "$TARGET/$dir/hash.txt"
    fi
  done
}

client
styles
site
case $mode in
  dev) step "server" server cargo build --bin tutta --no-default-features --features ssr ;;
  release) step "server (release)" server cargo build --bin tutta --no-default-features --features ssr --release ;;
esac
