// Every page there is, and who looks at it.
import type { Page } from "@playwright/test";
import { visit } from "./hydration.ts";
import { acme, adrian, amara, marta, morgan, nadia, olivia, sofia, ulla, type Person } from "./people.ts";
import { expect } from "./test.ts";

export interface Sight {
  name: string;
  path: string;
  who?: Person;
  /** The part to look at, where it lies over the rest of the page for a moment. */
  within?: string;
  /** What to do once it is open. */
  then?: (page: Page) => Promise<unknown>;
}

const press = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).click();

const unfold = (label: string) => async (page: Page) => {
  await page.locator("summary").and(page.getByLabel(label)).first().click();
  await expect(page.locator("details[open] [data-item], details[open] a").first()).toBeVisible();
};

async function refuse(page: Page, button: string) {
  await press(button)(page);
  await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
}

async function refuseSettings(page: Page) {
  const card = page.getByRole("region", { name: "Name and look" });
  await card.getByLabel("Address").fill("not an address!");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(card.locator("[aria-invalid=true]")).toBeVisible();
}

async function refuseToken(page: Page) {
  await press("New token")(page);
  await press("Make the token")(page);
  await expect(page.getByText("Tick what it may be used for.")).toBeVisible();
}

async function makeToken(page: Page) {
  await press("New token")(page);
  const dialog = page.getByRole("dialog", { name: "New access token" });
  await dialog.getByLabel("Name").fill(`A program that is called ${"a".repeat(60)}`);
  for (const box of await dialog.getByRole("checkbox").all()) await box.check();
  await press("Make the token")(page);
  await expect(page.getByLabel("The new token")).toBeVisible();
  await expect(dialog).toBeHidden();
  await page.locator("summary", { hasText: "Revoke" }).first().click();
}

/** Follows a link to what is called so there. */
const open = (name: string) => async (page: Page) => {
  await page.getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name.replace("Remove ", ""));
};

