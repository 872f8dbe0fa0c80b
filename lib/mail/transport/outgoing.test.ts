import { expect, test } from 'vitest';
import { bareAddress, plainReason } from './outgoing';

test('the reply of a mail server is stored without addresses, on one line, without control characters', () => {
  const said = '550 5.1.1 <ada@example.test>:\r\n no\u001b]0;owned\u0007 \u009b2J\u202esuch user';
  expect(plainReason(said)).toBe('550 5.1.1 <(address)>: no ]0;owned 2J such user');
  expect(plainReason('x'.repeat(10_000))).toHaveLength(500);
});

test.each([
  ['Return Key <no-reply@example.test>', 'no-reply@example.test'],
  [' no-reply@example.test ', 'no-reply@example.test'],
  ['"A <b@c> d" <no-reply@bücher.example>', 'no-reply@xn--bcher-kva.example'],
])('the sender of %j stands in the envelope as %s', (sender, address) => {
  expect(bareAddress(sender)).toBe(address);
});
