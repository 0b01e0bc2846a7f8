// The first steps of a person and of an organization: each can be left out, and one comes back to where one was.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { unique } from "../api.ts";
import { title } from "../steps.ts";
import { expect, test } from "../test.ts";

/** The step that one is at. */
const step = (page: Page) => page.locator("[aria-current=step]");

test("a person tells who they are, opens an organization, and is told that it waits", async ({ open, world, inbox }) => {
  const ada = await world.person("Ada Lind");
  const page = await open(ada);
  await visit(page, "/welcome");
  await expect(step(page)).toHaveText("Your profile");
  await expect(page.getByLabel("First name")).toHaveValue("Ada");
  await page.getByLabel("Telephone").fill("+43 1 234567");
  await page.getByLabel("Time zone").selectOption("Europe/Vienna");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(step(page)).toHaveText("Your organization");

  // Nobody loses their place by looking elsewhere.
  await visit(page, "/account");
  await expect(page.getByLabel("Telephone")).toHaveValue("+43 1 234567");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Vienna");
  await visit(page, "/welcome");
  await expect(step(page)).toHaveText("Your organization");

  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("alert")).toContainText("Name an organization to open, or enter an invite code.");
  const name = unique("Welcome Works");
  await page.getByLabel("Name of your organization").fill(name);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(step(page)).toHaveText("Done");
  await expect(page.getByText("waits for approval by an operator")).toBeVisible();
  await page.getByRole("link", { name: "Go to the start" }).click();
  await expect(title(page)).toHaveText("Waiting for approval");
  await inbox.take("morgan.reed@tutta.example", new RegExp(`${name} waits for approval`));
});

test("a person joins by the code of their organization", async ({ open, world }) => {
  const lab = await world.organization("Welcome Lab");
  const { invite_code: code } = await world.read(lab);
  const page = await open(await world.person("Bo Stern"));
  await visit(page, "/welcome");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(step(page)).toHaveText("Your organization");
  await alive(page);
  await page.getByLabel("Invite code").fill("not-a-code");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByLabel("Invite code")).toHaveAccessibleDescription(/No organization has this code/);
  await page.getByLabel("Invite code").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(step(page)).toHaveText("Done");
  await page.getByRole("link", { name: "Go to the start" }).click();
  await expect(page).toHaveURL(lab.path);
});

test("every step of a person can be left out", async ({ open, world }) => {
  const page = await open(await world.person("Cleo Marsh"));
  await visit(page, "/welcome");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(step(page)).toHaveText("Your organization");
  await alive(page);
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(step(page)).toHaveText("Done");
  await expect(page.getByText("What is left is an organization")).toBeVisible();
});

test("a new organization gets its look, its people and its first group", async ({ open, world }) => {
  const lab = await world.organization("Fresh Lab");
  const page = await open(lab.owner);
  await visit(page, lab.path);
  await page.getByRole("link", { name: "Set it up" }).click();
  await expect(title(page)).toHaveText("Set up your organization");
  await alive(page);
  const name = unique("Renamed Lab");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Colour").fill("#0f766e");
  await page.getByRole("button", { name: "Save and go on" }).click();
  const card = page.getByRole("region", { name: "Invite people" });
  await expect(card.getByRole("code")).toHaveText((await world.read(lab)).invite_code);
  await expect(page.getByRole("banner").getByText(name).first()).toBeVisible();

  await card.getByRole("link", { name: "Invite by e-mail" }).click();
  await expect(title(page)).toHaveText("Invitations");
  await visit(page, `${lab.path}/setup`);
  await expect(card).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  const group = page.getByRole("region", { name: "First group" });
  await expect(group).toBeVisible();
  await alive(page);
  await group.getByRole("button", { name: "Create the group" }).click();
  await expect(group.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await group.getByLabel("Name").fill("Support");
  await group.getByLabel("Manager").selectOption(lab.owner.name);
  await group.getByRole("button", { name: "Create the group" }).click();
  await expect(page).toHaveURL(lab.path);
  await expect(page.getByRole("link", { name: "Set it up" })).toHaveCount(0);
  await visit(page, `${lab.path}/admin/groups`);
  await page.getByRole("navigation", { name: "Groups" }).getByRole("link", { name: "Support" }).click();
  await expect(page.getByRole("region", { name: "People", exact: true })).toContainText(lab.owner.name);
});

test("every step of an organization can be left out, and gone through again", async ({ open, world }) => {
  const lab = await world.organization("Hasty Lab");
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/setup`);
  for (const words of ["Skip this step", "Go on"]) {
    const at = await step(page).innerText();
    await page.getByRole("button", { name: words }).click();
    await expect(step(page)).not.toHaveText(at);
    await alive(page);
  }
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("region", { name: "Invite people" })).toBeVisible();
  await alive(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Finish without a group" }).click();
  await expect(page).toHaveURL(lab.path);
  await expect(page.getByRole("link", { name: "Set it up" })).toHaveCount(0);
  await visit(page, `${lab.path}/setup`);
  await page.getByRole("button", { name: "Go through the steps again" }).click();
  await expect(page.getByRole("region", { name: "Name and look" })).toBeVisible();
});
