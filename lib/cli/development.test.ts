import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isSafe } from '@/lib/setting-checks';
import { joinDevelopment } from './development';

const site = 'http://localhost:3999';
const settings = { DATABASE_URL: 'postgres://dev:secret@127.0.0.1:5999/return_key', SMTP_URL: 'smtp://127.0.0.1:1999' };
let folder = '';
let lives = createServer();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'return-key-development-'));
  lives = createServer((socket) => socket.end(`Return Key  ${site}`)).listen(0, '127.0.0.1');
  await once(lives, 'listening');
  const { port: lockPort } = lives.address() as AddressInfo;
  await mkdir(join(folder, '.data'));
  await writeFile(join(folder, '.data', 'development.json'), JSON.stringify({ site, lockPort, settings }));
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('SMTP_URL', '');
  vi.stubEnv('NODE_ENV', 'test');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  lives.close();
  await rm(folder, { recursive: true });
});

test('a command without settings takes those of the development server that runs in its folder', async () => {
  expect(await joinDevelopment(folder)).toBe(site);
  expect(process.env).toMatchObject(settings);
  expect(isSafe('http://192.168.1.20:3000')).toBe(true);
});

test('a setting of one’s own is kept', async () => {
  vi.stubEnv('SMTP_URL', 'smtp://mail.example.com');
  expect(await joinDevelopment(folder)).toBe(site);
  expect(process.env.SMTP_URL).toBe('smtp://mail.example.com');
});

test.each([
  ['in production', { NODE_ENV: 'production' }],
  ['with another database', { DATABASE_URL: 'postgres://live:secret@db.example.com/accounts' }],
  ['with complete settings', { DATABASE_URL: settings.DATABASE_URL, SMTP_URL: 'smtp://mail.example.com' }],
])('%s it takes none', async (_, given) => {
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  expect(await joinDevelopment(folder)).toBeNull();
});

test('a development server that was killed is none, also when another program has its port', async () => {
  lives.close();
  expect(await joinDevelopment(folder)).toBeNull();
  lives = createServer((socket) => socket.end('something else')).listen(0, '127.0.0.1');
  await once(lives, 'listening');
  const { port: lockPort } = lives.address() as AddressInfo;
  await writeFile(join(folder, '.data', 'development.json'), JSON.stringify({ site, lockPort, settings }));
  expect(await joinDevelopment(folder)).toBeNull();
});

test('without a development server there is nothing to take', async () => {
  await rm(join(folder, '.data'), { recursive: true });
  expect(await joinDevelopment(folder)).toBeNull();
});
