// Measures the server on SQLite and on PostgreSQL and prints Markdown: time to ready, memory, and for each request
// the rate, the 99th percentile and the CPU it takes, from the processes' own accounting (wall times are noisy).
// Wants target/release/tutta, wrk, sqlite3, target/release/examples/floor where the constant is to be measured too, and TUTTA_TEST_POSTGRES (with pgbench) for the second half.
// Usage: node bench/run.mjs [TICKETS] [SECONDS] [sqlite|postgres]
import { createHash } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOf, postgresCpu, rss, signIn, untilReady } from './server.mjs';

const tickets = process.argv[2] ?? '100000';
const seconds = process.argv[3] ?? '8';
const only = process.argv[4];
const tutta = 'target/release/tutta';
const constant = 'target/release/examples/floor';
const port = 3911;
const base = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'tutta-bench-'));

const wrk = (url, headers) => {
  const args = ['-t2', '-c16', `-d${seconds}s`, '--latency', ...headers.flatMap((header) => ['-H', header]), url];
  const out = execFileSync('wrk', args, { encoding: 'utf8' });
  if (/Non-2xx/.test(out)) throw new Error(`${url}: ${out}`);
  const p99 = out.match(/99%\s+([\d.]+)(\w+)/);
  return { requests: Number(out.match(/(\d+) requests in/)[1]), rate: Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]), p99: p99[1] + p99[2] };
};

const measure = (name, url, headers, pid, withPostgres) => {
  execFileSync('wrk', ['-t1', '-c4', '-d1s', ...headers.flatMap((header) => ['-H', header]), url]);
  const before = [cpuOf(pid), withPostgres ? postgresCpu() : 0];
  const result = wrk(url, headers);
  const perRequest = (after, start) => (((after - start) / result.requests) * 1000).toFixed(3);
  const web = perRequest(cpuOf(pid), before[0]);
  const database = withPostgres ? perRequest(postgresCpu(), before[1]) : 'in it';
  console.log(`| ${name} | ${result.rate.toFixed(0)} | ${result.p99} | ${web} | ${database} |`);
};

/** The same list asked of the database alone, by its own tools: the part that no server can take away. */
const bareSql = (url) => {
  const sql = readFileSync('bench/list.sql', 'utf8');
  const organization = "select id from organizations where slug = 'acme-robotics'";
  if (url.startsWith('postgres')) {
    const id = execFileSync('psql', [url, '-qtAc', organization], { encoding: 'utf8' }).trim();
    const file = join(folder, 'list.sql');
    writeFileSync(file, sql.replaceAll(':organization', `'${id}'`));
    const before = postgresCpu();
    const out = execFileSync('pgbench', ['-n', '-M', 'prepared', '-c', '16', '-j', '2', '-T', seconds, '-f', file, url], { encoding: 'utf8' });
    const lists = Number(out.match(/transactions actually processed: (\d+)/)[1]);
    const cpu = (((postgresCpu() - before) / lists) * 1000).toFixed(3);
    console.log(`| the list's SQL alone, pgbench | ${(lists / Number(seconds)).toFixed(0)} | | | ${cpu} |`);
  } else {
    const file = join(folder, 'bench.db');
    const id = execFileSync('sqlite3', [file, organization.replace('select id', 'select hex(id)')], { encoding: 'utf8' }).trim();
    const lists = 2000;
    const start = performance.now();
    execFileSync('sqlite3', [file], { input: sql.replaceAll(':organization', `x'${id}'`).repeat(lists), maxBuffer: 2 ** 30 });
    const each = (performance.now() - start) / lists;
    console.log(`| the list's SQL alone, sqlite3, one at a time | ${(1000 / each).toFixed(0)} | | | ${each.toFixed(3)} |`);
  }
};

