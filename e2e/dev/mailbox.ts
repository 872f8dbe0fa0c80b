import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { findPort } from '../support/ports';
import { Inbox, type Message, type MessageQuery } from './mailbox/inbox';
import { createWebsite } from './mailbox/website';

/** An SMTP server for development and tests, with a web page that shows the received emails. Nothing leaves the machine. */
export type Mailbox = {
  smtpUrl: string;
  webUrl: string;
  /** Newest first: all emails, or those to one address. */
  messages(to?: string): Message[];
  /** The newest matching email, now or when it arrives. Rejects after the deadline (default: one minute). */
  waitFor(to: string, query?: MessageQuery): Promise<Message>;
  clear(): void;
  /** Refuses connections beyond this many with 421, as small mail servers do. */
  limitConnections(most: number): void;
  stop(): Promise<void>;
};

type Options = { smtpPort: number; webPort: number; onEmail?: (message: Message) => unknown };

/**
 * Starts a mailbox on two ports of 127.0.0.1 (0: any free port). It accepts every email, with or without sign-in, once `onEmail` has
 * returned.
 */
export async function startMailbox({ smtpPort, webPort, onEmail = () => {} }: Options): Promise<Mailbox> {
  const inbox = new Inbox();
  const smtp = new SMTPServer({
    authOptional: true,
    // smtp-server would offer its built-in certificate, which a sender that verifies certificates refuses.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (_auth, _session, accept) => accept(null, { user: 'anyone' }),
    onData(stream, { envelope }, accept) {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then((raw) => inbox.receive(raw, recipients))
        .then(onEmail)
        .then(() => accept(), accept);
    },
  });
  // A sender that disconnects in the middle of an email is an error only for that sender.
  smtp.on('error', () => {});
  const web = createWebsite(inbox);
  const smtpSocket = smtp.listen(smtpPort, '127.0.0.1');
  web.listen(webPort, '127.0.0.1');
  await Promise.all([once(smtpSocket, 'listening'), once(web, 'listening')]);
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtpSocket)}`,
    webUrl: `http://localhost:${portOf(web)}`,
    messages: (to) => inbox.list(to),
    waitFor: (to, query) => inbox.waitFor(to, query),
    clear: () => inbox.clear(),
    limitConnections(most) {
      smtp.options.maxClients = most;
    },
    async stop() {
      web.closeAllConnections();
      web.close();
      for (const connection of smtp.connections) connection.close();
      await new Promise<void>((done) => smtp.close(() => done()));
    },
  };
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  return typeof address === 'object' && address && 'port' in address ? Number(address.port) : 0;
}

// `npm run mailbox` starts only the mailbox, for a site that runs separately.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ports = { smtpPort: await findPort(1025), webPort: await findPort(8025) };
  const mailbox = await startMailbox({
    ...ports,
    onEmail: ({ subject, to }) => console.log(`${subject} → ${to.join(', ')}`),
  });
  console.log(`
  Read emails at   ${mailbox.webUrl}
  Send emails to   SMTP_URL=${mailbox.smtpUrl}   (in .env.local, or before the command)
`);
}
