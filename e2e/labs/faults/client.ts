import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Client } from '../../support/client';
import type { Deployment } from './deployment';
import type { Entry } from './ledger';

export type Sent = Entry & { page: Answer | null };

// The actions of users, as plain form posts without JavaScript. Pages are fetched until they load, as a user would reload them.
// A form is sent once, and its outcome is recorded in the ledger.

/** Requests a reset link. */
export async function requestReset(deployment: Deployment, email: string, isKnown = true): Promise<Sent> {
  const client = new Client(undefined, deployment.url);
  await openForm(client, '/forgot-password', 'email');
  const entry = deployment.ledger.begin({ verb: 'request', email, isKnown });
  return send(deployment, entry, () => client.press({ email }), isSent);
}

/** Opens a link and returns a function that submits a new password. For a link that no longer works, that is refused at once. */
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
  return (await trySignIn(deployment, email, password)).client;
}

/** Whether a password opens an account. A busy site answers neither yes nor no, and is asked again. */
export async function canSignIn(deployment: Deployment, email: string, password: string): Promise<boolean> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { outcome } = await trySignIn(deployment, email, password);
    if (outcome !== 'unknown') return outcome === 'ok';
    await sleep(1000);
  }
  return false;
}

async function trySignIn(deployment: Deployment, email: string, password: string) {
  const client = new Client(undefined, deployment.url);
  await openForm(client, '/login', 'password');
  const entry = deployment.ledger.begin({ verb: 'sign-in', email, password });
  const { outcome } = await send(deployment, entry, () => client.press({ email, password }), isEntered);
  if (outcome !== 'ok') return { outcome, client: null };
  deployment.signedIn.push({ email, password, client });
  return { outcome, client };
}

/** The heading of the page that the link opens now: the form, or why the link no longer works. */
export async function readLink(deployment: Deployment, link: string): Promise<string> {
  const client = new Client(undefined, deployment.url);
  const page = await openForm(client, link, 'password', '/reset-password');
  return titleOf(page);
}

/** An answer in a few words: its status, and its redirect or heading. */
function summarize(answer: Answer): string {
  return `${answer.status} ${answer.headers.location ?? titleOf(answer)}`;
}

/** The first heading of a page. */
function titleOf({ body }: Answer): string {
  return /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1]?.replace(/<[^>]+>/g, '') ?? '';
}

const isSent = ({ status, headers }: Answer) => status === 303 && headers.location === '/forgot-password/sent';
const isDone = ({ status, headers }: Answer) => status === 303 && headers.location === '/login';
const isEntered = ({ status, headers }: Answer) => status === 303 && headers.location === '/account';

/** How long a user waits for an answer before giving up. */
const answerTimeoutMs = 20_000;

async function send(
  deployment: Deployment,
  entry: Entry,
  press: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
) {
  const begun = performance.now();
  try {
    const page = await withTimeout(press());
    entry.ms = performance.now() - begun;
    const outcome = isGood(page) ? 'ok' : page.status >= 500 ? 'unknown' : 'refused';
    return { ...deployment.ledger.settle(entry, outcome, summarize(page)), page };
  } catch (error) {
    return { ...deployment.ledger.settle(entry, 'unknown', String(error)), page: null };
  }
}

/** Reloads a page until it shows the field or, for a link that no longer works, the page at `end`. */
async function openForm(client: Client, address: string, field: string, end = ''): Promise<Answer> {
  const deadline = Date.now() + 600_000;
  let last = 'nothing';
  while (Date.now() < deadline) {
    try {
      const page = await withTimeout(client.open(address));
      if (page.status === 200 && page.body.includes(`name="${field}"`)) return page;
      if (page.status < 500 && end && page.path === end && titleOf(page)) return page;
      last = summarize(page);
    } catch (error) {
      last = String(error);
    }
    await sleep(100);
  }
  throw new Error(`${address.replace(/[^/]*$/, '…')} did not open within ten minutes; the last answer was ${last}.`);
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), answerTimeoutMs);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
