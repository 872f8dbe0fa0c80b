import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A round-robin TCP load balancer in front of the instances. */
export type Balancer = { port: number; stop(): Promise<void> };

/** @param findPorts returns the current ports of the instances; one that refuses the connection is skipped */
export async function startBalancer(findPorts: () => number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer(async (outside) => {
    track(outside, open);
    outside.pause();
    const ports = findPorts();
    turn += 1;
    for (const index of ports.keys()) {
      const inside = await tryConnect(ports[(turn + index) % ports.length] ?? 0);
      if (!inside) continue;
      track(inside, open);
      inside.on('close', () => outside.destroy());
      outside.on('close', () => inside.destroy());
      outside.pipe(inside).pipe(outside);
      return;
    }
    outside.destroy();
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async stop() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

async function tryConnect(port: number): Promise<Socket | null> {
  const socket = connect(port, 'localhost');
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)).once('error', () => resolve(null)));
}

function track(socket: Socket, open: Set<Socket>): void {
  open.add(socket);
  socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
}
