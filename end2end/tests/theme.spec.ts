// The theme: chosen once, and there in the first byte of every page from then on.
import type { Page } from "@playwright/test";
import { visit } from "../hydration.ts";
import { acme, marta } from "../people.ts";
import { expect, test } from "../test.ts";

/** The theme in the document as it comes from the server. */
async function served(page: Page, path: string) {
  const html = await (await page.context().request.get(path)).text();
  return html.slice(0, 200).match(/<html[^>]* data-theme="(\w+)"/)?.[1];
}

function background(page: Page) {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

async function pick(page: Page, name: "System" | "Light" | "Dark") {
  const saved = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator("button.segment", { hasText: name }).click();
  await saved;
  await expect(page.locator("html")).toHaveAttribute("data-theme", name.toLowerCase());
}

test("follows the device until something else is chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, "/sign-in");
  expect(await served(page, "/sign-in")).toBe("system");
  const dark = await background(page);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await background(page)).not.toBe(dark);
  await pick(page, "Dark");
  expect(await background(page)).toBe(dark);
});

test("what was chosen holds on every page, before any script", async ({ page }) => {
  await visit(page, "/sign-in");
  for (const name of ["Dark", "Light"] as const) {
    await pick(page, name);
    for (const path of ["/sign-in", "/setup", "/no-such-page"]) {
      expect(await served(page, path)).toBe(name.toLowerCase());
    }
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", name.toLowerCase());
  }
});

test("can be changed from one's own menu", async ({ open }) => {
  const page = await open(marta);
  await visit(page, acme);
  await page.getByLabel(`Your account: ${marta.name}`).first().click();
  await pick(page, "Dark");
  expect(await served(page, `${acme}/tickets`)).toBe("dark");
});
