// Forms: messages stand beside their fields, and nothing that was typed is ever lost.
import { unique } from "../api.ts";
import { visit } from "../hydration.ts";
import { acme, amara, marta, sofia } from "../people.ts";
import { choose, close, fact, messages, sent, status } from "../steps.ts";
import { expect, test } from "../test.ts";

const stale = "Somebody changed this ticket while you were writing.";

test("a ticket without a subject is refused beside the subject", async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${acme}/tickets/new`);
  const subject = page.getByLabel("Subject");
  const description = "Line one & <b>two</b>\n\n</textarea> three";
  await page.getByLabel("Description").fill(description);
  await page.getByLabel("Priority").selectOption("High");
  await page.getByLabel("Group").selectOption("Billing");
  await page.getByLabel("Tags").fill("one, two");
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(subject).toHaveAttribute("aria-invalid", "true");
  await expect(subject).toHaveAccessibleDescription(/./);
  await expect(page.getByLabel("Description")).toHaveValue(description);
  await expect(page.getByLabel("Priority").locator("option:checked")).toHaveText("High");
  await expect(page.getByLabel("Group").locator("option:checked")).toHaveText("Billing");
  await expect(page.getByLabel("Tags")).toHaveValue("one, two");

  await subject.fill(unique("Refused once"));
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  await expect(messages(page).first()).toContainText("</textarea> three");
});

// Without script the answer is that of a wrong password, which tells nothing about the address.
test("what is wrong at signing in stands beside its field", { tag: "@script" }, async ({ page }) => {
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail address").fill("marta");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(/./);
  await expect(page.getByLabel("E-mail address")).toHaveValue("marta");
});

test("an edit of an outdated text is refused, compared, and saved over", async ({ open, api }) => {
  const subject = unique("First words");
  const number = await api.ticket(subject, { by: marta, description: "As it was." });
  const [page, other] = [await open(marta), await open(sofia)];
  const path = `${acme}/tickets/${number}`;
  await visit(page, `${path}/edit`);
  await visit(other, `${path}/edit`);
  await other.getByLabel("Description").fill("As the supervisor has it.");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other).toHaveURL(path);

  await page.getByLabel("Description").fill("As the requester has it.\n\n</textarea>");
  await page.getByLabel("Tags").fill("mine");
  expect(await sent(page, () => page.getByRole("button", { name: "Save" }).click())).toBe(409);
  await expect(page.getByRole("alert")).toContainText(stale);
  await expect(page.getByText("What the ticket says now")).toBeVisible();
  await expect(page.locator(".stale dd", { hasText: "As the supervisor has it." })).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue(subject);
  await expect(page.getByLabel("Description")).toHaveValue("As the requester has it.\n\n</textarea>");
  await expect(page.getByLabel("Tags")).toHaveValue("mine");

  await page.getByRole("button", { name: "Save over it" }).click();
  await expect(page).toHaveURL(path);
  await expect(messages(page).first()).toContainText("As the requester has it.");
});

test("outdated properties are refused, compared, and saved over", async ({ open, api }) => {
  const number = await api.ticket(unique("Two at once"), { by: marta, group: "Robot Support" });
  const page = await open(sofia);
  await visit(page, `${acme}/tickets/${number}`);
  await api.send(sofia, "patch", `/api/tickets/${number}`, { priority: "urgent" });
  expect(await sent(page, () => choose(page, "Properties", "Status", "On hold", "Save"))).toBe(409);
  const card = page.getByRole("region", { name: "Properties" });
  await expect(card.getByRole("alert")).toContainText(stale);
  await expect(card.locator(".stale")).toContainText("Urgent");
  await expect(card.getByLabel("Status").locator("option:checked")).toHaveText("On hold");
  await expect(card.getByLabel("Priority").locator("option:checked")).toHaveText("Normal");
  await card.getByRole("button", { name: "Save over it" }).click();
  await expect(status(page)).toHaveText("On hold");
  await expect(page.locator(".page-head .badge").nth(1)).toHaveText("Normal");
});

test("a reply to a closed ticket is kept, and can reopen it", async ({ open, api }) => {
  const number = await api.ticket(unique("Closed too soon"), { by: marta, group: "Robot Support", assignee: amara });
  const page = await open(marta);
  await visit(page, `${acme}/tickets/${number}`);
  await api.send(amara, "post", `/api/tickets/${number}/close`, { comment: "Done." });
  const text = "It is **not** done.";
  await page.getByLabel("Reply", { exact: true }).fill(text);
  expect(await sent(page, () => page.getByRole("button", { name: "Send" }).click())).toBe(409);
  await expect(page.getByRole("alert")).toContainText("You can reopen it with this comment.");
  await expect(page.getByLabel("Reply", { exact: true })).toHaveValue(text);
  await page.getByRole("button", { name: "Reopen with this comment" }).click();
  await expect(status(page)).toHaveText("Open");
  await expect(messages(page).filter({ hasText: "It is not done." })).toHaveCount(1);
  await expect(page.getByLabel("Reply", { exact: true })).toHaveValue("");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("closing asks for a resolution, and says so in its dialog", async ({ open, api }) => {
  const number = await api.ticket(unique("Nothing to say"), { by: marta, group: "Robot Support", assignee: amara });
  const page = await open(amara);
  await visit(page, `${acme}/tickets/${number}`);
  await page.getByRole("button", { name: "Close ticket" }).click();
  const dialog = page.getByRole("dialog", { name: "Close this ticket" });
  await dialog.getByRole("button", { name: "Close with this resolution" }).click();
  await expect(dialog.getByLabel("Resolution")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("button", { name: "Close", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(status(page)).toHaveText("Open");
  await close(page, "Now there is something.");
  await expect(status(page)).toHaveText("Closed");
  await expect(fact(page, "Closed")).toHaveText("just now");
});
