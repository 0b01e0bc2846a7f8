// Organizations and people of a test's own, made the short way, so that no test gets in another's.
import { expect } from "@playwright/test";
import { unique, type Api } from "./api.ts";
import { link, type Inbox } from "./mail.ts";
import { morgan, password, type Person } from "./people.ts";
import { post } from "./plain.ts";

export interface Organization {
  id: string;
  name: string;
  slug: string;
  /** What its pages are under. */
  path: string;
  /** The domain of its own people's addresses. */
  domain: string;
  owner: Person;
}

type Role = "admin" | "supervisor" | "agent" | "member";

export class World {
  constructor(
    private readonly api: Api,
    private readonly inbox: Inbox,
    private readonly url: string,
  ) {}

  /** Somebody with an account and a proven address, who is nowhere yet. */
  async person(name: string, domain = newDomain()) {
    return this.signUp("/api/signup", called(name, domain));
  }

  /** An organization that waits for approval, and its owner. */
  async pending(kind: string): Promise<Organization> {
    const name = unique(kind);
    const domain = newDomain();
    const owner = await this.signUp("/api/register", called("Olga Founder", domain), { organization_name: name });
    const { organizations } = await this.api.send(owner, "get", "/api/me");
    const { id, slug } = organizations[0];
    return { id, name, slug, path: `/o/${slug}`, domain, owner };
  }

  /** An organization that is active. */
  async organization(kind: string) {
    const organization = await this.pending(kind);
    await this.api.send(morgan, "post", `/api/v1/platform/organizations/${organization.slug}/approve`);
    return organization;
  }

  /** Somebody in an organization, with an address of its domain. */
  async member({ owner, slug, domain }: Organization, name: string, role: Role) {
    const person = called(name, domain);
    const fields = { ...names(person), email: person.email, role, password };
    const { invited } = await this.api.send(owner, "post", "/api/org-admin/users", fields, slug);
    expect(invited, `${name} is in at once`).toBe(false);
    return person;
  }

  /** An organization as its owner sees it. */
  async read({ owner, slug }: Organization) {
    return this.api.send(owner, "get", `/api/v1/organizations/${slug}`);
  }

  /** Replaces the invite code. */
  async rotate({ owner, slug }: Organization) {
    return this.api.send(owner, "post", `/api/v1/organizations/${slug}/rotate-invite-code`);
  }

  /** Somebody asks to join. */
  async ask(who: Person, { slug }: Organization) {
    return this.api.send(who, "post", `/api/v1/organizations/${slug}/request_join`, { message: "" });
  }

  /** Changes an organization's settings. */
  async settle({ owner, slug }: Organization, settings: Record<string, unknown>) {
    return this.api.send(owner, "patch", `/api/v1/organizations/${slug}`, settings);
  }

  private async signUp(path: string, person: Person, more = {}) {
    const data = { ...names(person), email: person.email, password, ...more };
    const answer = await this.api.request.post(path, { data });
    expect(answer.status(), await answer.text()).toBe(202);
    const address = new URL(link(await this.inbox.take(person.email, /confirm/i), /verify-email/));
    const token = address.searchParams.get("token")!;
    await post(this.api.request, this.url, "/verify-email", { _fn: "/fn/account/verify", token });
    return person;
  }
}

/** A domain that nobody else has an address of. */
export function newDomain() {
  return `${unique("d").replaceAll(" ", "-")}.example`;
}

function called(name: string, domain: string): Person {
  return { name, email: `${name.toLowerCase().replaceAll(" ", ".")}@${domain}` };
}

function names({ name }: Person) {
  const [first_name, last_name] = name.split(" ");
  return { first_name, last_name };
}
