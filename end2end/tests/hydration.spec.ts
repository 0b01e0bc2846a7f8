// Script takes over what the server rendered: nothing changes, nothing is asked for twice, nothing typed is lost.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { alive, visit } from "../hydration.ts";
import { pages } from "../pages.ts";
import { acme, marta, sofia } from "../people.ts";
import { enter } from "../steps.ts";
import { expect, test } from "../test.ts";

test.describe.configure({ mode: "parallel" });

/** The body's elements and words, once as the server sent them and once as they stand. */
function outlines(page: Page, html: string) {
  return page.evaluate((source) => {
    const outline = (root: Element): string[] => {
      const lines: string[] = [];
      let words = "";
      const say = () => {
        if (words.trim()) lines.push(words.replace(/\s+/g, " ").trim());
        words = "";
      };
      const walk = (node: Node) => {
        if (node instanceof Text) words += node.data;
        if (!(node instanceof Element) || node.matches("script, template")) return;
        say();
        const kept = ["id", "href", "name", "value", "type", "hidden", "open", "aria-current", "aria-describedby"];
        const told = kept.filter((name) => node.hasAttribute(name)).map((name) => `${name}=${node.getAttribute(name)}`);
        lines.push(`<${node.localName} ${told.join(" ")}>`);
        node.childNodes.forEach(walk);
        say();
      };
      root.childNodes.forEach(walk);
      return lines;
    };
    const sent = new DOMParser().parseFromString(source, "text/html");
    return { sent: outline(sent.body), stands: outline(document.body) };
  }, html);
}

for (const sight of pages.filter((it) => !it.then)) {
  test(`${sight.name} stays as it was sent`, { tag: "@script" }, async ({ open }) => {
    const page = await open(sight.who);
    const calls: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/fn/")) calls.push(pathname);
    });
    const response = await visit(page, sight.path);
    const { sent, stands } = await outlines(page, await response.text());
    expect(stands).toEqual(sent);
    await page.waitForLoadState("networkidle");
    expect(calls, "asked for again").toEqual([]);
  });
}

/** Holds the client back until it is let go. */
async function holdBack(page: Page) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test("what is typed before the client has come stays", { tag: "@script" }, async ({ open }) => {
  const page = await open(marta);
  const letGo = await holdBack(page);
  await page.goto(`${acme}/tickets/new`);
  const subject = unique("Typed early");
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("Description").fill("Early words.");
  await page.getByLabel("Priority").selectOption("Urgent");
  await page.getByLabel("Group").selectOption("Billing");
  letGo();
  await alive(page);
  await expect(page.getByLabel("Subject")).toHaveValue(subject);
  await expect(page.getByLabel("Description")).toHaveValue("Early words.");
  await expect(page.getByLabel("Priority").locator("option:checked")).toHaveText("Urgent");
  await expect(page.getByLabel("Group").locator("option:checked")).toHaveText("Billing");
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
});

test("a form that is sent before the client has come is a plain post", { tag: "@script" }, async ({ page }) => {
  const letGo = await holdBack(page);
  await page.goto("/sign-in");
  await enter(page, marta.email, "not the password");
  await expect(page.getByRole("alert")).toContainText("not right");
  await enter(page, marta.email);
  await expect(page).toHaveURL(acme);
  letGo();
  await alive(page);
});

test("from page to page nothing is loaded but data", { tag: "@script" }, async ({ open }) => {
  const page = await open(sofia);
  await visit(page, acme);
  const kinds: string[] = [];
  page.on("request", (request) => kinds.push(request.resourceType()));
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Tickets", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tickets");
  await page.locator("a.row-link").first().click();
  await expect(page.getByRole("heading", { name: "Conversation" })).toBeAttached();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tickets");
  expect(kinds).not.toContain("document");
});

test("an expired session loses nothing that was typed", { tag: "@script" }, async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${acme}/tickets/new`);
  const subject = unique("Written too long");
  await page.getByLabel("Subject").fill(subject);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByRole("alert")).toContainText("Sign in in a new tab");
  await expect(page.getByLabel("Subject")).toHaveValue(subject);

  const tab = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Sign in in a new tab" }).click();
  await enter(await tab, marta.email);
  await expect(await tab).not.toHaveURL(/sign-in/);
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
});

test("without a connection it says so, and nothing typed is lost", { tag: "@script" }, async ({ open, complaints }) => {
  const page = await open(marta);
  await visit(page, `${acme}/tickets/new`);
  await page.getByLabel("Subject").fill(unique("Offline"));
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByRole("alert")).toContainText("could not be reached");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+$/);
  expect(complaints.splice(0).every((it) => it.includes("ERR_INTERNET_DISCONNECTED"))).toBe(true);
});
