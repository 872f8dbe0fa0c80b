import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect, isIPv4 } from 'node:net';
import { createServer } from 'node:tls';

/** A TLS terminator in front of a site that speaks HTTP, like a reverse proxy in production. */
export type Terminator = { stop(): Promise<void> };

/** Terminates TLS on one port of localhost and forwards to another, with a new self-signed certificate. */
export async function terminateTls(port: number, sitePort: number): Promise<Terminator> {
  const open = new Set<{ destroy(): void }>();
  const server = createServer(makeIdentity(), (outside) => {
    const inside = connect(sitePort, 'localhost');
    for (const [socket, other] of [[outside, inside] as const, [inside, outside] as const]) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => open.delete(socket) && other.destroy());
      socket.pipe(other);
    }
  }).listen(port, 'localhost');
  await once(server, 'listening');
  return {
    async stop() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** A key and a self-signed certificate for a host name or an IPv4 address. */
export function makeIdentity(host = 'localhost'): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: certify(host, publicKey, privateKey) };
}

// Built by hand (RFC 5280), because Node.js cannot create certificates and not every machine has openssl.
function certify(host: string, publicKey: KeyObject, privateKey: KeyObject): string {
  const name = sequence(set(sequence(oid('550403'), der(0x0c, host))));
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const alternative = sequence(
    oid('551d11'),
    der(0x04, sequence(isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, host))),
  );
  const now = Date.now();
  const tbsCertificate = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now - 86_400_000), time(now + 86_400_000)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternative)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', tbsCertificate, privateKey));
  const body = sequence(tbsCertificate, algorithm, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const set = (...parts: Buffer[]) => der(0x31, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (at: number) => der(0x17, `${new Date(at).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`);

/** One DER value: tag, length and content. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
