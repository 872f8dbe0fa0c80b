import { Client, profile } from '../../support/client';
import { importUser, linkIn, newAddress, newPassword, sql, waitForEmail } from '../../support/world';
import { mainKey, openAsStranger, press, send, showWithoutCookies, unfold, visit, type Walk } from './walk';

/** Registering, and confirming the address. */
export const joining: Walk = async (page, show) => {
  const email = `${newAddress().split('@')[0]}@gmail.com`;
  const password = newPassword();
  await visit(page, show, { home: '/', register: '/register' });
  await press(page, mainKey);
  await show('register, empty');
  await send(page, { ...profile, email, password: 'ada lovelace 1815' });
  await show('register, easy to guess');
  await send(page, { password });
  await show('register, sent');
  await unfold(page);
  await show('register, sent, unfolded');
  await send(page, { code: 'AAAA-AAAA' });
  await show('register, wrong code');
  const link = linkIn(await waitForEmail(email));
  await visit(page, show, { 'confirm, same browser': link });
  await showWithoutCookies(page, show, 'confirm', link);
  await show('confirm, another browser');
  await send(page, { password: newPassword() });
  await show('confirm, wrong password');
  await send(page, { password });
  await show('welcome');
  await openAsStranger(page, '/register/sent');
  await show('register, sent nothing');
  await visit(page, show, { 'confirm, used': link, 'confirm, invalid': '/confirm/none' });
  await visit(page, show, { 'confirm, taken': await newLink('taken'), 'confirm, expired': await newLink('expired') });
};

/** A confirmation link that leads nowhere. */
async function newLink(end: 'taken' | 'expired'): Promise<string> {
  const email = newAddress();
  await new Client().register({ email, password: newPassword() });
  const link = linkIn(await waitForEmail(email));
  if (end === 'taken') await importUser(email);
  else await sql`update registrations set expires_at = now() - interval '1 hour' where canonical = ${email}`;
  return link;
}
