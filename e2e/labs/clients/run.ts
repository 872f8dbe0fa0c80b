import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Message } from '../../dev/mailbox/inbox';
import { atEnd, end, onInterrupt } from '../../support/ending';
import { buildSite, makeEnvironment, startSite } from '../../support/site';
import { chromiums } from './chromium';
import type { Entrance } from './client';
import { firefox } from './firefox';
import { comeBack, type Mailbox, wander } from './journey';
import { lynx } from './lynx';

// npm run clients -- [--only "Firefox,Lynx"]
// The whole way back in with programs that people really use, each driven as it comes. One that is not on this machine counts
// as failed, unless others are asked for by name. The last line is "N passed, M failed".

const entrances = [...chromiums, firefox, lynx];
const tally = { passed: 0, failed: 0 };

onInterrupt(end);
atEnd(async () => console.log(`\n${tally.passed} passed, ${tally.failed} failed`));
try {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const chosen = choose(values.only);
  // All of them come from this machine, which no proxy stands in front of.
  const env: Record<string, string> = { ...(await makeEnvironment()), TRUSTED_PROXIES: '0' };
  if (!(await buildSite(env))) throw new Error('The site could not be built.');
  let log = '';
  await startSite(env, (text) => {
    log += text;
  });
  const mailbox = findMailbox(env.E2E_MAILBOX_URL ?? '');
  for (const entrance of chosen) await visit(entrance, env.E2E_BASE_URL ?? '', mailbox);
  if (tally.failed) console.log(`\nThe site has logged:\n${log}`);
} catch (error) {
  tally.failed++;
  console.error(error instanceof Error ? error.message : error);
}
await end(tally.failed ? 1 : 0);

async function visit({ name, start, hasScripts }: Entrance, base: string, mailbox: Mailbox): Promise<void> {
  try {
    const client = await start(base);
    await count(`${name}: the way back in, by the link and by the code`, () => comeBack(client, mailbox, !hasScripts));
    await count(`${name}: dead ends, refusals and another language`, () => wander(client));
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
      throw new Error(`No mail "${subject}" reached ${to} within twenty seconds.`);
    },
  };
}

function choose(only: string | undefined): Entrance[] {
  if (only === undefined) return entrances;
  return only.split(',').map((wanted) => {
    const entrance = entrances.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
    if (entrance) return entrance;
    throw new Error(`There is no client "${wanted}". The clients: ${entrances.map(({ name }) => name).join(', ')}.`);
  });
}
