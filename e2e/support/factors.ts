import { TOTP } from 'otpauth';
import type { Client } from './client';
import { sql } from './world';

/** An authenticator app and its recovery codes, as their owner has them. */
export type App = { secret: string; codes: string[] };

/** Sets up an authenticator app in the account of a signed-in client. */
export async function enrolApp(client: Client, password: string): Promise<App> {
  await client.open('/account/security/app');
  const shown = await client.submit({ currentPassword: password });
  const secret = (/key-of-app">([^<]+)</.exec(shown.body)?.[1] ?? '').replaceAll(' ', '');
  const saving = await client.submit({ code: codeOf(secret) });
  const codes = [...saving.body.matchAll(/<code>([0-9A-Z-]{29})<\/code>/g)].map(([, code = '']) => code);
  const end = await client.submit({ code: codes[0] ?? '' });
  if (end.path !== '/account/security') throw new Error(`The app was not set up: ${end.text.slice(0, 300)}`);
  return { secret, codes };
}

/** The code that an app shows, this many steps of half a minute from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** CLOCK: lets an app's code of the current time be used once more. */
export async function forgetLastCode(email: string, on = sql): Promise<void> {
  await on`update authenticators set last_step = last_step - 10 where user_id = (select id from users where canonical = ${email})`;
}
