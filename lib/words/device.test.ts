import { expect, test } from 'vitest';
import { speak } from '.';
import { sayIpAddress } from './device';
import { en } from './en';

test.each([
  ['203.0.113.24', '203.0.113.24'],
  ['2001:db8:1:2::/64', '2001:db8:1:2::…'],
  ['::/64', en.thisComputer],
  ['127.0.0.1', en.thisComputer],
  ['unknown', en.unknownIpAddress],
  ['operator', ''],
])('the stored network %s is shown as "%s"', (network, shown) => {
  expect(sayIpAddress(en, network)).toBe(shown);
});

test('an IP address runs from left to right in Arabic, too', async () => {
  expect(sayIpAddress(await speak('ar'), '203.0.113.24')).toBe('\u2066203.0.113.24\u2069');
});
