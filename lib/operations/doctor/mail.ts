import * as z from 'zod';
import { findProblems } from '@/lib/mail/transport';
import { bareAddress } from '@/lib/mail/transport/outgoing';
import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';
import type { Settings } from './settings';

/** Checks that the transports accept our sign-in and this sender. Sends nothing. */
export function mailChecks(settings: Settings): Check[] {
  return [
    { name: 'mail sign-in', look: checkSignIn },
    { name: 'sender', look: () => checkSender(settings) },
  ];
}

async function checkSignIn(): Promise<Verdict> {
  const transports = await findProblems();
  const problems = transports.flatMap(({ problem }) => problem ?? []);
  const working = transports.filter(({ problem }) => problem === null).map(({ provider }) => provider);
  if (problems.length === 0) return ok(`signed in to ${working.join(' and ')}`);
  if (working.length > 0) return warn(`only ${working.join()} accepts our sign-in`, ...problems);
  return fail('no email can be sent', ...problems);
}

async function checkSender(settings: Settings): Promise<Verdict> {
  const { EMAIL_FROM, EMAIL_USER, RESEND_API_KEY, SMTP_URL } = settings;
  if (!EMAIL_FROM) throw new NotChecked('EMAIL_FROM is missing or wrong');
  const address = bareAddress(EMAIL_FROM);
  if (RESEND_API_KEY) return checkAtResend(address, RESEND_API_KEY, settings.RESEND_BASE_URL);
  const isGmail = EMAIL_USER && !SMTP_URL;
  if (isGmail && EMAIL_USER.toLowerCase() !== address.toLowerCase()) {
    return warn(
      `Gmail replaces ${address} with ${EMAIL_USER}`,
      'Set EMAIL_FROM to EMAIL_USER, or add the address to that account ("Send mail as").',
    );
  }
  return ok(`${address}; the first email will show whether the mail server accepts it`);
}

const answer = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) });

/** Also compares clocks: Resend's webhooks are signed with its time, and refused when ours is five minutes off. */
async function checkAtResend(address: string, key: string, base = 'https://api.resend.com'): Promise<Verdict> {
  const url = `${base.replace(/\/$/, '')}/domains`;
  const headers = { Authorization: `Bearer ${key}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(6000) }).catch(() => {
    throw new NotChecked('Resend is not responding');
  });
  const skew = Math.abs(Date.now() - Date.parse(response.headers.get('date') ?? ''));
  if (skew > 120_000)
    return fail(
      `this clock and Resend's are ${Math.round(skew / 1000)} s apart`,
      "Sync this machine's clock with NTP.",
    );
  const told = answer.safeParse(await response.json().catch(() => null));
  if (!told.success)
    return ok(`${address}; the API key can only send, so Resend does not say whether the domain is verified`);
  const domain = address.split('@').at(-1)?.toLowerCase() ?? '';
  const entry = told.data.data.find(({ name }) => domain === name || domain.endsWith(`.${name}`));
  if (entry?.status === 'verified') return ok(`${address}; Resend has verified ${entry.name}`);
  return fail(
    `Resend accepts no email from ${domain}: ${entry?.status ?? 'not among your domains'}`,
    'Add the domain at resend.com/domains, and the DNS records shown there.',
  );
}
