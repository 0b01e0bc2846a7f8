// How long statistics take, and how that grows: fills one organization of the demo with tickets of a year, by SQL, then
// asks the server, one request after the other. Prints Markdown. Wants a `tutta`, sqlite3, and TUTTA_TEST_POSTGRES with
// psql for the second half.
// Usage: node bench/stats.mjs [TUTTA] [TICKETS ...]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOf, postgresCpu, signIn, untilReady } from './server.mjs';

const [tutta = 'target/release/tutta', ...rest] = process.argv.slice(2);
const sizes = rest.length ? rest.map(Number) : [10_000, 100_000, 1_000_000];
const port = 3917;
const base = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'tutta-bench-'));
const day = 86_400;
const now = Math.floor(Date.now() / 1000);

/** Tickets of the last year, in all groups and on all agents; nine in ten answered, eight in ten resolved. */
const fill = (tickets, words) => `
create temp table g as select id, row_number() over (order by id) - 1 as at from groups where organization_id = (select id from organizations where slug = 'acme-robotics');
create temp table p as select user_id as id, row_number() over (order by user_id) - 1 as at from memberships where status = 'active' and role in ('agent', 'supervisor')
  and organization_id = (select id from organizations where slug = 'acme-robotics');
insert into tickets (id, organization_id, number, subject, description, status, priority, group_id, created_by, assignee_id, tags,
  first_response_at, resolved_at, version, created_at, updated_at)
select ${words.id}, o.id, o.ticket_sequence + n, 'Ticket ' || n, 'It does not work.', case when n % 10 < 8 and done < ${now} then 3 else n % 3 end,
  n % 4, g.id, o.created_by, case when n % 7 = 0 then null else p.id end, '[]', case when n % 10 < 9 and answered < ${now} then ${words.time('answered')} end,
  case when n % 10 < 8 and done < ${now} then ${words.time('done')} end, 1, ${words.time('filed')}, ${words.time('filed')}
from (select n, filed, filed + 60 + n * 104729 % 40000 as answered, filed + 600 + n * 15485863 % 900000 as done
      from (select n, ${now - 365 * day} + n * 7919 % (365 * ${day} - 60) as filed from (${words.numbers(tickets)}) c) f) t
join organizations o on o.slug = 'acme-robotics'
join g on g.at = n % (select count(*) from g) join p on p.at = n / 3 % (select count(*) from p);
update organizations set ticket_sequence = ticket_sequence + ${tickets} where slug = 'acme-robotics';`;

const databases = {
  SQLite: {
    open: (tickets) => `sqlite://${join(folder, `${tickets}.db`)}?mode=rwc`,
    // The words of these tickets are not searched, and the command-line program may be older than their table.
    run: (url, sql) => execFileSync('sqlite3', [url.slice('sqlite://'.length).split('?')[0]], { input: `.timeout 30000\ndrop trigger if exists tr_tickets_filed;begin;${sql}commit;analyze;` }),
    words: {
      id: 'randomblob(16)',
      time: (seconds) => `strftime('%Y-%m-%dT%H:%M:%S+00:00', ${seconds}, 'unixepoch')`,
      numbers: (most) => `with recursive c(n) as (select 1 union all select n + 1 from c where n < ${most}) select n from c`,
    },
    cpu: () => 0,
  },
  PostgreSQL: {
    open: (tickets) => {
      const server = process.env.TUTTA_TEST_POSTGRES?.replace(/\/$/, '');
      if (!server) return undefined;
      const name = `tutta_bench_stats_${tickets}`;
      execFileSync('psql', ['-q', `${server}/postgres`, '-c', `drop database if exists ${name}`, '-c', `create database ${name}`], { stdio: ['ignore', 'ignore', 'ignore'] });
      return `${server}/${name}`;
    },
    run: (url, sql) => execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', url], { input: `begin;${sql}commit;vacuum analyze;`, stdio: ['pipe', 'ignore', 'inherit'] }),
    words: {
      id: 'gen_random_uuid()',
      time: (seconds) => `to_timestamp(${seconds})`,
      numbers: (most) => `select generate_series(1, ${most})::bigint as n`,
    },
    cpu: postgresCpu,
  },
};

/** Asks so often, and tells milliseconds: the middle, the 99th of a hundred, and CPU of server and database. */
const ask = async (path, headers, pid, cpu, times = 200) => {
  const took = [];
  let before = 0;
  for (let at = -20; at < times; at += 1) {
    if (at === 0) before = cpuOf(pid) + cpu();
    const start = performance.now();
    const reply = await fetch(`${base}${path}`, { headers });
    await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    if (at >= 0) took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  const each = ((cpuOf(pid) + cpu() - before) / times) * 1000;
  return [took[times / 2], took[Math.floor(times * 0.99)], each].map((ms) => ms.toFixed(1)).join(' | ');
};

const measure = async (name, database, tickets) => {
  const url = database.open(tickets);
  if (!url) return console.log(`(${name}: TUTTA_TEST_POSTGRES is not set)`);
  const env = { ...process.env, DATABASE_URL: url, PORT: String(port), SECRET_KEY: 'a key for measuring, nothing else', TUTTA__SERVER__DATA_DIR: folder, TUTTA__LIMITS__GENEROSITY: '1000' };
  execFileSync(tutta, ['demo'], { env, stdio: 'ignore' });
  database.run(url, fill(tickets, database.words));
  const start = performance.now();
  const server = spawn(tutta, ['serve'], { env, stdio: 'ignore' });
  try {
    await untilReady(base);
    const folded = ((performance.now() - start) / 1000).toFixed(1);
    database.run(url, '');
    const headers = { authorization: `Bearer ${await signIn(base, 'olivia.hart@acme-robotics.example')}` };
    const page = { cookie: `tutta_access=${headers.authorization.slice(7)}`, accept: 'text/html' };
    for (const [what, path, by] of [
      ['`/api/admin/stats`', '/api/admin/stats', headers],
      ['the same, 90 days', '/api/admin/stats?period=90', headers],
      ['overview page, 30 days', '/o/acme-robotics/admin', page],
      ['overview page, 90 days', '/o/acme-robotics/admin?period=90', page],
    ]) {
      console.log(`| ${name} | ${tickets.toLocaleString('en')} | ${folded} s | ${what} | ${await ask(path, by, server.pid, database.cpu)} |`);
    }
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
};

try {
  console.log(`Binary: ${(statSync(tutta).size / 1048576).toFixed(1)} MB.\n`);
  console.log('| database | tickets | ready after | request | p50, ms | p99, ms | CPU, ms |\n| --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, database] of Object.entries(databases)) {
    for (const tickets of sizes) await measure(name, database, tickets);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
