// The audit log: what was done is found again by filters, and taken along as a file.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { visit } from "../hydration.ts";
import { morgan } from "../people.ts";
import { expect, test } from "../test.ts";

const rows = (page: Page) => page.getByRole("table", { name: "Audit log" }).locator("tbody tr");

/** The file behind the button, line by line. */
async function csv(page: Page) {
  const arrives = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await arrives;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  return text.trim().split(/\r?\n/);
}

test("entries are found by action, person and day, and exported as they are filtered", async ({ open, world }) => {
  const lab = await world.organization("Logged Lab");
  const ada = await world.member(lab, "Ada Lind", "agent");
  await world.settle(lab, { default_join_role: "member" });
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/audit`);
  const filter = page.getByRole("search", { name: "Filter the audit log" });
  const apply = () => filter.getByRole("button", { name: "Apply" }).click();
  const all = await rows(page).count();
  await filter.getByLabel("Action").selectOption("Added a person");
  await apply();
  await expect(page).toHaveURL(/action=member_added/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(`Added a person: ${ada.name}`);
  await expect(rows(page)).toContainText("Role: Agent");
  const lines = await csv(page);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^sequence,created_at,actor,action,/);
  expect(lines[1]).toContain("member_added");
  expect(lines[1]).toContain(ada.name);

  await filter.getByRole("link", { name: "Clear" }).click();
  await expect(rows(page)).toHaveCount(all);
  expect(await csv(page)).toHaveLength(all + 1);
  await filter.getByLabel("E-mail address").fill("nobody@nowhere.example");
  await apply();
  await expect(page.getByText("No entry matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear the filters" }).click();
  await filter.getByLabel("From").fill("2020-01-01");
  await filter.getByLabel("To").fill("2020-12-31");
  await apply();
  await expect(page).toHaveURL(/from=2020-01-01&to=2020-12-31/);
  await expect(page.getByText("No entry matches")).toBeVisible();
});

test("a change of settings is told with before and after", async ({ open, world }) => {
  const lab = await world.organization("Told Lab");
  await world.settle(lab, { primary_color: "#0f766e" });
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/audit?action=settings_changed`);
  await expect(rows(page)).toContainText(/#4F46E5.*→.*#0F766E/i);
});

test("the platform's log is exported, too", async ({ open, world }) => {
  const lab = await world.organization("Approved Lab");
  const page = await open(morgan);
  await visit(page, "/platform/audit?action=organization_approved");
  await expect(rows(page).first()).toContainText(lab.name);
  expect((await csv(page)).slice(1).every((line) => line.includes("organization_approved"))).toBe(true);
});
