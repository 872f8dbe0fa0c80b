import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Either ours, until released or until this process ends, or held by another process, with the message of its `describe()`. */
export type Claim = { state: 'ours'; port: number; release(): Promise<void> } | { state: 'held'; message: string };

/**
 * Claims a lock that one process at a time can hold. The file names a port on which the owner sends `describe()`. Unlike a
 * process id, an open port cannot outlive its owner.
 */
export async function claim(file: string, describe: () => string): Promise<Claim> {
  const message = await queryOwner(file);
  if (message !== null) return { state: 'held', message };
  const server = createServer((socket) => socket.on('error', () => {}).end(describe())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const mine = JSON.stringify(address);
  const port = typeof address === 'object' && address ? address.port : 0;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, mine);
  await rename(`${file}.${process.pid}`, file);
  // Two processes that start at the same moment both get here. The last one to write the file holds the lock.
  await sleep(100);
  const release = async () => {
    server.close();
    if (read(file) === mine) await rm(file, { force: true });
  };
  if (read(file) === mine) return { state: 'ours', port, release };
  await release();
  return { state: 'held', message: (await queryOwner(file)) ?? '' };
}

/** The message of the lock's owner, or null when there is none. */
async function queryOwner(file: string): Promise<string | null> {
  const { port }: { port: number } = JSON.parse(read(file) || '{"port":0}');
  if (!port) return null;
  const socket = connect(port, '127.0.0.1').setTimeout(2_000);
  socket.on('timeout', () => socket.destroy(new Error('silent')));
  return text(socket).catch(() => null);
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
