import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { password } from '@/lib/fields';
import * as passwords from './passwords';

// A fake range service that each test scripts.
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
const service = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
await once(service, 'listening');
vi.stubEnv('BREACH_CHECK_URL', `http://127.0.0.1:${(service.address() as AddressInfo).port}/range/`);

afterAll(() => {
  service.closeAllConnections();
  service.close();
});

// The time-out of 800 ms fires when a test aborts it: on a loaded machine even a loopback response can take longer.
let clock = new AbortController();
beforeEach(() => {
  clock = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    expect(ms).toBe(800);
    return clock.signal;
  });
});

const phrase = 'violet canoe, seven lamps';
const digest = createHash('sha1').update(phrase).digest('hex').toUpperCase();
const suffix = digest.slice(5);
const check = () => passwords.findProblem(password.parse(phrase), { name: 'Ada', email: 'ada@example.test' }, 'proven');
const respond = (status: number, body: string) => {
  answer = (_, response) => response.writeHead(status).end(body);
};

test('a breached password is refused', async () => {
  respond(200, `${'0'.repeat(35)}:4\r\n${suffix}:12\r\n${'F'.repeat(35)}:1`);
  expect(await check()).toBe('breached');
});

test('a padding line does not count as a breach', async () => {
  respond(200, `${suffix}:0\r\n${'F'.repeat(35)}:10`);
  expect(await check()).toBeNull();
});

test('a partial match does not count as a breach', async () => {
  respond(200, `${suffix.slice(1)}:5\r\n0${suffix}:5`);
  expect(await check()).toBeNull();
});

test('the service gets five digits of a digest and a request for padding', async () => {
  const requests: IncomingMessage[] = [];
  answer = (request, response) => {
    requests.push(request);
    response.end('');
  };
  await check();
  expect(requests.map(({ method, url }) => [method, url])).toEqual([['GET', `/range/${digest.slice(0, 5)}`]]);
  expect(requests[0]?.headers['add-padding']).toBe('true');
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ['answers 500', (response) => response.writeHead(500).end(`${suffix}:5`)],
  ['hangs', () => clock.abort()],
  [
    'hangs in the middle of its response',
    (response) => response.writeHead(200).write(`${suffix}:5\r\n`, () => clock.abort()),
  ],
  ['closes the connection', (response) => response.destroy()],
])('a service that %s lets the password pass, which is logged without the password', async (_, misbehave) => {
  answer = (_, response) => void misbehave(response);
  const lines: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  expect(await check()).toBeNull();
  stderr.mockRestore();
  expect(lines.join('')).toContain('breach check skipped');
  expect(lines.join('')).not.toMatch(new RegExp(`${phrase}|${digest}|${suffix}`));
});
