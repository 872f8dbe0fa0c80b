import { brand } from '@/lib/brand';
import { bareAddress } from '@/lib/mail/transport/outgoing';
import { type Check, ok, type Verdict, warn } from './check';
import { isTrial, type Settings } from './settings';

/** Checks that people get our own addresses, and not those that came with the project. */
export function contactChecks(settings: Settings): Check[] {
  const { EMAIL_FROM } = settings;
  const verdict = checkContact(brand.supportEmail, EMAIL_FROM && bareAddress(EMAIL_FROM));
  // While the site is only tried, no one is misled.
  const isEarly = isTrial(settings) && verdict.state === 'warn';
  return [
    { name: 'contact', look: () => (isEarly ? ok(`${verdict.says}; replace it before people use the site`) : verdict) },
  ];
}

export function checkContact(support: string, sender: string | undefined): Verdict {
  const ours = [
    {
      name: `the support address ${support}`,
      address: support,
      fix: 'Set supportEmail in lib/brand.ts and build again.',
    },
    { name: `the sender ${sender}`, address: sender, fix: 'Set EMAIL_FROM to an address of a domain that is yours.' },
  ];
  const left = ours.filter(({ address }) => address !== undefined && isExample.test(address));
  if (left.length === 0) return ok(`questions go to ${support}`);
  const names = left.map(({ name }) => name).join(' and ');
  return warn(`${names} ${left.length > 1 ? 'are examples' : 'is an example'}`, ...left.map(({ fix }) => fix));
}

// Reserved by RFC 2606: email there reaches no one.
const isExample = /[@.]example(\.(com|net|org))?$/i;
