import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareActionKey } from '@/lib/action-key';
import { EnvironmentIncomplete, env, type validSettings } from '@/lib/env';
import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';

export type Settings = ReturnType<typeof validSettings>;

/** Whether the site is one to try: lib/env.ts takes plain http only for localhost and, in development, for the local network. */
export const isTrial = ({ APP_URL }: Settings) => APP_URL?.startsWith('http:') ?? false;

/** Checks Node.js, the settings, their secrets, and that the build matches them. */
export function settingChecks(settings: Settings, build: string): Check[] {
  return [
    { name: 'Node.js', look: () => checkNode(process.versions.node) },
    { name: 'settings', look: checkEnvironment },
    { name: 'secrets', look: () => checkSecrets(settings) },
    { name: 'action key', look: () => checkActionKey(settings, build) },
  ];
}

export function checkNode(version: string): Verdict {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough ? ok(version) : fail(`${version} is too old`, 'Install Node.js 20.19 or newer.');
}

function checkEnvironment(): Verdict {
  try {
    env();
    return ok('complete');
  } catch (error) {
    if (!(error instanceof EnvironmentIncomplete)) throw error;
    const count = error.problems.length;
    return fail(
      `${count} ${count === 1 ? 'is' : 'are'} missing or wrong; .env.example explains each`,
      ...error.problems,
    );
  }
}

export function checkSecrets({ AUTH_SECRET, AUTH_SECRET_PREVIOUS = [], ...others }: Settings): Verdict {
  if (!AUTH_SECRET) throw new NotChecked('AUTH_SECRET is missing or wrong');
  const { CRON_SECRET, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, RESEND_API_KEY, RESEND_WEBHOOK_SECRET, VERCEL } = others;
  if ([CRON_SECRET, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY].includes(AUTH_SECRET)) {
    return fail(
      'AUTH_SECRET is also used for something else',
      'Give each secret its own value: openssl rand -base64 32',
    );
  }
  if (AUTH_SECRET_PREVIOUS.includes(AUTH_SECRET)) {
    return warn(
      'AUTH_SECRET_PREVIOUS contains the current AUTH_SECRET',
      'Remove it: the list is for previous secrets.',
    );
  }
  if (VERCEL && !CRON_SECRET)
    return warn(
      'CRON_SECRET is not set',
      'Without it no scheduler can call /api/outbox, and deferred emails wait for the next visitor.',
    );
  if (RESEND_API_KEY && !RESEND_WEBHOOK_SECRET) {
    return warn(
      'RESEND_WEBHOOK_SECRET is not set',
      'Without it bounces are not recorded: add the webhook /api/webhooks/resend at resend.com/webhooks, and set its secret.',
    );
  }
  const older = AUTH_SECRET_PREVIOUS.length;
  return ok(
    `${Buffer.byteLength(AUTH_SECRET)} bytes${older > 0 ? `; ${older} previous ${older === 1 ? 'secret' : 'secrets'} still accepted` : ''}`,
  );
}

/** A build keeps a digest of the key it was made with: next.config.ts. */
async function checkActionKey({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key }: Settings, build: string): Promise<Verdict> {
  if (!key) throw new NotChecked('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is missing or wrong');
  const files = await readFile(join(build, 'required-server-files.json'), 'utf8').catch(() => null);
  if (files === null) return ok('well-formed; there is no build here to compare it with');
  const { config }: { config?: { env?: { ACTION_KEY_DIGEST?: string } } } = JSON.parse(files);
  switch (compareActionKey(key, config?.env?.ACTION_KEY_DIGEST)) {
    case 'same':
      return ok('matches the build');
    case 'none':
      return warn(
        'the build was made without it: forms on pages that are open during a deploy will fail after it',
        'Set the same NEXT_SERVER_ACTIONS_ENCRYPTION_KEY for npm run build and npm start, then build again.',
      );
    case 'other':
      return fail(
        'does not match the build, which will not start',
        'Set the key that the build was made with, or run npm run build again.',
      );
  }
}
