// Everybody sees exactly the tickets they may see; the rest is not there.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { visit } from "../hydration.ts";
import { acme, amara, ben, daniel, marta, pawel, sofia, type Person } from "../people.ts";
import { choose, count, expectNothingHere, fact } from "../steps.ts";
import { expect, test, type Open } from "../test.ts";

/** Each person's own browser. */
function rooms(open: Open) {
  const pages = new Map<Person, Page>();
  return async (who: Person) => {
    const page = pages.get(who) ?? (await open(who));
    pages.set(who, page);
    return page;
  };
}

/** Somebody finds the ticket by its page and in the list. */
async function expectSeen(page: Page, subject: string, number: number) {
  const response = await visit(page, `${acme}/tickets/${number}`);
  expect(response.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(subject);
  await visit(page, `${acme}/tickets?q=${number}`);
  await expect(page.getByRole("link", { name: subject })).toBeVisible();
}

/** Somebody finds it nowhere, and it is not counted either. */
async function expectUnseen(page: Page, subject: string, number: number) {
  await expectNothingHere(page, `${acme}/tickets/${number}`);
  await visit(page, `${acme}/tickets?q=${encodeURIComponent(subject)}`);
  await expect(page.getByRole("heading", { name: "No ticket matches" })).toBeVisible();
  expect(await count(page)).toBe(0);
}

test("a ticket appears to its group once it is assigned, and to nobody else", async ({ open, api }) => {
  // Six people look again and again.
  test.slow();
  const room = rooms(open);
  const subject = unique("Only for some eyes");
  const number = await api.ticket(subject, { by: marta, group: "Robot Support" });
  for (const who of [marta, sofia]) await expectSeen(await room(who), subject, number);
  for (const who of [pawel, amara, ben, daniel]) await expectUnseen(await room(who), subject, number);

  const steers = await room(sofia);
  await visit(steers, `${acme}/tickets/${number}`);
  await choose(steers, "Assignee", "Assigned to", ben.name, "Assign");
  await expect(fact(steers, "Assignee")).toContainText(ben.name);
  for (const who of [marta, amara, ben]) await expectSeen(await room(who), subject, number);
  for (const who of [pawel, daniel]) await expectUnseen(await room(who), subject, number);

  await choose(steers, "Properties", "Group", "Orders & Shipping", "Save");
  await expect(fact(steers, "Group")).toHaveText("Orders & Shipping");
  await choose(steers, "Assignee", "Assigned to", daniel.name, "Assign");
  await expect(fact(steers, "Assignee")).toContainText(daniel.name);
  for (const who of [daniel, ben]) await expectSeen(await room(who), subject, number);
  await expectUnseen(await room(amara), subject, number);
});

test("an unassigned ticket is seen by the group's manager alone", async ({ open, api }) => {
  const subject = unique("Parcel without a label");
  const number = await api.ticket(subject, { by: marta, group: "Orders & Shipping" });
  await expectSeen(await open(daniel), subject, number);
  await expectUnseen(await open(ben), subject, number);
});

test("what is hidden looks like what does not exist, also to its forms", async ({ open, api }) => {
  const number = await api.ticket(unique("Not there"), { by: marta });
  const page = await open(pawel);
  const text = async (path: string) => {
    await expectNothingHere(page, path);
    return page.getByRole("main").innerText();
  };
  const missing = await text(`${acme}/tickets/999999`);
  expect(await text(`${acme}/tickets/${number}`)).toBe(missing);
  expect(await text(`${acme}/tickets/${number}/edit`)).toBe(missing);
});

test("a new ticket counts for those who see it, and for nobody else", async ({ open, api }) => {
  const room = rooms(open);
  const numbers = async (who: Person) => {
    const page = await room(who);
    await visit(page, `${acme}/tickets`);
    const listed = await count(page);
    await visit(page, acme);
    const words = await page.locator("dl.stat-row > div", { hasText: "All tickets" }).locator(".stat-value").innerText();
    return { listed, own: Number(words.replace(/\D/g, "")) };
  };
  const [asks, other, steers] = [await numbers(marta), await numbers(pawel), await numbers(sofia)];
  await api.ticket(unique("One more"), { by: marta });
  expect(await numbers(marta)).toEqual({ listed: asks.listed + 1, own: asks.own + 1 });
  expect(await numbers(pawel)).toEqual(other);
  expect(await numbers(sofia)).toEqual({ ...steers, listed: steers.listed + 1 });
});

test("requesters get no internal notes and no controls", async ({ open, api }) => {
  const number = await api.ticket(unique("Hands off"), { by: marta, group: "Robot Support", assignee: amara });
  await api.send(amara, "post", `/api/tickets/${number}/comments`, { body: "Between us.", visibility: "internal" });
  const page = await open(marta);
  const response = await visit(page, `${acme}/tickets/${number}`);
  expect(await response.text()).not.toContain("Between us.");
  for (const words of ["Internal note", "Close ticket", "Assign to me", "Delete"]) {
    await expect(page.getByText(words)).toHaveCount(0);
  }
  await visit(page, `${acme}/tickets/${number}?tab=activity`);
  await expect(page.getByText("wrote an internal note")).toHaveCount(0);
});
