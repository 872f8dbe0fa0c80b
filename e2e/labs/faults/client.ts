import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Client } from '../../support/client';
import type { Deployment } from './deployment';
import type { Entry } from './ledger';

export type Sent = Entry & { page: Answer | null };

// What people do, by plain form posts without JavaScript. Pages are fetched until they come, as a person would reload them;
// a form is sent once, and whatever came of it goes into the ledger.

/** Requests a reset link. */
export async function ask(deployment: Deployment, email: string, isKnown = true): Promise<Sent> {
  const client = new Client(undefined, deployment.url);
  await openForm(client, '/forgot-password', 'email');
  const entry = deployment.ledger.begin({ verb: 'ask', email, isKnown });
  return send(deployment, entry, () => client.press({ email }), isSent);
}

/** Opens a link. What comes back sets a password with it, as often as it is pressed; at a dead end that is refused at once. */
export async function openLink(
  deployment: Deployment,
  email: string,
  link: string,
  client = new Client(undefined, deployment.url),
) {
  const page = await openForm(client, link, 'password', '/reset-password');
  return async (password: string): Promise<Sent> => {
    const entry = deployment.ledger.begin({ verb: 'set', email, link, password });
    if (page.path !== '/reset-password' || !page.body.includes('name="password"'))
      return { ...deployment.ledger.settle(entry, 'refused', titleOf(page)), page };
    return send(deployment, entry, () => client.press({ password }), isDone);
  };
}

/** Signs in, records the session in the ledger, and returns the client with the session, or null. */
export async function signIn(deployment: Deployment, email: string, password: string): Promise<Client | null> {
  const client = new Client(undefined, deployment.url);
  await openForm(client, '/login', 'password');
  const entry = deployment.ledger.begin({ verb: 'sign-in', email, password });
  const { outcome } = await send(deployment, entry, () => client.press({ email, password }), isEntered);
  if (outcome !== 'ok') return null;
  deployment.signedIn.push({ email, password, client });
  return client;
}

/** What the link says when it is opened now: the form, or which dead end. */
export async function readLink(deployment: Deployment, link: string): Promise<string> {
  const client = new Client(undefined, deployment.url);
  const page = await openForm(client, link, 'password', '/reset-password');
  return titleOf(page);
}

/** An answer in a few words: where it leads, or what its page is called. */
function summarise(answer: Answer): string {
  return `${answer.status} ${answer.headers.location ?? titleOf(answer)}`;
}

/** The first heading of a page. */
function titleOf({ body }: Answer): string {
  return /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1]?.replace(/<[^>]+>/g, '') ?? '';
}

const isSent = ({ status, headers }: Answer) => status === 303 && headers.location === '/forgot-password/sent';
const isDone = ({ status, headers }: Answer) => status === 303 && headers.location === '/login';
const isEntered = ({ status, headers }: Answer) => status === 303 && headers.location === '/account';

/** How long a person waits for an answer before they give up. */
const patienceMs = 20_000;

async function send(
  deployment: Deployment,
  entry: Entry,
  press: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
) {
  const begun = performance.now();
  try {
    const page = await within(press());
    entry.ms = performance.now() - begun;
    const outcome = isGood(page) ? 'ok' : page.status >= 500 ? 'unknown' : 'refused';
    return { ...deployment.ledger.settle(entry, outcome, summarise(page)), page };
  } catch (error) {
    return { ...deployment.ledger.settle(entry, 'unknown', String(error)), page: null };
  }
}

/** Opens a page until it shows the field, or leads to a dead end of a link. */
async function openForm(client: Client, address: string, field: string, end = ''): Promise<Answer> {
  const deadline = Date.now() + 600_000;
  let last = 'nothing';
  while (Date.now() < deadline) {
    try {
      const page = await within(client.open(address));
      if (page.status === 200 && page.body.includes(`name="${field}"`)) return page;
      if (page.status < 500 && end && page.path === end && titleOf(page)) return page;
      last = summarise(page);
    } catch (error) {
      last = String(error);
    }
    await sleep(100);
  }
  throw new Error(`${address.replace(/[^/]*$/, '…')} did not open within ten minutes; the last answer was ${last}.`);
}

function within<T>(work: Promise<T>): Promise<T> {
  let impatience: NodeJS.Timeout | undefined;
  const tired = new Promise<never>((_, reject) => {
    impatience = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  return Promise.race([work, tired]).finally(() => clearTimeout(impatience));
}
