import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** The first port from `wanted` upwards that is free on every address of this machine. */
export async function findPort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
    // Each address is checked: some systems let the wildcard and 127.0.0.1 share a port, and localhost may reach either.
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1')) && (await isFree(port, '::'))) return port;
  }
  throw new Error(`No free port from ${wanted} to ${wanted + 99}.`);
}

/**
 * A free port for a server of the tests. It is below the ephemeral range: a port of that range may be given to another process
 * before the server listens.
 */
export function findAnyPort(): Promise<number> {
  return findPort(randomInt(20_000, 32_000));
}

/** Whether a server accepts connections on a port of localhost. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost');
  const connected = once(socket, 'connect').then(
    () => true,
    () => false,
  );
  // Left open, the connection would break later, with an error that no handler catches.
  return connected.finally(() => socket.destroy());
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer().listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    // A machine without IPv6 has no such address, so no server can listen there.
    return error instanceof Error && 'code' in error && error.code !== 'EADDRINUSE' && error.code !== 'EACCES';
  } finally {
    await new Promise((done) => server.close(done));
  }
}
