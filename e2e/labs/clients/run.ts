import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Message } from '../../dev/mailbox/inbox';
import { atEnd, end, onInterrupt } from '../../support/ending';
import { buildSite, makeEnvironment, startSite } from '../../support/site';
import { chromiums } from './chromium';
import type { ClientProgram } from './client';
import { firefox } from './firefox';
import { type Mailbox, recoverAccount, visitOtherPages } from './journey';
import { lynx } from './lynx';

// npm run clients -- [--only "Firefox,Lynx"]
// Recovers an account with real browsers, each unmodified. A browser that is not installed counts as failed, unless --only leaves
// it out. The last line is "N passed, M failed".

const programs = [...chromiums, firefox, lynx];
const tally = { passed: 0, failed: 0 };

onInterrupt(end);
atEnd(async () => console.log(`\n${tally.passed} passed, ${tally.failed} failed`));
try {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const chosen = choose(values.only);
  // All clients connect directly from this machine, without a proxy.
  const env: Record<string, string> = { ...(await makeEnvironment()), TRUSTED_PROXIES: '0' };
  if (!(await buildSite(env))) throw new Error('The site could not be built.');
  let log = '';
  await startSite(env, (text) => {
    log += text;
  });
  const mailbox = findMailbox(env.E2E_MAILBOX_URL ?? '');
  for (const program of chosen) await visit(program, env.E2E_BASE_URL ?? '', mailbox);
  if (tally.failed) console.log(`\nThe site's log:\n${log}`);
} catch (error) {
  tally.failed++;
  console.error(error instanceof Error ? error.message : error);
}
await end(tally.failed ? 1 : 0);

async function visit({ name, start, hasScripts }: ClientProgram, base: string, mailbox: Mailbox): Promise<void> {
  try {
    const client = await start(base);
    await count(`${name}: recovery by link and by code`, () => recoverAccount(client, mailbox, !hasScripts));
    await count(`${name}: invalid links, errors and another language`, () => visitOtherPages(client));
    await client.close();
  } catch (error) {
    await count(name, () => Promise.reject(error));
  }
}

async function count(name: string, play: () => Promise<void>): Promise<void> {
  const started = Date.now();
  try {
    await play();
    tally.passed++;
    console.log(`  ok    ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    tally.failed++;
    console.log(`  fail  ${name}\n${error instanceof Error ? error.message : error}`);
  }
}

function findMailbox(url: string): Mailbox {
  return {
    async waitFor(to, subject, before = 0) {
      const deadline = Date.now() + 20_000;
      while (Date.now() < deadline) {
        const answer = await fetch(`${url}/api/mails?to=${encodeURIComponent(to)}`);
        const messages: Message[] = await answer.json();
        const message = messages.filter((each) => each.subject.startsWith(subject)).reverse()[before];
        if (message) return message;
        await sleep(50);
      }
      throw new Error(`No email "${subject}" reached ${to} within twenty seconds.`);
    },
  };
}

function choose(only: string | undefined): ClientProgram[] {
  if (only === undefined) return programs;
  return only.split(',').map((wanted) => {
    const program = programs.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
    if (program) return program;
    throw new Error(`There is no client "${wanted}". Choose from: ${programs.map(({ name }) => name).join(', ')}.`);
  });
}
