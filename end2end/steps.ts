// What people do again and again, by the words they see.
import { expect, type Page } from "@playwright/test";
import { visit } from "./hydration.ts";
import { password } from "./people.ts";

/** Does something that sends a form, and answers the server's status. */
export async function sent(page: Page, act: () => Promise<unknown>) {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await act();
  return (await answered).status();
}

/** Fills in the sign-in form and sends it. */
export async function enter(page: Page, email: string, secret = password) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut(page: Page) {
  await page.getByLabel("Your account").first().click();
  // A button, which becomes an item of a menu once there is script.
  await page.locator("button", { hasText: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
}

/** The button of the organization switcher. */
export function switcher(page: Page) {
  return page.locator("summary").and(page.getByLabel("Switch organization"));
}

/** Goes to another organization by the switcher. */
export async function switchTo(page: Page, name: string) {
  await switcher(page).click();
  await page.locator("button.menu-item", { hasText: name }).click();
  await expect(switcher(page)).toContainText(name);
}

/** Files a ticket by its form, and answers its number. */
export async function file(page: Page, organization: string, subject: string, description: string) {
  await visit(page, `${organization}/tickets/new`);
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("Description").fill(description);
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  return Number(page.url().split("/").pop());
}

/** Chooses in a select of a card, and saves. */
export async function choose(page: Page, card: string, label: string, option: string, save: string) {
  const region = page.getByRole("region", { name: card });
  await region.getByLabel(label).selectOption(option);
  await region.getByRole("button", { name: save, exact: true }).click();
}

/** A line of the details beside a ticket. */
export function fact(page: Page, name: string) {
  const details = page.getByRole("region", { name: "Details" });
  return details.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]");
}

/** Writes a reply, public or internal. */
export async function reply(page: Page, text: string, who: "Public reply" | "Internal note" | null = null) {
  if (who) await page.getByText(who, { exact: true }).first().click();
  await page.getByLabel("Reply", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(messages(page).filter({ hasText: text })).toHaveCount(1);
  await expect(page.getByText("Sending…")).toHaveCount(0);
}

/** What was said on a ticket. */
export function messages(page: Page) {
  return page.locator("ol.messages > li");
}

/** Closes a ticket with a resolution. */
export async function close(page: Page, resolution: string) {
  await page.getByRole("button", { name: "Close ticket" }).click();
  const dialog = page.getByRole("dialog", { name: "Close this ticket" });
  await dialog.getByLabel("Resolution").fill(resolution);
  await dialog.getByRole("button", { name: "Close with this resolution" }).click();
  await expect(dialog).toBeHidden();
}

/** The badge in a ticket's head. */
export function status(page: Page) {
  return page.locator(".page-head .badge").first();
}

/** How many tickets a list says it has. */
export async function count(page: Page) {
  const words = await page.getByText(/^[\d,]+ tickets?$/).innerText();
  return Number(words.replace(/\D/g, ""));
}

/** The page's own heading. */
export function title(page: Page) {
  return page.getByRole("heading", { level: 1 });
}

/** A card by its heading. */
export function card(page: Page, name: string) {
  return page.getByRole("region", { name, exact: true });
}

/** The page that is shown for what is not there, or not for these eyes. */
export async function expectNothingHere(page: Page, path: string) {
  const response = await visit(page, path);
  expect(response.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing here");
}
