import { randomUUID } from 'node:crypto';
import { type Asker, challengeMinutes } from '@/lib/factors/passkey-challenges';
import { creationOptions, type Owner, requestOptions } from '@/lib/factors/passkey-options';
import * as passkeys from '@/lib/factors/passkeys';
import { readCookie, writeCookie } from './cookies';

// A random cookie binds challenges to the browser that asked for them. One for all tabs.

/** The asker of the running request. Without the cookie, no challenge is of this browser. */
export async function readAsker(): Promise<Asker> {
  return { browser: (await readCookie('passkey')) ?? '' };
}

/** The same, and the cookie lasts as long as a challenge that is issued now. Works only in an action or a route handler. */
export async function keepAsker(): Promise<Asker> {
  const browser = (await readCookie('passkey')) || randomUUID();
  await writeCookie('passkey', browser, challengeMinutes * 60);
  return { browser };
}

/** Answers with what a browser needs to use a passkey of this site. */
export async function challenge(): Promise<Response> {
  return Response.json(await requestOptions(await keepAsker()), { headers: { 'Cache-Control': 'no-store' } });
}

/** What this browser needs to create a passkey for the user; null once the cookie of `keepAsker` has expired. */
export async function findCreation(owner: Owner) {
  const asker = await readAsker();
  return asker.browser ? creationOptions(owner, await passkeys.list(owner.userId), asker) : null;
}
