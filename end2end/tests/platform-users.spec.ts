// The platform's console: accounts are found, suspended, unlocked, and given and denied the run of the platform.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { morgan, type Person } from "../people.ts";
import { enter, expectNothingHere, title } from "../steps.ts";
import { expect, test } from "../test.ts";

const badges = (page: Page) => page.locator(".page-head");

/** Finds an account among all, and opens its page. */
async function find(page: Page, { name, email }: Person) {
  await visit(page, "/platform/users");
  await page.getByRole("search").getByLabel("Name or e-mail address").fill(email);
  await page.getByRole("search").getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\?q=/);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(title(page)).toHaveText(name);
  await alive(page);
}

/** Does what asks first. */
async function confirm(page: Page, what: string, question: string) {
  await page.getByRole("button", { name: what }).click();
  await page.getByRole("dialog", { name: question }).getByRole("button", { name: what }).click();
}

test("a suspended account is out at once, until it is reactivated", async ({ open, world }) => {
  const ada = await world.person("Ada Lind");
  const [page, hers] = [await open(morgan), await open(ada)];
  await visit(hers, "/account");
  await find(page, ada);
  await confirm(page, "Suspend", "Suspend this account?");
  await expect(badges(page)).toContainText("Suspended");
  await visit(hers, "/account");
  await expect(hers).toHaveURL(/\/sign-in/);
  await enter(hers, ada.email);
  await expect(hers.getByRole("alert")).toHaveText("Account is not active");
  await alive(page);
  await page.getByRole("button", { name: "Reactivate" }).click();
  await expect(badges(page)).toContainText("Active");
  await enter(hers, ada.email);
  await expect(hers).toHaveURL("/account");
});

test("an account that wrong passwords have locked is unlocked", async ({ page: guest, open, world, api }) => {
  const ada = await world.person("Ada Lind");
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const data = { email: ada.email, password: "not the password" };
    expect((await api.request.post("/api/token", { data })).status()).toBe(401);
  }
  await visit(guest, "/sign-in");
  await enter(guest, ada.email);
  await expect(guest.getByRole("alert")).toHaveText("The e-mail address or the password is not right.");
  const page = await open(morgan);
  await find(page, ada);
  await expect(page.getByRole("region", { name: "About" })).toContainText(/Locked\s*Until/);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("region", { name: "About" })).toContainText(/Locked\s*No/);
  await enter(guest, ada.email);
  await expect(guest).toHaveURL("/welcome");
});

test("the run of the platform is given and taken away, and never from the last", async ({ open, world }) => {
  const ada = await world.person("Ada Lind");
  const [page, hers] = [await open(morgan), await open(ada)];
  await expectNothingHere(hers, "/platform");
  await find(page, ada);
  await confirm(page, "Make a master user", "Make this person a master user?");
  await expect(badges(page)).toContainText("Master user");
  expect((await visit(hers, "/platform")).status()).toBe(200);
  await alive(page);
  await confirm(page, "Take master rights away", "Take master rights away?");
  await expect(badges(page)).not.toContainText("Master user");
  await expectNothingHere(hers, "/platform");

  await find(page, morgan);
  await confirm(page, "Take master rights away", "Take master rights away?");
  await expect(page.getByRole("alert")).toContainText("This is the last active master user.");
  await visit(page, "/platform/users?master=true");
  await expect(page.getByRole("row", { name: morgan.email })).toBeVisible();
});
