import { codeOf, enrolApp, forgetLastCode } from '../../support/factors';
import { subjects } from '../../support/subjects';
import { linkIn, newAddress, newLink, newPassword, newUser, sql, waitForEmail } from '../../support/world';
import { fill, mainKey, open, openAsStranger, press, send, visit, type Walk } from './walk';

/** Second factors, recovery codes and passkeys, and where they are asked for. */
export const securing: Walk = async (page, show, words) => {
  const { email, password } = await newUser();
  await openAsStranger(page, '/login');
  await send(page, { email, password });
  await visit(page, show, { security: '/account/security', 'security, app': '/account/security/app' });
  await send(page, { currentPassword: password });
  await show('security, scan');
  const secret = (await page.locator('.key-of-app').innerText()).replaceAll(' ', '');
  await send(page, { code: '12345' });
  await show('security, scan, refused');
  await send(page, { code: codeOf(secret) });
  await show('security, codes');
  const codes = await page.locator('.codes code').allInnerTexts();
  await send(page, { code: 'wrong' });
  await show('security, codes, refused');
  await send(page, { code: codes[0] ?? '' });
  await show('security, app added');
  await visit(page, show, {
    'security, remove the app': '/account/security/app/remove',
    'security, new codes': '/account/security/codes',
    'security, new passkey': '/account/security/passkeys/new',
  });

  await openAsStranger(page, '/login');
  await send(page, { email, password });
  await show('verify');
  await send(page, { code: '000000' });
  await show('verify, refused');
  await send(page, { code: codes[1] ?? '' });
  await show('security, a new code');
  await sql`update recovery_codes set used_at = now() where id in (select id from recovery_codes where user_id =
    (select id from users where canonical = ${email}) and used_at is null limit 7)`;
  await visit(page, show, { 'security, few codes': '/account/security' });
  await sql`update sessions set factor_at = factor_at - interval '1 hour' where user_id = (select id from users where canonical = ${email})`;
  await visit(page, show, { 'verify, in a session': '/account/security/app/remove' });
  await openAsStranger(page, '/login/verify');
  await show('verify, expired');

  const { link } = await newLink(email);
  await openAsStranger(page, link);
  await show('reset, second factor');
  await send(page, { password: newPassword(), code: '000000' });
  await show('reset, second factor refused');
  await forgetLastCode(email);
  const next = newPassword();
  await fill(page, { password: next });
  await send(page, { code: codeOf(secret) });
  await show('reset, second factor, done');
  await send(page, { email, password: next });
  await forgetLastCode(email);
  await send(page, { code: codeOf(secret) });
  await open(page, '/account');
  await show('account, review');
  await offering(page, show, words);
  await undoing(page, show, words);
};

const offering: Walk = async (page, show) => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const next = newPassword();
  await openAsStranger(page, link);
  await send(page, { password: next });
  await send(page, { email, password: next });
  await show('account, passkey offered');
};

const undoing: Walk = async (page, show) => {
  const { client, email, password } = await newUser();
  await enrolApp(client, password);
  await client.open('/account/security/app/remove');
  await client.submit({ currentPassword: password });
  const notice = linkIn(await waitForEmail(email, /removed/), 'not-me');
  await openAsStranger(page, notice);
  await show('not me, second factor');
  await send(page, { email });
  await show('not me, second factor, locked');
};

/** The backup address, from its request on. */
export const backing: Walk = async (page, show) => {
  const { email, password } = await newUser();
  const backup = newAddress();
  await openAsStranger(page, '/login');
  await send(page, { email, password });
  await visit(page, show, { 'backup address': '/account/email/backup' });
  await send(page, { email: 'ada.example.com', currentPassword: password });
  await show('backup address, refused');
  await send(page, { email: backup, currentPassword: password });
  await show('backup address, requested');
  const link = linkIn(await waitForEmail(backup));
  await visit(page, show, { 'confirm backup address': link });
  await press(page, mainKey);
  await show('backup address, confirmed');
  await open(page, '/account/email');
  await show('email address, with a backup');
  await visit(page, show, { 'backup address, set up': '/account/email/backup' });
  await sql`update backup_addresses set confirmed_at = now() - interval '8 days' where canonical = ${backup}`;
  await openAsStranger(page, '/forgot-password');
  await send(page, { email: backup });
  await visit(page, show, { 'reset by backup address': linkIn(await waitForEmail(backup, subjects.reset)) });
};

/** The waiting period of an owner who has lost every second factor and recovery code. */
export const waiting: Walk = async (page, show) => {
  const { client, email, password } = await newUser();
  await enrolApp(client, password);
  const { link } = await newLink(email);
  await openAsStranger(page, link);
  await visit(page, show, { wait: '/reset-password/wait' });
  await send(page, { email: newAddress() });
  await show('wait, refused');
  await send(page, { email });
  await show('wait, started');

  const watched = await newUser();
  await openAsStranger(page, '/login');
  await send(page, { email: watched.email, password: watched.password });
  await sql`insert into recovery_waits (user_id, ends_at)
    select id, now() + interval '72 hours' from users where canonical = ${watched.email}`;
  await visit(page, show, { 'account, waiting': '/account' });
};
