import { writeChanged } from '@/emails/changed';
import { writeAddressChange, writeConfirm } from '@/emails/confirm';
import type { Mail } from '@/emails/layout';
import { writeTaken } from '@/emails/taken';
import * as addresses from '../addresses';
import * as alarms from '../alarms';
import { env } from '../env';
import type { Letter } from '../outbox';
import * as registrations from '../registrations';
import { speak } from '../words';

type Composed = { to: string; mail: Mail };

/** Writes every mail but the reset. Null when what it tells of no longer holds. */
export async function compose(letter: Letter, kind: Exclude<Letter['kind'], 'reset'>): Promise<Composed | null> {
  switch (kind) {
    case 'registration':
      return composeConfirm(
        letter,
        await registrations.issue(letter),
        registrations.confirmLifetimeHours * 60,
        writeConfirm,
      );
    case 'address-change':
      return composeConfirm(
        letter,
        await addresses.issue(letter),
        addresses.addressLinkLifetimeMinutes,
        writeAddressChange,
      );
    case 'password-changed':
    case 'address-changed':
      return composeNotice(letter);
  }
}

/** What every mail says of the person and the moment, and in which language. */
export async function occasion(letter: Letter, email: string) {
  return { words: await speak(letter.locale), email, origin: letter.origin, askedAt: letter.createdAt };
}

// Where the address has an account already, its owner gets the ways in; the page that asked looked the same.
async function composeConfirm(
  letter: Letter,
  issued: registrations.Issued | addresses.Issued,
  lifetimeMinutes: number,
  write: typeof writeConfirm,
): Promise<Composed | null> {
  switch (issued.outcome) {
    case 'superseded':
      return null;
    case 'taken': {
      const { APP_URL } = env();
      const ways = { signInUrl: `${APP_URL}/login`, forgotUrl: `${APP_URL}/forgot-password` };
      return {
        to: issued.to,
        mail: writeTaken({ ...(await occasion(letter, issued.to)), name: issued.name, ...ways }),
      };
    }
    case 'free': {
      const { to, url, expiresAt } = issued;
      return { to, mail: write({ ...(await occasion(letter, to)), url, expiresAt, lifetimeMinutes }) };
    }
  }
}

async function composeNotice(letter: Letter): Promise<Composed | null> {
  const alarm = await alarms.issue(letter);
  if (!alarm || !letter.detail) return null;
  const { name, ...notMe } = alarm;
  const mail = writeChanged({
    ...(await occasion(letter, letter.email)),
    name,
    change: letter.detail,
    changedAt: letter.createdAt,
    notMe,
  });
  return { to: letter.email, mail };
}
