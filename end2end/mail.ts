// A real SMTP server on loopback, and the mail that the program sent to it.
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface Inbox {
  /** What the program is told of it. */
  url: string;
  /** Waits for the next mail to this address whose subject fits, and takes it out. */
  take: (to: string, subject: RegExp) => Promise<Email>;
  stop: () => Promise<void>;
}

interface Arrived {
  to: string[];
  email: Email;
}

/** Starts the server. */
export async function openInbox(): Promise<Inbox> {
  const arrived: Arrived[] = [];
  const arrivals = new EventEmitter();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        arrived.push({ to, email: await PostalMime.parse(Buffer.concat(chunks)) });
        arrivals.emit("mail");
        done();
      });
    },
  });
  const listening = once(server.server, "listening");
  server.listen(0, "127.0.0.1");
  await listening;
  const { port } = server.server.address() as AddressInfo;

  const take = async (to: string, subject: RegExp) => {
    for (;;) {
      const found = arrived.findIndex((it) => it.to.includes(to) && subject.test(it.email.subject ?? ""));
      if (found >= 0) return arrived.splice(found, 1)[0]!.email;
      await once(arrivals, "mail");
    }
  };
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${port}?tls=none`, take, stop };
}

/** The first link of a mail that leads to the site, as its text says it; its HTML must say the same. */
export function link(mail: Email, path: RegExp) {
  const found = (mail.text ?? "").match(/https?:\/\/\S+/g)?.find((url) => path.test(url));
  if (!found) throw new Error(`no link fits ${path} in: ${mail.text}`);
  if (!mail.html?.includes(found.replaceAll("&", "&amp;"))) throw new Error("the HTML has another link than the text");
  return found;
}
