// What narrows a list: plain forms that lead to an address; with script nothing but data is loaded, and nothing jumps.
import { visit } from "../hydration.ts";
import { acme, adrian, morgan, olivia } from "../people.ts";
import { expect, test } from "../test.ts";

test("users are narrowed by role and by name, and all are back after", async ({ open }) => {
  const page = await open(adrian);
  await visit(page, `${acme}/admin/users`);
  const filter = page.getByRole("search", { name: "People" });
  const people = page.locator("ul.people > li");
  const all = await people.count();
  await filter.getByLabel("Role").selectOption("Supervisor");
  await filter.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/role=supervisor/);
  await expect(people.filter({ hasText: "Sofia Marsh" })).toHaveCount(1);
  await expect(people.filter({ hasText: "Amara Diallo" })).toHaveCount(0);
  await filter.getByLabel("Name or address").fill("nobody of this name");
  await filter.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Nobody here")).toBeVisible();
  await filter.getByRole("link", { name: "Clear" }).click();
  await expect(people).toHaveCount(all);
  await expect(filter.getByLabel("Name or address")).toHaveValue("");
  await expect(filter.getByLabel("Role").locator("option:checked")).toHaveText("Any role");
});

test("a search on the platform stays within its tab", async ({ open }) => {
  const page = await open(morgan);
  await visit(page, "/platform?status=active");
  const filter = page.getByRole("search");
  await filter.getByLabel("Name or address").fill("globex");
  await filter.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/q=globex/);
  await expect(page).toHaveURL(/status=active/);
  await expect(page.getByRole("link", { name: "Globex Energy" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Acme Robotics" })).toHaveCount(0);
});

for (const { name, who, path, label, option, says } of [
  { name: "users", who: adrian, path: `${acme}/admin/users`, label: "Role", option: "Agent", says: "role=agent" },
  { name: "memberships", who: adrian, path: `${acme}/admin/memberships`, label: "Status", option: "Suspended", says: "status=suspended" },
  { name: "the audit log", who: olivia, path: `${acme}/admin/audit`, label: "Record", option: "Person", says: "record=user" },
]) {
  test(`a choice narrows ${name} at once, without loading the page`, { tag: "@script" }, async ({ open }) => {
    const page = await open(who);
    await visit(page, path);
    const kinds: string[] = [];
    page.on("request", (request) => kinds.push(request.resourceType()));
    const select = page.getByRole("search").getByLabel(label);
    await select.focus();
    await select.selectOption(option);
    await expect(page).toHaveURL(`${path}?${says}`);
    await expect(select).toBeFocused();
    await page.goBack();
    await expect(select).toHaveValue("");
    expect(kinds).not.toContain("document");
  });
}
