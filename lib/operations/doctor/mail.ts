import * as z from 'zod';
import { findProblems } from '@/lib/mail/transport';
import { bareAddress } from '@/lib/mail/transport/outgoing';
import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';
import type { Settings } from './settings';

/** Whether the ways to send mail let us in, and take this sender. Nothing is sent. */
export function mailChecks(settings: Settings): Check[] {
  return [
    { name: 'mail sign-in', look: judgeSignIn },
    { name: 'sender', look: () => judgeSender(settings) },
  ];
}

async function judgeSignIn(): Promise<Verdict> {
  const ways = await findProblems();
  const problems = ways.flatMap(({ problem }) => problem ?? []);
  const working = ways.filter(({ problem }) => problem === null).map(({ provider }) => provider);
  if (problems.length === 0) return ok(`${working.join(' and ')} let us in`);
  if (working.length > 0) return warn(`only ${working.join()} lets us in`, ...problems);
  return fail('no mail can leave', ...problems);
}

async function judgeSender(settings: Settings): Promise<Verdict> {
  const { EMAIL_FROM, EMAIL_USER, RESEND_API_KEY, SMTP_URL } = settings;
  if (!EMAIL_FROM) throw new NotChecked('EMAIL_FROM is missing or wrong');
  const address = bareAddress(EMAIL_FROM);
  if (RESEND_API_KEY) return judgeAtResend(address, RESEND_API_KEY, settings.RESEND_BASE_URL);
  const isGmail = EMAIL_USER && !SMTP_URL;
  if (isGmail && EMAIL_USER.toLowerCase() !== address.toLowerCase()) {
    return warn(
      `Gmail writes ${EMAIL_USER} in place of ${address}`,
      'Let EMAIL_FROM be EMAIL_USER, or add the address to that account ("Send mail as").',
    );
  }
  return ok(`${address}; whether the mail server takes it shows with the first mail`);
}

const answer = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) });

/** Also compares clocks: what Resend reports is signed with its time, and refused when ours is five minutes off. */
async function judgeAtResend(address: string, key: string, base = 'https://api.resend.com'): Promise<Verdict> {
  const url = `${base.replace(/\/$/, '')}/domains`;
  const headers = { Authorization: `Bearer ${key}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(6000) }).catch(() => {
    throw new NotChecked('Resend does not answer');
  });
  const skew = Math.abs(Date.now() - Date.parse(response.headers.get('date') ?? ''));
  if (skew > 120_000)
    return fail(
      `the clock here and that of Resend are ${Math.round(skew / 1000)} s apart`,
      'Let this machine keep time by NTP.',
    );
  const told = answer.safeParse(await response.json().catch(() => null));
  if (!told.success)
    return ok(`${address}; the key may only send, so Resend does not say whether the domain is verified`);
  const domain = address.split('@').at(-1)?.toLowerCase() ?? '';
  const entry = told.data.data.find(({ name }) => domain === name || domain.endsWith(`.${name}`));
  if (entry?.status === 'verified') return ok(`${address}; Resend has verified ${entry.name}`);
  return fail(
    `Resend takes no mail from ${domain}: ${entry?.status ?? 'not among your domains'}`,
    'Add the domain at resend.com/domains, and the DNS records shown there.',
  );
}
