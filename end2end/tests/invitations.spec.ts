// Invitations: they wait in a list, are sent again, taken back, and accepted by whoever holds the address.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { alive, visit } from "../hydration.ts";
import { link } from "../mail.ts";
import { enter, signOut, title } from "../steps.ts";
import { expect, test } from "../test.ts";
import { newDomain } from "../world.ts";

const row = (page: Page, words: string) => page.locator("ul.people > li").filter({ hasText: words });

/** Fills in the dialog, and sends it. */
async function invite(page: Page, email: string, role: string) {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByLabel("Role").selectOption(role);
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(row(page, email)).toContainText(role);
  await expect(row(page, email)).toContainText("Waiting");
}

/** The day in a week, as the list tells it. */
function inAWeek() {
  const day = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000);
  return day.toLocaleDateString("en-US", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).replace(
    /(\w+) (\d+), (\d+)/,
    "$2 $1 $3",
  );
}

test("an invitation waits and is sent again, and a newer one takes its place", async ({ open, page: guest, world, inbox }) => {
  const lab = await world.organization("Letter Lab");
  const email = `ada@${newDomain()}`;
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/invitations`);
  await expect(page.getByText("No invitation waits")).toBeVisible();
  await invite(page, email, "Supervisor");
  await expect(row(page, email)).toContainText(`Supervisor · invited by ${lab.owner.name} · until ${inAWeek()}`);
  const first = await inbox.take(email, /invites you/);
  expect(first.text).toContain("works once, until");
  await alive(page);
  await row(page, email).getByRole("button", { name: "Send again" }).click();
  const again = link(await inbox.take(email, /invites you/), /invitations/);
  expect(again).toBe(link(first, /invitations/));
  await visit(guest, again);
  await expect(title(guest)).toHaveText(`Join ${lab.name}`);
  await expect(guest.getByText(`${lab.owner.name} invites ${email} to ${lab.name} as supervisor.`)).toBeVisible();

  await visit(page, `${lab.path}/admin/invitations`);
  await invite(page, email, "Agent");
  await expect(row(page, email)).toHaveCount(1);
  await visit(guest, again);
  await expect(guest.getByRole("button", { name: "Open the account and join" })).toHaveCount(0);
  await visit(guest, link(await inbox.take(email, /invites you/), /invitations/));
  await expect(guest.getByText(`invites ${email} to ${lab.name} as agent.`)).toBeVisible();
});

test("the link of a revoked invitation says so", async ({ open, page: guest, world, inbox }) => {
  const lab = await world.organization("Second Thoughts");
  const email = `ada@${newDomain()}`;
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/invitations`);
  await invite(page, email, "Member");
  const address = link(await inbox.take(email, /invites you/), /invitations/);
  await alive(page);
  await row(page, email).getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("No invitation waits")).toBeVisible();
  await visit(guest, address);
  await expect(guest.getByRole("main")).toContainText(/taken back|revoked/);
  await expect(guest.getByRole("button", { name: "Open the account and join" })).toHaveCount(0);
});

test("somebody who has an account signs in and accepts, with the role and group of the invitation", async ({ open, world, inbox, api, page }) => {
  const lab = await world.organization("Guest Lab");
  const ada = await world.person("Ada Lind");
  const name = unique("Press");
  const group = await api.send(lab.owner, "post", "/api/org-admin/groups", { name }, lab.slug);
  const invitation = { email: ada.email, role: "agent", group: group.id };
  await api.send(lab.owner, "post", `/api/v1/organizations/${lab.slug}/invite`, invitation);
  const address = link(await inbox.take(ada.email, /invites you/), /invitations/);
  await visit(page, address);
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await alive(page);
  await enter(page, ada.email);
  await expect(title(page)).toHaveText(`Join ${lab.name}`);
  await alive(page);
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(page).toHaveURL(lab.path);
  const admin = await open(lab.owner);
  await visit(admin, `${lab.path}/admin/groups`);
  await admin.getByRole("navigation", { name: "Groups" }).getByRole("link", { name }).click();
  await expect(admin.getByRole("region", { name: "People", exact: true })).toContainText(ada.name);
  await visit(admin, `${lab.path}/admin/invitations`);
  await expect(admin.getByText("No invitation waits")).toBeVisible();

  await signOut(page);
  await visit(page, address);
  await expect(page.getByText("This invitation has been accepted already.")).toBeVisible();
});

test("an invitation is for its address alone", async ({ open, world, inbox, api }) => {
  const lab = await world.organization("Strict Lab");
  const [ada, bo] = [await world.person("Ada Lind"), await world.person("Bo Stern")];
  const path = `/api/v1/organizations/${lab.slug}/invite`;
  await api.send(lab.owner, "post", path, { email: ada.email, role: "member" });
  const page = await open(bo);
  await visit(page, link(await inbox.take(ada.email, /invites you/), /invitations/));
  await expect(page.getByText(`You are signed in as ${bo.email}, and this invitation is for ${ada.email}.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Accept the invitation" })).toHaveCount(0);
});
