// What every test starts from: a server of its worker's own and the mail it sends, people with a browser each, and a
// silent console.
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { Api } from "./api.ts";
import { watchHydration } from "./hydration.ts";
import { openInbox, type Inbox } from "./mail.ts";
import { password, type Person } from "./people.ts";
import { post } from "./plain.ts";
import { start, type Site } from "./server.ts";
import { World } from "./world.ts";

export { expect };

/** Opens a browser for somebody: signed in, or nobody yet. */
export type Open = (who?: Person) => Promise<Page>;

interface Here {
  complaints: string[];
  open: Open;
}

export interface Setting {
  /** Whether the program has a mail server; without one its pages say so, and addresses need no proof. */
  sendsMail: boolean;
}

interface Around extends Setting {
  inbox: Inbox;
  site: Site;
  api: Api;
  world: World;
}

export const test = base.extend<Here, Around>({
  sendsMail: [true, { option: true, scope: "worker" }],

  inbox: [
    async ({}, use) => {
      const inbox = await openInbox();
      await use(inbox);
      await inbox.stop();
    },
    { scope: "worker" },
  ],

  site: [
    async ({ inbox, sendsMail }, use) => {
      const environment: Record<string, string> = sendsMail ? { TUTTA__MAIL__SMTP_URL: inbox.url } : {};
      const site = await start({ demo: true, environment });
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

  world: [({ api, inbox, site }, use) => use(new World(api, inbox, site.url)), { scope: "worker" }],

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
  await post(context.request, url, "/sign-in", { _fn: "/fn/sign_in", email: who.email, password, next: "/" });
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
