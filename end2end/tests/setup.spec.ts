// An empty database: the one-time address that the server printed makes the first account, once.
import { visit } from "../hydration.ts";
import { start, type Site } from "../server.ts";
import { enter } from "../steps.ts";
import { expect, test as base } from "../test.ts";

const test = base.extend<{ empty: Site }>({
  empty: async ({}, use) => {
    const empty = await start({ demo: false });
    await use(empty);
    await empty.stop();
  },
  baseURL: ({ empty }, use) => use(empty.url),
});

const secret = "seven quiet herons over the lake";

test("makes the first master user, who is signed in", async ({ page, empty }) => {
  await visit(page, "/");
  await expect(page).toHaveURL("/setup");
  await visit(page, empty.setUp!);
  await page.getByLabel("E-mail address").fill("first@platform.example");
  await page.getByLabel("First name").fill("Fiona");
  await page.getByLabel("Last name").fill("First");
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL("/platform");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Organizations");

  await visit(page, empty.setUp!);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tutta is set up");
  await visit(page, "/organizations");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
  await enter(page, "first@platform.example", secret);
  await expect(page).toHaveURL("/platform");
});

test("refuses a weak password and no address, and keeps what was typed", async ({ page, empty }) => {
  await visit(page, empty.setUp!);
  await page.getByLabel("First name").fill("Fiona");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(/./);
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/12 characters.*12/s);
  await expect(page.getByLabel("First name")).toHaveValue("Fiona");
  await expect(page.getByLabel("One-time token")).not.toHaveValue("");
});

test("refuses another token", async ({ page }) => {
  await visit(page, "/setup?token=guessed");
  await page.getByLabel("E-mail address").fill("first@platform.example");
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByLabel("One-time token")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("E-mail address")).toHaveValue("first@platform.example");
  await expect(page).toHaveURL(/\/setup/);
});
