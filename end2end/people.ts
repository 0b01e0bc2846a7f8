// Some of the demo's people. Each has one part, so that tests do not get in each other's way.
export interface Person {
  name: string;
  email: string;
}

export const password = "tutta-demo-2026!";
export const acme = "/o/acme-robotics";
export const globex = "/o/globex-energy";

function person(name: string, domain: string): Person {
  return { name, email: `${name.toLowerCase().replace(" ", ".")}@${domain}.example` };
}

/** Runs the platform, belongs to no organization. */
export const morgan = person("Morgan Reed", "tutta");

/** Owner. */
export const olivia = person("Olivia Hart", "acme-robotics");
/** Admin. */
export const adrian = person("Adrian Cole", "acme-robotics");
/** Supervisor; manages Robot Support. */
export const sofia = person("Sofia Marsh", "acme-robotics");
/** Agents of Robot Support. */
export const amara = person("Amara Diallo", "acme-robotics");
export const ben = person("Ben Whitaker", "acme-robotics");
/** Agent; manages Orders & Shipping, is not in Robot Support. */
export const daniel = person("Daniel Reyes", "acme-robotics");
/** Suspended in Acme Robotics. */
export const felix = person("Felix Brandt", "acme-robotics");
/** Requesters of Acme Robotics. */
export const marta = person("Marta Kowalska", "baltic-castings");
export const pawel = person("Pawel Nowak", "baltic-castings");

/** Supervisor of Globex Energy, agent of Acme Robotics. */
export const nadia = person("Nadia Petrov", "globex-energy");
/** Requester of Globex Energy. */
export const clara = person("Clara Winter", "mail");
/** Owner of an organization that still waits. */
export const ulla = person("Ulla Berg", "umbra-logistics");
/** Requester of Initech, whose account the lock is tried on. */
export const nils = person("Nils Bergman", "initech");
