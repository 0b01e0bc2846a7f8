#!/usr/bin/env bash
# Fails when the first visit loads more than scripts/size-budget bytes of wasm, script and styles (brotli).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

budget=$(cat scripts/size-budget)
total=0
[ -d target/site/pkg ] || die "there is no site yet: make build"
while IFS= read -r file; do
  # A file that brotli can't shrink has no copy, and is sent as it is.
  sent=$file
  if [ -f "$file.br" ]; then sent=$file.br; fi
  bytes=$(($(wc -c <"$sent")))
  printf '    %9d  %s\n' "$bytes" "${file#target/site/}"
  total=$((total + bytes))
done < <(find target/site/pkg -type f \( -name '*.wasm' -o -name '*.js' -o -name '*.css' \) ! -name 'strength.*' | sort)
printf '    %9d  of %d bytes allowed\n' "$total" "$budget"
[ "$total" -le "$budget" ] || die "the first load is $((total - budget)) bytes too big"
