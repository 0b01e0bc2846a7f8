#!/usr/bin/env bash
# Builds the site and the server: build.sh [dev|release|site]. `site` leaves the server out.
#   target/site                  what is served: pkg/tutta.<hash>.{js,wasm,css}, pkg/{office,strength}.<hash>.{js,wasm},
#                                public/, .br and .gz copies
#   target/{debug,release}/tutta the server, and beside it hash.txt and hash.office.txt, which tell the names above
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

# compile TITLE LOG CARGO-ARGUMENTS...
compile() {
  local title=$1 log=$2
  shift 2
  step "$title (wasm)" "$log" env CARGO_TARGET_DIR="$FRONT" \
    cargo build "$@" --target "$WASM_TARGET" --profile wasm-release
}

# module WASM NAME: what cargo built, made ready for browsers in a directory of its name.
module() {
  local wasm=$FRONT/$WASM_TARGET/wasm-release/$1.wasm key
  key=$(digest "$wasm" scripts/build.sh end2end/package-lock.json)-$WASM_BINDGEN
  if fresh "$WEB/$2/.stamp" "$key"; then return; fi
  step "wasm-bindgen ($2)" "wasm-bindgen-$2" bindgen "$wasm" "$2" "$2"
  step "wasm-opt ($2)" "wasm-opt-$2" shrink "$2" "$2"
  echo "$key" >"$WEB/$2.new/.stamp"
  swap_in "$WEB/$2"
}

client() {
  # The two parts of the client (ADR 8), and what judges new passwords, loaded when one is typed (ADR 10).
  compile "client" client -p frontend --bins
  compile "password meter" strength -p strength-web
  module desk tutta
  module office office
  module strength_web strength
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
  node scripts/site.mjs "$WEB" "$TARGET/tutta.css" public "$TARGET/site.new"
}

site() {
  local key dir names
  key=$(digest "$WEB/tutta" "$WEB/office" "$WEB/strength" "$TARGET/tutta.css" public scripts/site.mjs)
  if ! { [ -d "$TARGET/site" ] && fresh "$WEB/site.stamp" "$key"; }; then
    rm -f "$WEB/site.stamp"
    step "site (names by content, brotli, gzip)" site assemble
    swap_in "$TARGET/site"
    echo "$key" >"$WEB/site.stamp"
  fi
  # Beside every binary that may serve the site; the integration tests' is in debug/deps.
  for dir in debug debug/deps release; do
    mkdir -p "$TARGET/$dir"
    for names in hash.txt hash.office.txt; do
      if ! cmp -s "$WEB/$names" "$TARGET/$dir/$names"; then
        cp "$WEB/$names" "$TARGET/$dir/$names.new"
        mv "$TARGET/$dir/$names.new" "$TARGET/$dir/$names"
      fi
    done
  done
}

client
styles
site
case $mode in
  dev) step "server" server cargo build --bin tutta --no-default-features --features ssr ;;
  release) step "server (release)" server cargo build --bin tutta --no-default-features --features ssr --release ;;
esac
