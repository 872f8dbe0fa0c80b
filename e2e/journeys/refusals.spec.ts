import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { profile } from '../support/client';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newLink, newPassword, newUser, sql, waitForEmail, waitForOutbox } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import type { Person } from './person';

type Fields = Record<string, string>;
/** What is typed, and the sentence that each refused field gets, in the order of the page. */
type Try = { typed: Fields; refused: Fields };

const badAddress = en.problems.email.malformed;
const addresses: Try[] = [
  { typed: { email: '' }, refused: { email: 'Enter your email address.' } },
  ...['ada', 'ada@', '@example.com', 'ada@example', 'ada lovelace@example.com', 'ada@example.com,eve@example.com'].map(
    (email) => ({ typed: { email }, refused: { email: badAddress } }),
  ),
  {
    typed: { email: `ada@${'long.'.repeat(50)}com` },
    refused: { email: en.problems.email.tooLong },
  },
];
const newPasswords = (email: string): Try[] => [
  { typed: { password: '' }, refused: { password: 'Enter a password.' } },
  {
    typed: { password: 'short enough' },
    refused: { password: en.problems.password.tooShort(15) },
  },
  { typed: { password: 'aaaaaaaaaaaaaaaaaaaa' }, refused: { password: en.problems.password.weak } },
  { typed: { password: 'manchesterunited' }, refused: { password: en.problems.password.common } },
  { typed: { password: 'violet teapot under snow' }, refused: { password: en.problems.password.example } },
  { typed: { password: `my ${brand.name} plover quiz` }, refused: { password: en.problems.password.containsSite } },
  { typed: { password: `${email} orbit` }, refused: { password: en.problems.password.containsEmail } },
  { typed: { password: 'Lovelace orbit kettle' }, refused: { password: en.problems.password.containsName } },
  { typed: { password: 'orbit kettle '.repeat(20) }, refused: { password: en.problems.password.tooLong } },
];
const present = 'Enter a password.';

withAndWithoutScripts((hasScripts) => {
  test('register refuses in sentences beside the fields, and keeps the rest', async ({ person }) => {
    const good = { ...profile, email: newAddress() };
    await person.open('/register');
    await refuseEach(person, 'Create account', { ...good, password: newPassword() }, [
      {
        typed: { name: '', email: '', password: '' },
        refused: { name: 'Enter your name.', email: 'Enter your email address.', password: present },
      },
      { typed: { name: 'x'.repeat(101) }, refused: { name: en.problems.name.tooLong } },
      {
        typed: { name: '', email: 'ada@', password: 'short' },
        refused: { name: 'Enter your name.', email: badAddress, password: en.problems.password.tooShort(15) },
      },
      { typed: { name: '', password: '' }, refused: { name: 'Enter your name.', password: present } },
      ...addresses,
      ...newPasswords(good.email),
    ]);
    expect(await sql`select 1 from outbox_emails where canonical = ${good.email}`).toEqual([]);
  });

  test('signing in refuses in sentences beside the fields, and keeps the address', async ({ person }) => {
    await person.open('/login');
    await refuseEach(person, 'Sign in', { email: newAddress(), password: newPassword() }, [
      { typed: { email: '', password: '' }, refused: { email: 'Enter your email address.', password: present } },
      { typed: { password: '' }, refused: { password: present } },
      ...addresses,
    ]);
  });

  test('every form that asks for an address refuses a bad one', async ({ person }) => {
    const { email } = await newUser();
    const forms: [string, string][] = [
      ['/forgot-password', en.forgot.submit],
      ['/reset-password/not-ours', en.reset.again],
    ];
    for (const [path, button] of forms) {
      await person.open(path);
      await refuseEach(person, button, { email }, addresses.slice(0, 3));
    }
    await newLink(email);
    await person.open(linkIn(await waitForEmail(email, subjects.reset), 'not-me'));
    await refuseEach(person, en.notMe.reset.submit, { email }, [
      ...addresses.slice(0, 2),
      { typed: { email: newAddress() }, refused: { email: en.problems.email.otherAddress } },
    ]);
  });

  test('a refused new password leaves the link valid', async ({ person }) => {
    const { email } = await newUser();
    const { link } = await newLink(email);
    await person.open(link);
    const tries: Try[] = newPasswords(email);
    if (!hasScripts) {
      for (const { typed } of tries) typed.confirm = typed.password ?? '';
      tries.push({ typed: { confirm: 'another one' }, refused: { confirm: en.problems.password.mismatch } });
    }
    const next = newPassword();
    const good = { password: next, ...(hasScripts ? {} : { confirm: next }) };
    await refuseEach(person, 'Save new password', good, tries);
    await person.fill(good);
    await person.press('Save new password');
    await person.expectPage('/login', 'Sign in');
  });

  test('the forms of the account refuse what is missing or wrong', async ({ person }) => {
    const { email, password } = await newUser();
    const next = newPassword();
    const wrong = { currentPassword: en.problems.password.wrongCurrent };
    await person.signIn(email, password);
    await person.expectPage('/account', 'Your account');
    await refuseEach(person, en.account.overview.save, { name: 'Ada' }, [
      { typed: { name: '' }, refused: { name: 'Enter your name.' } },
      { typed: { name: 'x'.repeat(101) }, refused: { name: en.problems.name.tooLong } },
    ]);
    await person.open('/account/password');
    const good = { currentPassword: password, password: next, ...(hasScripts ? {} : { confirm: next }) };
    await refuseEach(person, 'Change password', good, [
      { typed: { currentPassword: '' }, refused: { currentPassword: present } },
      { typed: { currentPassword: newPassword() }, refused: wrong },
      {
        typed: { password: 'short', ...(hasScripts ? {} : { confirm: 'short' }) },
        refused: { password: en.problems.password.tooShort(15) },
      },
      {
        typed: { password, ...(hasScripts ? {} : { confirm: password }) },
        refused: { password: en.problems.password.sameAsCurrent },
      },
    ]);
    await person.open('/account/email');
    await refuseEach(person, en.account.email.submit, { email: newAddress(), currentPassword: password }, [
      {
        typed: { email: '', currentPassword: '' },
        refused: { email: 'Enter your email address.', currentPassword: present },
      },
      { typed: { email: 'ada@' }, refused: { email: badAddress } },
      { typed: { email }, refused: { email: en.problems.email.sameAddress } },
      { typed: { currentPassword: newPassword() }, refused: wrong },
    ]);
    await person.open('/account/delete');
    await refuseEach(person, en.account.remove.submit, { currentPassword: password }, [
      { typed: { currentPassword: '' }, refused: { currentPassword: present } },
      { typed: { currentPassword: newPassword() }, refused: wrong },
    ]);
    await person.expectSignedIn(email);
  });

  test('the pages behind a confirmation email refuse a missing or wrong password', async ({ person }) => {
    const email = newAddress();
    const password = newPassword();
    await person.open('/register');
    await person.fill({ ...profile, email, password });
    await person.press('Create account');
    // The browser that registered asks for no password.
    await person.page.context().clearCookies();
    await person.open(linkIn(await waitForEmail(email, subjects.confirm)));
    await refuseEach(person, 'Confirm and sign in', { password }, [
      { typed: { password: '' }, refused: { password: present } },
    ]);
    await person.fill({ password });
    await person.press('Confirm and sign in');
    await person.expectPage('/account', 'Your account');

    const next = newAddress();
    await person.open('/account/email');
    await person.fill({ email: next, currentPassword: password });
    await person.press(en.account.email.submit);
    await person.page.context().clearCookies();
    await person.open(linkIn(await waitForEmail(next, subjects.addressChange)));
    await refuseEach(person, en.confirmEmail.submit, { password }, [
      { typed: { password: '' }, refused: { password: present } },
      { typed: { password: newPassword() }, refused: { password: en.problems.password.wrongCurrent } },
    ]);
  });
});

