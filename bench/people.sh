#!/usr/bin/env bash
# How both databases plan and time the admin's list of people: 10,000 in one organization, 20 in another, 90,000 elsewhere.
# Wants a `tutta` (any build: only the databases are timed), sqlite3, psql and TUTTA_TEST_POSTGRES.
# Usage: bench/people.sh [TUTTA]
set -euo pipefail
tutta=$(realpath "${1:-target/debug/tutta}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export SECRET_KEY='a key for measuring, never for use'

# An organization's id, as the database writes ids.
id() { if [ "$1" = sqlite ]; then echo "x'0000000000007000800000000000000$2'"; else echo "'00000000-0000-7000-8000-00000000000$2'"; fi; }

# The same people in both; $1 the database, $2 how it makes a random id, $3 its numbers from 1 to 100,000.
seed() {
  local at="'2026-11-18 14:00:00+00:00'"
  cat <<SQL
BEGIN;
INSERT INTO users (id, email, password_hash, first_name, last_name, is_master, status, timezone, language, created_at, updated_at)
SELECT $2, 'person' || n, 'x', 'First' || (n * 7919 % 997), 'Last' || (n * 4729 % 9973), FALSE, 'active', 'UTC', 'en', $at, $at FROM ($3) c;
INSERT INTO organizations (id, name, slug, created_by, status, invite_code, created_at, updated_at)
SELECT o.id, o.slug, o.slug, u.id, 'active', o.slug, $at, $at FROM users u, (SELECT $(id "$1" a)${4:-} AS id, 'big' AS slug
UNION ALL SELECT $(id "$1" b)${4:-}, 'small' UNION ALL SELECT $(id "$1" c)${4:-}, 'rest') o WHERE u.email = 'person1';
INSERT INTO memberships (id, organization_id, user_id, role, status, joined_at, created_at, updated_at)
SELECT $2, CASE WHEN n % 10 = 0 THEN $(id "$1" a)${4:-} WHEN n % 5000 = 1 THEN $(id "$1" b)${4:-} ELSE $(id "$1" c)${4:-} END, id,
  CASE WHEN n % 50 = 0 THEN 'agent' ELSE 'member' END, 'active', $at, $at, $at
FROM (SELECT id, CAST(substr(email, 7) AS integer) AS n FROM users) u;
COMMIT;
SQL
}

# ask NAME DATABASE ORGANIZATION: a question as store/people_select.rs asks it.
ask() {
  local from="FROM memberships m JOIN users u ON u.id = m.user_id LEFT JOIN departments d ON d.organization_id = m.organization_id
    AND d.id = m.department_id LEFT JOIN users i ON i.id = m.invited_by
    WHERE m.organization_id = $(id "$2" "$3") AND m.status IN ('active', 'suspended')"
  local rows="SELECT m.id, m.user_id, m.role, m.status, u.email, u.first_name, u.last_name, d.name, i.email $from"
  local order='ORDER BY u.first_name, u.last_name, u.id LIMIT 51;'
  local like="LIKE '%last77%' ESCAPE '\\'"
  case $1 in
    first) echo "$rows $order" ;;
    deep) echo "$rows AND (u.first_name, u.last_name, u.id) > ('First897', 'Last5', $(id "$2" a)) $order" ;;
    search) echo "$rows AND (u.email $like OR lower(u.first_name || ' ' || u.last_name) $like OR u.first_name || ' ' || u.last_name $like) $order" ;;
    count) echo "SELECT count(*) FROM (SELECT m.id FROM memberships m WHERE m.organization_id = $(id "$2" "$3")
      AND m.status IN ('active', 'suspended') LIMIT 10001) c;" ;;
  esac
}

# measure DATABASE: the plan of each question, and the best of five times.
measure() {
  for organization in a b; do
    for name in first deep search count; do
      echo "--- $1 ${organization/a/10,000}: $name"
      plan_and_time "$1" "$(ask $name "$1" $organization)"
    done
  done
}

plan_and_time() {
  if [ "$1" = sqlite ]; then
    sqlite3 people.db "EXPLAIN QUERY PLAN $2"
    { echo '.output /dev/null'; echo '.timer on'; for _ in 1 2 3 4 5; do echo "$2"; done; } |
      sqlite3 people.db 2>&1 | sort | head -1
  else
    for _ in 1 2 3 4 5; do psql -Atc "EXPLAIN ANALYZE $2" "$url"; done > plans
    grep -v '  *Buckets\|Time:\|Batches' plans | head -"$(($(wc -l < plans) / 5))" | sed 's/(cost[^)]*)//'
    grep 'Execution Time' plans | sort -t: -k2 -n | head -1
  fi
}

DATABASE_URL="sqlite://$folder/people.db?mode=rwc" "$tutta" migrate
seed sqlite 'randomblob(16)' 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000) SELECT n FROM c' | sqlite3 people.db
sqlite3 people.db 'PRAGMA optimize; ANALYZE;'
measure sqlite

server=${TUTTA_TEST_POSTGRES%/}
psql -qc 'DROP DATABASE IF EXISTS tutta_bench_people' -c 'CREATE DATABASE tutta_bench_people' "$server/postgres"
url=$server/tutta_bench_people
DATABASE_URL=$url "$tutta" migrate
seed postgres 'gen_random_uuid()' 'SELECT generate_series(1, 100000) AS n' '::uuid' | psql -q "$url"
psql -qc 'VACUUM ANALYZE' "$url"
measure postgres
psql -qc 'DROP DATABASE tutta_bench_people' "$server/postgres"
