// The ways into an organization that somebody takes by themselves: asking, an invite code, the domain of one's address.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { link } from "../mail.ts";
import { expectNothingHere, title } from "../steps.ts";
import { expect, test } from "../test.ts";
import { newDomain } from "../world.ts";

/** The line of an organization, where one's wishes are listed. */
const wish = (page: Page, organization: string) => page.locator("li").filter({ hasText: organization }).last();

async function askToJoin(page: Page, slug: string, message: string) {
  await visit(page, "/organizations");
  await page.getByLabel("Address of the organization").fill(slug);
  await page.getByLabel("Message").fill(message);
  await page.getByRole("button", { name: "Ask to join" }).click();
  await expect(title(page)).toHaveText("Waiting for approval");
}

async function joinByCode(page: Page, code: string) {
  await visit(page, "/organizations");
  await page.getByLabel("Invite code").fill(code);
  await page.getByRole("button", { name: "Join by code" }).click();
}

test("people ask to join; one is let in, one is not, and both are told", async ({ open, world, inbox }) => {
  const lab = await world.organization("Request Lab");
  const admin = await world.member(lab, "Alan Keeper", "admin");
  const [ada, bo] = [await world.person("Ada Lind"), await world.person("Bo Stern")];
  const [asks, asksToo, reviews] = [await open(ada), await open(bo), await open(admin)];
  await askToJoin(asks, lab.slug, "I mend the presses.");
  await askToJoin(asksToo, lab.slug, "Let me in <b>now</b>.");
  await expect(wish(asks, lab.name)).toContainText("Waiting");
  await expectNothingHere(asks, lab.path);

  const notice = await inbox.take(admin.email, /Ada Lind would like to join/);
  expect(notice.text).toContain("I mend the presses.");
  await visit(reviews, link(notice, /join-requests/));
  const request = (name: string) => reviews.getByRole("main").locator("li").filter({ hasText: name });
  await expect(request(bo.name)).toContainText("Let me in <b>now</b>.");
  await request(ada.name).getByRole("button", { name: "Approve" }).click();
  await expect(request(ada.name)).toHaveCount(0);
  await alive(reviews);
  await request(bo.name).getByLabel("Note").fill("We do not know you yet.");
  await request(bo.name).getByRole("button", { name: "Reject" }).click();
  await expect(reviews.getByText("No request")).toBeVisible();
  await reviews.getByRole("link", { name: "Rejected" }).click();
  await expect(request(bo.name)).toContainText("We do not know you yet.");
  await expect(request(bo.name)).toContainText(`by ${admin.name}`);

  await visit(asks, link(await inbox.take(ada.email, /^Welcome to/), /\/o\//));
  await expect(title(asks)).toHaveText("Welcome back, Ada");
  expect((await inbox.take(bo.email, /Your request/)).text).toContain("We do not know you yet.");
  await visit(asksToo, "/organizations");
  await expect(title(asksToo)).toHaveText("No organization yet");
  await expect(wish(asksToo, lab.name)).toContainText("Rejected");
  await expect(wish(asksToo, lab.name)).toContainText("We do not know you yet.");
});

test("an invite code lets people in until it is replaced", async ({ open, world }) => {
  const lab = await world.organization("Code Lab");
  const { invite_code: code } = await world.read(lab);
  const page = await open(await world.person("Ada Lind"));
  await joinByCode(page, "not-a-code");
  await expect(page.getByLabel("Invite code")).toHaveAccessibleDescription(/No organization has this code/);
  await joinByCode(page, code);
  await expect(page).toHaveURL(lab.path);
  await expect(title(page)).toHaveText("Welcome back, Ada");

  await world.rotate(lab);
  const late = await open(await world.person("Bo Stern"));
  await joinByCode(late, code);
  await expect(late.getByLabel("Invite code")).toHaveAccessibleDescription(/No organization has this code/);
  await expect(late.getByLabel("Invite code")).toHaveValue(code);
});

test("where an organization wants to answer first, a code is a wish", async ({ open, world, inbox }) => {
  const lab = await world.organization("Careful Lab");
  await world.settle(lab, { require_approval: true });
  const { invite_code: code } = await world.read(lab);
  const page = await open(await world.person("Ada Lind"));
  await joinByCode(page, code);
  await expect(title(page)).toHaveText("Waiting for approval");
  await expect(wish(page, lab.name)).toContainText("Waiting");
  await inbox.take(lab.owner.email, /Ada Lind would like to join/);
});

test("a proven address finds the organizations of its domain, and is let in", async ({ open, world }) => {
  const [lab, careful] = [await world.organization("Domain Lab"), await world.organization("Asking Lab")];
  const domain = newDomain();
  const settings = { allow_email_domain_join: true, allowed_email_domains: [domain] };
  await world.settle(lab, settings);
  await world.settle(careful, { ...settings, require_approval: true });
  const page = await open(await world.person("Ada Lind", domain));
  await visit(page, "/organizations");
  await expect(page.getByRole("heading", { name: "For addresses like yours" })).toBeVisible();
  const found = (name: string) => page.locator("li").filter({ hasText: name }).first();
  await expect(found(lab.name)).toContainText("as member");
  await found(careful.name).getByRole("button", { name: "Ask to join" }).click();
  await expect(wish(page, careful.name)).toContainText("Waiting");
  await alive(page);
  await found(lab.name).getByRole("button", { name: "Join", exact: true }).click();
  await expect(page).toHaveURL(lab.path);

  const stranger = await open(await world.person("Bo Stern"));
  await visit(stranger, "/organizations");
  await expect(stranger.getByRole("button", { name: "Join by code" })).toBeVisible();
  await expect(stranger.getByText(lab.name)).toHaveCount(0);
});
