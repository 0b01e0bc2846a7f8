# shellcheck shell=bash
# What all scripts share: paths, steps with their time and log, stamps, and the choice of toolchain.
# To be sourced. Written for bash 3.2 too, which is what macOS has.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$ROOT" || exit 1
# shellcheck source=versions.env
. scripts/versions.env

TARGET=$ROOT/target
LOG=$TARGET/log
TOOLS=${TUTTA_TOOLS:-$HOME/.cache/tutta}
FRONT=$TARGET/front
WASM_TARGET=wasm32-unknown-unknown
SCHEMATHESIS_BIN=$TOOLS/schemathesis-$SCHEMATHESIS/bin/schemathesis
mkdir -p "$LOG" "$TOOLS/bin"

# A directory of somebody's own environment would hide what the later steps look for.
export CARGO_TARGET_DIR=$TARGET

# wasm-bindgen reads from the symbols' neighbours which features the wasm uses; it drops all of them itself.
export CARGO_PROFILE_WASM_RELEASE_STRIP=none

WASM_BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)

NODE_PLATFORM=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
PATH=$TOOLS/wasm-bindgen-$WASM_BINDGEN/bin:$TOOLS/cargo-leptos-$CARGO_LEPTOS/bin:$TOOLS/bin:$ROOT/end2end/node_modules/.bin:$PATH
# Only there where the system's own Node is too old.
PATH=$TOOLS/node-$NODE_FETCH/node_modules/node-$NODE_PLATFORM/bin:$PATH
# rustup's directory is missing from the PATH of a shell opened before its installation.
case :$PATH: in *":$HOME/.cargo/bin:"*) ;; *) PATH=$PATH:$HOME/.cargo/bin ;; esac
export PATH

say() { printf '    %s\n' "$*"; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 1.94 1.96.0: the second version is the first or newer.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# step TITLE LOG COMMAND...: runs it quietly; its output is in target/log/LOG.log, and shown when it fails.
step() {
  local title=$1 log=$LOG/$2.log start=$SECONDS status=0
  shift 2
  printf '==> %s … ' "$title"
  # A subshell of its own, because `set -e` means nothing inside a command whose status is looked at;
  # without the lock, because a daemon that a package starts would keep it.
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null 9>&-
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    printf 'failed (%s s)\n\n' $((SECONDS - start))
    tail -n "${TUTTA_TAIL:-60}" "$log" >&2
    printf '\nerror: %s failed with status %s; all of its output is in %s\n' "$title" "$status" "${log#"$ROOT"/}" >&2
    exit "$status"
  fi
  printf '(%s s)\n' $((SECONDS - start))
  if [ -n "${TUTTA_TIMINGS:-}" ]; then printf '%6s s  %s\n' $((SECONDS - start)) "$title" >>"$TUTTA_TIMINGS"; fi
}

# as_root WHY COMMAND...: the only way these scripts touch the system, always said beforehand.
as_root() {
  local why=$1
  shift
  if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
  have sudo || die "$why needs root, and there is no sudo here. As root: $*"
  printf '\n    %s needs root: sudo %s\n' "$why" "$*" >/dev/tty 2>/dev/null || true
  sudo "$@"
}

if have sha256sum; then SHA=(sha256sum); else SHA=(shasum -a 256); fi

# digest PATH...: one digest of the names and contents of all files below. Contents rather than times,
# because a checkout, a copy or a restored cache changes times alone.
digest() {
  local path
  for path in "$@"; do
    if [ -e "$path" ]; then find "$path" -type f -print0; fi
  done | LC_ALL=C sort -z | xargs -0 "${SHA[@]}" /dev/null | "${SHA[@]}" | cut -c 1-40
}

# fresh STAMP KEY: the work that KEY describes was finished.
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# swap_in DIRECTORY: DIRECTORY.new takes its place. All or nothing but for one rename, which a next run repairs.
swap_in() {
  rm -rf "$1.old"
  if [ -e "$1" ]; then mv "$1" "$1.old"; fi
  mv "$1.new" "$1"
  rm -rf "$1.old"
}

# free_port: a port of this machine that nothing listens on.
free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# alone NAME: two builds in one tree would write over each other. (macOS has no flock: there, don't.)
alone() {
  if have flock; then
    exec 9>"$TARGET/.$1.lock"
    flock 9
  fi
}

# wasm_works [TOOLCHAIN]: really builds something, since a standard library for another compiler's version
# and a missing linker look fine from outside.
wasm_works() {
  local out status=0
  out=$(mktemp -d)
  (
    if [ $# -gt 0 ]; then export RUSTUP_TOOLCHAIN=$1; fi
    at_least "$RUST_MIN" "$(rustc -V 2>/dev/null | cut -d ' ' -f 2)" &&
      echo 'pub fn probe() { println!("{:?}", std::time::Duration::ZERO) }' |
      rustc - --crate-name probe --crate-type cdylib --target "$WASM_TARGET" -o "$out/probe.wasm"
  ) >/dev/null 2>&1 || status=1
  rm -rf "$out"
  return "$status"
}

# choose_toolchain: server and client are built by ONE toolchain: the usual one if it knows wasm32, else
# Debian's (which setup.sh links as debian-web). What the caller has chosen is kept.
choose_toolchain() {
  if [ -n "${TUTTA_TOOLCHAIN_CHOSEN:-}" ]; then return 0; fi
  if wasm_works; then
    :
  elif [ -z "${RUSTUP_TOOLCHAIN:-}" ] && wasm_works debian-web; then
    export RUSTUP_TOOLCHAIN=debian-web
  else
    return 1
  fi
  export TUTTA_TOOLCHAIN_CHOSEN=1
}

# Playwright's own browser needs no path, so this may print nothing.
find_chromium() {
  local name
  if [ -n "${CHROMIUM_PATH:-}" ]; then echo "$CHROMIUM_PATH"; return; fi
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if have "$name"; then command -v "$name"; return; fi
  done
}

# The directory of PostgreSQL's server programs; Debian keeps them off the PATH.
find_postgres() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
    /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /usr/pgsql-*/bin; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then echo "$dir"; return; fi
  done
  if have initdb && have postgres; then dirname "$(command -v initdb)"; fi
}
