// How the help desk grows: imports 10,000, 100,000 and 1,000,000 tickets into one organization, and as many into many,
// and asks for each page of the product. Prints Markdown: the rate of 16 connections, then, one request after the other,
// the middle, the 99th of a hundred, and the CPU of server and database in milliseconds.
// Wants wrk, and TUTTA_TEST_POSTGRES with psql for PostgreSQL.
// Usage: node bench/scale.mjs [sqlite|postgres] [TICKETS[xORGANIZATIONS] ...]      such as 10000 1000000 1000x1000
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOf, postgresCpu, rss, signIn, untilReady } from './server.mjs';

const tutta = 'target/release/tutta';
const [only = 'sqlite', ...rest] = process.argv.slice(2);
const sizes = rest.length ? rest : ['10000', '100000', '1000000'];
const port = 3917;
const base = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'tutta-bench-'));

const databases = {
  sqlite: { open: (name) => `sqlite://${join(folder, `${name}.db`)}?mode=rwc`, settle: () => {}, cpu: () => 0 },
  postgres: {
    open: (name) => {
      const server = process.env.TUTTA_TEST_POSTGRES.replace(/\/$/, '');
      const database = `tutta_scale_${name}`;
      execFileSync('psql', ['-q', `${server}/postgres`, '-c', `drop database if exists ${database}`, '-c', `create database ${database}`], { stdio: 'ignore' });
      return `${server}/${database}`;
    },
    settle: (url) => execFileSync('psql', [url, '-qc', 'vacuum analyze']),
    cpu: postgresCpu,
  },
};
const database = databases[only];

/** One request after the other; `request` tells each one's path and options. */
const ask = async (request, pid, times = 100) => {
  const took = [];
  let before = 0;
  for (let at = -10; at < times; at += 1) {
    if (at === 0) before = cpuOf(pid) + database.cpu();
    const [path, options] = request(at + 10);
    const start = performance.now();
    const reply = await fetch(`${base}${path}`, options);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text.slice(0, 300)}`);
    if (at >= 0) took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  const each = ((cpuOf(pid) + database.cpu() - before) / times) * 1000;
  return [took[times / 2], took[Math.floor(times * 0.99)], each].map((ms) => ms.toFixed(1)).join(' | ');
};

/** Answers per second to 16 connections. */
const rate = (path, headers) => {
  const args = ['-t2', '-c16', '-d3s', ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), `${base}${path}`];
  const out = execFileSync('wrk', args, { encoding: 'utf8' });
  if (/Non-2xx/.test(out)) throw new Error(`${path}: ${out}`);
  return Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]).toFixed(0);
};

const json = (method, headers, body) => ({ method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** What people ask for, by what they call it. */
const questions = async (slug, owner, agent, requester) => {
  const as = (token) => ({ authorization: `Bearer ${token}`, 'x-organization': slug });
  const page = (token) => ({ cookie: `tutta_access=${token}`, accept: 'text/html' });
  const of = (path, headers) => ({ path, headers });
  const half = await (await fetch(`${base}/api/tickets?created_before=2026-05-01&page_size=25`, { headers: as(owner) })).json();
  const cursor = encodeURIComponent(half.next);
  const known = await (await fetch(`${base}/api/tickets?page_size=1`, { headers: as(owner) })).json();
  const number = Math.max(1, Math.floor(known.results[0].number / 2));
  const list = [
    ['list, first page', of('/api/tickets?page_size=25', as(owner))],
    ['list, from the middle', of(`/api/tickets?page_size=25&cursor=${cursor}`, as(owner))],
    ['list of open ones', of('/api/tickets?page_size=25&status=open', as(owner))],
  ];
  const seen = [];
  if (agent) {
    list.push(["list, an agent's (visibility rule)", of('/api/tickets?page_size=25', as(agent))]);
    list.push(["list, a requester's", of('/api/tickets?page_size=25', as(requester))]);
    for (const [who, token] of [['an agent', agent], ['a requester', requester]]) {
      seen.push([`search, a word in every ticket, by ${who}`, of(`/o/${slug}/search?q=cycle`, page(token))]);
      seen.push([`\`q\` of the list, a word in every ticket, by ${who}`, of('/api/tickets?page_size=25&q=cycle', as(token))]);
    }
  }
  return [
    ...list,
    ['list page', of(`/o/${slug}/tickets`, page(owner))],
    ['ticket page', of(`/o/${slug}/tickets/${number}`, page(owner))],
    ['ticket page, come from a list of words', of(`/o/${slug}/tickets/${number}?list=q%3Dcycle`, page(owner))],
    ['search, a word in every ticket and a rare one', of(`/o/${slug}/search?q=error%204711`, page(owner))],
    ['search, a word in every ticket', of(`/o/${slug}/search?q=cycle`, page(owner))],
    ['search, a word of nine letters in every ticket', of(`/o/${slug}/search?q=restarted`, page(owner))],
    ['`q` of the list, a word in every ticket', of('/api/tickets?page_size=25&q=cycle', as(owner))],
    ['`q` of the list, a word of nine letters in every ticket', of('/api/tickets?page_size=25&q=restarted', as(owner))],
    ['`q` of the list, a word in every ticket, open ones', of('/api/tickets?page_size=25&status=open&q=cycle', as(owner))],
    ...seen,
    ['`q` of the list, a word in every ticket and a rare one', of('/api/tickets?page_size=25&q=error%204711', as(owner))],
    ['`/api/admin/stats`', of('/api/admin/stats', as(owner))],
    ['overview page, 90 days', of(`/o/${slug}/admin?period=90`, page(owner))],
  ];
};

