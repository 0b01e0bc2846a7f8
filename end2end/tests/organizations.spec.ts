// Several organizations: going from one to the other, being remembered, waiting, and being a stranger.
import { alive, visit } from "../hydration.ts";
import { acme, clara, globex, marta, morgan, nadia, ulla } from "../people.ts";
import { enter, expectNothingHere, signOut, switcher, switchTo } from "../steps.ts";
import { expect, test } from "../test.ts";

test("one goes to another organization, and lands there at the next sign-in", async ({ open }) => {
  const page = await open(nadia);
  for (const [from, to, name] of [
    [globex, acme, "Acme Robotics"],
    [acme, globex, "Globex Energy"],
  ]) {
    await visit(page, from);
    await switchTo(page, name);
    await expect(page).toHaveURL(to);
    await expect(page.locator("details.menu[open]")).toHaveCount(0);
    await signOut(page);
    await alive(page);
    await enter(page, nadia.email);
    await expect(page).toHaveURL(to);
  }
});

test("the switcher works by keys", async ({ open }) => {
  const page = await open(nadia);
  await visit(page, acme);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(switcher(page)).toBeFocused();
  await page.keyboard.press("Enter");
  const items = page.locator("details.menu[open] button.menu-item");
  await expect(items).toHaveCount(2);
  await page.keyboard.press("Tab");
  await expect(items.nth(0)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(items.nth(1)).toBeFocused();
  const name = (await items.nth(1).innerText()).includes("Globex") ? "Globex Energy" : "Acme Robotics";
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(name === "Globex Energy" ? globex : acme);
  await expect(switcher(page)).toContainText(name);
});

test("arrows, Home, End and Escape work as in every menu", { tag: "@script" }, async ({ open }) => {
  const page = await open(nadia);
  await visit(page, acme);
  await switcher(page).focus();
  await page.keyboard.press("ArrowDown");
  const menu = page.getByRole("menu");
  const items = menu.getByRole("menuitemradio");
  await expect(items).toHaveCount(2);
  await expect(items.first()).toBeFocused();
  await expect(menu.getByRole("menuitemradio", { checked: true })).toContainText("Acme Robotics");
  for (const [key, at] of [["ArrowDown", 1], ["ArrowDown", 0], ["ArrowUp", 1], ["Home", 0], ["End", 1]] as const) {
    await page.keyboard.press(key);
    await expect(items.nth(at)).toBeFocused();
  }
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(switcher(page)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await menu.getByRole("menuitemradio", { name: "Globex Energy" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(globex);
});

test("a menu folds up when something else is clicked", async ({ open }) => {
  const page = await open(nadia);
  await visit(page, acme);
  await switcher(page).click();
  const item = page.locator("button.menu-item", { hasText: "Globex Energy" });
  await expect(item).toBeVisible();
  await page.mouse.click(900, 600);
  await expect(item).toBeHidden();
  await expect(page).toHaveURL(acme);
});

test("two tabs show two organizations", async ({ open }) => {
  const page = await open(nadia);
  const other = await page.context().newPage();
  await visit(page, acme);
  await visit(other, globex);
  await visit(page, `${acme}/tickets`);
  await expect(switcher(page)).toContainText("Acme Robotics");
  await expect(switcher(other)).toContainText("Globex Energy");
});

test("who only waits is told so, and can do nothing else", async ({ page }) => {
  await visit(page, "/sign-in");
  await enter(page, ulla.email);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Waiting for approval");
  await expect(page.getByText("Umbra Logistics").or(page.getByText("waits for an operator"))).toBeVisible();
  const response = await visit(page, "/o/umbra-logistics/tickets");
  expect(response.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Waiting for approval");
});

test("who runs the platform lands there, and is told what to do without an organization", async ({ open }) => {
  const page = await open(morgan);
  await visit(page, "/");
  await expect(page).toHaveURL("/platform");
  await visit(page, "/organizations");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No organization yet");
  await expect(page.getByText(morgan.email)).toBeVisible();
});

test("a stranger's organization is not there, and neither are its tickets", async ({ open }) => {
  const page = await open(marta);
  const text = async (path: string) => {
    await expectNothingHere(page, path);
    return page.getByRole("main").innerText();
  };
  const missing = await text("/o/no-such-organization");
  for (const path of [globex, `${globex}/tickets`, `${globex}/tickets/1`, `${globex}/admin`]) {
    expect(await text(path)).toBe(missing);
  }
  const stranger = await open(clara);
  await expectNothingHere(stranger, `${acme}/tickets/1`);
  // Running the platform is no key to anybody's tickets.
  await expectNothingHere(await open(morgan), `${acme}/tickets/1`);
});

test("the picker leads to each organization", async ({ open }) => {
  const page = await open(nadia);
  await visit(page, "/organizations");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your organizations");
  await page.getByRole("button", { name: "Globex Energy" }).click();
  await expect(page).toHaveURL(globex);
});
