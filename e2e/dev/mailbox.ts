import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { findPort } from '../support/ports';
import { Inbox, type Message, type Wish } from './mailbox/inbox';
import { createWebsite } from './mailbox/website';

/** A mail server for development and tests, with a page that shows what arrived. Nothing leaves the machine. */
export type Mailbox = {
  smtpUrl: string;
  webUrl: string;
  /** Newest first; all of them, or those to one address. */
  messages(to?: string): Message[];
  waitFor(to: string, wish?: Wish): Promise<Message>;
  clear(): void;
  stop(): Promise<void>;
};

type Options = { smtpPort: number; webPort: number; onMail?: (message: Message) => void };

/** Starts a mailbox on two ports of 127.0.0.1 (0: any free one). It accepts every email, with or without a password. */
export async function startMailbox({ smtpPort, webPort, onMail = () => {} }: Options): Promise<Mailbox> {
  const inbox = new Inbox();
  const smtp = new SMTPServer({
    authOptional: true,
    // STARTTLS would offer the certificate of the package, which a careful sender rightly refuses.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (_auth, _session, accept) => accept(null, { user: 'anyone' }),
    onData(stream, { envelope }, accept) {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then((raw) => inbox.receive(raw, recipients))
        .then(onMail)
        .then(() => accept(), accept);
    },
  });
  // A sender that goes away in the middle of an email is the sender's trouble.
  smtp.on('error', () => {});
  const web = createWebsite(inbox);
  const smtpSocket = smtp.listen(smtpPort, '127.0.0.1');
  web.listen(webPort, '127.0.0.1');
  await Promise.all([once(smtpSocket, 'listening'), once(web, 'listening')]);
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtpSocket)}`,
    webUrl: `http://localhost:${portOf(web)}`,
    messages: (to) => inbox.list(to),
    waitFor: (to, wish) => inbox.waitFor(to, wish),
    clear: () => inbox.clear(),
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

// `npm run mailbox`: a mailbox alone, beside a site that was started in another way.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ports = { smtpPort: await findPort(1025), webPort: await findPort(8025) };
  const mailbox = await startMailbox({
    ...ports,
    onMail: ({ subject, to }) => console.log(`${subject} → ${to.join(', ')}`),
  });
  console.log(`
  Read mails at   ${mailbox.webUrl}
  Send mails to   SMTP_URL=${mailbox.smtpUrl}   (in .env.local, or before the command)
`);
}
