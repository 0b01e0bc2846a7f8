// What the measuring scripts share: the server's processes, and signing in.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']));

/** Seconds of CPU that a process has taken. */
export const cpuOf = (pid) => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch { return 0; }
};

const isPostgres = (pid) => { try { return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'; } catch { return false; } };

/** The same of all of PostgreSQL. */
export const postgresCpu = () => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isPostgres(pid)).reduce((sum, pid) => sum + cpuOf(pid), 0);

/** Megabytes in memory. */
export const rss = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

export const untilReady = async (base) => {
  for (;;) {
    try { if ((await fetch(`${base}/readyz`)).ok) return; } catch { /* not yet */ }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The access token of one of the demo's people. */
export const signIn = async (base, email) => {
  const body = JSON.stringify({ email, password: 'tutta-demo-2026!' });
  const reply = await fetch(`${base}/api/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (!reply.ok) throw new Error(`signing in: ${reply.status} ${await reply.text()}`);
  return (await reply.json()).access;
};
