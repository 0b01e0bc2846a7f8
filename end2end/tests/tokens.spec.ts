// Personal access tokens: made for a purpose, shown once, used by a program, and revoked.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { card } from "../steps.ts";
import { expect, test } from "../test.ts";

const tokens = (page: Page) => card(page, "Access tokens");
const lines = (page: Page) => tokens(page).locator("li");

/** Opens the dialog and says what the token is for. */
async function begin(page: Page, name: string) {
  await tokens(page).getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog", { name: "New access token" });
  await dialog.getByLabel("Name").fill(name);
  return dialog;
}

const make = (page: Page) => page.getByRole("button", { name: "Make the token" }).click();

/** What a program is answered. */
async function ask(page: Page, token: string, path: string) {
  const answer = await page.request.get(path, { headers: { authorization: `Bearer ${token}` } });
  return answer.status();
}

test("a token is made, shown once, used and revoked", async ({ open, world }) => {
  const lab = await world.organization("Token Lab");
  const page = await open(lab.owner);
  await visit(page, "/account");
  const dialog = await begin(page, "Nightly report");
  await dialog.getByLabel(/^tickets:read/).check();
  await dialog.getByLabel("Ends").selectOption("In 7 days");
  await expect(dialog.getByLabel("Last day")).toBeHidden();
  await make(page);
  const field = tokens(page).getByLabel("The new token");
  await expect(field).toHaveValue(/^tutta_pat_/);
  await expect(field).not.toBeEditable();
  const token = await field.inputValue();
  expect(page.url()).not.toContain("tutta_pat_");
  await expect(lines(page)).toContainText("Nightly report");
  await expect(lines(page)).toContainText("Ends soon");
  await expect(lines(page)).toContainText("never used");

  expect(await ask(page, token, "/api/tickets")).toBe(200);
  expect(await ask(page, token, "/api/org-admin/users")).toBe(403);
  await visit(page, "/account");
  await expect(field).toHaveCount(0);
  expect(await page.content()).not.toContain(token);
  await expect(lines(page)).toContainText("last used just now");

  await lines(page).getByText("Revoke", { exact: false }).first().click();
  await expect(lines(page)).toContainText("Programs that use it lose access at once");
  await lines(page).getByRole("button", { name: "Revoke it" }).click();
  await expect(lines(page)).toHaveCount(0);
  expect(await ask(page, token, "/api/tickets")).toBe(401);
});

test("what is missing is told, and what was typed stays", async ({ open, world }) => {
  const page = await open(await world.person("Ada Lind"));
  await visit(page, "/account");
  const dialog = await begin(page, "Dashboard on the wall");
  await dialog.getByLabel("Ends").selectOption("On a day of my choice");
  await dialog.getByLabel("Last day").fill("2001-01-01");
  await make(page);
  await expect(dialog).toContainText("Tick what it may be used for.");
  await expect(dialog.getByLabel("Name")).toHaveValue("Dashboard on the wall");
  await dialog.getByLabel(/^profile:read/).check();
  await make(page);
  await expect(dialog.getByLabel("Last day")).toHaveAccessibleDescription(/Choose a day from today to a year from now/);
  await expect(dialog.getByLabel(/^profile:read/)).toBeChecked();
  await alive(page);
  await dialog.getByLabel("Ends").selectOption("In a year");
  await make(page);
  await expect(lines(page)).toContainText("Dashboard on the wall");
});

test("a token is copied by a button", { tag: "@script" }, async ({ open, world }) => {
  const page = await open(await world.person("Ada Lind"));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, "/account");
  const dialog = await begin(page, "Copied");
  await dialog.getByLabel(/^profile:read/).check();
  await make(page);
  const token = await tokens(page).getByLabel("The new token").inputValue();
  await tokens(page).getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("The token is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
});
