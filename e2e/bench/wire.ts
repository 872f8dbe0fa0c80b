import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** A statement as it went over the wire, with its parameters as text. */
export type Statement = { text: string; values: (string | null)[] };

/** Listens in between an application and its PostgreSQL, so that a reference can run the same statement and not a likeness. */
export async function overhear(databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl);
  const heard: Buffer[] = [];
  const server = createServer((outside) => {
    const inside = connect(Number(port || 5432), hostname);
    outside.on('data', (chunk: Buffer) => heard.push(chunk));
    outside.pipe(inside).pipe(outside);
    for (const end of [outside, inside]) end.on('error', () => [outside, inside].map((other) => other.destroy()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(own) }).href,
    find: (words: string) => findStatement(Buffer.concat(heard), words),
    stop: async () => void server.close(),
  };
}

/** The newest statement that holds these words: its Parse and the Bind that follows (PostgreSQL, "Message Formats"). */
function findStatement(bytes: Buffer, words: string): Statement {
  const found = bytes.lastIndexOf(words);
  if (found < 0) throw new Error(`No statement with "${words}" was heard.`);
  const begin = bytes.lastIndexOf(0, found) + 1;
  const end = bytes.indexOf(0, begin);
  // Behind the text: the number of parameter types, and the types.
  let at = end + 3 + bytes.readUInt16BE(end + 1) * 4;
  // Describe and Flush, which the driver sends before the values.
  while (bytes[at] === 0x44 || bytes[at] === 0x48) at += 1 + bytes.readInt32BE(at + 1);
  if (bytes[at] !== 0x42) throw new Error('Behind the statement stands no Bind.');
  at = bytes.indexOf(0, at + 5) + 1;
  at = bytes.indexOf(0, at) + 1;
  at += 2 + bytes.readUInt16BE(at) * 2;
  const values: (string | null)[] = [];
  const count = bytes.readUInt16BE(at);
  at += 2;
  for (let n = 0; n < count; n += 1) {
    const length = bytes.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : bytes.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return { text: bytes.toString('utf8', begin, end), values };
}
