#!/usr/bin/env bash
# From a fresh clone to a running help desk with demo data; what is already there is left alone.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

profile=${PROFILE:-dev}
scripts/setup.sh build
scripts/build.sh "$profile"
case $profile in dev) tutta=target/debug/tutta ;; *) tutta=target/release/tutta ;; esac

# It does nothing where the demo is already, and refuses a database that holds anything else: then serve that.
"$tutta" demo || say "serving the data that is there"
exec "$tutta" serve