const importInto = (env, slug, tickets, ...without) => {
  const csv = join(folder, 'tickets.csv');
  execFileSync('node', ['bench/tickets.mjs', tickets, ...without], { stdio: ['ignore', openSync(csv, 'w'), 'inherit'] });
  const told = execFileSync(tutta, ['import', '--organization', slug, csv], { env, encoding: 'utf8' });
  if (/The refused rows are in/.test(told)) throw new Error(told);
};

/** Many organizations, each with as many tickets. Answers the slug of the one in the middle, and its owner's token. */
const fillMany = async (env, tickets, organizations) => {
  const signed = () => signIn(base, 'morgan.reed@tutta.example');
  let master = await signed();
  const slugs = [];
  for (let n = 0; n < organizations; n += 1) {
    // A token lasts for 15 minutes.
    if (n % 100 === 99) master = await signed();
    const reply = await fetch(`${base}/api/v1/platform/organizations`, json('POST', { authorization: `Bearer ${master}` }, { name: `Bench ${n}` }));
    if (!reply.ok) throw new Error(`opening an organization: ${reply.status} ${await reply.text()}`);
    slugs.push((await reply.json()).slug);
    importInto(env, slugs[n], tickets, 'nobody');
  }
  return [slugs[Math.floor(organizations / 2)], await signed()];
};

const measure = async (size) => {
  const [tickets, organizations] = size.split('x');
  const url = database.open(size);
  const env = { ...process.env, DATABASE_URL: url, PORT: String(port), SECRET_KEY: 'a key for measuring, nothing else', TUTTA__SERVER__DATA_DIR: folder, TUTTA__LIMITS__GENEROSITY: '100000' };
  execFileSync(tutta, ['demo'], { env, stdio: 'ignore' });
  let start = performance.now();
  if (!organizations) importInto(env, 'acme-robotics', tickets);
  const imported = ((performance.now() - start) / 1000).toFixed(1);
  const server = spawn(tutta, ['serve'], { env, stdio: 'ignore' });
  try {
    start = performance.now();
    await untilReady(base);
    const ready = ((performance.now() - start) / 1000).toFixed(2);
    const [slug, owner] = organizations ? await fillMany(env, tickets, Number(organizations)) : ['acme-robotics', await signIn(base, 'olivia.hart@acme-robotics.example')];
    database.settle(url);
    const person = (email) => (organizations ? undefined : signIn(base, email));
    const agent = await person('ben.whitaker@acme-robotics.example');
    const requester = await person('marta.kowalska@baltic-castings.example');
    console.log(`\n### ${only}, ${size} tickets\n\nImport ${imported} s; ready after ${ready} s.\n\n| request | requests/s | p50, ms | p99, ms | CPU, ms |\n| --- | --- | --- | --- | --- |`);
    for (const [what, { path, headers }] of await questions(slug, owner, agent, requester)) {
      const perSecond = rate(path, headers);
      // What the connections have asked for is still worked on.
      await untilReady(base);
      console.log(`| ${what} | ${perSecond} | ${await ask(() => [path, { headers }], server.pid)} |`);
    }
    const as = { authorization: `Bearer ${owner}`, 'x-organization': slug };
    console.log(`| file a ticket | | ${await ask((at) => ['/api/tickets', json('POST', as, { subject: `Measured ${at}`, description: 'The arm stops.' })], server.pid)} |`);
    if (agent) {
      const groups = await (await fetch(`${base}/api/groups`, { headers: as })).json();
      const group = groups.find((it) => it.name === 'Robot Support').id;
      const { results: held } = await (await fetch(`${base}/api/tickets?page_size=100&status=open&assignee=none&group=${group}`, { headers: as })).json();
      const me = (await (await fetch(`${base}/api/me`, { headers: { authorization: `Bearer ${agent}` } })).json()).id;
      console.log(`| assign, and take back | | ${await ask((at) => [`/api/tickets/${held[(at >> 1) % held.length].number}/assign`, json('POST', as, { assignee: at % 2 ? null : me })], server.pid)} |`);
    }
    console.log(`\nAfter the load: ${rss(server.pid).toFixed(0)} MB.`);
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
};

try {
  for (const size of sizes) await measure(size);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