test('a double click does one thing', async ({ person }) => {
  const email = newAddress();
  await person.open('/register');
  await person.fill({ ...profile, email, password: newPassword() });
  await person.page.getByRole('button', { name: 'Create account' }).dblclick();
  await person.expectPage('/register/sent', 'Check your inbox');
  await person.open('/forgot-password');
  await person.page.getByRole('button', { name: en.forgot.submit }).dblclick();
  await person.expectPage('/forgot-password/sent', 'Check your inbox');
  await waitForOutbox(email);
  const outboxEmails = await sql`select kind from outbox_emails where canonical = ${email} order by created_at`;
  expect(outboxEmails.map(({ kind }) => kind)).toEqual(['registration', 'reset']);

  const known = (await newUser()).email;
  await person.open((await newLink(known)).link);
  await person.choose(newPassword());
  await person.page.getByRole('button', { name: 'Save new password' }).dblclick();
  await expect(person.notice).toHaveText(en.outcomes['password-changed']());
});

/** Each try is made with good values in all other fields. */
async function refuseEach(person: Person, button: string, good: Fields, tries: Try[]): Promise<void> {
  for (const { typed, refused } of tries) {
    const filled = { ...good, ...typed };
    await person.fill(filled);
    const status = await person.press(button);
    for (const [name, sentence] of Object.entries(refused)) {
      await expect(person.refusal(name)).toContainText(sentence);
      await expect(person.field(name)).toHaveAttribute('aria-describedby', new RegExp(`\\b${name}-error$`));
    }
    const names = await person.page.locator('[aria-invalid="true"]').evaluateAll((all) => all.map(({ id }) => id));
    expect(names, JSON.stringify(typed)).toEqual(Object.keys(refused));
    expect(status).toBe(422);
    await expect(person.field(names[0] ?? '')).toBeFocused();
    for (const [name, value] of Object.entries(filled)) {
      const isSecret = /password|confirm/i.test(name);
      await expect(person.field(name)).toHaveValue(isSecret ? '' : value);
    }
  }
}
