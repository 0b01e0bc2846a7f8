// How the browser tests run: every spec with script, the core ones also without, all pages by axe and at 360 px.
import { defineConfig } from "@playwright/test";
import type { Setting } from "./test.ts";

const everywhere = ["**/accessibility.spec.ts", "**/narrow.spec.ts"];

export default defineConfig<object, Setting>({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./global-setup.ts",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  reporter: [["line"], ["json", { outputFile: "test-results/report.json" }]],
  use: {
    actionTimeout: 10_000,
    locale: "en-GB",
    timezoneId: "UTC",
    javaScriptEnabled: true,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "javascript on", testIgnore: everywhere },
    // What only script can do, such as arrow keys in menus, is tagged.
    { name: "javascript off", testIgnore: everywhere, grepInvert: /@script/, use: { javaScriptEnabled: false } },
    { name: "axe", testMatch: "**/accessibility.spec.ts", use: { sendsMail: false } },
    { name: "narrow", testMatch: "**/narrow.spec.ts", use: { sendsMail: false, viewport: { width: 360, height: 740 } } },
  ],
});
