// The main job, by four different people: ask, assign, answer and close, and read how it goes.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { visit } from "../hydration.ts";
import { acme, marta, nadia, olivia, sofia } from "../people.ts";
import { choose, close, enter, expectNothingHere, fact, file, messages, reply, status, switchTo } from "../steps.ts";
import { expect, test, type Open } from "../test.ts";

/** Signs in by the form, as somebody does who comes to the start page. */
async function arrive(open: Open, email: string) {
  const page = await open();
  await visit(page, "/");
  await expect(page).toHaveURL("/sign-in");
  await enter(page, email);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Welcome back");
  return page;
}

/** The numbers of the overview that a ticket moves. */
async function overview(page: Page) {
  await visit(page, `${acme}/admin`);
  const number = async (text: string) => Number(text.replace(/\D/g, ""));
  const stat = (name: string) => page.locator("dl.stat-row > div", { hasText: name }).locator(".stat-value");
  const share = (name: string) => page.getByRole("region", { name: "By status" }).getByRole("link", { name });
  return {
    all: await number(await stat("All tickets").innerText()),
    unresolved: await number(await stat("Unresolved").innerText()),
    closed: await number(await share("Closed").innerText()),
  };
}

test("a request is filed, assigned, answered, closed, read and opened again", async ({ open }) => {
  // Four people, one after the other.
  test.slow();
  const subject = unique("The gripper lets go");
  const [asks, steers, works, owns] = [
    await arrive(open, marta.email),
    await arrive(open, sofia.email),
    await arrive(open, nadia.email),
    await arrive(open, olivia.email),
  ];
  const before = await overview(owns);

  const number = await file(asks, acme, subject, "It drops every **third** part.");
  const path = `${acme}/tickets/${number}`;
  await expect(messages(asks).locator("strong")).toHaveText("third");
  await expect(asks.getByRole("region", { name: "Properties" })).toHaveCount(0);

  await test.step("the agent goes to the organization, and does not see what is nobody's yet", async () => {
    await switchTo(works, "Acme Robotics");
    await expect(works).toHaveURL(acme);
    await expectNothingHere(works, path);
  });

  await test.step("the supervisor finds it, gives it to a group and to an agent", async () => {
    await visit(steers, `${acme}/tickets`);
    await steers.getByRole("link", { name: subject }).click();
    await expect(steers.getByText("Choose a group first")).toBeVisible();
    await choose(steers, "Properties", "Group", "Controller Software", "Save");
    await expect(fact(steers, "Group")).toHaveText("Controller Software");
    await choose(steers, "Assignee", "Assigned to", nadia.name, "Assign");
    await expect(fact(steers, "Assignee")).toContainText(nadia.name);
  });
  expect(await overview(owns)).toEqual({ ...before, all: before.all + 1, unresolved: before.unresolved + 1 });

  await test.step("the agent answers, notes, and closes", async () => {
    await visit(works, `${acme}/tickets?mine=true`);
    await works.getByRole("link", { name: subject }).click();
    await reply(works, "We send a new gripper today.", "Public reply");
    await reply(works, "Third one of this batch.", "Internal note");
    await close(works, "Replaced the gripper.");
    await expect(status(works)).toHaveText("Closed");
  });

  await test.step("the requester reads the resolution, and never the note", async () => {
    await visit(asks, path);
    await expect(status(asks)).toHaveText("Closed");
    await expect(messages(asks).filter({ hasText: "Replaced the gripper." })).toContainText("Resolution");
    await expect(messages(asks).filter({ hasText: "new gripper today" })).toHaveCount(1);
    await expect(asks.getByText("Third one of this batch.")).toHaveCount(0);
  });
  expect(await overview(owns)).toEqual({ ...before, all: before.all + 1, closed: before.closed + 1 });

  await test.step("the requester opens it again", async () => {
    await asks.getByRole("button", { name: "Reopen", exact: true }).click();
    await expect(status(asks)).toHaveText("Open");
  });
  await visit(works, `${path}?tab=activity`);
  await expect(works.getByText(`${marta.name} opened it again`)).toBeVisible();
  expect(await overview(owns)).toEqual({ ...before, all: before.all + 1, unresolved: before.unresolved + 1 });
});
