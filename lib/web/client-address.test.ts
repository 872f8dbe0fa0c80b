import { describe, expect, test, vi } from 'vitest';
import { env } from '@/lib/env';
import { clientAddress } from './client-address';
import { networkOf } from './requester';

describe('the client', () => {
  const client = (proxies: number, forwarded: string | undefined, peer: string, more = {}) => {
    const headers = new Headers(more);
    if (forwarded !== undefined) headers.set('x-forwarded-for', forwarded);
    return clientAddress(headers, peer, { ...env(), TRUSTED_PROXIES: proxies, VERCEL: undefined });
  };

  test.each([
    ['without a proxy, whatever it says of itself', 0, '1.1.1.1', '9.9.9.9', '9.9.9.9'],
    ['without a proxy that says nothing', 0, undefined, '9.9.9.9', '9.9.9.9'],
    ['behind one', 1, '1.1.1.1', '10.0.0.1', '1.1.1.1'],
    ['behind one, when it made up a part', 1, '6.6.6.6, 7.7.7.7, 1.1.1.1', '10.0.0.1', '1.1.1.1'],
    ['behind two', 2, '1.1.1.1, 10.0.0.2', '10.0.0.1', '1.1.1.1'],
    ['behind two, when it made up a part', 2, '6.6.6.6,1.1.1.1 , 10.0.0.2', '10.0.0.1', '1.1.1.1'],
    ['behind two of which one was gone around', 2, '1.1.1.1', '10.0.0.1', '1.1.1.1'],
    ['behind one that sent nothing', 1, undefined, '10.0.0.1', '10.0.0.1'],
    ['behind one that sent commas', 1, ' , ,', '10.0.0.1', '10.0.0.1'],
    ['that is not known', 0, '1.1.1.1', '', ''],
  ])('%s', (_, proxies, forwarded, peer, expected) => {
    expect(client(proxies, forwarded, peer)).toBe(expected);
  });

  test('is not read from headers that no setting trusts', () => {
    const forged = {
      forwarded: 'for=6.6.6.6',
      'x-real-ip': '6.6.6.6',
      'cf-connecting-ip': '6.6.6.6',
      'true-client-ip': '6.6.6.6',
      'x-peer-address': '6.6.6.6',
    };
    expect(client(0, undefined, '9.9.9.9', forged)).toBe('9.9.9.9');
    expect(client(1, '1.1.1.1', '10.0.0.1', forged)).toBe('1.1.1.1');
  });

  test('is reported by the platform on Vercel', () => {
    const headers = new Headers({ 'x-real-ip': '1.1.1.1', 'x-forwarded-for': '6.6.6.6' });
    expect(clientAddress(headers, '10.0.0.1', { ...env(), VERCEL: '1' })).toBe('1.1.1.1');
  });

  test.each([
    // Azure Application Gateway, IIS with ARR.
    ['203.0.113.9:4711', '203.0.113.9'],
    ['203.0.113.9:', '203.0.113.9'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8:0:0:0:0:0:1:4711', '2001:db8:0:0:0:0:0:1'],
    ['"[2001:db8::1]:443"', '2001:db8::1'],
    ['"203.0.113.9"', '203.0.113.9'],
    ['[fe80::1%eth0]:443', 'fe80::1'],
    ['fe80::1%25eth0', 'fe80::1'],
    ['fe80::1%3', 'fe80::1'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
    ['::ffff:203.0.113.9:4711', '::ffff:203.0.113.9'],
    ['[::ffff:203.0.113.9]:4711', '::ffff:203.0.113.9'],
    // An address itself, not one with a port.
    ['2001:db8::1:443', '2001:db8::1:443'],
  ])('is read from %j', (hop, address) => {
    expect(client(1, `6.6.6.6, ${hop}`, '10.0.0.1')).toBe(address);
    expect(client(0, undefined, hop)).toBe(address);
  });

  test('has the same network whatever the port', () => {
    const ports = [1, 80, 4711, 65535];
    const networks = (write: (port: number) => string) =>
      new Set(ports.map((port) => networkOf(client(1, write(port), '10.0.0.1'))));
    expect(networks((port) => `203.0.113.9:${port}`)).toEqual(new Set(['203.0.113.9']));
    expect(networks((port) => `[::ffff:203.0.113.9]:${port}`)).toEqual(new Set(['203.0.113.9']));
    expect(networks((port) => `[2001:db8:1:2::${port.toString(16)}]:${port}`)).toEqual(new Set(['2001:db8:1:2::/64']));
  });

  test.each([
    ...[
      'unknown',
      '_hidden',
      'evil',
      '<script>',
      '203.0.113.256',
      '203.0.113.256:80',
      '203.0.113:80',
      '1',
      '010.0.0.1',
    ],
    ...[
      '203.0.113.9:port',
      '203.0.113.9:123456',
      '203.0.113.9/24',
      '[203.0.113.9',
      '2001:db8::1::2',
      'for=203.0.113.9',
    ],
    ...['[2001:db8::1]443', '203.0.113.9:80:80', '[]', '""', '%eth0'],
  ])('is not guessed from %j', (hop) => {
    expect(client(1, hop, '10.0.0.1')).toBe('');
  });

  test('that cannot be read is logged once, with what to do', async () => {
    Reflect.deleteProperty(globalThis, Symbol.for('return-key.client-address-warning'));
    vi.resetModules();
    const fresh = await import('./client-address');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const headers = new Headers({ 'x-forwarded-for': 'unix: ada@example.com' });
    for (let i = 0; i < 3; i += 1)
      fresh.clientAddress(headers, '10.0.0.1', { ...env(), TRUSTED_PROXIES: 1, VERCEL: undefined });
    const lines = stderr.mock.calls.map(([line]) => JSON.parse(String(line)));
    stderr.mockRestore();
    expect(lines).toMatchObject([
      { level: 'warn', given: 'unix:?ada?example.com', fix: expect.stringMatching(/TRUSTED_PROXIES/) },
    ]);
  });
});
