// WCAG 2.2 AA by axe: every page and its states, light and dark, without a single violation.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { visit } from "../hydration.ts";
import { look, pages, states, type Sight } from "../pages.ts";
import { acme, amara, marta, sofia } from "../people.ts";
import { start } from "../server.ts";
import { expect, test } from "../test.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function expectNoViolation(page: Page, within = "html") {
  // Colours on their way are not the colours that are read.
  await page.evaluate(() => Promise.all(document.getAnimations().map((it) => it.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(tags).analyze();
  const told = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((it) => `${it.target} ${it.failureSummary}`) }));
  expect(told).toEqual([]);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    // Axe measures every element against its neighbours, and lists of people have more than a thousand.
    test.describe.configure({ timeout: 120_000 });

    const paint = async (page: Page, url: string) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.context().addCookies([{ name: "tutta_theme", value: theme, url }]);
    };

    for (const sight of [...pages, ...states] as Sight[]) {
      test(sight.name, async ({ open, site }) => {
        const page = await open(sight.who);
        await paint(page, site.url);
        await look(page, sight);
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        await expectNoViolation(page, sight.within);
      });
    }

    test("set-up, and set-up refused", async ({ open }) => {
      const empty = await start({ demo: false });
      const page = await open();
      await paint(page, empty.url);
      await visit(page, empty.setUp!);
      await expectNoViolation(page);
      await page.getByRole("button", { name: "Create the account" }).click();
      await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
      await expectNoViolation(page);
      await page.context().close();
      await empty.stop();
    });

    test("a conversation with everything, and an outdated save", async ({ open, site, api }) => {
      const number = await api.ticket(unique("All of it"), { by: marta, group: "Robot Support", assignee: amara });
      const path = `/api/tickets/${number}`;
      const body = "# Steps\n\n1. `code`\n2. [link](https://example.com)\n\n> quote\n\n```\nblock\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |";
      await api.send(amara, "post", `${path}/comments`, { body, visibility: "public" });
      await api.send(amara, "post", `${path}/comments`, { body: "Between us.", visibility: "internal" });
      const page = await open(amara);
      await paint(page, site.url);
      await visit(page, `${acme}/tickets/${number}`);
      await api.send(sofia, "patch", path, { priority: "urgent" });
      const properties = page.getByRole("region", { name: "Properties" });
      await properties.getByRole("button", { name: "Save" }).click();
      await expect(properties.getByRole("alert")).toBeVisible();
      await expectNoViolation(page);
      await page.getByRole("button", { name: "Close ticket" }).click();
      await page.getByRole("button", { name: "Close with this resolution" }).click();
      await expect(page.locator("dialog [aria-invalid=true]")).toBeVisible();
      await expectNoViolation(page);
      await api.send(amara, "post", `${path}/close`, { comment: "Solved." });
      await visit(page, `${acme}/tickets/${number}`);
      await expectNoViolation(page);
    });
  });
}
