import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What stands in front of several instances, as on a host: hands each connection to the next one that takes it. */
export type Balancer = { port: number; stop(): Promise<void> };

/** @param findPorts the ports of the instances at this moment; one that refuses is passed over, so a stopped one costs nothing */
export async function startBalancer(findPorts: () => number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer(async (outside) => {
    keep(outside, open);
    outside.pause();
    const ports = findPorts();
    turn += 1;
    for (const index of ports.keys()) {
      const inside = await reach(ports[(turn + index) % ports.length] ?? 0);
      if (!inside) continue;
      keep(inside, open);
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

async function reach(port: number): Promise<Socket | null> {
  const socket = connect(port, 'localhost');
  return new Promise((resolve) => socket.once('connect', () => resolve(socket)).once('error', () => resolve(null)));
}

function keep(socket: Socket, open: Set<Socket>): void {
  open.add(socket);
  socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
}
