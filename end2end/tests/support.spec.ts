// Support access: asked for with a reason and an end, seen by those whom it concerns, ended by them, and never forgotten.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { alive, visit } from "../hydration.ts";
import { link } from "../mail.ts";
import { morgan } from "../people.ts";
import { expectNothingHere, sent } from "../steps.ts";
import { expect, test } from "../test.ts";
import type { Organization } from "../world.ts";

const support = (page: Page) => page.getByRole("region", { name: "Support access" });

/** An organization's page in the console. */
const file = ({ id }: Organization) => `/platform/organizations/${id}`;

test("nobody looks in before the organization allows it", async ({ open, world }) => {
  const lab = await world.organization("Private Lab");
  const page = await open(morgan);
  await visit(page, file(lab));
  await expect(support(page)).toContainText("Without it, nobody here sees inside.");
  await expect(support(page).getByRole("button")).toHaveCount(0);
  await expectNothingHere(page, lab.path);
});

test("a master user looks in for a reason, reads only, and is sent away", async ({ open, world, inbox }) => {
  const lab = await world.organization("Glass Lab");
  const admin = await world.member(lab, "Alan Keeper", "admin");
  const reason = unique("Tickets do not open");
  const [hosts, looks] = [await open(admin), await open(morgan)];
  await visit(hosts, `${lab.path}/admin/settings`);
  await support(hosts).getByLabel("Operators of the platform may look in").check();
  await sent(hosts, () => support(hosts).getByRole("button", { name: "Save" }).click());

  await visit(looks, file(lab));
  await support(looks).getByRole("button", { name: "Open support access" }).click();
  await expect(support(looks).getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await support(looks).getByLabel("Reason").fill(reason);
  await support(looks).getByLabel("For").selectOption("4 hours");
  await support(looks).getByRole("button", { name: "Open support access" }).click();
  await expect(looks).toHaveURL(lab.path);
  await expect(looks.getByText("You are looking in as support, read-only, until")).toBeVisible();
  for (const path of ["", "/tickets"]) {
    await visit(looks, `${lab.path}${path}`);
    await expect(looks.getByText("You are looking in as support")).toBeVisible();
    await expect(looks.getByRole("link", { name: "New ticket" })).toHaveCount(0);
  }

  const told = await inbox.take(admin.email, /Support access to/);
  expect(told.text).toContain(reason);
  await visit(hosts, link(told, /\/o\//));
  for (const path of ["", "/tickets", "/admin/users"]) {
    await visit(hosts, `${lab.path}${path}`);
    await expect(hosts.getByText(`${morgan.name}, an operator of the platform, is looking in`)).toContainText(reason);
  }
  await hosts.getByRole("button", { name: "End it now" }).click();
  await expect(hosts.getByText("is looking in")).toHaveCount(0);
  await expectNothingHere(looks, lab.path);

  for (const [page, path] of [[hosts, `${lab.path}/admin/audit`], [looks, "/platform/audit"]] as const) {
    await visit(page, path);
    await expect(page.getByRole("row", { name: "Opened support access" }).filter({ hasText: reason })).toBeVisible();
    await expect(page.getByRole("row", { name: "Ended support access" }).first()).toContainText(admin.name);
  }
});

test("whoever looks in can leave by themselves", async ({ open, world, api }) => {
  const lab = await world.organization("Brief Lab");
  await world.settle(lab, { allow_support_access: true });
  const body = { reason: "A question of the owner", hours: 1 };
  await api.send(morgan, "post", `/api/v1/platform/organizations/${lab.slug}/support-access`, body);
  const page = await open(morgan);
  await visit(page, file(lab));
  await support(page).getByRole("link", { name: "Look in" }).click();
  await expect(page).toHaveURL(lab.path);
  await alive(page);
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page).toHaveURL("/platform");
  await expectNothingHere(page, lab.path);
});
