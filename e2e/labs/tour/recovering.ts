import { ageLinks, importUser, newAddress, newLink, newPassword, newUser, sql } from '../../support/world';
import { mainKey, open, openAsStranger, press, send, showWithoutCookies, unfold, visit, type Walk } from './walk';

/** Signing in, requesting a reset, and setting a new password. */
export const recovering: Walk = async (page, show, words) => {
  await signingIn(page, show, words);
  await requesting(page, show, words);
  await choosing(page, show, words);
  await deadLinks(page, show, words);
};

const signingIn: Walk = async (page, show) => {
  const { email } = await newUser();
  await openAsStranger(page, '/login');
  await press(page, mainKey);
  await show('sign in, empty');
  await send(page, { email, password: newPassword() });
  await show('sign in, refused');
};

const requesting: Walk = async (page, show) => {
  const email = await importUser(`${newAddress().split('@')[0]}@gmail.com`);
  await openAsStranger(page, '/forgot-password');
  await show('forgot password');
  await send(page, { email: 'ada.example.com' });
  await show('forgot password, refused');
  await send(page, { email });
  await show('forgot password, sent');
  await unfold(page);
  await show('forgot password, sent, unfolded');
  await send(page, { code: 'AAAA-AAAA' });
  await show('forgot password, wrong code');
  for (let times = 0; times < 2; times += 1) {
    await open(page, '/forgot-password');
    await send(page, { email });
  }
  await show('forgot password, sent too often');
  await openAsStranger(page, '/forgot-password/sent');
  await show('forgot password, sent nothing');
};

const choosing: Walk = async (page, show) => {
  const { client, link } = await newLink(await importUser());
  await openAsStranger(page, link);
  await press(page, mainKey);
  await show('new password, empty');
  await send(page, { password: 'ada lovelace 1815' });
  await show('new password, easy to guess');
  await client.open(link);
  for (let times = 0; times < 10; times += 1) await client.setPassword('short');
  await send(page, { password: 'ada lovelace 1815' });
  await show('new password, too many tries');
  const { email, password } = await newUser();
  await open(page, '/login');
  await send(page, { email, password });
  await visit(page, show, { 'new password, signed in as someone else': link });
  await showWithoutCookies(page, show, 'new password', link);
};

const deadLinks: Walk = async (page, show) => {
  const { email } = await newUser();
  const [used, replaced] = [await newLink(email), await newLink(email)];
  await used.client.open(used.link);
  await used.client.setPassword(newPassword());
  const [moved, expired] = [await importUser(), await importUser()];
  const links = { moved: await newLink(moved), expired: await newLink(expired) };
  const next = newAddress();
  await sql`update users set email = ${next}, canonical = ${next} where canonical = ${moved}`;
  await ageLinks('resets', expired, 3600);
  await page.context().clearCookies();
  await visit(page, show, {
    'reset, used': used.link,
    'reset, replaced': replaced.link,
    'reset, moved': links.moved.link,
    'reset, expired': links.expired.link,
    'reset, invalid': '/reset-password/none',
  });
};
