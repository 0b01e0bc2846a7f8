// One's own account: who one is, how times are told, what mail one wants, and the ways out.
import type { Page } from "@playwright/test";
import { alive, visit } from "../hydration.ts";
import { password, type Person } from "../people.ts";
import { card, enter, expectNothingHere, messages, title } from "../steps.ts";
import { expect, test } from "../test.ts";
import type { Organization, World } from "../world.ts";

test("names, time zone and language change, and times with them", async ({ open, world }) => {
  const page = await open(await world.person("Ada Lind"));
  await visit(page, "/account");
  const profile = card(page, "Profile");
  const changed = card(page, "Password").locator("time");
  await expect(changed).toHaveAttribute("title", /^\d+ \w{3} \d{4}, \d\d:\d\d UTC$/);
  await profile.getByLabel("First name").fill("Adina");
  await profile.getByLabel("Time zone").selectOption("Asia/Kathmandu");
  await profile.getByLabel("Language").selectOption("en-US");
  await profile.getByRole("button", { name: "Save the profile" }).click();
  await expect(changed).toHaveAttribute("title", /^\w{3} \d+, \d{4}, \d+:\d\d [AP]M UTC\+5:45$/);
  await expect(page.getByLabel("Your account: Adina Lind").first()).toBeVisible();
  await visit(page, "/account");
  await expect(changed).toHaveAttribute("title", /UTC\+5:45$/);
  await expect(profile.getByLabel("Time zone")).toHaveValue("Asia/Kathmandu");
});

test("the theme is chosen for good", async ({ open, world }) => {
  const page = await open(await world.person("Ada Lind"));
  await visit(page, "/account");
  await card(page, "Appearance").getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect.poll(async () => (await (await page.request.get("/organizations")).text()).slice(0, 200)).toContain('data-theme="dark"');
});

/** Somebody asks to join. */
async function wish(world: World, lab: Organization, name: string) {
  await world.ask(await world.person(name), lab);
}

test("mail that is not wanted is not sent, until it is wanted again", async ({ open, world, inbox }) => {
  const lab = await world.organization("Quiet Lab");
  const admin = await world.member(lab, "Alan Keeper", "admin");
  const page = await open(lab.owner);
  await visit(page, "/account");
  const choice = card(page, "Notifications").locator("li").filter({ hasText: lab.name });
  await expect(choice).toContainText("Somebody asks to join");
  await choice.getByRole("button", { name: /Turn off/ }).click();
  await expect(choice).toContainText("Mail: off");
  await wish(world, lab, "Ada Lind");
  await inbox.take(admin.email, /Ada Lind would like to join/);
  await alive(page);
  await choice.getByRole("button", { name: /Turn on/ }).click();
  await expect(choice).toContainText("Mail: on");
  await wish(world, lab, "Bo Stern");
  expect((await inbox.take(lab.owner.email, /would like to join/)).subject).toContain("Bo Stern");
});

test("the last owner cannot leave, and everybody else can", async ({ open, world }) => {
  const lab = await world.organization("Leaving Lab");
  const ada = await world.member(lab, "Ada Lind", "agent");
  const leave = async (who: Person) => {
    const page = await open(who);
    await visit(page, "/account");
    await card(page, "Organizations").getByRole("link", { name: `Leave ${lab.name}` }).click();
    await expect(title(page)).toHaveText(`Leave ${lab.name}?`);
    await expect(page.getByText("You lose access")).toBeVisible();
    await alive(page);
    await page.getByRole("button", { name: "Leave the organization" }).click();
    return page;
  };
  const owner = await leave(lab.owner);
  await expect(owner.getByRole("alert")).toContainText("This is the last owner of the organization.");
  const page = await leave(ada);
  await expect(page).not.toHaveURL(/leave/);
  await expectNothingHere(page, lab.path);
});

test("an account is deleted with its password, and what was written stays", async ({ open, world, api }) => {
  const lab = await world.organization("Farewell Lab");
  const ada = await world.member(lab, "Ada Lind", "member");
  const ticket = { subject: "A lamp is out", description: "Above the stairs." };
  const { number } = await api.send(ada, "post", "/api/tickets", ticket, lab.slug);
  const page = await open(ada);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Delete the account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account" });
  await expect(dialog).toContainText("You leave all your organizations and are signed out everywhere.");
  await expect(dialog).toContainText("This cannot be undone.");
  const secret = dialog.getByLabel("Your password");
  await secret.fill("not the password");
  await dialog.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(secret).toHaveAccessibleDescription(/This is not your password/);
  await secret.fill(password);
  await dialog.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(page.getByText("Your account is deleted.")).toBeVisible();
  await alive(page);
  await enter(page, ada.email);
  await expect(page.getByRole("alert")).toHaveText("The e-mail address or the password is not right.");

  const owner = await open(lab.owner);
  await visit(owner, `${lab.path}/tickets/${number}`);
  await expect(messages(owner).first()).toContainText("Above the stairs.");
  await expect(messages(owner).first()).toContainText("Deleted account");
  await expect(owner.getByText(ada.name)).toHaveCount(0);
});

test("the last owner's account stays until somebody else is one", async ({ open, world }) => {
  const lab = await world.organization("Bound Lab");
  const page = await open(lab.owner);
  await visit(page, "/account");
  await page.getByRole("button", { name: "Delete the account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account" });
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(dialog.getByRole("alert")).toContainText(lab.name);
});
