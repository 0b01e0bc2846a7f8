// An organization's settings: what it is called, how it looks, and who gets in.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { unique } from "../api.ts";
import { card, expectNothingHere, sent, switcher } from "../steps.ts";
import { expect, test, type Open } from "../test.ts";
import { newDomain, type World } from "../world.ts";

/** A new organization's settings, open before its owner. */
async function settings(open: Open, world: World, kind: string) {
  const lab = await world.organization(kind);
  const page = await open(lab.owner);
  await visit(page, `${lab.path}/admin/settings`);
  return { lab, page, identity: card(page, "Name and look") };
}

/** The smallest picture there is, in one colour. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

test("the name and the address change, and the old address leads to the new one", async ({ open, world }) => {
  const { lab, page, identity } = await settings(open, world, "Moving Lab");
  const name = unique("Moved Lab");
  const slug = name.toLowerCase().replaceAll(" ", "-");
  await identity.getByLabel("Name").fill(name);
  await identity.getByLabel("Address").fill("No Address!");
  await identity.getByRole("button", { name: "Save" }).click();
  await expect(identity.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await expect(identity.getByLabel("Name")).toHaveValue(name);
  await identity.getByLabel("Address").fill("acme-robotics");
  await identity.getByRole("button", { name: "Save" }).click();
  await expect(identity.getByLabel("Address")).toHaveAccessibleDescription(/Another organization has this address/);
  await identity.getByLabel("Address").fill(slug);
  await identity.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`/o/${slug}/admin/settings`);
  await expect(switcher(page)).toContainText(name);
  await visit(page, `${lab.path}/admin/users?q=olga`);
  await expect(page).toHaveURL(`/o/${slug}/admin/users?q=olga`);
  await expect(page.getByRole("main").getByText(lab.owner.email)).toBeVisible();
});

test("the colour is the page's, and says how well it reads", async ({ open, world }) => {
  const { page, identity } = await settings(open, world, "Colour Lab");
  const frame = page.locator(".frame");
  await identity.getByLabel("Colour").fill("#0f766e");
  await identity.getByRole("button", { name: "Save" }).click();
  await expect(frame).toHaveAttribute("style", /--accent-light:#0f766e/);
  await alive(page);
  await identity.getByLabel("Colour").fill("#ffff00");
  await identity.getByRole("button", { name: "Save" }).click();
  await expect(identity.getByText("On light pages it is darkened until it reads.")).toBeVisible();
  await expect(frame).not.toHaveAttribute("style", /--accent-light:#(0f766e|ffff00)/);
});

test("a picture becomes the logo, and a file that is none is refused", async ({ open, world }) => {
  const { lab, page } = await settings(open, world, "Logo Lab");
  const logo = card(page, "Logo");
  const send = async (name: string, buffer: Buffer) => {
    await logo.getByLabel("Picture").setInputFiles({ name, mimeType: "image/png", buffer });
    await logo.getByRole("button", { name: "Upload" }).click();
  };
  await send("notes.png", Buffer.from("These are no pixels."));
  await expect(logo.getByLabel("Picture")).toHaveAccessibleDescription(/PNG, JPEG or WebP.*PNG, JPEG or WebP/s);
  for (const bytes of [600 * 1024, 3 * 1024 * 1024]) {
    await send("large.png", Buffer.alloc(bytes));
    await expect(logo.getByLabel("Picture")).toHaveAccessibleDescription(/at most 512 KiB.*at most 512 KiB/s);
    await expect(page).toHaveURL(`${lab.path}/admin/settings`);
    await alive(page);
  }
  await send("logo.png", picture);
  const shown = page.getByRole("banner").locator("img.crest-logo").first();
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((it: HTMLImageElement) => it.decode().then(() => it.naturalWidth))).toBeGreaterThan(0);
  await alive(page);
  await logo.getByRole("button", { name: "Remove the logo" }).click();
  await expect(shown).toHaveCount(0);
});

test("domains and the role of those who join are kept", async ({ open, world }) => {
  const { lab, page } = await settings(open, world, "Open Lab");
  const joining = card(page, "Joining");
  const domains = [newDomain(), newDomain()];
  await joining.getByLabel("People with an address of these domains").check();
  await joining.getByLabel("E-mail domains").fill("not a domain");
  await joining.getByRole("button", { name: "Save" }).click();
  await expect(joining.getByLabel("E-mail domains")).toHaveAccessibleDescription(/is no domain/);
  await expect(joining.getByLabel("People with an address of these domains")).toBeChecked();
  await joining.getByLabel("E-mail domains").fill("gmail.com");
  await joining.getByRole("button", { name: "Save" }).click();
  await expect(joining.getByLabel("E-mail domains")).toHaveAccessibleDescription(/gmail\.com/);
  await joining.getByLabel("E-mail domains").fill(domains.join(", "));
  await joining.getByLabel("Role of those who join").selectOption("Member");
  await joining.getByLabel("Ask us before").check();
  await sent(page, () => joining.getByRole("button", { name: "Save" }).click());
  await visit(page, `${lab.path}/admin/settings`);
  await expect(joining.getByLabel("E-mail domains")).toHaveValue(domains.join(", "));
  await expect(joining.getByLabel("Role of those who join")).toHaveValue("member");
  await expect(joining.getByLabel("Ask us before")).toBeChecked();
});

test("the invite code is replaced after a question", async ({ open, world }) => {
  const { lab, page } = await settings(open, world, "Key Lab");
  const code = card(page, "Invite code").locator("code");
  const before = (await world.read(lab)).invite_code;
  await expect(code).toHaveText(before);
  await page.getByRole("button", { name: "Replace", exact: true }).click();
  await page.getByRole("dialog", { name: "Replace the invite code?" }).getByRole("button", { name: "Replace it" }).click();
  await expect(code).not.toHaveText(before);
  await expect(code).toHaveText((await world.read(lab)).invite_code);
});

test("the invite code is copied", { tag: "@script" }, async ({ open, world }) => {
  const { lab, page } = await settings(open, world, "Copy Lab");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("The invite code is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe((await world.read(lab)).invite_code);
});

test("an organization is deleted by its owner, who types its name", async ({ open, world }) => {
  const { lab, page } = await settings(open, world, "Last Lab");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this organization?" });
  await dialog.getByLabel("Name of the organization").fill("another name");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(dialog.getByLabel("Name of the organization")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Name of the organization").fill(lab.name);
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL("/welcome");
  await expectNothingHere(page, lab.path);
});
