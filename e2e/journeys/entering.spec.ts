import { en } from '@/lib/words/en';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newPassword, newUser, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';

withAndWithoutScripts(() => {
  test('a user registers, opens the email, enters the password and is signed in', async ({ person }) => {
    const email = newAddress();
    const password = newPassword();
    await person.open('/register');
    await person.fill({ name: 'Ada Lovelace', email, password });
    await person.press('Create account');
    await person.expectPage('/register/sent', 'Check your inbox');
    await expect(person.page.locator('main')).toContainText(email);

    await person.open(linkIn(await waitForEmail(email, subjects.confirm)));
    await person.expectPage('/confirm', 'Confirm your address');
    await person.fill({ password });
    await person.press('Confirm and sign in');
    await person.expectPage('/account', 'Your account');
    await person.expectSignedIn(email);
  });

  test('a confirmation link opens nothing without the password', async ({ person }) => {
    const email = newAddress();
    const password = newPassword();
    await person.open('/register');
    await person.fill({ name: 'Ada Lovelace', email, password });
    await person.press('Create account');
    await person.open(linkIn(await waitForEmail(email, subjects.confirm)));
    await person.fill({ password: newPassword() });
    await person.press('Confirm and sign in');
    await expect(person.notice).toContainText(en.problems.form.confirmRefused);
    await person.fill({ password });
    await person.press('Confirm and sign in');
    await person.expectPage('/account', 'Your account');
  });

  test('registering a taken address looks the same, and the email says what to do', async ({ person }) => {
    const { email, password } = await newUser();
    await person.open('/register');
    await person.fill({ name: 'Eve', email, password: newPassword() });
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
    await expect(person.notice).toHaveText('You are signed out.');
    await person.expectSignedOut();
  });
});
