// The list of tickets: conditions as chips, tags, the way back to where one was, and the people of a new ticket's group.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { alive, visit } from "../hydration.ts";
import { acme, adrian, amara, marta, sofia } from "../people.ts";
import { count, messages, reply, title } from "../steps.ts";
import { expect, test } from "../test.ts";

const list = `${acme}/tickets`;

const chips = (page: Page) => page.getByRole("list", { name: "Filters" }).locator(".chip");

async function add(page: Page, field: string) {
  await page.locator("summary", { hasText: "Add filter" }).click();
  await page.locator("#add-filter a", { hasText: field }).click();
  return page.getByRole("form", { name: `Filter by ${field.toLowerCase()}` });
}

test("conditions are put together one by one, changed, and taken off", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, list);
  const all = await count(page);

  const status = await add(page, "Status");
  await status.getByLabel("Open").check();
  await status.getByLabel("Pending").check();
  await status.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(`${list}?status=open,pending`);
  await expect(chips(page)).toHaveText("Status is Open or Pending");
  const unresolved = await count(page);
  expect(unresolved).toBeLessThan(all);

  const assignee = await add(page, "Assignee");
  await assignee.getByLabel("Comparison").selectOption("Assignee is not");
  await assignee.getByLabel("Nobody").check();
  await assignee.getByLabel(amara.name).check();
  await assignee.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\?status=open,pending&assignee_not=none,[0-9a-f-]+$/);
  await expect(chips(page).nth(1)).toHaveText(`Assignee is not Nobody or ${amara.name}`);
  expect(await count(page)).toBeLessThan(unresolved);

  // The chip itself opens its form, with what it says.
  await chips(page).first().getByRole("link", { name: "Status is" }).first().click();
  const again = page.getByRole("form", { name: "Filter by status" });
  await expect(again.getByLabel("Pending")).toBeChecked();
  await again.getByLabel("Comparison").selectOption("Status is not");
  await again.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\?status_not=open,pending&assignee_not=/);

  await page.getByRole("link", { name: "Remove: Status is not Open or Pending" }).click();
  await expect(chips(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page).toHaveURL(list);
  expect(await count(page)).toBe(all);
});

test("a condition that cannot be read stays in its form", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, `${list}?status=open`);
  const tag = await add(page, "Tag");
  const typed = `printer, ${"x".repeat(41)}`;
  await tag.getByLabel("One of these tags").fill(typed);
  await tag.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("A tag has 1 to 40 characters and no comma.")).toBeVisible();
  const field = page.getByLabel("One of these tags");
  await expect(field).toHaveValue(typed);
  await field.fill("printer");
  await page.getByRole("form", { name: "Filter by tag" }).getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(`${list}?status=open&tag=printer`);
});

test("words, order and size keep the conditions", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, `${list}?status_not=closed`);
  const bar = page.getByRole("search", { name: "Tickets" });
  await bar.getByLabel("Words or number").fill("robot");
  await bar.getByRole("button", { name: "Apply" }).click();
  // Without script the form sends its empty fields along.
  await expect(page).toHaveURL(/[?&]q=robot&.*status_not=closed/);
  await bar.getByLabel("Rows").selectOption("50");
  await bar.getByLabel("Sort by").selectOption("Most urgent");
  await bar.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/status_not=closed/);
  await expect(page).toHaveURL(/page_size=50/);
  await expect(page).toHaveURL(/ordering=-priority/);
  await expect(page).toHaveURL(/q=robot/);
  await expect(bar.getByLabel("Rows")).toHaveValue("50");
  await expect(chips(page)).toHaveText(["Status is not Closed", "Words are robot"]);
});

test("what the address says wrongly is told, and left out", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, `${list}?status=purple&priority=urgent`);
  await expect(page.getByRole("alert")).toContainText("this was left out");
  await expect(chips(page)).toHaveText("Priority is Urgent");
});

