import { expect, test } from '@playwright/test';
import { Client } from '../support/client';
import { startSecondSite } from '../support/second-site';

// lib/cli/README.md: a line of level "error" is for an operator to fix. No one else can cause one.

test('no form, call or report that strangers can send makes a line of level error, and of its warnings there are few', async () => {
  const site = await startSecondSite({
    settings: (port) => ({ APP_URL: `http://localhost:${port}`, TRUSTED_PROXIES: '0' }),
  });
  const client = new Client(undefined, `http://localhost:${site.port}`);
  const deep = '['.repeat(20_000);
  const bodies = ['{', '[', '["$1"]', '"$F1"', '["$K1"]', deep, `${deep}${']'.repeat(20_000)}`];
  await client.open('/login');
  const { headers } = client.callFields({ email: '' });
  const text = { 'Content-Type': 'text/plain;charset=UTF-8' };
  const json = { 'Content-Type': 'application/json' };
  const statuses = new Set<number>();
  const send = async (answer: Promise<{ status: number }>) => statuses.add((await answer).status);
  for (let round = 0; round < 5; round += 1)
    for (const body of bodies) {
      await send(client.sendBody(body, { ...headers, ...text }));
      await send(client.post('/login', [['0', body]], headers));
      await send(
        client.post('/login', [
          ['$ACTION_REF_1', ''],
          ['$ACTION_1:0', body],
        ]),
      );
      for (const action of ['x', '0'.repeat(42)]) await send(client.sendBody(body, { ...text, 'Next-Action': action }));
      for (const path of ['/api/auth/callback/password', '/api/auth/signout', '/api/webhooks/resend', '/api/outbox'])
        await send(client.send('POST', path, { headers: { Origin: client.base, ...json }, body }));
    }
  await site.stop();
  const lines = site
    .output()
    .split('\n')
    .flatMap((line) => (line.startsWith('{"time"') ? [JSON.parse(line)] : []));
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect([...statuses].filter((status) => status >= 500 && status !== 501)).toEqual([]);
  const counts = new Map<string, number>();
  for (const { message } of lines) counts.set(message, (counts.get(message) ?? 0) + 1);
  expect(counts.get('form not decoded')).toBeGreaterThan(0);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(40);
});
