// The administration of groups, with script and without: a group is made, filled, emptied and deleted, and no ticket
// is lost on the way.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { alive, visit } from "../hydration.ts";
import { acme, amara, ben, marta, sofia, type Person } from "../people.ts";
import { fact } from "../steps.ts";
import { expect, test } from "../test.ts";

const people = (page: Page) => page.getByRole("region", { name: "People", exact: true });

/** Searches for somebody who could be added, and ticks them. */
async function add(page: Page, who: Person) {
  const card = page.getByRole("region", { name: "Add people" });
  await card.getByLabel("Name or address").fill(who.name);
  await card.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/\?q=/);
  await alive(page);
  await card.getByRole("checkbox", { name: who.name }).check();
  await card.getByRole("button", { name: "Add those ticked" }).click();
  await expect(people(page).getByRole("checkbox", { name: who.name })).toBeVisible();
}

test("a supervisor sets a group up, takes somebody out of it, and deletes it", async ({ open, api }) => {
  test.slow();
  const page = await open(sofia);
  const name = unique("Night shift");
  await visit(page, `${acme}/admin`);
  await page.getByRole("link", { name: "Groups", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Groups");
  await alive(page);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(people(page).getByText("Nobody in this group")).toBeVisible();
  const group = page.url();
  await alive(page);

  await add(page, ben);
  await add(page, amara);
  const number = await api.ticket(unique("Left in the night"), { by: marta, group: name, assignee: ben });

  await test.step("what becomes of the tickets of somebody who leaves is asked and done", async () => {
    await visit(page, group);
    await people(page).getByRole("link", { name: `Remove ${ben.name}` }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Remove ${ben.name} from ${name}?`);
    await alive(page);
    await expect(page.getByText("1 ticket open in this group")).toBeVisible();
    await page.getByLabel("Their open tickets in the group").selectOption(amara.name);
    await page.getByRole("button", { name: "Remove from the group" }).click();
    await expect(page).toHaveURL(group);
    await expect(people(page).getByText(amara.name)).toBeVisible();
    await expect(people(page).getByText(ben.name)).toHaveCount(0);
    await visit(page, `${acme}/tickets/${number}`);
    await expect(fact(page, "Assignee")).toContainText(amara.name);
  });

  await test.step("and so it is for those of a group that goes", async () => {
    await visit(page, group);
    await page.getByRole("link", { name: "Delete the group" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Delete ${name}?`);
    await alive(page);
    await page.getByLabel("Its tickets go to").selectOption("Robot Support");
    await page.getByRole("button", { name: "Delete the group" }).click();
    await expect(page).toHaveURL(/\/admin\/groups$/);
    await expect(page.getByRole("navigation", { name: "Groups" }).getByText(name)).toHaveCount(0);
    await visit(page, `${acme}/tickets/${number}`);
    await expect(fact(page, "Group")).toHaveText("Robot Support");
    await expect(fact(page, "Assignee")).toContainText(amara.name);
  });
});

test("a manager is named", async ({ open, api }) => {
  const page = await open(sofia);
  const name = unique("Day shift");
  await api.send(sofia, "post", "/api/org-admin/groups", { name });
  await visit(page, `${acme}/admin/groups`);
  await page.getByRole("navigation", { name: "Groups" }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await alive(page);
  const card = page.getByRole("region", { name: "Manager" });
  await card.getByLabel("Manager").selectOption(ben.name);
  await card.getByRole("button", { name: "Set the manager" }).click();
  await expect(people(page).locator("li").filter({ hasText: ben.name })).toContainText("Manager");
});
