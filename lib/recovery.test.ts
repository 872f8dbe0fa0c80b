import { expect, test } from 'vitest';
import * as recovery from './recovery';
import { createAccount, mailLink, newOrigin, newPassword, read, watch, newAddress } from './testing';

test('a link sets a password', async () => {
  const account = await createAccount(newPassword());
  const { link, id } = await mailLink(account.address);
  expect(await recovery.complete(link, id, newPassword(), newOrigin())).toMatchObject({ outcome: 'completed' });
  console.log(await read(account));
  console.log(await watch(() => recovery.requestReset(newAddress(), 'x', newOrigin())));
});
