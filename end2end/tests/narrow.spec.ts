// 360 px: every page fits, nothing makes it scroll sideways, and everything can be reached.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { visit } from "../hydration.ts";
import { look, pages, states } from "../pages.ts";
import { acme, amara, marta, sofia } from "../people.ts";
import { file, switcher } from "../steps.ts";
import { expect, test } from "../test.ts";

async function expectToFit(page: Page) {
  const { scroll, wide } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const sticksOut = (it: Element) => it.getBoundingClientRect().right > width + 1 && it.checkVisibility({ visibilityProperty: true });
    const isClipped = (it: Element): boolean => {
      for (let above = it.parentElement; above && above !== document.body; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((it) => sticksOut(it) && !isClipped(it));
    return { scroll: document.documentElement.scrollWidth, wide: wide.map((it) => it.outerHTML.slice(0, 100)) };
  });
  expect(wide).toEqual([]);
  expect(scroll).toBeLessThanOrEqual(360);
}

for (const sight of [...pages, ...states]) {
  test(`${sight.name} fits`, async ({ open }) => {
    const page = await open(sight.who);
    await look(page, sight);
    await expectToFit(page);
  });
}

test("long words, code and tables stay inside their message", async ({ open, api }) => {
  const long = "a".repeat(180);
  const description = `${long}\n\n\`\`\`\n${long}\n\`\`\`\n\n| ${long} | b |\n|---|---|\n| 1 | 2 |\n\nhttps://example.com/${long}`;
  const subject = `${unique("Long")} ${"b".repeat(120)}`;
  const number = await api.ticket(subject, { by: marta, group: "Robot Support", assignee: amara, description });
  const page = await open(marta);
  for (const path of [`${acme}/tickets/${number}`, `${acme}/tickets/${number}/edit`, `${acme}/tickets?mine=true`, acme]) {
    await visit(page, path);
    await expectToFit(page);
  }
});

test("the navigation folds out and leads on", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, acme);
  await page.locator("summary").and(page.getByLabel("Navigation")).click();
  await expectToFit(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
  await expect(page.getByRole("link", { name: "My tickets" })).toBeHidden();
  await expect(switcher(page)).toBeVisible();
});

test("a ticket is filed and answered", async ({ open }) => {
  const page = await open(marta);
  await file(page, acme, unique("From the phone"), "It fits my pocket.");
  await page.getByLabel("Reply", { exact: true }).fill("And my hand.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("ol.messages > li")).toHaveCount(2);
  await expectToFit(page);
});
