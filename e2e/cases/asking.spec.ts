import { expect, test } from '@playwright/test';
import { Visitor } from '../visitor';
import { mails, newAccount, newAddress, newLink, newPassword, waitForOutbox } from '../world';

test('C-001 a known address gets exactly one mail with one link', async () => {
  const { email } = await newAccount();
  await newLink(email);
  await waitForOutbox(email);
  expect(await mails(email, /^Choose a new password/)).toHaveLength(1);
});

test('C-002 an unknown address gets the same answer and no mail', async () => {
  const stranger = newAddress();
  const visitor = new Visitor();
  expect((await visitor.forgot(stranger)).path).toBe('/forgot-password/sent');
  await waitForOutbox(stranger);
  expect(await mails(stranger)).toEqual([]);
});

test('C-056 the new password works and the old one does not', async () => {
  const { email, password } = await newAccount();
  const { visitor, link } = await newLink(email);
  await visitor.open(link);
  const next = newPassword();
  expect((await visitor.setPassword(next)).path).toBe('/login');
  expect((await new Visitor().signIn(email, password)).path).toBe('/login');
  expect((await new Visitor().signIn(email, next)).path).toBe('/account');
});
