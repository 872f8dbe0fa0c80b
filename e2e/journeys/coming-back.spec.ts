import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { subjects } from '../support/subjects';
import { deadEnds, linkIn, newAddress, newLink, newPassword, newUser, sql, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import type { Person } from './person';

withAndWithoutScripts((hasScripts) => {
  test('from signing in, with one press, an email and its link to a new password and back in', async ({
    person,
    arrive,
  }) => {
    const { email, password } = await newUser();
    const other = await arrive();
    await other.signIn(email, password);
    await other.expectSignedIn(email);

    await person.open('/login');
    await person.fill({ email });
    await person.press('Forgot password?');
    await person.expectPage('/forgot-password/sent', 'Check your inbox');
    await expect(person.page.locator('main')).toContainText(email);

    await person.open(linkIn(await waitForEmail(email, subjects.reset)));
    await person.expectPage('/reset-password', 'Choose a new password');
    await expect(person.page.getByLabel('Account', { exact: true })).toHaveValue(email);
    const next = newPassword();
    await save(person, next);
    await person.expectPage('/login', 'Sign in');
    await expect(person.notice).toHaveText(en.outcomes['password-changed']());
    await expect(person.field('email')).toHaveValue(email);
    await expect(person.field('password')).toBeFocused();
    await expect(person.page.locator('.steps')).toHaveText(en.steps.at(4, 4));
    await other.expectSignedOut();

    await person.fill({ password });
    await person.press('Sign in');
    await expect(person.field('password')).toBeFocused();
    await expect(person.notice).toContainText(en.problems.form.signInRefused);
    await person.fill({ password: next });
    await person.press('Sign in');
    await person.expectPage('/account', 'Your account');
    await person.expectSignedIn(email);
  });

  test('"Forgot password?" without an address leads to the page that asks for it', async ({ person }) => {
    const { email } = await newUser();
    await person.open('/login');
    await person.press('Forgot password?');
    await person.expectPage('/forgot-password', en.forgot.title);
    await person.fill({ email });
    await person.press(en.forgot.submit);
    await person.expectPage('/forgot-password/sent', 'Check your inbox');
    await person.open(linkIn(await waitForEmail(email, subjects.reset)));
    await person.expectPage('/reset-password', 'Choose a new password');
  });

  test('an address without an account gets the same pages', async ({ arrive }) => {
    const { email } = await newUser();
    const texts = [];
    for (const address of [email, newAddress()]) {
      const person = await arrive();
      await person.open('/forgot-password');
      await person.fill({ email: address });
      await person.press(en.forgot.submit);
      await person.expectPage('/forgot-password/sent', 'Check your inbox');
      await expect(person.page.locator('main')).toContainText(address);
      texts.push((await person.page.locator('body').innerText()).replaceAll(address, '…').replace(/\d:\d\d/, '…'));
    }
    expect(texts[1]).toBe(texts[0]);
  });

  test('a used link sets no second password, and offers a new one with one press', async ({ person }) => {
    const { email } = await newUser();
    const { link } = await newLink(email);
    const next = newPassword();
    await person.open(link);
    await save(person, next);
    await person.open(link);
    await person.expectPage('/reset-password', deadEnds.used);
    await expect(person.field('password')).toHaveCount(0);
    // Who opens the link twice has a password: signing in comes first.
    await expect(person.page.locator('main .key').first()).toHaveText(en.login.submit);
    await askAgain(person, email, 1);
    expect((await new Client().signIn(email, next)).path).toBe('/account');
  });

  test('a used link leads someone who is signed in to their account', async ({ person }) => {
    const { email, password } = await newUser();
    const { link } = await newLink(email);
    await person.open(link);
    await save(person, password);
    await person.fill({ password });
    await person.press(en.login.submit);
    await person.open(link);
    await person.expectPage('/reset-password', deadEnds.used);
    await expect(person.page.locator('main')).not.toContainText(en.login.submit);
    await person.page.locator('main .key').first().click();
    await person.expectPage('/account', en.account.overview.title);
  });

  test('an expired link says so, and a new one works', async ({ person }) => {
    const { email } = await newUser();
    const { link } = await newLink(email);
    await person.open(link);
    await age(email);
    await save(person, newPassword());
    await person.expectPage('/reset-password', deadEnds.expired);
    await person.open(link);
    await person.expectPage('/reset-password', deadEnds.expired);
    await askAgain(person, email, 1);
    await save(person, newPassword());
    await person.expectPage('/login', 'Sign in');
  });

  test('an older link no longer works once another was used', async ({ person }) => {
    const { email } = await newUser();
    const { link: older } = await newLink(email);
    const { link: newer } = await newLink(email);
    await person.open(newer);
    await save(person, newPassword());
    await person.open(older);
    await person.expectPage('/reset-password', deadEnds.replaced);
    await askAgain(person, email, 2);
  });

  test('a link that is not ours says so, and asks for the address', async ({ person }) => {
    const { email } = await newUser();
    await person.open('/reset-password/not-a-link-of-ours');
    await person.expectPage('/reset-password', deadEnds.invalid);
    await person.fill({ email });
    await askAgain(person, email, 0);
  });

  test('a link that scanners have fetched twenty times still works', async ({ person }) => {
    const { email } = await newUser();
    const { link } = await newLink(email);
    for (let times = 0; times < 10; times++) {
      expect((await new Client().open(link)).status).toBe(200);
      expect((await new Client().send('HEAD', link)).status).toBe(303);
    }
    await person.open(link);
    await save(person, newPassword());
    await person.expectPage('/login', 'Sign in');
  });

  test('a link works in a browser other than the one that requested it', async ({ person, arrive }) => {
    const { email } = await newUser();
    await person.open('/forgot-password');
    await person.fill({ email });
    await person.press(en.forgot.submit);
    const phone = await arrive();
    await phone.open(linkIn(await waitForEmail(email, subjects.reset)));
    await save(phone, newPassword());
    await phone.expectPage('/login', 'Sign in');
  });

  test('the code of an email read on the phone finishes the reset on the desktop', async ({ person, arrive }) => {
    const { email } = await newUser();
    await person.open('/forgot-password');
    await person.fill({ email });
    await person.press(en.forgot.submit);
    const { text } = await waitForEmail(email, subjects.reset);
    const [code = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(text) ?? [];
    await expect(person.page.getByLabel(en.code.label)).toHaveAttribute('autocomplete', 'one-time-code');
    await person.fill({ code: '0000-0000' });
    await person.press(en.code.submit);
    await expect(person.refusal('code')).toHaveText(en.problems.code.wrong(4));
    await expect(person.field('code')).toHaveValue('0000-0000');
    await person.fill({ code: code.toLowerCase() });
    await person.press(en.code.submit);
    await person.expectPage('/reset-password', 'Choose a new password');
    await save(person, newPassword());
    await person.expectPage('/login', 'Sign in');
    const other = await arrive();
    await other.open('/forgot-password/sent');
    await expect(other.field('code')).toHaveCount(0);
  });

  test(`the password is typed ${hasScripts ? 'once, because it can be shown' : 'twice, and both must be equal'}`, async ({
    person,
  }) => {
    const { email } = await newUser();
    const { link } = await newLink(email);
    await person.open(link);
    await expect(person.field('confirm')).toHaveCount(hasScripts ? 0 : 1);
    if (!hasScripts) {
      await person.choose(newPassword(), newPassword());
      await person.press('Save new password');
      await expect(person.refusal('confirm')).toHaveText(en.problems.password.mismatch);
    } else {
      await person.fill({ password: 'seen by me only' });
      await person.page.getByRole('button', { name: en.fields.showPassword }).click();
      await expect(person.field('password')).toHaveAttribute('type', 'text');
    }
    await save(person, newPassword());
    await person.expectPage('/login', 'Sign in');
  });
});

test('the button waits until the next page is there, however late that comes', async ({ person }) => {
  const { page } = person;
  await person.open('/forgot-password');
  let letArrive: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    letArrive = resolve;
  });
  // Next.js sends the next page along with the answer.
  await page.route(/\/forgot-password$/, async (route) => {
    const response = await route.fetch();
    await arrival;
    await route.fulfill({ response });
  });
  await person.fill({ email: newAddress() });
  await page.getByRole('button', { name: en.forgot.submit }).click();
  const button = page.getByRole('button', { name: 'One moment…' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toBeFocused();
  letArrive();
  await person.expectPage('/forgot-password/sent', 'Check your inbox');
  await expect(button).toHaveCount(0);
});

test('where the scripts never arrive, the forms work all the same', async ({ browser }) => {
  const { email } = await newUser();
  const { link } = await newLink(email);
  const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': new Client().network } });
  await context.route('**/*.js', (route) => route.abort());
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('input[name="password"]').fill(newPassword());
  await page.getByRole('button', { name: 'Save new password' }).click();
  await expect(page.locator('.notice')).toHaveText(en.outcomes['password-changed']());
});

async function save(person: Person, password: string): Promise<void> {
  await person.choose(password);
  await person.press('Save new password');
}

/** The way out of a dead end: one press, an email, and a link that is open. `before` is the number of emails so far. */
async function askAgain(person: Person, email: string, before: number): Promise<void> {
  await person.press(en.reset.again);
  await person.expectPage('/forgot-password/sent', 'Check your inbox');
  await person.open(linkIn(await waitForEmail(email, subjects.reset, before)));
  await person.expectPage('/reset-password', 'Choose a new password');
}

async function age(email: string): Promise<void> {
  await sql`update resets set expires_at = now() - interval '1 second'
    where user_id = (select id from users where canonical = ${email})`;
}
