import { en } from '@/lib/words/en';
import { profile } from '../support/client';
import { subjects } from '../support/subjects';
import { ageLinks, linkIn, newAddress, newPassword, newUser, sql, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import type { Person } from './person';

// How much it takes to come back in: presses and typing, counted.

withAndWithoutScripts((hasScripts) => {
  test('from a refused sign-in to a new password: three presses, one typed field', async ({ person }) => {
    const { email } = await newUser();
    await person.signIn(email, newPassword());
    const effort = count(person);
    await effort.press('Forgot password?');
    await expect(person.page.locator('main')).toContainText(email);
    effort.presses++;
    await person.open(linkIn(await waitForEmail(email, subjects.reset)));
    const next = newPassword();
    await person.choose(next);
    effort.fields++;
    await effort.press('Save new password');
    expect(effort).toMatchObject({ presses: 3, fields: 1 });

    // A password manager fills in what it has just saved.
    await expect(person.field('email')).toHaveValue(email);
    await person.fill({ password: next });
    await effort.press('Sign in');
    await person.expectPage('/account', 'Your account');
    expect(effort.presses).toBe(4);
  });

  test('an address is typed once: asking, asking again, a dead end and the sign-in keep it', async ({
    person,
    arrive,
  }) => {
    const { email } = await newUser();
    const keeps = (someone: Person) => expect(someone.field('email')).toHaveValue(email);
    await person.open('/forgot-password');
    await person.fill({ email });
    await person.press(en.forgot.submit);
    await expect(person.page.locator('main')).toContainText(email);
    await person.page.getByRole('link', { name: en.inbox.another }).click();
    await person.expectPage('/forgot-password', en.forgot.title);
    await keeps(person);
    await person.open('/login');
    await keeps(person);
    const link = linkIn(await waitForEmail(email, subjects.reset));
    await ageLinks('resets', email, 3600);
    // Another browser knows it by the link alone.
    const phone = await arrive();
    await phone.open(link);
    await expect(phone.page.locator('main')).toContainText(email);
    await phone.page.getByRole('link', { name: en.reset.signIn, exact: true }).click();
    await phone.expectPage('/login', 'Sign in');
    await keeps(phone);
    await phone.open(link);
    await phone.press(en.reset.again);
    await phone.expectPage('/forgot-password/sent', en.inbox.title);
    await expect(phone.page.locator('main')).toContainText(email);
  });

  test('a user who is signed out meanwhile signs in and arrives where they were going', async ({ person }) => {
    const { email, password } = await newUser();
    await person.signIn(email, password);
    await person.expectPage('/account', 'Your account');
    await sql`delete from sessions where user_id = (select id from users where canonical = ${email})`;
    await person.open('/account/sessions');
    await person.expectPage('/login', 'Sign in');
    await person.fill({ email, password });
    await person.press('Sign in');
    await person.expectPage('/account/sessions', 'Your sessions');

    await person.open('/account/password');
    await sql`delete from sessions where user_id = (select id from users where canonical = ${email})`;
    await person.fill({ currentPassword: password });
    await person.choose(newPassword());
    await person.press('Change password');
    await person.expectPage('/login', 'Sign in');
    await person.fill({ email, password });
    await person.press('Sign in');
    await person.expectPage('/account/password', 'Change your password');
  });

  test('asking again: the wait is honest, and the third link says that it is the last for now', async ({ person }) => {
    const email = newAddress();
    await person.open('/forgot-password');
    await person.fill({ email });
    await person.press(en.forgot.submit);
    await person.expectPage('/forgot-password/sent', 'Check your inbox');
    const { nothing, resend } = en.inbox;
    const spent = person.page.getByText(resend.spent(3, 15));
    await person.unfold(nothing);
    if (hasScripts) {
      const status = person.page.getByRole('status').filter({ hasText: /\w/ });
      await expect(status).toHaveText(resend.waiting);
      await person.page.getByRole('button', { name: new RegExp(`^${resend.wait('')}`) }).click({ force: true });
      await expect(status).toHaveText(new RegExp(`^${resend.tooSoon('\\d:\\d\\d')}$`));
      await expect(status).toBeVisible();
      expect((await sql`select 1 from outbox_emails where canonical = ${email}`).length).toBe(1);
      return;
    }
    for (const isSpent of [false, true, true]) {
      await person.unfold(nothing);
      await person.press(resend.submit);
      await expect(spent).toHaveCount(isSpent ? 1 : 0);
    }
    // The fourth was not sent, and the page did not promise it.
    expect((await sql`select 1 from outbox_emails where canonical = ${email}`).length).toBe(3);
    await expect(spent).toBeVisible();
    await person.page.getByRole('link', { name: en.inbox.another }).click();
    await person.fill({ email: newAddress() });
    await person.press(en.forgot.submit);
    await expect(spent).toHaveCount(0);
  });
});

test('a well-known mailbox is one press away, with or without an account', async ({ person }) => {
  const shortcuts = [];
  for (const local of ['nobody', 'somebody']) {
    await person.open('/forgot-password');
    await person.fill({ email: `${local}.${newAddress().split('@')[0]}@gmail.com` });
    await person.press(en.forgot.submit);
    const link = person.page.getByRole('link', { name: 'Open Gmail (opens in a new tab)' });
    await expect(link).toHaveAttribute('rel', 'noreferrer noopener');
    await expect(link).toHaveAttribute('target', '_blank');
    shortcuts.push(((await link.getAttribute('href')) ?? '').replace(/authuser=[^#]*/, ''));
  }
  expect(shortcuts[0]).toBe(
    'https://mail.google.com/mail/?#search/from%3A(no-reply%40return-key.test)+in%3Aanywhere+newer_than%3A1d',
  );
  expect(shortcuts[1]).toBe(shortcuts[0]);
});

test('while a password is typed, words say how good it is', async ({ person }) => {
  await person.open('/register');
  await person.fill({ ...profile, email: 'ada@example.test' });
  const said = person.page.locator('.strength p');
  await expect(said).toHaveText('');
  for (const [typed, sentence] of [
    ['orbit ket', en.strength.short(6)],
    ['orbit kettle q', en.strength.short(1)],
    ['passwordpassword', en.strength.easy],
    ['lovelace orbit kettle', en.strength.telling],
    ['violet teapot under snow', en.strength.example],
    ['xK4mQ7vT2pL9zR5', en.strength.enough],
    ['plover quiz orbit kettle', en.strength.strong],
    ['', ''],
  ] as const) {
    await person.fill({ password: typed });
    await expect(said).toHaveText(sentence);
    // Aloud, once the typing pauses.
    await expect(person.page.locator('.strength [role="status"]')).toHaveText(sentence);
  }
});

/** Counts what a person does from now on. */
function count(person: Person) {
  return {
    presses: 0,
    fields: 0,
    async press(name: string) {
      this.presses++;
      await person.press(name);
    },
  };
}
