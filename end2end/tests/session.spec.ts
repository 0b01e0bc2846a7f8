// Signing in and out, and staying signed in.
import { visit } from "../hydration.ts";
import { acme, felix, marta, nils, pawel } from "../people.ts";
import { enter, expectNothingHere, signOut } from "../steps.ts";
import { expect, test } from "../test.ts";

const wrong = "The e-mail address or the password is not right.";

test("a wrong password and an unknown address get the same answer", async ({ page }) => {
  await visit(page, "/sign-in");
  for (const email of [pawel.email, "nobody@nowhere.example"]) {
    await enter(page, email, "not the password");
    await expect(page.getByRole("alert")).toHaveText(wrong);
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
  }
  await enter(page, pawel.email);
  await expect(page).toHaveURL(acme);
});

test("five wrong passwords lock the account, and the answer stays the same", async ({ page }) => {
  await visit(page, "/sign-in");
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await enter(page, nils.email, "not the password");
    expect((await answered).status()).toBe(401);
    await expect(page.getByRole("alert")).toHaveText(wrong);
    await expect(page.locator("button[aria-busy]")).toHaveCount(0);
  }
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await enter(page, nils.email);
  expect((await answered).status()).toBe(401);
  await expect(page.getByRole("alert")).toHaveText(wrong);
  await expect(page).toHaveURL("/sign-in");
});

test("whoever comes by a link signs in and is taken there", async ({ page }) => {
  const path = `${acme}/tickets?mine=true`;
  await visit(page, path);
  await expect(page).toHaveURL(`/sign-in?next=${path.replace("?", "%3F").replace("=", "%3D")}`);
  await enter(page, marta.email);
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tickets");
});

for (const next of ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"]) {
  test(`nobody is led away to ${next}`, async ({ page }) => {
    await visit(page, `/sign-in?next=${encodeURIComponent(next)}`);
    await enter(page, marta.email);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/Welcome back|Nothing here/);
    await expect(page).toHaveURL((url) => url.hostname === "127.0.0.1");
  });
}

test("who has signed out is out, also by the way back", async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${acme}/tickets`);
  await signOut(page);
  await visit(page, `${acme}/tickets`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  expect(await page.context().cookies()).toEqual([]);
});

test("the server renews a session whose access has run out", async ({ open }) => {
  const page = await open(marta);
  await visit(page, acme);
  const refresh = async () => (await page.context().cookies()).find((it) => it.name === "tutta_refresh")?.value;
  const before = await refresh();
  await page.context().clearCookies({ name: "tutta_access" });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome back, Marta");
  expect(await refresh()).not.toBe(before);

  await page.context().clearCookies({ name: "tutta_access" });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tickets", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tickets");
});

test("no script can read a token", async ({ open }) => {
  const page = await open(marta);
  await visit(page, acme);
  const tokens = (await page.context().cookies()).filter((cookie) => cookie.name !== "tutta_theme");
  expect(tokens.map((cookie) => cookie.name).sort()).toEqual(["tutta_access", "tutta_refresh"]);
  expect(tokens.every((cookie) => cookie.httpOnly && cookie.sameSite === "Lax")).toBe(true);
});

test("a suspended member finds nothing where they were", async ({ open }) => {
  const page = await open(felix);
  await visit(page, "/");
  await expect(page).toHaveURL("/organizations");
  await expectNothingHere(page, acme);
});

test("the sign-up page knows who is signed in, and lets them go on or out", async ({ open }) => {
  const page = await open(marta);
  await visit(page, "/signup");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("You have an account");
  await expect(page.getByText(`signed in as ${marta.email}`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Your organizations" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out to create another one" }).click();
  await expect(page).toHaveURL("/sign-in");
  await visit(page, "/signup");
  await expect(heading).toHaveText("Create an account");
});
