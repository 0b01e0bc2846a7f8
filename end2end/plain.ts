// Sends a form as a browser without script does.
import { expect, type APIRequestContext } from "@playwright/test";

/** Sends the form, which must be taken. */
export async function post(request: APIRequestContext, url: string, path: string, form: Record<string, string>) {
  const answer = await request.post(`${url}${path}`, { form, headers: { origin: url }, maxRedirects: 0 });
  expect(answer.status(), `${path}: ${JSON.stringify(form)}`).toBe(303);
}
