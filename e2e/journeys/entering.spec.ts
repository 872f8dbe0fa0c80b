import { en } from '@/lib/words/en';
import { profile } from '../support/client';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newPassword, newUser, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import type { Person } from './person';

const name = 'Ada Lovelace';

withAndWithoutScripts((hasScripts) => {
  test('a user registers, opens the email, presses one key and is welcomed', async ({ person }) => {
    const email = newAddress();
    await register(person, email, newPassword());
    await person.expectPage('/register/sent', en.inbox.title);
    await expect(person.page.locator('main')).toContainText(email);

    await person.open(linkIn(await waitForEmail(email, subjects.confirm)));
    await person.expectPage('/confirm', en.confirm.title);
    await expect(person.page.locator('main')).toContainText(en.confirm.held(name));
    await expect(person.field('password')).toHaveCount(0);
    await person.press(en.confirm.submit);
    await person.expectPage('/account', 'Your account');
    await expect(person.notice).toHaveText(en.outcomes['account-confirmed'](0, name));
    await person.expectSignedIn(email);
  });

  test('in another browser a confirmation link opens nothing without the password', async ({ person, arrive }) => {
    const [email, password] = [newAddress(), newPassword()];
    await register(person, email, password);
    const phone = await arrive();
    await phone.open(linkIn(await waitForEmail(email, subjects.confirm)));
    await expect(phone.page.locator('main')).toContainText(en.confirm.lead);
    await phone.fill({ password: newPassword() });
    await phone.press(en.confirm.submit);
    await expect(phone.notice).toContainText(en.problems.form.confirmRefused);
    await phone.fill({ password });
    await phone.press(en.confirm.submit);
    await phone.expectPage('/account', 'Your account');
    await expect(phone.notice).toHaveText(en.outcomes['account-confirmed'](0, name));
  });

  test('another email comes with one press, and a typo costs the password only', async ({ person }) => {
    const [typo, email, password] = [newAddress(), newAddress(), newPassword()];
    await register(person, typo, password);
    await person.page.getByRole('link', { name: en.inbox.another }).click();
    await person.expectPage('/register', en.register.title);
    await expect(person.field('name')).toHaveValue(name);
    await expect(person.field('email')).toHaveValue(typo);
    await person.fill({ email, password });
    await person.press(en.register.submit);
    await person.expectPage('/register/sent', en.inbox.title);
    await person.unfold(en.inbox.nothing);
    if (!hasScripts) await person.press(en.inbox.resend.submit);
    else
      await expect(person.page.getByRole('button', { name: new RegExp(`^${en.inbox.resend.wait('')}`) })).toBeVisible();
    await person.open(linkIn(await waitForEmail(email, subjects.confirm, hasScripts ? 0 : 1)));
    await person.press(en.confirm.submit);
    await person.expectSignedIn(email);
  });

  test('registering a taken address looks the same, and the email says what to do', async ({ person }) => {
    const { email, password } = await newUser();
    await person.open('/register');
    await person.fill({ ...profile, email, password: newPassword() });
    await person.press('Create account');
    await person.expectPage('/register/sent', 'Check your inbox');
    expect((await waitForEmail(email, subjects.taken)).text).toContain('/login');
    await person.signIn(email, password);
    await person.expectSignedIn(email);
  });

  test('a wrong password and an unknown address get the same sentence', async ({ person }) => {
    const { email } = await newUser();
    const answers = [];
    for (const address of [email, newAddress()]) {
      await person.signIn(address, newPassword());
      await person.expectPage('/login', 'Sign in');
      await expect(person.field('email')).toHaveValue(address);
      await expect(person.field('password')).toBeFocused();
      answers.push((await person.page.locator('main').innerText()).replace(address, ''));
    }
    expect(answers[0]).toContain(en.problems.form.signInRefused);
    expect(answers[1]).toBe(answers[0]);
  });

  test('signing out ends the session, and the page for signing in says so', async ({ person }) => {
    const { email, password } = await newUser();
    await person.signIn(email, password);
    await person.expectSignedIn(email);
    await person.press('Sign out');
    await person.expectPage('/login', 'Sign in');
    await expect(person.notice).toHaveText(en.outcomes['signed-out']());
    await person.expectSignedOut();
  });
});

async function register(person: Person, email: string, password: string): Promise<void> {
  await person.open('/register');
  await person.fill({ ...profile, name, email, password });
  await person.press(en.register.submit);
}
