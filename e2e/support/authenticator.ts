import { createHash, createPrivateKey, generateKeyPairSync, type JsonWebKey, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

type CreationOptions = { challenge: string; user: { id: string } };
type RequestOptions = { challenge: string };
type Flags = { isVerified?: boolean; isBackedUp?: boolean };

/** What an answer claims, where a test wants it to differ from what is right. */
export type Claims = Flags & {
  origin?: string;
  siteId?: string;
  counter?: number;
  userHandle?: string;
  crossOrigin?: boolean;
};

/** A passkey that was made elsewhere: its private key as a JWK. */
export type Kept = { credentialId: string; userHandle: string; key: JsonWebKey };

/**
 * A passkey in software: ES256, one credential. What it answers is what a browser would send, in JSON. It signs whatever it is told to,
 * as a thief's program would.
 */
export class SoftwareAuthenticator {
  readonly credentialId: string;
  readonly #key: JsonWebKey;
  counter = 0;
  userHandle: string;

  constructor(
    readonly origin: string,
    readonly siteId = new URL(origin).hostname,
    kept: Kept = createPasskey(),
  ) {
    this.credentialId = kept.credentialId;
    this.userHandle = kept.userHandle;
    this.#key = kept.key;
  }

  /** The answer to creation options. @param attestation replaces that of the format "none" */
  create({ challenge, user }: CreationOptions, claims: Claims = {}, attestation = new Map<string, unknown>()): string {
    this.userHandle = user.id;
    const { x = '', y = '' } = this.#key;
    // COSE: an EC2 key (1: 2) for ES256 (3: -7) on P-256 (-1: 1).
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]);
    const id = Buffer.from(this.credentialId, 'base64url');
    const credential = Buffer.concat([Buffer.alloc(16), toUint16(id.length), id, isoCBOR.encode(key)]);
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ...attestation,
      ['authData', new Uint8Array(Buffer.concat([this.#data(claims, 0x40), credential]))],
    ]);
    const clientDataJSON = this.#clientData('webauthn.create', challenge, claims);
    const attestationObject = Buffer.from(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0]));
    return this.#answer({ clientDataJSON, attestationObject }, { transports: ['internal'] });
  }

  /** The answer to request options. */
  get({ challenge }: RequestOptions, claims: Claims = {}): string {
    const clientDataJSON = this.#clientData('webauthn.get', challenge, claims);
    const authenticatorData = this.#data(claims, 0);
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
    const signature = sign('sha256', signed, createPrivateKey({ key: this.#key, format: 'jwk' }));
    const userHandle = claims.userHandle ?? this.userHandle;
    return this.#answer({ clientDataJSON, authenticatorData, signature }, { userHandle });
  }

  #data({ siteId = this.siteId, counter, isVerified = true, isBackedUp = false }: Claims, extra: number): Buffer {
    if (counter === undefined && this.counter > 0) this.counter += 1;
    // UP, UV, then BE and BS.
    const flags = 0x01 | (isVerified ? 0x04 : 0) | (isBackedUp ? 0x18 : 0) | extra;
    return Buffer.concat([sha256(Buffer.from(siteId)), Buffer.from([flags]), toUint32(counter ?? this.counter)]);
  }

  #clientData(type: string, challenge: string, { origin = this.origin, crossOrigin = false }: Claims): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  }

  #answer(parts: Record<string, Buffer>, rest: Record<string, unknown>): string {
    const encoded = Object.entries(parts).map(([name, part]) => [name, part.toString('base64url')]);
    const id = this.credentialId;
    return JSON.stringify({ id, rawId: id, type: 'public-key', response: { ...Object.fromEntries(encoded), ...rest } });
  }
}

function createPasskey(): Kept {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32).toString('base64url');
  return { credentialId, userHandle: '', key: privateKey.export({ format: 'jwk' }) };
}

const bytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();

function toUint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function toUint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}
