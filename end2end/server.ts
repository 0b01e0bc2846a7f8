// Starts and stops the program itself, each time on a port and a database of its own.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binary = process.env.TUTTA_BINARY ?? join(root, "target/debug/tutta");

export interface Site {
  url: string;
  /** The one-time address of the first account; only on an empty database. */
  setUp?: string;
  stop: () => Promise<void>;
}

function settings(folder: string, port: number) {
  return {
    ...process.env,
    DATABASE_URL: `sqlite://${folder}/e2e.db?mode=rwc`,
    TUTTA__SERVER__DATA_DIR: folder,
    TUTTA__SERVER__LOG_FILTER: "warn",
    // Everybody comes from one address here.
    TUTTA__LIMITS__GENEROSITY: "1000",
    PORT: String(port),
  };
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Fills a new database in this folder with the demo. */
export async function makeDemo(folder: string) {
  await mkdir(folder);
  await promisify(execFile)(binary, ["demo"], { cwd: root, env: settings(folder, 0) });
}

interface Wanted {
  demo: boolean;
  /** Settings beside the usual ones. */
  environment?: Record<string, string>;
}

/** Starts the program on a copy of the demo, or on nothing at all. */
export async function start({ demo, environment = {} }: Wanted): Promise<Site> {
  const shared = process.env.TUTTA_E2E!;
  const folder = await mkdtemp(join(shared, "site-"));
  if (demo) await cp(join(shared, "demo"), folder, { recursive: true });
  const port = await freePort();
  const program = spawn(binary, ["serve"], {
    cwd: root,
    env: { ...settings(folder, port), ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(program, "exit");
  let setUp: string | undefined;
  for await (const line of createInterface({ input: program.stdout })) {
    setUp ??= line.match(/http\S+\/setup\?token=\S+/)?.[0];
    if (line.startsWith("Tutta serves")) break;
  }
  if (program.exitCode !== null) throw new Error(`${binary} ended with ${program.exitCode}`);
  program.stdout.resume();
  const stop = async () => {
    program.kill("SIGTERM");
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, setUp, stop };
}
