import { Resolver } from 'node:dns/promises';
import { bareAddress } from '@/lib/mail/transport/outgoing';
import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';
import { isTrial, type Settings } from './settings';

type Lookup = (name: string) => Promise<string[]>;
type Sender = { domain: string; isPublic: boolean; by: 'resend' | 'google' | 'smtp' };

/**
 * Checks the DNS records by which receivers authenticate EMAIL_FROM: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). Without them
 * emails land in spam or are dropped.
 */
export function domainChecks(settings: Settings, servers?: string[]): Check[] {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers) resolver.setServers(servers);
  const lookup = (name: string) => findTexts(resolver, name);
  const asking = (look: (sender: Sender, lookup: Lookup) => Promise<Verdict>) => () => {
    const sender = readSender(settings);
    if (sender.isPublic) return look(sender, lookup);
    if (isTrial(settings)) return ok(`not needed for ${sender.domain}`);
    throw new NotChecked(`${sender.domain} is not a public domain`);
  };
  return [
    { name: 'SPF', look: asking(checkSpf) },
    { name: 'DKIM', look: asking(checkDkim) },
    { name: 'DMARC', look: asking(checkDmarc) },
  ];
}

function readSender({ EMAIL_FROM, RESEND_API_KEY, EMAIL_USER }: Settings): Sender {
  if (!EMAIL_FROM) throw new NotChecked('EMAIL_FROM is missing or wrong');
  const domain = (bareAddress(EMAIL_FROM).split('@').at(-1) ?? '').toLowerCase();
  const isPublic = domain.includes('.') && !/\.(test|local|localhost|invalid|example|internal)$/.test(domain);
  return { domain, isPublic, by: RESEND_API_KEY ? 'resend' : EMAIL_USER ? 'google' : 'smtp' };
}

async function checkSpf({ domain, by }: Sender, lookup: Lookup): Promise<Verdict> {
  // Resend's return path is a subdomain of the sender's, and SPF is checked there.
  const name = by === 'resend' ? `send.${domain}` : domain;
  const records = (await lookup(name)).filter((text) => /^v=spf1( |$)/i.test(text));
  const [record, ...more] = records;
  const include = { resend: 'amazonses.com', google: '_spf.google.com', smtp: '' }[by];
  if (!record)
    return warn(
      `${name} has no record`,
      by === 'smtp'
        ? `Add a TXT record to ${name}: v=spf1 a:YOUR.MAIL.SERVER ~all`
        : `Add a TXT record to ${name}: v=spf1 include:${include} ~all`,
    );
  if (more.length > 0)
    return fail(`${name} has ${records.length} records, which counts as none`, 'Merge them into one TXT record.');
  if (/[ ]\+?all$/i.test(record.trim()))
    return fail(`${name} allows any server: ${record}`, 'End the record with ~all or -all.');
  if (!record.includes(include))
    return warn(`${name} does not name ${include}: ${record}`, `Add include:${include} to the record.`);
  const count = await countLookups(record, lookup);
  if (count > 10)
    return fail(
      `${name} needs ${count} lookups; receivers give up after 10`,
      'Remove services that no longer send for you.',
    );
  return ok(`${name}: ${record}${by === 'smtp' ? ' (cannot check from here whether it covers your mail server)' : ''}`);
}

async function countLookups(record: string, lookup: Lookup, depth = 0): Promise<number> {
  const terms = record
    .split(/\s+/)
    .filter((term) => /^[+?~-]?(include:|a\b|mx\b|ptr\b|exists:)|^redirect=/i.test(term));
  let count = terms.length;
  for (const term of terms) {
    const next = /(?:include:|redirect=)(\S+)/i.exec(term)?.[1];
    if (!next || depth >= 5 || count > 10) continue;
    const inner = (await lookup(next)).find((text) => /^v=spf1( |$)/i.test(text));
    if (inner) count += await countLookups(inner, lookup, depth + 1);
  }
  return count;
}

// The signer chooses the selector. Resend's and Google's are documented; for other servers only common ones can be tried.
const selectors = {
  resend: ['resend'],
  google: ['google'],
  smtp: ['default', 'dkim', 'mail', 'smtp', 'selector1', 'selector2', 's1', 's2', 'k1', 'google', 'resend'],
};

async function checkDkim({ domain, by }: Sender, lookup: Lookup): Promise<Verdict> {
  if (by === 'google' && domain === 'gmail.com') return ok('Google signs for gmail.com');
  const found = await Promise.all(
    selectors[by].map(async (selector) => {
      const texts = await lookup(`${selector}._domainkey.${domain}`);
      // An empty key is a revoked one.
      return texts.some((text) => /(^|;)\s*p=[a-z0-9+/]/i.test(text)) ? [selector] : [];
    }),
  );
  const named = found.flat();
  if (named.length > 0) return ok(`found a key at ${named.map((selector) => `${selector}._domainkey`).join(', ')}`);
  if (by === 'resend')
    return warn(`no key at resend._domainkey.${domain}`, 'Add the TXT record that resend.com/domains shows.');
  if (by === 'google')
    return warn(
      `no key at google._domainkey.${domain}`,
      'Turn on "Authenticate email" in the Google admin console, and add its TXT record.',
    );
  return warn(
    'no key under the usual names, but your mail server may use another',
    'Send yourself an email and look for dkim=pass in its source. If it is missing, ask your mail provider which record to add.',
  );
}

async function checkDmarc({ domain }: Sender, lookup: Lookup): Promise<Verdict> {
  const labels = domain.split('.');
  // Receivers walk up the DNS tree until a parent domain has a record.
  for (let i = 0; i <= labels.length - 2; i += 1) {
    const name = `_dmarc.${labels.slice(i).join('.')}`;
    const [record, ...more] = (await lookup(name)).filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
    if (more.length > 0)
      return fail(`${name} has ${more.length + 1} records, which counts as none`, 'Keep one TXT record.');
    if (record) return ok(`${name}: ${record}`);
  }
  return warn(
    `_dmarc.${domain} has no record`,
    `Add a TXT record to _dmarc.${domain}: v=DMARC1; p=none; rua=mailto:YOU@${domain}`,
  );
}

async function findTexts(resolver: Resolver, name: string): Promise<string[]> {
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
    throw new NotChecked(`the name server did not answer for ${name} (${code})`);
  }
}
