import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { subjects } from '../support/subjects';
import { linkIn, messages, newAddress, newPassword, newUser, sql, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import type { Person } from './person';

withAndWithoutScripts(() => {
  test('changing the password keeps this session and ends the others', async ({ person, arrive }) => {
    const { email, password } = await newUser();
    const other = await arrive();
    await other.signIn(email, password);
    await person.signIn(email, password);
    await person.open('/account/password');
    const next = newPassword();
    await person.fill({ currentPassword: password });
    await person.choose(next);
    await person.press('Change password');
    await person.expectPage('/account', 'Your account');
    await expect(person.notice).toHaveText(en.outcomes['password-changed-here'](2));
    await person.expectSignedIn(email);
    await other.expectSignedOut();
    await other.signIn(email, password);
    await expect(other.notice).toContainText(en.problems.form.signInRefused);
    await other.signIn(email, next);
    await other.expectSignedIn(email);
  });

  test('one session can be ended, and all others at once', async ({ person, arrive }) => {
    const { email, password } = await newUser();
    const [second, third] = [await arrive(), await arrive()];
    for (const each of [person, second, third]) await each.signIn(email, password);
    await person.open('/account/sessions');
    const others = person.page.getByRole('listitem').filter({ has: person.page.getByRole('button') });
    await expect(others).toHaveCount(3);
    // The newest stands first after this one.
    await person.press(/^Sign out/, others.first());
    await expect(person.notice).toHaveText(en.outcomes['session-ended'](1));
    await expect(others).toHaveCount(2);
    await third.expectSignedOut();
    await second.expectSignedIn(email);

    await person.press(en.account.sessions.endAll);
    await expect(person.notice).toHaveText(en.outcomes['session-ended'](2));
    await expect(person.page.getByText(en.account.sessions.only)).toBeVisible();
    await second.expectSignedOut();
    await person.expectSignedIn(email);
  });

  test('a name can be changed', async ({ person }) => {
    const { email, password } = await newUser();
    await person.signIn(email, password);
    await person.fill({ name: 'Augusta King' });
    await person.press(en.account.overview.save);
    await expect(person.notice).toHaveText(en.outcomes.renamed());
    await expect(person.field('name')).toHaveValue('Augusta King');
    await person.open('/');
    await expect(person.page.getByText(en.home.signedIn('Augusta King'))).toBeVisible();
  });

  test('an address is changed from the new mailbox, with the session or with the password', async ({
    person,
    arrive,
  }) => {
    const { email, password } = await newUser();
    await person.signIn(email, password);
    const second = newAddress();
    await askForAddress(person, second, password);
    await person.open(linkIn(await waitForEmail(second, subjects.addressChange)));
    await person.expectPage('/confirm-email', en.confirmEmail.title);
    await expect(person.field('password')).toHaveCount(0);
    await person.press(en.confirmEmail.submit);
    await person.expectPage('/account', 'Your account');
    await person.expectSignedIn(second);

    const third = newAddress();
    await askForAddress(person, third, password);
    const phone = await arrive();
    await phone.open(linkIn(await waitForEmail(third, subjects.addressChange)));
    await phone.fill({ password });
    await phone.press(en.confirmEmail.submit);
    await phone.expectPage('/login', 'Sign in');
    await expect(phone.field('email')).toHaveValue(third);
    await phone.fill({ password });
    await phone.press('Sign in');
    await phone.expectSignedIn(third);
    await phone.signIn(email, password);
    await expect(phone.notice).toContainText(en.problems.form.signInRefused);
    expect(await messages(email, /address/)).not.toEqual([]);
  });

  test('an account is deleted with its password, and closed at once', async ({ person }) => {
    const { email, password } = await newUser();
    await person.signIn(email, password);
    await person.page.getByRole('link', { name: en.account.remove.title }).click();
    await person.expectPage('/account/delete', 'Delete your account');
    await person.fill({ currentPassword: newPassword() });
    await person.press(en.account.remove.submit);
    await expect(person.refusal('currentPassword')).toContainText(en.problems.password.wrongCurrent);
    await person.fill({ currentPassword: password });
    await person.press(en.account.remove.submit);
    await person.expectPage('/login', 'Sign in');
    await expect(person.notice).toHaveText(en.outcomes['account-deleted']());
    await expect(person.field('email')).toHaveValue('');
    expect(await sql`select status from users where canonical = ${email}`).toMatchObject([{ status: 'deleted' }]);
    await person.signIn(email, password);
    await expect(person.notice).toContainText(en.problems.form.signInRefused);
  });

  test('"This was not me" locks the account, ends every session, and a fresh link lets the owner back in', async ({
    person,
    arrive,
  }) => {
    const { email, password } = await newUser();
    const intruder = await arrive();
    await intruder.signIn(email, password);
    await intruder.open('/account/password');
    const stolen = newPassword();
    await intruder.fill({ currentPassword: password });
    await intruder.choose(stolen);
    await intruder.press('Change password');

    await person.open(linkIn(await waitForEmail(email, /password.*changed/i), 'not-me'));
    await person.expectPage('/not-me', en.notMe.change.title);
    await person.fill({ email });
    await person.press(en.notMe.change.submit);
    await person.expectPage('/not-me/done', en.notMe.done['account-locked'].title);
    await expectHelpWithoutPassword(person, email);
    // Loaded again, it says the same.
    await person.open('/not-me/done');
    await person.expectPage('/not-me/done', en.notMe.done['account-locked'].title);
    await expectHelpWithoutPassword(person, email);
    await intruder.expectSignedOut();
    await intruder.signIn(email, stolen);
    await expect(intruder.notice).toContainText(en.problems.form.signInRefused);

    await person.open(linkIn(await waitForEmail(email, subjects.unlock)));
    const mine = newPassword();
    await person.choose(mine);
    await person.press('Save new password');
    await person.expectPage('/login', 'Sign in');
    await person.fill({ password: mine });
    await person.press('Sign in');
    await person.expectSignedIn(email);
  });

  test('"I did not ask for this" revokes the link of that email and nothing else', async ({ person }) => {
    const { email, password } = await newUser();
    await person.open('/forgot-password');
    await person.fill({ email });
    await person.press(en.forgot.submit);
    const message = await waitForEmail(email, subjects.reset);
    await person.open(linkIn(message, 'not-me'));
    await person.expectPage('/not-me', en.notMe.reset.title);
    await person.fill({ email });
    await person.press(en.notMe.reset.submit);
    await person.expectPage('/not-me/done', en.notMe.done['link-denied'].title);
    await expect(person.page.locator('main form')).toHaveCount(0);
    await person.open(linkIn(message));
    await person.expectPage('/reset-password', en.reset.dead.invalid.title);
    await person.signIn(email, password);
    await person.expectSignedIn(email);
  });
});

/** What to do about a locked account: the email to look for, and nothing that asks for a password. */
async function expectHelpWithoutPassword({ page }: Person, email: string): Promise<void> {
  await expect(page.locator('main form, main input')).toHaveCount(0);
  await expect(page.locator('.ticks')).toContainText(email);
  await expect(page.locator('.inbox')).toContainText(en.mail.reset.locked.subject(brand.name));
}

async function askForAddress(person: Person, email: string, currentPassword: string): Promise<void> {
  await person.open('/account/email');
  await person.fill({ email, currentPassword });
  await person.press(en.account.email.submit);
  await expect(person.notice).toHaveText(en.outcomes['address-asked'](0, email));
}