async function openGroup(page: Page) {
  await page.getByRole("navigation", { name: "Groups" }).getByRole("link", { name: "Robot Support" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Robot Support");
}

const narrow = (group: string) => async (page: Page) => {
  const opener = page.locator("summary", { hasText: "Filter" });
  if (await opener.isVisible()) await opener.click();
  await page.getByLabel("Group", { exact: true }).selectOption({ label: group });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/group=/);
};

async function askToLeave(page: Page) {
  await openGroup(page);
  await page.getByRole("link", { name: `Remove ${amara.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Remove");
}

/** The pages as they open, without anything that must be prepared first. */
export const pages: Sight[] = [
  { name: "sign-in", path: "/sign-in" },
  { name: "set-up, when it is done", path: "/setup" },
  { name: "no such page", path: "/no-such-page" },
  { name: "the organizations of somebody with two", path: "/organizations", who: nadia },
  { name: "the organizations of somebody with none", path: "/organizations", who: morgan },
  { name: "the organizations of somebody who waits", path: "/organizations", who: ulla },
  { name: "an organization that waits", path: "/o/umbra-logistics", who: ulla },
  { name: "a stranger's organization", path: "/o/initech", who: sofia },
  { name: "home of a requester", path: acme, who: marta },
  { name: "home of a supervisor", path: acme, who: sofia },
  { name: "tickets", path: `${acme}/tickets`, who: sofia },
  { name: "tickets, filtered", path: `${acme}/tickets?status=open,closed&priority=high&ordering=-priority`, who: sofia },
  { name: "tickets, many filters", path: `${acme}/tickets?status_not=closed,resolved&assignee_not=none&tag_not=printer&created_after=2026-01-01&mine=true`, who: sofia },
  { name: "tickets, a filter being put together", path: `${acme}/tickets?status=open&filter=assignee`, who: sofia },
  { name: "tickets, a filter refused", path: `${acme}/tickets?filter=created_after&value=soon`, who: sofia },
  { name: "tickets, by requester", path: `${acme}/tickets?filter=created_by`, who: amara },
  { name: "tickets, what is not there", path: `${acme}/tickets?status=purple`, who: sofia },
  { name: "tickets, none", path: `${acme}/tickets?q=no-such-words`, who: marta },
  { name: "tickets, next page", path: `${acme}/tickets?page_size=10`, who: amara, then: (page) => page.getByRole("link", { name: "Next" }).click() },
  { name: "search", path: `${acme}/search?q=robot`, who: adrian },
  { name: "search, nothing found", path: `${acme}/search?q=no-such-words`, who: marta },
  { name: "new ticket", path: `${acme}/tickets/new`, who: marta },
  { name: "a ticket", path: `${acme}/tickets/12`, who: adrian },
  { name: "a ticket's activity", path: `${acme}/tickets/12?tab=activity`, who: adrian },
  { name: "edit a ticket", path: `${acme}/tickets/12/edit`, who: adrian },
  { name: "a ticket that is not there", path: `${acme}/tickets/999999`, who: marta },
  { name: "overview", path: `${acme}/admin`, who: sofia },
  { name: "overview, 90 days", path: `${acme}/admin?period=90`, who: olivia },
  { name: "overview of a group", path: `${acme}/admin?period=7`, who: sofia, then: narrow("Robot Support") },
  { name: "overview, nothing happened", path: `${acme}/admin?period=7&group=00000000-0000-7000-8000-000000000000`, who: sofia },
  { name: "groups", path: `${acme}/admin/groups`, who: sofia },
  { name: "a group", path: `${acme}/admin/groups`, who: sofia, then: openGroup },
  { name: "asking before people leave a group", path: `${acme}/admin/groups`, who: sofia, then: askToLeave },
  { name: "one's own numbers", path: `${acme}/admin`, who: marta },
  { name: "sign-up", path: "/signup" },
  { name: "reset the password", path: "/reset-password" },
  { name: "a link to confirm an address that no longer works", path: "/verify-email?token=x" },
  { name: "an invitation that is not there", path: "/invitations/accept?token=x" },
  { name: "first steps of a person", path: "/welcome", who: marta },
  { name: "account", path: "/account", who: marta },
  { name: "account of somebody who works here", path: "/account", who: amara },
  { name: "leave an organization", path: `${acme}/leave`, who: marta },
  { name: "first steps of an organization", path: `${acme}/setup`, who: olivia },
  { name: "users", path: `${acme}/admin/users`, who: adrian },
  { name: "users, filtered", path: `${acme}/admin/users?q=a&role=agent`, who: adrian },
  { name: "users, for a supervisor", path: `${acme}/admin/users`, who: sofia },
  { name: "memberships", path: `${acme}/admin/memberships`, who: adrian },
  { name: "join requests", path: `${acme}/admin/join-requests`, who: adrian },
  { name: "invitations", path: `${acme}/admin/invitations`, who: adrian },
  { name: "settings", path: `${acme}/admin/settings`, who: olivia },
  { name: "departments", path: `${acme}/admin/departments`, who: sofia },
  { name: "audit log", path: `${acme}/admin/audit`, who: olivia },
  { name: "audit log, filtered", path: `${acme}/admin/audit?action=role_changed&from=2026-01-01`, who: olivia },
  { name: "platform: organizations", path: "/platform", who: morgan },
  { name: "platform: users", path: "/platform/users", who: morgan },
  { name: "platform: statistics", path: "/platform/statistics", who: morgan },
  { name: "platform: audit log", path: "/platform/audit", who: morgan },
  { name: "platform: jobs", path: "/platform/jobs", who: morgan },
  { name: "platform: an organization", path: "/platform", who: morgan, then: open("Acme Robotics") },
  { name: "platform: a person", path: "/platform/users?q=marta", who: morgan, then: open("Marta Kowalska") },
  { name: "a person's names", path: `${acme}/admin/users?q=amara`, who: adrian, then: open("Amara Diallo") },
  { name: "removing a person", path: `${acme}/admin/users?q=amara`, who: adrian, then: open("Remove Amara Diallo") },
];

/** The same pages in the states that somebody brings them into. */
export const states: Sight[] = [
  { name: "sign-in, refused", path: "/sign-in", then: (page) => refuse(page, "Sign in") },
  { name: "new ticket, refused", path: `${acme}/tickets/new`, who: marta, then: (page) => refuse(page, "File the ticket") },
  { name: "adding a filter", path: `${acme}/tickets`, who: sofia, within: "#conditions", then: unfold("Add filter") },
  { name: "the organization switcher", path: acme, who: nadia, within: "header", then: unfold("Switch organization") },
  { name: "one's own menu", path: acme, who: sofia, within: "header", then: unfold("Your account") },
  { name: "sign-up, refused", path: "/signup", then: (page) => refuse(page, "Create the account") },
  { name: "settings, refused", path: `${acme}/admin/settings`, who: olivia, then: refuseSettings },
  { name: "adding a person", path: `${acme}/admin/users`, who: adrian, then: press("Add a person") },
  { name: "inviting somebody", path: `${acme}/admin/invitations`, who: adrian, then: press("Invite") },
  { name: "a new access token, refused", path: "/account", who: marta, then: refuseToken },
  { name: "an access token that was just made", path: "/account", who: amara, then: makeToken },
  { name: "asking before an account is deleted", path: "/account", who: marta, then: press("Delete the account") },
  { name: "asking before a ticket is deleted", path: `${acme}/tickets/12`, who: adrian, then: press("Delete") },
];

/** Opens a page in its state. */
export async function look(page: Page, sight: Sight) {
  await visit(page, sight.path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await sight.then?.(page);
}