test("a filter is added with nothing but the keyboard", { tag: "@script" }, async ({ open }) => {
  const page = await open(sofia);
  await visit(page, list);
  await page.locator("summary", { hasText: "Add filter" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Comparison")).toBeFocused();
  await expect(page.locator("#add-filter")).not.toHaveAttribute("open");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${list}?priority=urgent`);
  await expect(page.locator("#conditions")).toBeFocused();
});

test("a filter is added without loading the page", { tag: "@script" }, async ({ open }) => {
  const page = await open(sofia);
  await visit(page, list);
  const kinds: string[] = [];
  page.on("request", (request) => kinds.push(request.resourceType()));
  const priority = await add(page, "Priority");
  await priority.getByLabel("Urgent").check();
  await priority.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(`${list}?priority=urgent`);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(list);
  await expect(chips(page)).toHaveCount(0);
  expect(kinds).not.toContain("document");
});

test("tags are set on a ticket, shown in its row, and lead to the tickets that have them", async ({ open, api }) => {
  const word = unique("tag").toLowerCase();
  const subject = unique("To be tagged");
  const number = await api.ticket(subject, { by: marta, group: "Robot Support", assignee: amara });
  const page = await open(amara);
  await visit(page, `${list}/${number}`);
  const card = page.getByRole("region", { name: "Tags" });
  await card.getByLabel("Tags").fill(`${word}, Second Word`);
  await card.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".page-head .tag")).toHaveText(["second word", word]);
  await page.locator(".page-head .tag", { hasText: word }).click();
  await expect(chips(page)).toHaveText(`Tag is ${word}`);
  const row = page.locator(`#ticket-${number}`);
  await expect(row).toContainText(subject);
  await row.getByRole("link", { name: "second word" }).click();
  await expect(chips(page)).toHaveText([`Tag is ${word}`, "Tag is second word"]);
  await expect(page.locator("table.tickets tbody tr")).toHaveCount(1);
});

for (const way of ["the browser's button", "the link on the ticket"]) {
  test(`${way} leads back to the same list and the same place`, async ({ open }) => {
    const page = await open(sofia);
    await visit(page, `${list}?status_not=on_hold&page_size=100`);
    const row = page.locator("a.row-link").nth(70);
    await row.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => window.scrollY);
    expect(before).toBeGreaterThan(500);
    const subject = await row.innerText();
    await row.click();
    await expect(title(page)).toHaveText(subject);
    await alive(page);
    if (way.startsWith("the browser")) await page.goBack();
    else await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Tickets" }).click();
    await expect(page).toHaveURL(/\/tickets\?status_not=on_hold&page_size=100(#ticket-\d+)?$/);
    await expect(page.locator("a.row-link").nth(70)).toHaveText(subject);
    await expect(page.locator("a.row-link").nth(70)).toBeInViewport();
    if (way.startsWith("the browser")) {
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 100);
    }
  });
}

test("one goes from ticket to ticket as the list has them, and back to the list", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, `${list}?status_not=closed&ordering=-priority`);
  const subjects = await page.locator("a.row-link").allInnerTexts();
  const [first, second, third] = subjects as [string, string, string];
  const beside = page.getByRole("navigation", { name: "Tickets beside this one" });
  await page.locator("a.row-link").first().click();
  await expect(title(page)).toHaveText(first);
  await expect(beside.getByRole("link", { name: "Previous ticket" })).toHaveCount(0);
  await beside.getByRole("link", { name: "Next ticket" }).click();
  await expect(title(page)).toHaveText(second);
  // The other half of the ticket, or a reload, keeps the list.
  await page.getByRole("navigation", { name: "Ticket", exact: true }).getByRole("link", { name: "Activity" }).click();
  await page.reload();
  await beside.getByRole("link", { name: "Next ticket" }).click();
  await expect(title(page)).toHaveText(third);
  await beside.getByRole("link", { name: "Previous ticket" }).click();
  await expect(title(page)).toHaveText(second);
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Tickets" }).click();
  await expect(page).toHaveURL(/\/tickets\?ordering=-priority&status_not=closed(#ticket-\d+)?$|\/tickets\?status_not=closed&ordering=-priority(#ticket-\d+)?$/);
});

test("editing a ticket, or what one said on it, keeps the list one came from", async ({ open, api }) => {
  const word = unique("kept").toLowerCase().replaceAll(/[ -]/g, "");
  const of = { by: sofia, group: "Robot Support", assignee: amara };
  const numbers: number[] = [];
  for (const turn of ["first", "second", "third"]) numbers.push(await api.ticket(`${word} ${turn}`, of));
  const [, second] = numbers as [number, number, number];
  const page = await open(sofia);
  await visit(page, `${list}?q=${word}&ordering=number`);
  await page.locator("a.row-link").nth(1).click();
  const isInTheList = async (subject: string) => {
    await expect(title(page)).toHaveText(subject);
    await expect(page).toHaveURL(new RegExp(`/tickets/${second}\\?list=[^#]*(#.*)?$`));
    const beside = page.getByRole("navigation", { name: "Tickets beside this one" });
    await expect(beside.getByRole("link", { name: "Previous ticket" })).toHaveAttribute("aria-label", new RegExp(`#${numbers[0]}$`));
    await expect(beside.getByRole("link", { name: "Next ticket" })).toHaveAttribute("aria-label", new RegExp(`#${numbers[2]}$`));
    await alive(page);
  };
  await isInTheList(`${word} second`);

  const edit = page.locator(".page-head").getByRole("link", { name: "Edit" });
  await edit.click();
  await expect(title(page)).toHaveText(`Edit ticket #${second}`);
  await page.getByRole("link", { name: "Cancel" }).click();
  await isInTheList(`${word} second`);
  await edit.click();
  await expect(title(page)).toHaveText(`Edit ticket #${second}`);
  await alive(page);
  await page.getByLabel("Subject").fill(`${word} edited`);
  // Somebody was quicker: what is compared, and then saved over it, is still of the list.
  await api.send(sofia, "patch", `/api/tickets/${second}`, { description: "Quicker." });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Save over it" }).click();
  await isInTheList(`${word} edited`);

  await reply(page, "It is lose.");
  const comment = messages(page).filter({ hasText: "It is" });
  await comment.getByRole("link", { name: "Edit" }).click();
  await expect(title(page)).toHaveText("Edit your comment");
  await page.getByRole("link", { name: "Cancel" }).click();
  await isInTheList(`${word} edited`);
  await comment.getByRole("link", { name: "Edit" }).click();
  await expect(title(page)).toHaveText("Edit your comment");
  await alive(page);
  await page.getByLabel("Comment").fill("It is loose.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(comment).toContainText("(edited");
  await isInTheList(`${word} edited`);

  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Tickets" }).click();
  await expect(page.locator("a.row-link")).toHaveText([/first$/, /edited$/, /third$/]);
});

test("a ticket that is deleted leads back to the list it was in", async ({ open, api }) => {
  const word = unique("gone").toLowerCase().replaceAll(/[ -]/g, "");
  await api.ticket(`${word} first`, { by: marta });
  await api.ticket(`${word} second`, { by: marta });
  const page = await open(adrian);
  await visit(page, `${list}?q=${word}`);
  await page.locator("a.row-link", { hasText: "second" }).click();
  await expect(title(page)).toHaveText(`${word} second`);
  await alive(page);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete the ticket" }).click();
  await expect(page).toHaveURL(`${list}?q=${word}`);
  await expect(page.locator("a.row-link")).toHaveText(`${word} first`);
});

test("choosing a group offers its people, and keeps what was typed", { tag: "@script" }, async ({ open }) => {
  const page = await open(sofia);
  await visit(page, `${list}/new`);
  await page.getByLabel("Subject").fill(unique("For Amara"));
  await page.getByLabel("Description").fill("Typed before the group.");
  await expect(page.getByLabel("Assignee")).toHaveCount(0);
  await page.getByLabel("Group").selectOption("Robot Support");
  await page.getByLabel("Assignee").selectOption(amara.name);
  await expect(page.getByLabel("Description")).toHaveValue("Typed before the group.");
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  await expect(page.getByRole("region", { name: "Details" })).toContainText(amara.name);
});

test("those who assign nobody are offered nobody", async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${list}/new`);
  await page.getByLabel("Group").selectOption("Robot Support");
  await expect(page.getByLabel("Assignee")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Show the group's people" })).toHaveCount(0);
});
