// Back in without the password: the link comes by mail, works once, and throws everybody else out.
import type { Page } from "@playwright/test";
import { visit } from "../hydration.ts";
import { link } from "../mail.ts";
import { enter, title } from "../steps.ts";
import { expect, test } from "../test.ts";

const secret = "nine grey geese above the harbour";

/** Asks for a link from the sign-in page. */
async function ask(page: Page, email: string) {
  await visit(page, "/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(title(page)).toHaveText("Reset your password");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(title(page)).toHaveText("Check your mail");
}

test("a new password is set by the link of the mail, and every session ends", async ({ page, open, world, inbox }) => {
  const ada = await world.person("Ada Lind");
  const elsewhere = await open(ada);
  await visit(elsewhere, "/account");
  await expect(title(elsewhere)).toHaveText("Your account");

  await ask(page, ada.email);
  const address = link(await inbox.take(ada.email, /new password/i), /reset-password/);
  await visit(page, address);
  await expect(title(page)).toHaveText("Set a new password");
  await expect(page.getByText(`For ${ada.email}.`)).toBeVisible();
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/12 characters.*12/s);
  await page.getByLabel("New password").fill(secret);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText("Your new password is set")).toBeVisible();
  await inbox.take(ada.email, /password was changed/i);

  await visit(elsewhere, "/account");
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=/);
  await enter(page, ada.email);
  await expect(page.getByRole("alert")).toHaveText("The e-mail address or the password is not right.");
  await enter(page, ada.email, secret);
  await expect(page).not.toHaveURL(/sign-in/);

  await visit(page, address);
  await expect(title(page)).toHaveText("This link no longer works");
  await expect(page.getByRole("button", { name: "Send the link" })).toBeVisible();
});

test("a newer link takes the place of the one before", async ({ page, world, inbox }) => {
  const ada = await world.person("Ada Lind");
  const addresses = [];
  for (let time = 0; time < 2; time += 1) {
    await ask(page, ada.email);
    addresses.push(link(await inbox.take(ada.email, /new password/i), /reset-password/));
  }
  await visit(page, addresses[0]!);
  await expect(title(page)).toHaveText("This link no longer works");
  await visit(page, addresses[1]!);
  await expect(title(page)).toHaveText("Set a new password");
});

test("whoever asks for an address without an account learns nothing", async ({ page }) => {
  await ask(page, "nobody@nowhere.example");
  await expect(page.getByText("If there is an account with this address")).toBeVisible();
});
