// Where one is signed in: seen, ended one by one or all at once, and all others by a new password.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { password } from "../people.ts";
import { card, enter } from "../steps.ts";
import { expect, test } from "../test.ts";

const sessions = (page: Page) => card(page, "Sessions").locator("li");

/** Whether somebody's session still lets them in. */
async function isIn(page: Page) {
  await visit(page, "/account");
  return !page.url().includes("/sign-in");
}

test("a session is ended, then all others", async ({ open, world }) => {
  const ada = await world.person("Ada Lind");
  const [page, second, third] = [await open(ada), await open(ada), await open(ada)];
  await visit(page, "/account");
  const before = await sessions(page).count();
  expect(before).toBeGreaterThanOrEqual(3);
  const here = sessions(page).filter({ hasText: "This session" });
  await expect(here).toHaveCount(1);
  await expect(here.getByRole("button")).toHaveCount(0);
  await expect(here).toContainText("Chrom");
  await sessions(page).filter({ hasNotText: "This session" }).first().getByRole("button", { name: "End" }).click();
  await expect(sessions(page)).toHaveCount(before - 1);
  // The latest stands first.
  expect([await isIn(second), await isIn(third)]).toEqual([true, false]);

  await alive(page);
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(sessions(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "End all other sessions" })).toHaveCount(0);
  expect(await isIn(second)).toBe(false);
  expect(await isIn(page)).toBe(true);
});

test("a new password ends all other sessions, and is told by mail", async ({ open, world, inbox }) => {
  const ada = await world.person("Ada Lind");
  const secret = "nine grey geese above the harbour";
  const [page, other] = [await open(ada), await open(ada)];
  await visit(page, "/account");
  const form = card(page, "Password");
  const now = form.getByLabel("Present password");
  await now.fill("not the password");
  await form.getByLabel("New password").fill(secret);
  await form.getByRole("button", { name: "Change the password" }).click();
  await expect(now).toHaveAttribute("aria-invalid", "true");
  await now.fill(password);
  await form.getByLabel("New password").fill(secret);
  await form.getByRole("button", { name: "Change the password" }).click();
  await inbox.take(ada.email, /password was changed/i);
  expect(await isIn(other)).toBe(false);
  await expect(now).toHaveValue("");
  expect(await isIn(page)).toBe(true);
  await enter(other, ada.email);
  await expect(other.getByRole("alert")).toHaveText("The e-mail address or the password is not right.");
  await enter(other, ada.email, secret);
  await expect(other).toHaveURL("/account");
});
