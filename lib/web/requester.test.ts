import { describe, expect, test } from 'vitest';
import { describeDevice, networkOf } from './requester';

describe('the network that limits count', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:FFFF::', '2001:db8:1:2::/64'],
    ['::1', '::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('is one for a household and another for its neighbor', () => {
    const own = Array.from({ length: 200 }, (_, i) => networkOf(`2001:db8:1:2::${i.toString(16)}:${i}`));
    expect(new Set(own).size).toBe(1);
    expect(own).not.toContain(networkOf('2001:db8:1:3::1'));
  });

  test.each(['', 'unknown', '203.0.113.7:4711', '203.0.113.256', 'evil', '<script>', '2001:db8::1::2'])(
    'of %j, which is no address, is shared',
    (address) => {
      expect(networkOf(address)).toBe('unknown');
    },
  );

  test('is the same with and without the zone of an interface', () => {
    expect(networkOf('fe80::1%eth0')).toBe('fe80::/64');
  });
});

describe('a device in words', () => {
  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Microsoft Edge on Windows',
    ],
    ['', ''],
    ['?', ''],
  ])('%j is %s', (userAgent, words) => {
    expect(describeDevice(userAgent)).toBe(words);
  });

  test.each([
    '<img src=//evil.example>',
    'x'.repeat(100_000),
    '\r\nBcc: a@evil.test',
    'http://evil.example win a prize',
    '<b>evil.example</b>/1.0 (Windows NT 10.0)',
    '\u009b31mevil.example/1.0 (X11; Linux x86_64)',
  ])('says nothing that a stranger has made up (%#)', (userAgent) => {
    const words = describeDevice(userAgent);
    expect(words).not.toMatch(/evil|<|[\r\n]/);
    expect(words.length).toBeLessThan(100);
  });
});
