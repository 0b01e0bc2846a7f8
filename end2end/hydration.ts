// When a page has come alive: its router follows the address, and every form that changes something has somebody who
// hears it being sent. Forms that only search lead to an address, and some are marked to be sent plainly, with script as without.
import type { BrowserContext, Page } from "@playwright/test";

declare global {
  interface Window {
    isAlive?: () => boolean;
  }
}

export async function watchHydration(context: BrowserContext) {
  await context.addInitScript(() => {
    const heard = new WeakSet<EventTarget>();
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...rest: Parameters<typeof listen>) {
      if (rest[0] === "submit") heard.add(this);
      if (rest[0] === "popstate") heard.add(window);
      return listen.apply(this ?? window, rest);
    };
    const isPlain = (form: HTMLFormElement) => form.method === "get" || "plain" in form.dataset;
    window.isAlive = () => heard.has(window) && [...document.forms].every((form) => isPlain(form) || heard.has(form));
  });
}

/** Waits until script has taken over the page; at once where there is none. */
export async function alive(page: Page) {
  if (await page.evaluate(() => window.isAlive !== undefined)) {
    await page.waitForFunction(() => window.isAlive!());
  }
}

/** Opens an address of the site, and answers what the server said. */
export async function visit(page: Page, path: string) {
  const response = await page.goto(path);
  await alive(page);
  return response!;
}
