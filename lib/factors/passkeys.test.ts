import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { transact } from '@/db';
import { type Claims, SoftwareAuthenticator } from '@/e2e/support/authenticator';
import { createUser } from '@/lib/testing';
import { attestation, verifyAttestation } from './passkey-answers';
import { creationOptions } from './passkey-options';
import * as passkeys from './passkeys';

const origin = 'http://localhost:3000';

async function prepare() {
  const user = await createUser();
  const asker = { browser: randomUUID() };
  const options = await creationOptions({ userId: user.id, ...user }, [], asker);
  return { user, asker, options, authenticator: new SoftwareAuthenticator(origin) };
}

describe('a new passkey', () => {
  test('is asked to be discoverable, verified, without attestation, and not to exist twice', async () => {
    const { user, asker } = await prepare();
    const existing = { credentialId: 'AAAA', transports: ['usb'] };
    const options = await creationOptions({ userId: user.id, ...user }, [existing], asker);
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      user: { id: Buffer.from(user.id).toString('base64url'), name: user.email, displayName: user.name },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: 'AAAA', transports: ['usb'], type: 'public-key' }],
      timeout: 300_000,
    });
  });

  test('is verified, and says what has to be kept', async () => {
    const { user, asker, options, authenticator } = await prepare();
    const verified = await verifyAttestation(attestation.parse(authenticator.create(options)), user.id, asker);
    expect(verified?.passkey).toMatchObject({
      credentialId: authenticator.credentialId,
      counter: 0,
      transports: ['internal'],
      isBackedUp: false,
    });
  });

  test.each<[string, Claims]>([
    ['another origin', { origin: 'https://example.test' }],
    ['another site', { siteId: 'example.test' }],
    ['an authenticator that verified no one', { isVerified: false }],
  ])('of %s is refused', async (_, claims) => {
    const { user, asker, options, authenticator } = await prepare();
    const answer = attestation.parse(authenticator.create(options, claims));
    expect(await verifyAttestation(answer, user.id, asker)).toBeNull();
  });

  test('for another user or browser is refused', async () => {
    const { user, asker, options, authenticator } = await prepare();
    const answer = attestation.parse(authenticator.create(options));
    expect(await verifyAttestation(answer, (await createUser()).id, asker)).toBeNull();
    expect(await verifyAttestation(answer, user.id, { browser: randomUUID() })).toBeNull();
  });

  test('with a certificate of its maker is refused: checking one would fetch what it names', async () => {
    const { user, asker, options, authenticator } = await prepare();
    for (const [fmt, statement] of [
      ['packed', new Map<string, unknown>([['x5c', [new Uint8Array(8)]]])],
      ['apple', new Map()],
    ] as const) {
      const made = new Map<string, unknown>([
        ['fmt', fmt],
        ['attStmt', statement],
      ]);
      const answer = attestation.parse(authenticator.create(options, {}, made));
      expect(await verifyAttestation(answer, user.id, asker)).toBeNull();
    }
  });

  test('belongs to one account', async () => {
    const { user, asker, options, authenticator } = await prepare();
    const verified = await verifyAttestation(attestation.parse(authenticator.create(options)), user.id, asker);
    if (!verified) throw new Error('The passkey was refused.');
    const passkey = { ...verified.passkey, name: 'Laptop' };
    const other = await createUser();
    expect(await transact((tx) => passkeys.add(tx, user.id, passkey))).toBe(true);
    expect(await transact((tx) => passkeys.add(tx, other.id, passkey))).toBe(false);
    const [listed] = await passkeys.list(user.id);
    expect(listed).toMatchObject({ name: 'Laptop', lastUsedAt: null });
    expect(await passkeys.rename(other.id, listed?.id ?? '', 'Mine')).toBe(false);
    expect(await transact((tx) => passkeys.remove(tx, other.id, listed?.id ?? ''))).toBeNull();
    expect(await passkeys.rename(user.id, listed?.id ?? '', 'Phone')).toBe(true);
    expect(await passkeys.list(user.id)).toMatchObject([{ name: 'Phone' }]);
  });
});
