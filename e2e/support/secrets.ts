import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';

/** Random values for the secrets that the application asks for. */
export function makeSecrets(): Record<string, string> {
  return {
    AUTH_SECRET: randomBytes(48).toString('base64url'),
    // Next.js wants exactly 32 bytes, and this alphabet.
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    CRON_SECRET: randomBytes(24).toString('base64url'),
  };
}

/** Adds the secrets that are set nowhere to a file, so that sessions and links outlive a restart. */
export async function keepSecrets(file: string, env: Record<string, string | undefined>): Promise<void> {
  const lines = Object.entries(makeSecrets()).filter(([name]) => !env[name]);
  if (lines.length === 0) return;
  const note = '# Made by `npm run dev`, once. Production never reads this file.';
  await appendFile(file, [note, ...lines.map(([name, value]) => `${name}=${value}`), ''].join('\n'), { mode: 0o600 });
}
