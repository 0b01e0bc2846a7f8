#!/usr/bin/env bash
# Fails when a part of the client, with the styles, is more than scripts/size-budget allows (bytes, brotli). A first
# visit loads the desk, which is called tutta; the office comes when one of its pages is opened (ADR 8).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -d target/site/pkg ] || die "there is no site yet: make build"

# weigh NAME BUDGET
weigh() {
  local file sent bytes total=0
  while IFS= read -r file; do
    # A file that brotli can't shrink has no copy, and is sent as it is.
    sent=$file
    if [ -f "$file.br" ]; then sent=$file.br; fi
    bytes=$(($(wc -c <"$sent")))
    printf '    %9d  %s\n' "$bytes" "${file#target/site/}"
    total=$((total + bytes))
  done < <(find target/site/pkg -type f \( -name "$1.*.wasm" -o -name "$1.*.js" -o -name 'tutta.*.css' \) | sort)
  printf '    %9d  of %d bytes allowed (%s)\n' "$total" "$2" "$1"
  [ "$total" -le "$2" ] || die "$1 is $((total - $2)) bytes too big"
}

while read -r name budget; do weigh "$name" "$budget"; done <scripts/size-budget
