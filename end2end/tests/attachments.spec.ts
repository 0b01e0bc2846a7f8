// Files go along with tickets and replies: chosen, dropped and pasted with script, by the browser's own field without.
import type { Page } from "@playwright/test";
import { unique } from "../api.ts";
import { visit } from "../hydration.ts";
import { acme, amara, marta } from "../people.ts";
import { file as fileTicket, messages } from "../steps.ts";
import { expect, test } from "../test.ts";

/** One pixel, which is a picture all the same. */
const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const picture = { name: "Störung am Greifer.png", mimeType: "image/png", buffer: pixel };
const log = { name: "controller.log", mimeType: "text/plain", buffer: Buffer.from("03:12 stop\n03:13 start\n") };

const field = (page: Page) => page.locator("file-field input[type=file]");
/** The files that wait in a form. */
const waiting = (page: Page) => page.getByRole("list", { name: "Files to send" }).getByRole("listitem");
const files = (page: Page, text: string) => messages(page).filter({ hasText: text }).getByRole("list", { name: "Files" }).getByRole("listitem");

test("a ticket comes with a picture, a reply with a log, and both are saved", async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${acme}/tickets/new`);
  const subject = unique("It stops at night");
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("Description").fill("See the picture.");
  await field(page).setInputFiles(picture);
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  const shown = files(page, "See the picture.");
  await expect(shown).toContainText(picture.name);
  const image = shown.getByRole("img", { name: picture.name });
  await image.scrollIntoViewIfNeeded();
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);

  await page.getByLabel("Reply", { exact: true }).fill("And the log.");
  await field(page).setInputFiles(log);
  await page.getByRole("button", { name: "Send" }).click();
  const sent = files(page, "And the log.");
  await expect(sent).toContainText("controller.log");
  await expect(waiting(page)).toHaveCount(0);
  const saving = page.waitForEvent("download");
  await sent.getByRole("link", { name: "controller.log" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("controller.log");

  await sent.getByText("Remove", { exact: true }).click();
  await sent.getByRole("button", { name: "Remove the file" }).click();
  await expect(messages(page).filter({ hasText: "And the log." })).toHaveCount(1);
  await expect(files(page, "And the log.")).toHaveCount(0);
});

test("what is refused keeps its files", async ({ open }) => {
  const page = await open(marta);
  await visit(page, `${acme}/tickets/new`);
  await field(page).setInputFiles(log);
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByLabel("Subject")).toHaveAttribute("aria-invalid", "true");
  await expect(waiting(page)).toContainText(log.name);
  const subject = unique("Refused with a file");
  await page.getByLabel("Subject").fill(subject);
  await page.getByLabel("Description").fill("Now with a subject.");
  await page.getByRole("button", { name: "File the ticket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  await expect(files(page, "Now with a subject.")).toContainText(log.name);
});

test("files are dropped, pasted, left out and refused before they are sent", { tag: "@script" }, async ({ open }) => {
  const page = await open(marta);
  const number = await fileTicket(page, acme, unique("Dropped"), "Files follow.");
  const give = (kind: "drop" | "paste", name: string, size = 10) =>
    page.getByLabel("Reply", { exact: true }).evaluate((area, [kind, name, size]) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(size as number).fill(97)], name as string));
      const options = { bubbles: true, cancelable: true };
      const event = kind === "drop" ? new DragEvent("drop", { ...options, dataTransfer: files }) : new ClipboardEvent("paste", { ...options, clipboardData: files });
      area.dispatchEvent(event);
    }, [kind, name, size] as const);
  await give("drop", "dropped.txt");
  await give("paste", "pasted.txt");
  await give("drop", "unwanted.txt");
  await give("drop", "huge.iso", 26 * 1024 * 1024);
  await expect(waiting(page)).toHaveCount(4);
  await expect(waiting(page).filter({ hasText: "huge.iso" })).toContainText("larger than 25 MiB");
  for (const name of ["unwanted.txt", "huge.iso"]) await page.getByRole("button", { name: `Leave out ${name}` }).click();
  await page.getByLabel("Reply", { exact: true }).fill("Two files.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(files(page, "Two files.")).toHaveCount(2);
  await visit(page, `${acme}/tickets/${number}`);
  await expect(files(page, "Two files.")).toHaveText([/dropped\.txt/, /pasted\.txt/]);
});

test("a message waits for its files, and a file that did not arrive says so", { tag: "@script" }, async ({ open, complaints }) => {
  const page = await open(marta);
  await fileTicket(page, acme, unique("Slow line"), "Files follow.");
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => { letThrough = resolve; });
  let tries = 0;
  await page.route("**/uploads", async (route) => {
    tries += 1;
    if (tries === 1) return route.abort();
    await held;
    await route.continue();
  });
  await field(page).setInputFiles(log);
  await expect(waiting(page)).toContainText("The file did not arrive.");
  // The browser says so too.
  expect(complaints.splice(0)).toEqual([expect.stringContaining("ERR_FAILED")]);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(waiting(page).getByRole("progressbar")).toBeVisible();
  await page.getByLabel("Reply", { exact: true }).fill("Sent once it is there.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status").filter({ hasText: "as soon as its files have arrived" })).toHaveCount(1);
  await expect(messages(page)).toHaveCount(1);
  letThrough();
  await expect(files(page, "Sent once it is there.")).toContainText(log.name);
});

test("a comment that was just sent is mended, and everybody sees that it was", async ({ open }) => {
  const page = await open(amara);
  const number = await fileTicket(page, acme, unique("Mended"), "A typo follows.");
  await page.getByLabel("Reply", { exact: true }).fill("It is lose.");
  await page.getByRole("button", { name: "Send" }).click();
  const comment = messages(page).filter({ hasText: "It is lose." });
  await comment.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit your comment" })).toBeVisible();
  await page.getByLabel("Comment").fill("It is loose.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(new RegExp(`${acme}/tickets/${number}(#.*)?$`));
  await expect(messages(page).filter({ hasText: "It is loose." })).toContainText("(edited");
});
