// The platform's console: organizations are opened, approved, rejected, suspended, and given a plan.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { alive, visit } from "../hydration.ts";
import { link } from "../mail.ts";
import { morgan } from "../people.ts";
import { title } from "../steps.ts";
import { expect, test } from "../test.ts";
import type { Organization } from "../world.ts";

const badge = (page: Page) => page.locator(".page-head .badge").first();

/** Finds an organization among all, and opens its page. */
async function find(page: Page, { name }: Pick<Organization, "name">) {
  await visit(page, "/platform");
  await page.getByRole("search").getByLabel("Name or address").fill(name);
  await page.getByRole("search").getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\?q=/);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(title(page)).toHaveText(name);
  await alive(page);
}

/** Does what asks for a reason. */
async function because(page: Page, what: "Reject" | "Suspend", reason: string) {
  await page.getByRole("button", { name: what, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `${what} this organization?` });
  await dialog.getByRole("button", { name: what }).click();
  await expect(dialog.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: what }).click();
}

test("an organization of the platform's own is active at once", async ({ open }) => {
  const page = await open(morgan);
  await visit(page, "/platform");
  const name = unique("House Works");
  await page.getByRole("button", { name: "New organization" }).click();
  const dialog = page.getByRole("dialog", { name: "Open an organization" });
  await dialog.getByLabel("Name").fill("Acme Robotics");
  await dialog.getByRole("button", { name: "Open it" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/organization of this name already/);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Open it" }).click();
  await expect(title(page)).toHaveText(name);
  await expect(badge(page)).toHaveText("Active");
  await expect(page.getByRole("region", { name: "About" }).getByRole("link", { name: morgan.name })).toBeVisible();
});

test("the founder is told of the approval, and begins", async ({ open, world, inbox }) => {
  const lab = await world.pending("Hopeful Lab");
  const notice = await inbox.take(morgan.email, new RegExp(`${lab.name} waits for approval`));
  const page = await open(morgan);
  await visit(page, link(notice, /platform/));
  await expect(title(page)).toHaveText(lab.name);
  await expect(badge(page)).toHaveText("Waiting for approval");
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(badge(page)).toHaveText("Active");
  const founder = await open(lab.owner);
  await visit(founder, link(await inbox.take(lab.owner.email, /is open/), /\/o\//));
  await expect(title(founder)).toHaveText("Welcome back, Olga");
});

test("a rejection gives its reason, and frees the name", async ({ open, world, inbox }) => {
  const lab = await world.pending("Doubtful Lab");
  const page = await open(morgan);
  await find(page, lab);
  await because(page, "Reject", "We could not find this company.");
  await expect(badge(page)).toHaveText("Deleted");
  await expect(page.getByRole("region", { name: "About" })).toContainText("We could not find this company.");
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  const told = await inbox.take(lab.owner.email, /was not approved/);
  expect(told.text).toContain("We could not find this company.");
  const founder = await open(lab.owner);
  await visit(founder, "/organizations");
  await expect(title(founder)).toHaveText("No organization yet");
});

test("a suspended organization is closed to its people until it is reactivated", async ({ open, world, inbox }) => {
  const lab = await world.organization("Paused Lab");
  const ada = await world.member(lab, "Ada Lind", "agent");
  const [page, hers] = [await open(morgan), await open(ada)];
  await visit(hers, lab.path);
  await find(page, lab);
  await because(page, "Suspend", "The bill is not paid.");
  await expect(badge(page)).toHaveText("Suspended");
  expect((await inbox.take(lab.owner.email, /is suspended/)).text).toContain("The bill is not paid.");
  expect((await visit(hers, lab.path)).status()).toBe(403);
  await expect(hers.getByRole("main")).toContainText("suspended");
  await alive(page);
  await page.getByRole("button", { name: "Reactivate" }).click();
  await expect(badge(page)).toHaveText("Active");
  expect((await visit(hers, lab.path)).status()).toBe(200);
});

test("an organization gets a plan and features", async ({ open, world }) => {
  const lab = await world.organization("Paying Lab");
  const page = await open(morgan);
  await find(page, lab);
  const plan = page.getByRole("region", { name: "Plan" });
  await plan.getByLabel("Plan").selectOption("Professional");
  await plan.getByLabel("Features switched on").fill("live chat!");
  await plan.getByRole("button", { name: "Save" }).click();
  await expect(plan.getByLabel("Features switched on")).toHaveAttribute("aria-invalid", "true");
  await plan.getByLabel("Features switched on").fill("live_chat, reports");
  await plan.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await world.read(lab)).plan).toBe("professional");
  await find(page, lab);
  await expect(plan.getByLabel("Plan")).toHaveValue("professional");
  await expect(plan.getByLabel("Features switched on")).toHaveValue("live_chat, reports");
});
