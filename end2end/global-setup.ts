// Makes the demo once; every worker then starts a server of its own on a copy.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDemo } from "./server.ts";

export default async function globalSetup() {
  const folder = await mkdtemp(join(tmpdir(), "tutta-e2e-"));
  process.env.TUTTA_E2E = folder;
  await makeDemo(join(folder, "demo"));
  return () => rm(folder, { recursive: true, force: true });
}
