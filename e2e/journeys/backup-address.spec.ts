import { en } from '@/lib/words/en';
import { subjects } from '../support/subjects';
import { linkIn, messages, newAddress, newPassword, newUser, sql, waitForEmail, waitForOutbox } from '../support/world';
import { expect, test } from './fixture';

const words = en.account.backup;
/** How the holder of the other mailbox sees an address. */
const mask = (email: string) => `${email[0]}•••${email.slice(email.indexOf('@'))}`;

// Without JavaScript: with it the same forms are sent, by what every journey tests.
test.use({ javaScriptEnabled: false });

test('who has lost the mailbox gets back in by the backup address, and makes it the main one', async ({
  person,
  arrive,
}) => {
  const { email, password } = await newUser();
  const backup = newAddress();
  await person.signIn(email, password);
  await person.open('/account/email/backup');
  await person.fill({ email, currentPassword: password });
  await person.press(words.submit);
  await expect(person.refusal('email')).toHaveText(en.problems.email.ownAddress);
  await person.fill({ email: backup, currentPassword: password });
  await person.press(words.submit);
  await expect(person.notice).toHaveText(en.outcomes['address-asked'](0, backup));
  await expect(person.page.getByText(words.pending(backup))).toBeVisible();

  // On a phone that is signed in nowhere, the page names neither mailbox to the other.
  const phone = await arrive();
  await phone.open(linkIn(await waitForEmail(backup, subjects.backupAddress)));
  await phone.expectPage('/confirm-email', en.confirmBackup.title);
  await expect(phone.page.locator('main')).toContainText(mask(email));
  await expect(phone.page.locator('main')).not.toContainText(email);
  await phone.fill({ password });
  await phone.press(en.confirmBackup.submit);
  await expect(phone.notice).toHaveText(en.outcomes['backup-added']());
  for (const mailbox of [email, backup]) await waitForEmail(mailbox, new RegExp(en.mail.security.backup.added.heading));

  await person.open('/account/email');
  await expect(person.page.locator('main')).toContainText(words.usableFrom);
  const thief = await arrive();
  await thief.open('/forgot-password');
  await thief.fill({ email: backup });
  await thief.press(en.forgot.submit);
  await waitForOutbox(backup);
  expect(await messages(backup, subjects.reset)).toEqual([]);

  await sql`update backup_addresses set confirmed_at = now() - interval '7 days' where canonical = ${backup}`;
  await person.open('/account/email');
  await expect(person.page.locator('main')).toContainText(words.usable);
  await phone.open('/forgot-password');
  await phone.fill({ email: backup });
  await phone.press(en.forgot.submit);
  await phone.open(linkIn(await waitForEmail(backup, subjects.reset)));
  await phone.expectPage('/reset-password', en.reset.title);
  await expect(phone.page.locator('main')).toContainText(mask(email));
  expect(await phone.page.content()).not.toContain(email);
  const next = newPassword();
  await phone.choose(next);
  await phone.press(en.reset.submit);
  await phone.expectPage('/login', 'Sign in');
  await expect(phone.field('email')).toHaveValue(email);
  await phone.fill({ password: next });
  await phone.press('Sign in');
  await phone.expectSignedIn(email);
  expect(await messages(email, subjects.reset)).toEqual([]);

  await phone.open('/account/email');
  await phone.fill({ email: backup, currentPassword: next });
  await phone.press(en.account.email.submit);
  await phone.open(linkIn(await waitForEmail(backup, subjects.addressChange)));
  await phone.press(en.confirmEmail.submit);
  await phone.expectSignedIn(backup);
  await phone.open('/account/email');
  await expect(phone.page.getByRole('link', { name: words.add })).toBeVisible();
});

test('a removed backup address ends its link, whose page says why', async ({ person }) => {
  const { email, password } = await newUser();
  const backup = newAddress();
  await sql`insert into backup_addresses (user_id, email, canonical, credential_version, expires_at, confirmed_at)
    select id, ${backup}, ${backup}, 1, now(), now() - interval '8 days' from users where canonical = ${email}`;
  await person.open('/forgot-password');
  await person.fill({ email: backup });
  await person.press(en.forgot.submit);
  const link = linkIn(await waitForEmail(backup, subjects.reset));
  await person.signIn(email, password);
  await person.open('/account/email/backup');
  await person.fill({ currentPassword: password });
  await person.press(words.remove);
  await expect(person.notice).toHaveText(en.outcomes['backup-removed']());
  await person.open(link);
  await person.expectPage('/reset-password', en.reset.dead.removed.title);
  await expect(person.page.locator('main')).toContainText(en.reset.dead.removed.text);
  for (const mailbox of [email, backup])
    await waitForEmail(mailbox, new RegExp(en.mail.security.backup.removed.heading));
});
