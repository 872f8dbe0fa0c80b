import type { Words } from '@/lib/words';
import { type ChangedProps, writeChanged } from './changed';
import { writeAddressChange, writeBackupAddress, writeConfirm } from './confirm';
import type { EmailContent } from './layout';
import { writeReset } from './reset';
import type { SecurityChange } from './security';
import { writeTaken } from './taken';

const site = 'https://return-key.test';
const at = new Date('2026-11-03T14:02:00Z');
const minute = 60_000;

/** One of every email that we send, in one language, about a person who does not exist, with links that open nothing. */
export function writeSamples(
  words: Words,
  name = 'Ada Lovelace',
  secret = 'a-sample-that-opens-nothing',
): Record<string, EmailContent> {
  const occasion = {
    words,
    email: 'ada@example.com',
    requester: { device: 'Firefox on Linux', network: '203.0.113.7' },
  };
  const notMe = { url: `${site}/not-me/${secret}`, expiresAt: new Date(at.getTime() + 7 * 24 * 60 * minute) };
  const reset = {
    ...occasion,
    name,
    url: `${site}/reset-password/${secret}`,
    declineUrl: notMe.url,
    code: '7K4M-2XQ9',
    requestedAt: at,
    expiresAt: new Date(at.getTime() + 30 * minute),
    lifetimeMinutes: 30,
  };
  const changed = { ...occasion, name, changedAt: at, notMe };
  const confirm = {
    ...occasion,
    url: `${site}/confirm/${secret}`,
    requestedAt: at,
    expiresAt: new Date(at.getTime() + 24 * 60 * minute),
    lifetimeMinutes: 24 * 60,
  };
  const confirmEmail = {
    ...confirm,
    url: `${site}/confirm-email/${secret}`,
    expiresAt: new Date(at.getTime() + 60 * minute),
    lifetimeMinutes: 60,
  };
  const taken = {
    ...occasion,
    name,
    requestedAt: at,
    signInUrl: `${site}/login`,
    forgotUrl: `${site}/forgot-password`,
  };
  return {
    reset: writeReset(reset),
    'reset-backup': writeReset({ ...reset, backupOf: 'a•••@work.example' }),
    'reset-passwordless': writeReset({ ...reset, providers: ['Google', 'GitHub'] }),
    'reset-locked': writeReset({ ...reset, code: undefined, cause: 'locked' }),
    'reset-waited': writeReset({
      ...reset,
      code: undefined,
      cause: 'waited',
      expiresAt: new Date(at.getTime() + 24 * 60 * minute),
      lifetimeMinutes: 24 * 60,
    }),
    confirm: writeConfirm({ ...confirm, code: '7K4M-2XQ9' }),
    'address-change': writeAddressChange(confirmEmail),
    'backup-address': writeBackupAddress(confirmEmail),
    taken: writeTaken(taken),
    'taken-backup': writeTaken({ ...taken, isBackup: true }),
    'taken-deleted': writeTaken({ ...taken, undo: notMe }),
    'changed-by-reset': writeChanged({ ...changed, change: { by: 'reset' } }),
    'changed-by-self': writeChanged({ ...changed, change: { by: 'self', sessionsEnded: 0 } }),
    'password-set': writeChanged({ ...changed, change: { by: 'self', sessionsEnded: 0, isFirst: true } }),
    'address-changed': writeChanged({ ...changed, change: { newEmail: 'ada@new.example' } }),
    'account-deleted': writeChanged({ ...changed, change: { erasedAfterDays: 7 } }),
    ...writeSecuritySamples(changed),
  };
}

function writeSecuritySamples(changed: Omit<ChangedProps, 'change'>): Record<string, EmailContent> {
  const write = (change: SecurityChange) => writeChanged({ ...changed, change });
  const endsAt = new Date(at.getTime() + 72 * 60 * minute);
  const [app, name, address] = ['authenticator', 'Ada’s phone', 'b•••@example.org'] as const;
  return {
    'app-added': write({ factor: app, change: 'added' }),
    'app-removed': write({ factor: app, change: 'removed' }),
    'passkey-added': write({ factor: 'passkey', change: 'added', name }),
    'passkey-removed': write({ factor: 'passkey', change: 'removed', name }),
    'codes-renewed': write({ codes: 'renewed', left: 10 }),
    'code-used': write({ codes: 'used', left: 9 }),
    'codes-low': write({ codes: 'low', left: 2 }),
    'backup-added': write({ backupAddress: 'added', address }),
    'backup-removed': write({ backupAddress: 'removed', address }),
    'identity-added': write({ identity: 'added', provider: 'Google', account: address }),
    'identity-removed': write({ identity: 'removed', provider: 'Google', account: '' }),
    'wait-started': write({ wait: 'started', endsAt }),
    'wait-half': write({ wait: 'half', endsAt }),
    'wait-cancelled': write({ wait: 'cancelled', endsAt }),
    'wait-ended': write({ wait: 'ended', endsAt }),
  };
}
