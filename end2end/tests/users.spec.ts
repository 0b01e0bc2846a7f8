// The people of an organization, administered: added, changed where they stand, searched, and turned over page by page.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { link } from "../mail.ts";
import { acme, adrian, password } from "../people.ts";
import { enter, expectNothingHere, title } from "../steps.ts";
import { expect, test } from "../test.ts";

const row = (page: Page, words: string) => page.locator("ul.people > li").filter({ hasText: words });

/** Fills in the dialog, and sends it. */
async function add(page: Page, fields: Record<string, string>, role: string) {
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a person" });
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByLabel("Role").selectOption(role);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  return dialog;
}

test("somebody with a password is in at once", async ({ open, world }) => {
  const lab = await world.organization("Hiring Lab");
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/users`);
  const email = `ada.lind@${lab.domain}`;
  const fields = { "E-mail address": email, "First name": "Ada", "Last name": "Lind" };
  const dialog = await add(page, { ...fields, Password: "short" }, "Agent");
  await expect(dialog.getByLabel("Password")).toHaveAccessibleDescription(/12 characters/);
  await expect(dialog.getByLabel("First name")).toHaveValue("Ada");
  await expect(dialog.getByLabel("Role").locator("option:checked")).toHaveText("Agent");
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(row(page, email)).toContainText("Ada Lind");
  await expect(row(page, email).getByLabel("Role")).toHaveValue("agent");
  const hers = await open({ name: "Ada Lind", email });
  await visit(hers, lab.path);
  await expect(title(hers)).toHaveText("Welcome back, Ada");
});

test("somebody without a password gets a link, and comes in by it", async ({ open, page: guest, world, inbox }) => {
  const lab = await world.organization("Inviting Lab");
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/users`);
  const email = `bo.stern@${lab.domain}`;
  await add(page, { "E-mail address": email, "First name": "Bo", "Last name": "Stern" }, "Supervisor");
  const address = link(await inbox.take(email, /invites you/), /invitations/);
  await visit(page, `${lab.path}/admin/users`);
  await expect(row(page, email)).toHaveCount(0);
  await visit(guest, address);
  await expect(guest.getByLabel("First name")).toHaveValue("Bo");
  await guest.getByLabel("Password").fill(password);
  await guest.getByRole("button", { name: "Open the account and join" }).click();
  await expect(guest).not.toHaveURL(/invitations/);
  await visit(page, `${lab.path}/admin/users`);
  await expect(row(page, email).getByLabel("Role")).toHaveValue("supervisor");
});

test("role and access change where the person stands, and hold at once", async ({ open, world }) => {
  const lab = await world.organization("Changing Lab");
  const ada = await world.member(lab, "Ada Lind", "agent");
  const [page, hers] = [await open(lab.owner), await open(ada)];
  await visit(hers, lab.path);
  await visit(page, `${lab.path}/admin/users`);
  const save = (name: string) => row(page, ada.email).getByRole("button", { name: `Save the changes of ${name}` });
  await row(page, ada.email).getByLabel("Role").selectOption("Admin");
  await save("Ada Lind").click();
  await expect.poll(async () => (await visit(hers, `${lab.path}/admin/settings`)).status()).toBe(200);

  await row(page, ada.email).getByLabel("Status").selectOption("Inactive");
  await save("Ada Lind").click();
  await expect.poll(async () => (await visit(hers, lab.path)).status()).toBe(404);
  await visit(page, `${lab.path}/admin/users`);
  await expect(row(page, ada.email).getByLabel("Status")).toHaveValue("false");
  await row(page, ada.email).getByLabel("Status").selectOption("Active");
  await save("Ada Lind").click();
  await expect.poll(async () => (await visit(hers, lab.path)).status()).toBe(200);
});

test("a misspelt name is put right", async ({ open, world }) => {
  const lab = await world.organization("Spelling Lab");
  const ada = await world.member(lab, "Ada Lint", "agent");
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/users`);
  await row(page, ada.email).getByRole("link", { name: "Ada Lint", exact: true }).click();
  await expect(title(page)).toHaveText("Ada Lint");
  await alive(page);
  await page.getByLabel("Last name").fill("Lind");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`${lab.path}/admin/users`);
  await expect(row(page, ada.email)).toContainText("Ada Lind");
});

test("nobody touches their own role, or one above their own", async ({ open, world }) => {
  const lab = await world.organization("Ranked Lab");
  const admin = await world.member(lab, "Alan Keeper", "admin");
  const page = await open(admin);
  await visit(page, `${lab.path}/admin/users`);
  for (const email of [lab.owner.email, admin.email]) {
    await expect(row(page, email)).toBeVisible();
    await expect(row(page, email).getByRole("combobox")).toHaveCount(0);
  }
  await expect(row(page, admin.email)).toContainText("You");
});

test("a removed person is out, keeps their account, and is found among the memberships", async ({ open, world }) => {
  const lab = await world.organization("Parting Lab");
  const ada = await world.member(lab, "Ada Lind", "agent");
  const [page, hers] = [await open(lab.owner), await open(ada)];
  await visit(hers, lab.path);
  await visit(page, `${lab.path}/admin/users`);
  await row(page, ada.email).getByRole("link", { name: "Remove Ada Lind" }).click();
  await expect(page.getByText("loses access at once")).toBeVisible();
  await alive(page);
  await page.getByRole("button", { name: "Remove from the organization" }).click();
  await expect(page).toHaveURL(`${lab.path}/admin/users`);
  await expect(row(page, lab.owner.email)).toBeVisible();
  await expect(row(page, ada.email)).toHaveCount(0);
  await expectNothingHere(hers, lab.path);
  await hers.context().clearCookies();
  await visit(hers, "/sign-in");
  await enter(hers, ada.email);
  await expect(hers).toHaveURL("/welcome");
  await visit(hers, "/organizations");
  await expect(title(hers)).toHaveText("No organization yet");

  await visit(page, `${lab.path}/admin/memberships?status=removed`);
  const line = page.getByRole("row", { name: ada.email });
  await expect(line).toContainText("Removed");
  await expect(line).toContainText("Agent");
  await expect(line).toContainText(lab.owner.name);
});

test("a list longer than a page is turned over, and searched whole", async ({ open }) => {
  const page = await open(adrian);
  await visit(page, `${acme}/admin/users?page_size=10`);
  const names = page.locator("ul.people > li .font-medium");
  await expect(names).toHaveCount(10);
  const first = await names.allInnerTexts();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(names.first()).not.toHaveText(first[0]!);
  expect((await names.allInnerTexts()).filter((name) => first.includes(name))).toEqual([]);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(names).toHaveText(first);
  const filter = page.getByRole("search", { name: "People" });
  await filter.getByLabel("Name or address").fill("kowalska");
  await filter.getByRole("button", { name: "Apply" }).click();
  await expect(names).toHaveText(["Marta Kowalska"]);
});
