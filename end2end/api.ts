// Prepares tickets by the REST API, for tests that are about what comes after; and asks it in anybody's name.
import { expect, type APIRequestContext } from "@playwright/test";
import { password, sofia, type Person } from "./people.ts";

let counter = 0;

/** A subject that no other ticket has. */
export function unique(subject: string) {
  counter += 1;
  return `${subject} ${Date.now().toString(36)}${process.pid.toString(36)}-${counter}`;
}

interface Wanted {
  by: Person;
  group?: string;
  /** Must be in the group. */
  assignee?: Person;
  description?: string;
  priority?: string;
}

export class Api {
  private readonly tokens = new Map<string, string>();

  constructor(readonly request: APIRequestContext) {}

  /** Files a ticket in Acme Robotics; Sofia gives it to its group and to its assignee. */
  async ticket(subject: string, wanted: Wanted) {
    const { by, group, assignee, ...rest } = wanted;
    const { number } = await this.send(by, "post", "/api/tickets", { subject, ...rest });
    const path = `/api/tickets/${number}`;
    if (group) {
      const groups: { id: string; name: string }[] = await this.send(sofia, "get", "/api/groups");
      const id = groups.find((it) => it.name === group)!.id;
      await this.send(sofia, "patch", path, { group: id });
    }
    if (assignee) {
      const { id } = await this.send(assignee, "get", "/api/me");
      await this.send(sofia, "post", `${path}/assign`, { assignee: id });
    }
    return Number(number);
  }

  /** Asks in somebody's name, within an organization. */
  async send(who: Person, method: "get" | "post" | "patch", path: string, data?: unknown, slug = "acme-robotics") {
    const headers = { authorization: `Bearer ${await this.token(who)}`, "x-organization": slug };
    const answer = await this.request[method](path, { data, headers });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  private async token(who: Person) {
    const known = this.tokens.get(who.email);
    if (known) return known;
    const answer = await this.request.post("/api/token", { data: { email: who.email, password } });
    const { access } = await answer.json();
    this.tokens.set(who.email, access);
    return access as string;
  }
}
