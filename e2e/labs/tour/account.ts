import { Client } from '../../support/client';
import { ageLinks, linkIn, newAddress, newPassword, newUser, sql, waitForEmail } from '../../support/world';
import { mainKey, open, openAsStranger, press, send, showWithoutCookies, visit, type Walk } from './walk';

/** The pages of an account, and a new email address. */
export const account: Walk = async (page, show, words) => {
  const { email, password } = await newUser();
  for (let times = 0; times < 3; times += 1) await new Client().signIn(email, newPassword());
  await openAsStranger(page, '/login');
  await send(page, { email, password });
  await visit(page, show, { 'home, signed in': '/', account: '/account', sessions: '/account/sessions' });
  await visit(page, show, { activity: '/account/activity', 'account password': '/account/password' });
  await send(page, { currentPassword: newPassword(), password: 'ada lovelace 1815' });
  await show('account password, refused');
  await send(page, { currentPassword: password, password: newPassword() });
  await show('account password, changed');
  await open(page, '/account/sessions');
  await show('sessions, one');
  await open(page, '/account');
  await send(page, { name: ' ' });
  await show('account, name refused');
  await send(page, { name: 'Countess of Lovelace' });
  await show('account, renamed');
  await page.getByRole('button', { name: words.account.signOut }).click();
  await page.waitForURL('**/login');
  await page.waitForLoadState('networkidle');
  await show('signed out');
  await moving(page, show, words);
  await leaving(page, show, words);
};

const moving: Walk = async (page, show) => {
  const { email, password } = await newUser();
  await openAsStranger(page, '/login');
  await send(page, { email, password });
  await visit(page, show, { 'email address': '/account/email' });
  await send(page, { email: 'ada.example.com', currentPassword: newPassword() });
  await show('email address, refused');
  const next = newAddress();
  await send(page, { email: next, currentPassword: password });
  await show('email address, requested');
  const link = linkIn(await waitForEmail(next));
  await visit(page, show, { 'confirm email, signed in': link });
  await press(page, mainKey);
  await show('confirm email, done');

  const other = await newLink();
  await openAsStranger(page, other.link);
  await show('confirm email, signed out');
  await send(page, { password: newPassword() });
  await show('confirm email, wrong password');
  await showWithoutCookies(page, show, 'confirm email', other.link);
  await ageLinks('address_changes', other.email, 86_400);
  const replaced = await newLink();
  await sql`update users set credential_version = credential_version + 1 where canonical = ${replaced.email}`;
  await visit(page, show, {
    'confirm email, used': link,
    'confirm email, expired': other.link,
    'confirm email, replaced': replaced.link,
    'confirm email, invalid': '/confirm-email/none',
  });
};

/** A user with a link that confirms another address. */
async function newLink() {
  const user = await newUser();
  const next = newAddress();
  await user.client.changeEmail(user.password, next);
  return { ...user, link: linkIn(await waitForEmail(next)) };
}

const leaving: Walk = async (page, show) => {
  const { email, password } = await newUser();
  await openAsStranger(page, '/login');
  await send(page, { email, password });
  await visit(page, show, { delete: '/account/delete' });
  await send(page, { currentPassword: newPassword() });
  await show('delete, refused');
  await send(page, { currentPassword: password });
  await show('deleted');
};
