// What every test starts from: a server of its worker's own, people with a browser each, and a silent console.
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { Api } from "./api.ts";
import { password, type Person } from "./people.ts";
import { start, type Site } from "./server.ts";
import { watchHydration } from "./hydration.ts";

export { expect };

/** Opens a browser for somebody: signed in, or nobody yet. */
export type Open = (who?: Person) => Promise<Page>;

interface Here {
  complaints: string[];
  open: Open;
}

export const test = base.extend<Here, { site: Site; api: Api }>({
  site: [
    async ({}, use) => {
      const site = await start({ demo: true });
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],

  api: [
    async ({ playwright, site }, use) => {
      const request = await playwright.request.newContext({ baseURL: site.url });
      await use(new Api(request));
      await request.dispose();
    },
    { scope: "worker" },
  ],

  baseURL: ({ site }, use) => use(site.url),

  complaints: [
    async ({}, use) => {
      const complaints: string[] = [];
      await use(complaints);
      expect(complaints, "the console stays empty").toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ browser, complaints, javaScriptEnabled, site }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who) => {
      const context = await browser.newContext();
      contexts.push(context);
      listen(context, complaints, !javaScriptEnabled);
      if (javaScriptEnabled) await watchHydration(context);
      if (who) await signIn(context, site.url, who);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  page: async ({ open }, use) => use(await open()),
});

/** The short way in, for tests that are not about signing in. */
async function signIn(context: BrowserContext, url: string, who: Person) {
  const answer = await context.request.post(`${url}/sign-in`, {
    form: { _fn: "/fn/sign_in", email: who.email, password, next: "/" },
    headers: { origin: url },
    maxRedirects: 0,
  });
  expect(answer.status(), `${who.name} signs in`).toBe(303);
}

/** Notes everything that is said on the console, and every error that reaches it. */
function listen(context: BrowserContext, complaints: string[], isStill: boolean) {
  context.on("weberror", (error) => complaints.push(String(error.error().stack)));
  context.on("console", (message) => {
    if (!["error", "warning", "assert"].includes(message.type())) return;
    // The browser itself reports every refusal; ours are answers to pages and forms, never to files.
    const isRefusal = /^Failed to load resource: .* status of (401|403|404|409|422) /.test(message.text());
    // Without script nothing uses what is loaded ahead for it.
    const isUnused = isStill && message.text().includes("was preloaded using link preload but not used");
    const isFile = /\.\w+$/.test(new URL(message.location().url || "none:").pathname);
    if ((!isRefusal || isFile) && !isUnused) complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
}
