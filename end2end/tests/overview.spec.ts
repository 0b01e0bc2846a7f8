// How an organization does: by period, by group, as bars, as a table and as a file.
import { visit } from "../hydration.ts";
import { acme, marta, sofia } from "../people.ts";
import { expect, test } from "../test.ts";

test("a supervisor looks at a week, then at one group, and takes the numbers home", async ({ open }) => {
  const page = await open(sofia);
  await visit(page, `${acme}/admin`);
  const periods = page.getByRole("navigation", { name: "Period" });
  await expect(periods.getByRole("link", { name: "30 days" })).toHaveAttribute("aria-current", "page");
  await expect(page.locator("dl.stat-row")).toContainText("the 30 days before");
  await periods.getByRole("link", { name: "7 days", exact: true }).click();
  await expect(page).toHaveURL(/period=7$/);
  await expect(page.locator("dl.stat-row")).toContainText("the 7 days before");

  await page.getByText("The days as a table").click();
  const days = page.getByRole("table", { name: "Tickets opened and resolved per day" });
  await expect(days.getByRole("row")).toHaveCount(1 + 7);

  const filter = page.getByRole("search", { name: "Narrow the numbers" });
  await filter.getByLabel("Group").selectOption("Robot Support");
  await filter.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/period=7&group=/);
  await expect(page.getByRole("region", { name: "Groups" })).toHaveCount(0);

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^tickets-acme-robotics-\d{4}-\d\d-\d\d\.csv$/);
  const rows = await file.createReadStream().then(async (stream) => Buffer.concat(await stream.toArray()).toString());
  expect(rows).toMatch(/^date,group,opened,resolved\n/);
  expect(rows).toContain(",Robot Support,");
});

test("those who do not steer see their own numbers, and no others to choose", async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${acme}/admin?period=7`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My numbers");
  await expect(page.getByRole("navigation", { name: "Period" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Export CSV" })).toHaveCount(0);
});
