import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EnvironmentIncomplete, readEnv } from '@/lib/env';

/** What `npm run dev` writes down while it runs. `lockPort`: it answers there as long as it lives. */
type Development = { site: string; lockPort: number; settings: Record<string, string> };

/**
 * Completes the settings of this process by those of the development server that runs in this folder: it has a database, a mailbox and an
 * address of its own. Never in production, and never when the settings are complete or name another database.
 * @returns the URL of its site; null when its settings were not taken
 */
export async function joinDevelopment(folder: string): Promise<string | null> {
  if (process.env.NODE_ENV === 'production' || isComplete()) return null;
  const found = await findDevelopment(folder);
  const { DATABASE_URL: own } = process.env;
  if (!found || (own && own !== found.settings.DATABASE_URL)) return null;
  for (const [name, value] of Object.entries(found.settings)) process.env[name] ||= value;
  // In development, APP_URL may be in the local network.
  Object.assign(process.env, { NODE_ENV: 'development' });
  return found.site;
}

function isComplete(): boolean {
  try {
    readEnv(process.env);
    return true;
  } catch (error) {
    if (error instanceof EnvironmentIncomplete) return false;
    throw error;
  }
}

async function findDevelopment(folder: string): Promise<Development | null> {
  const file = await readFile(join(folder, '.data', 'development.json'), 'utf8').catch(() => null);
  if (file === null) return null;
  const found: Development = JSON.parse(file);
  // A development server that was killed left its file behind.
  return (await answers(found)) ? found : null;
}

/** Whether the server still lives. Another program may have its port by now, and would not name its site. */
async function answers({ lockPort, site }: Development): Promise<boolean> {
  const socket = connect(lockPort, '127.0.0.1').setTimeout(2_000);
  socket.on('timeout', () => socket.destroy(new Error('silent')));
  return (await text(socket).catch(() => '')).includes(site);
}