const run = async (title, url) => {
  const env = { ...process.env, DATABASE_URL: url, PORT: String(port), SECRET_KEY: 'a key for measuring, nothing else' };
  execFileSync(tutta, ['demo'], { env, stdio: 'ignore' });
  const csv = join(folder, 'tickets.csv');
  execFileSync('node', ['bench/tickets.mjs', tickets], { stdio: ['ignore', openSync(csv, 'w'), 'inherit'] });
  const started = Date.now();
  execFileSync(tutta, ['import', '--organization', 'acme-robotics', csv], { env, stdio: 'ignore' });
  const imported = ((Date.now() - started) / 1000).toFixed(1);
  if (url.startsWith('postgres')) execFileSync('psql', [url, '-qc', 'vacuum analyze']);
  const start = performance.now();
  const log = join(folder, 'server.log');
  const out = openSync(log, 'w');
  const server = spawn(tutta, ['serve'], { env, stdio: ['ignore', out, out] });
  try {
    await untilReady(base);
    const ready = (performance.now() - start).toFixed(0);
    const idle = rss(server.pid).toFixed(0);
    console.log(`\n### ${title}\n\nImport of ${tickets} tickets ${imported} s; ready after ${ready} ms; idle ${idle} MB.\n`);
    console.log('| request | requests/s | p99 | server CPU, ms | database CPU, ms |\n| --- | --- | --- | --- | --- |');
    const owner = await signIn(base, 'olivia.hart@acme-robotics.example');
    const agent = await signIn(base, 'ben.whitaker@acme-robotics.example');
    const bearer = (token) => [`Authorization: Bearer ${token}`];
    const cookie = (token) => [`Cookie: tutta_access=${token}`, 'Accept: text/html'];
    const withPostgres = url.startsWith('postgres');
    const api = (name, path, token) => measure(name, `${base}${path}`, bearer(token), server.pid, withPostgres);
    const page = (name, path, token) => measure(name, `${base}${path}`, cookie(token), server.pid, withPostgres);
    bareSql(url);
    api('list of 25, JSON, owner', '/api/tickets?page_size=25', owner);
    api('list of 25, JSON, agent (visibility rule)', '/api/tickets?page_size=25', agent);
    api('list filtered by status, JSON, owner', '/api/tickets?page_size=25&status=open', owner);
    api('one ticket, JSON', '/api/tickets/50000', owner);
    api('me, JSON', '/api/me', owner);
    page('list page, rendered', '/o/acme-robotics/tickets', owner);
    page('ticket page, rendered', '/o/acme-robotics/tickets/1000', owner);
    api('organization stats, JSON', '/api/admin/stats', owner);
    console.log(`\nAfter the load: ${rss(server.pid).toFixed(0)} MB.`);
  } catch (error) {
    console.error(readFileSync(log, 'utf8').split('\n').filter((line) => /WARN|ERROR|status=[45]/.test(line)).join('\n'));
    throw error;
  } finally {
    server.kill('SIGTERM');
  }
};

try {
  const calibration = process.cpuUsage();
  createHash('sha256').update(Buffer.alloc(200_000_000)).digest();
  const calibrated = (process.cpuUsage(calibration).user / 1e6).toFixed(2);
  console.log(`Calibration, SHA-256 of 200 MB in one thread: ${calibrated} s of CPU. Compare figures only where it is alike.\n`);
  console.log(`Binary: ${(statSync(tutta).size / 1048576).toFixed(1)} MB.\n`);
  if (existsSync(constant)) {
    const floor = spawn(constant, ['3912'], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    console.log('| request | requests/s | p99 | server CPU, ms | database CPU, ms |\n| --- | --- | --- | --- | --- |');
    measure('a constant from axum', 'http://127.0.0.1:3912/', [], floor.pid, false);
    floor.kill();
  }
  if (only !== 'postgres') {
    await run('SQLite', `sqlite://${join(folder, 'bench.db')}?mode=rwc`);
    console.log(`Database file: ${(statSync(join(folder, 'bench.db')).size / 1048576).toFixed(0)} MB.`);
  }
  const postgres = process.env.TUTTA_TEST_POSTGRES;
  if (postgres && only !== 'sqlite') {
    const name = `bench_${Date.now()}`;
    execFileSync('psql', [`${postgres}/postgres`, '-qc', `create database ${name}`]);
    await run('PostgreSQL', `${postgres}/${name}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
