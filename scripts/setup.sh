#!/usr/bin/env bash
# Installs what is missing, and nothing else: setup.sh [lint|build|test|dev].
# Works where tools can be downloaded, and where only the package registries (crates.io, npm, PyPI, Debian)
# can be reached: there rustup has no wasm32 target, and Debian's compiler serves instead.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
what=${1:-build}

has_apt() { have apt-get; }

apt_install() {
  local why=$1
  shift
  # A fresh machine has no package lists, an old one has stale lists: fetch them when the first try fails.
  as_root "$why" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" && return
  as_root "$why" apt-get update
  as_root "$why" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

apt_install_newest() {
  as_root "$1" apt-get update
  apt_install "$@"
}

c_compiler() {
  if have cc && have make; then return; fi
  has_apt || die "a C compiler is needed (macOS: xcode-select --install)"
  step "C compiler (for SQLite and cryptography)" apt-cc apt_install "the C compiler" build-essential
}

# --- Rust ---------------------------------------------------------------------------------------------

# The standard library for wasm32, which Debian does not package, from Debian's source of it.
# Bitcode is embedded because the client is linked with LTO.
build_wasm_std() {
  local dir=$TOOLS/build/wasm-std libs
  rm -rf "$dir"
  mkdir -p "$dir/src"
  printf '[package]\nname = "wasm_std"\nversion = "0.0.0"\nedition = "2021"\n' >"$dir/Cargo.toml"
  : >"$dir/src/lib.rs"
  (
    cd "$dir"
    CARGO_TARGET_DIR=$dir/target RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
      cargo build --release -Zbuild-std=std,panic_abort,panic_unwind --target "$WASM_TARGET"
  )
  rm -f "$dir/target/$WASM_TARGET/release/deps/"libwasm_std*
  libs=$(rustc --print target-libdir --target "$WASM_TARGET")
  # Libraries of an earlier compiler beside the new ones would be ambiguous.
  as_root "the standard library for wasm32" rm -rf "$libs.new" "$libs"
  as_root "the standard library for wasm32" mkdir -p "$libs.new"
  as_root "the standard library for wasm32" cp "$dir/target/$WASM_TARGET/release/deps/"*.rlib "$libs.new/"
  as_root "the standard library for wasm32" mv "$libs.new" "$libs"
  rm -rf "$dir"
}

debian_rust() {
  # An old list would install an old compiler without complaint.
  # shellcheck disable=SC2086
  step "Debian's Rust (rustup has no wasm32 target here)" apt-rust apt_install_newest "Debian's Rust" $DEBIAN_RUST
  if have rustup; then
    rustup toolchain link debian-web /usr
    export RUSTUP_TOOLCHAIN=debian-web
  fi
  # rustc calls its linker for wasm by this name; in our own directory, so the system stays as it is.
  ln -sf "$DEBIAN_LLD" "$TOOLS/bin/rust-lld"
  if ! wasm_works; then
    step "standard library for wasm32" wasm-std build_wasm_std
  fi
}

rust() {
  if have cargo && choose_toolchain; then return; fi
  if have rustup && [ -z "${RUSTUP_TOOLCHAIN:-}" ]; then
    if ! at_least "$RUST_MIN" "$(rustc -V 2>/dev/null | cut -d ' ' -f 2)"; then
      printf '==> newer Rust: rustup update stable\n'
      rustup update stable >"$LOG/rustup.log" 2>&1 || say "rustup can't fetch it here"
    fi
    rustup target add "$WASM_TARGET" >>"$LOG/rustup.log" 2>&1 || say "rustup can't fetch $WASM_TARGET here: trying Debian's Rust"
    if choose_toolchain; then return; fi
  fi
  has_apt || die "no Rust $RUST_MIN or newer that builds for $WASM_TARGET. Install rustup, then: rustup target add $WASM_TARGET"
  debian_rust
  choose_toolchain || die "Rust can't build for $WASM_TARGET; see target/log/rustup.log and target/log/wasm-std.log"
}

lints() {
  if cargo clippy -V >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; then return; fi
  if [ "${RUSTUP_TOOLCHAIN:-}" = debian-web ] || ! have rustup; then
    step "clippy and rustfmt" apt-lints apt_install "clippy and rustfmt" rust-web-clippy rustfmt-web
  else
    step "clippy and rustfmt" rustup-lints rustup component add clippy rustfmt
  fi
}

# --- Rust's tools ---------------------------------------------------------------------------------------

# Each tool has a directory named by its version: going back to an older commit finds its tool again.
# A tool is built quickly rather than well, in a directory that survives an interruption.
cargo_tool() {
  local crate=$1 version=$2 opt=$3
  shift 3
  export CARGO_TARGET_DIR=$TOOLS/build/$crate CARGO_PROFILE_RELEASE_OPT_LEVEL=$opt \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0
  # The crate's own lock file first; a registry that lags behind it doesn't have all of its versions.
  cargo install "$crate@$version" --root "$TOOLS/${crate%-cli}-$version" --locked "$@" ||
    cargo install "$crate@$version" --root "$TOOLS/${crate%-cli}-$version" "$@"
  rm -rf "$CARGO_TARGET_DIR"
}

wasm_bindgen() {
  [ -n "$WASM_BINDGEN" ] || die "Cargo.lock names no wasm-bindgen"
  if [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $WASM_BINDGEN" ]; then return; fi
  # Without its default features it has no TLS, which only its test runner needs.
  step "wasm-bindgen $WASM_BINDGEN" wasm-bindgen-install \
    cargo_tool wasm-bindgen-cli "$WASM_BINDGEN" 0 --no-default-features --bin wasm-bindgen
}

cargo_leptos() {
  if [ "$(cargo-leptos --version 2>/dev/null)" = "cargo-leptos $CARGO_LEPTOS" ]; then return; fi
  step "cargo-leptos $CARGO_LEPTOS (once; takes some minutes)" cargo-leptos-install \
    cargo_tool cargo-leptos "$CARGO_LEPTOS" 1 --features no_downloads
}

# --- Node and its packages ------------------------------------------------------------------------------

node_works() { have npm && have node && at_least "$NODE_MIN" "$(node -v | tr -d v)"; }

# Debian 12's Node is 18; npm itself can bring a newer one.
fetch_node() {
  rm -rf "$TOOLS/node-$NODE_FETCH"
  npm install --no-audit --no-fund --prefix "$TOOLS/node-$NODE_FETCH" "node-$NODE_PLATFORM@$NODE_FETCH"
}

node_js() {
  if node_works; then return; fi
  if has_apt && ! have node; then step "Node.js" apt-node apt_install "Node.js" nodejs; fi
  # Some packages of Node bring npm along and refuse a second one.
  if has_apt && ! have npm; then step "npm" apt-npm apt_install "npm" npm; fi
  if ! node_works && have npm; then step "Node.js $NODE_FETCH (the system's is too old)" node-fetch fetch_node; fi
  hash -r
  node_works || die "Node.js $NODE_MIN or newer with npm is needed"
}

npm_packages() {
  local key
  key=$(digest end2end/package.json end2end/package-lock.json)-$NODE_PLATFORM
  if fresh end2end/node_modules/.tutta "$key"; then return; fi
  step "npm packages (Tailwind, wasm-opt, Playwright)" npm-ci npm --prefix end2end ci --no-audit --no-fund
  echo "$key" >end2end/node_modules/.tutta
}

# --- For the tests --------------------------------------------------------------------------------------

is_debian() { grep -qs '^ID=debian' /etc/os-release; }

chromium() {
  if [ -n "$(find_chromium)" ]; then return; fi
  # Elsewhere (Ubuntu's is a snap, which does not run in a container) Playwright's own is the surer one.
  if is_debian; then
    step "Chromium" apt-chromium apt_install "Chromium" chromium fonts-liberation
  elif ! (cd end2end && node -e 'process.exit(require("fs").existsSync(require("playwright-core").chromium.executablePath()) ? 0 : 1)'); then
    step "Chromium" playwright-install playwright install --with-deps chromium
  fi
}

postgres() {
  if [ -n "$(find_postgres)" ]; then return; fi
  has_apt || die "PostgreSQL's server programs are needed for the tests (macOS: brew install postgresql)"
  step "PostgreSQL" apt-postgres apt_install "PostgreSQL" postgresql
}

python() {
  if have python3 && at_least "$PYTHON_MIN" "$(python3 -c 'import ensurepip, platform; print(platform.python_version())' 2>/dev/null)"; then return; fi
  has_apt || die "Python $PYTHON_MIN or newer with venv is needed for the tests (macOS: brew install python)"
  step "Python" apt-python apt_install "Python" python3 python3-venv
}

# In an environment of its own: nothing of the system's Python changes.
fetch_schemathesis() {
  local dir=${SCHEMATHESIS_BIN%/bin/*}
  rm -rf "$dir"
  python3 -m venv "$dir"
  "$dir/bin/pip" install --disable-pip-version-check --constraint scripts/fuzz.txt "schemathesis==$SCHEMATHESIS"
}

schemathesis() {
  local key stamp=${SCHEMATHESIS_BIN%/bin/*}/.tutta
  key=$(digest scripts/fuzz.txt)-$SCHEMATHESIS
  # A newer Python in the place of the one it was made for leaves it behind, broken.
  if fresh "$stamp" "$key" && "$SCHEMATHESIS_BIN" --version >/dev/null 2>&1; then return; fi
  python
  step "schemathesis $SCHEMATHESIS" schemathesis fetch_schemathesis
  echo "$key" >"$stamp"
}

alone setup
c_compiler
rust
node_js
npm_packages
wasm_bindgen
case $what in
  build) ;;
  test) lints; chromium; postgres; schemathesis ;;
  lint) lints ;;
  dev) cargo_leptos ;;
  *) die "setup.sh [build|lint|test|dev]" ;;
esac
