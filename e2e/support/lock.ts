import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ours, until released or until our process ends; or held by another, with what it says about itself. */
export type Claim = { state: 'ours'; release(): Promise<void> } | { state: 'held'; message: string };

/**
 * Claims something that one process at a time may have. The file names a port on which the owner answers with
 * `describe()`. Unlike the number of a process, that cannot outlive its holder or belong to a stranger.
 */
export async function claim(file: string, describe: () => string): Promise<Claim> {
  const message = await ask(file);
  if (message !== null) return { state: 'held', message };
  const server = createServer((socket) => socket.on('error', () => {}).end(describe())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const mine = JSON.stringify(address);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, mine);
  await rename(`${file}.${process.pid}`, file);
  // Two that start at the same moment both come this far. The one that wrote last has it.
  await sleep(100);
  const release = async () => {
    server.close();
    if (read(file) === mine) await rm(file, { force: true });
  };
  if (read(file) === mine) return { state: 'ours', release };
  await release();
  return { state: 'held', message: (await ask(file)) ?? '' };
}

/** What the owner of the lock answers; null when there is none. */
async function ask(file: string): Promise<string | null> {
  const { port }: { port: number } = JSON.parse(read(file) || '{"port":0}');
  if (!port) return null;
  const socket = connect(port, '127.0.0.1').setTimeout(2_000);
  socket.on('timeout', () => socket.destroy(new Error('silent')));
  return text(socket).catch(() => null);
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
