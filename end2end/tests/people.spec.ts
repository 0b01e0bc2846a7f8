// From an empty database to a running help desk, in the browser alone: somebody sets the platform up, somebody opens
// an organization, it is approved, people are invited by mail, come in, get another role, and leave; the audit log
// tells the story.
import type { Page } from "@playwright/test";
import { visit } from "../hydration.ts";
import { link, type Inbox } from "../mail.ts";
import { start, type Site } from "../server.ts";
import { enter } from "../steps.ts";
import { expect, test as base, type Open } from "../test.ts";

const test = base.extend<{ empty: Site }>({
  empty: async ({ inbox }, use) => {
    const empty = await start({ demo: false, environment: { TUTTA__MAIL__SMTP_URL: inbox.url } });
    await use(empty);
    await empty.stop();
  },
  baseURL: ({ empty }, use) => use(empty.url),
});

const secret = "seven quiet herons over the lake";
const master = "operator@platform.example";
const owner = "grace@lighthouse.example";
const agent = "linus@lighthouse.example";

async function setUp(open: Open, empty: Site) {
  const page = await open();
  await visit(page, empty.setUp!);
  await page.getByLabel("E-mail address").fill(master);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL("/platform");
  return page;
}

async function signUp(open: Open, inbox: Inbox) {
  const page = await open();
  await visit(page, "/signup");
  await page.getByLabel("E-mail address").fill(owner);
  await page.getByLabel("First name").fill("Grace");
  await page.getByLabel("Last name").fill("Holm");
  await page.getByLabel("Password").fill(secret);
  await page.getByLabel("Name of your organization").fill("Lighthouse Supplies");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your mail");
  await visit(page, link(await inbox.take(owner, /confirm/i), /verify-email/));
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page).not.toHaveURL(/verify-email\?token/);
  await visit(page, "/sign-in");
  await enter(page, owner, secret);
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}

async function approve(page: Page) {
  await visit(page, "/platform");
  await page.getByRole("link", { name: "Review" }).click();
  await page.getByRole("link", { name: "Lighthouse Supplies" }).click();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.locator(".page-head .badge")).toHaveText("Active");
}

async function invite(page: Page, inbox: Inbox, open: Open) {
  await visit(page, "/o/lighthouse-supplies/admin/invitations");
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("E-mail address").fill(agent);
  await dialog.getByLabel("Role").selectOption("Agent");
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("main").getByText(agent).first()).toBeVisible();

  const guest = await open();
  await visit(guest, link(await inbox.take(agent, /Lighthouse Supplies/), /invitations/));
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Join Lighthouse Supplies");
  await guest.getByLabel("First name").fill("Linus");
  await guest.getByLabel("Last name").fill("Berg");
  await guest.getByLabel("Password").fill(secret);
  await guest.getByRole("button", { name: "Open the account and join" }).click();
  await expect(guest).not.toHaveURL(/invitations/);
  return guest;
}

test("a platform from nothing, an organization, and the people in it", async ({ open, empty, inbox }) => {
  test.slow();
  const operator = await setUp(open, empty);
  const grace = await signUp(open, inbox);
  await visit(grace, "/o/lighthouse-supplies");
  await expect(grace.getByRole("heading", { level: 1 })).toHaveText("Waiting for approval");

  await approve(operator);
  await inbox.take(owner, /is open/);
  await visit(grace, "/o/lighthouse-supplies/admin/users");
  await expect(grace.getByRole("main").getByText("Grace Holm").first()).toBeVisible();

  const linus = await invite(grace, inbox, open);
  await visit(linus, "/o/lighthouse-supplies");
  await expect(linus.getByRole("heading", { level: 1 })).toContainText("Linus");

  await visit(grace, "/o/lighthouse-supplies/admin/users");
  const row = grace.getByRole("main").locator("li").filter({ hasText: agent });
  await row.getByLabel("Role").selectOption("Supervisor");
  await row.getByRole("button", { name: "Save the changes of Linus Berg" }).click();
  await expect(row.getByLabel("Role")).toHaveValue("supervisor");

  await visit(linus, "/o/lighthouse-supplies/leave");
  await linus.getByRole("button", { name: "Leave the organization" }).click();
  await expect(linus).not.toHaveURL(/leave/);
  expect((await visit(linus, "/o/lighthouse-supplies")).status()).toBe(404);

  await visit(grace, "/o/lighthouse-supplies/admin/audit");
  for (const told of [
    "Left the organization",
    "Changed a role",
    "Accepted an invitation",
    "Sent an invitation",
    "Approved the organization",
    "Opened the organization",
  ]) {
    await expect(grace.getByRole("row", { name: told }), told).toBeVisible();
  }
});
