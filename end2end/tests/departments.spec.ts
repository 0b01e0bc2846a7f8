// Departments: what groups and people are sorted by.
import { alive, visit } from "../hydration.ts";
import { card } from "../steps.ts";
import { expect, test } from "../test.ts";

test("departments are made, renamed and deleted", async ({ open, world }) => {
  const lab = await world.organization("Sorted Lab");
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/departments`);
  const create = card(page, "New department");
  await create.getByRole("button", { name: "Create" }).click();
  await expect(create.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await create.getByLabel("Name").fill("Sales");
  await create.getByRole("button", { name: "Create" }).click();
  const line = (name: string) => page.getByRole("main").locator("li").filter({ has: page.getByText(name, { exact: true }) });
  await expect(line("Sales")).toContainText("0 groups · 0 people");
  await alive(page);
  await line("Sales").getByText("Edit").click();
  await line("Sales").getByLabel("Name").fill("Service");
  await line("Sales").getByRole("button", { name: "Rename" }).click();
  await expect(line("Service")).toBeVisible();
  await alive(page);
  if (await line("Service").getByLabel("Name").isHidden()) await line("Service").getByText("Edit").click();
  await line("Service").getByRole("button", { name: "Delete the department" }).click();
  await expect(page.getByText("No department yet")).toBeVisible();
});
