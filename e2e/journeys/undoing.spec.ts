import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { codeOf, enrolApp, forgetLastCode } from '../support/factors';
import { scan } from '../support/scanner';
import { subjects } from '../support/subjects';
import {
  linkIn,
  messages,
  newDisavowal,
  newLink,
  newPassword,
  newUser,
  sql,
  waitForEmail,
  waitForOutbox,
} from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look } from './looks';

// What a thief has changed about the ways into an account is undone, by its owner and no machine; and what is enrolled is shown to an
// owner who has come back.

const { review, offer } = en.account.overview;
const removedNotice = new RegExp(en.mail.security.authenticator.removed.heading);

/** Everything that a notice could change. */
async function stateOf(email: string) {
  const [user] = await sql`select * from users where canonical = ${email}`;
  const id = user?.id ?? '';
  return [
    user,
    await sql`select id, removed_at from authenticators where user_id = ${id} order by id`,
    await sql`select id, used_at, removed_at from recovery_codes where user_id = ${id} order by id`,
    await sql`select id, used_at from disavowals where user_id = ${id} order by id`,
    (await messages(email)).length,
  ];
}

test('a scanner of the notice about a removed app undoes nothing, and its owner has the app back, which the reset asks for', async ({
  context,
}) => {
  const { client: thief, email, password } = await newUser();
  const { secret, codes } = await enrolApp(thief, password);
  await thief.open('/account/security/app/remove');
  await thief.submit({ currentPassword: password });
  const notice = await waitForEmail(email, removedNotice);
  await waitForOutbox(email);
  const before = await stateOf(email);
  expect(await scan(context, notice)).toBeGreaterThan(0);
  await waitForOutbox(email);
  expect(await stateOf(email)).toEqual(before);

  const owner = new Client();
  const asked = await owner.open(linkIn(notice, 'not-me'));
  expect(asked.text).toContain(en.notMe.security.lead);
  expect((await owner.submit({ email })).path).toBe('/not-me/done');
  expect(await thief.me()).toBeNull();
  const next = newPassword();
  await owner.open(linkIn(await waitForEmail(email, subjects.unlock)));
  await forgetLastCode(email);
  const refused = await owner.submit({ password: next, code: '000000' });
  expect([refused.status, refused.path]).toEqual([422, '/reset-password']);
  expect((await owner.submit({ password: next, code: codeOf(secret) })).path).toBe('/login');
  expect((await owner.signIn(email, next)).path).toBe('/login/verify');
  // A code of the set that had ended with the app.
  await owner.submit({ code: codes[1] ?? '' });
  expect(await owner.me()).toBe(email);
});

test('who reports the newest of two changes reads that the earlier one stays, and can report that too', async () => {
  const { client: thief, email, password } = await newUser();
  await enrolApp(thief, password);
  const owner = new Client();
  const added = await waitForEmail(email, new RegExp(en.mail.security.authenticator.added.heading));
  await thief.changePassword(password, newPassword());
  await owner.open(await newDisavowal(email));
  expect((await owner.submit({ email })).text).toContain(en.notMe.done.earlier);
  const enrolled = () =>
    sql`select 1 from authenticators join users on users.id = user_id where canonical = ${email} and removed_at is null`;
  expect(await enrolled()).toHaveLength(1);
  await owner.open(linkIn(added, 'not-me'));
  expect((await owner.submit({ email })).text).not.toContain(en.notMe.done.earlier);
  expect(await enrolled()).toHaveLength(0);
});

withAndWithoutScripts((hasScripts) => {
  test('after a reset someone with a second factor looks through what is enrolled, once', async ({ person }) => {
    const { client, email, password } = await newUser();
    const { codes } = await enrolApp(client, password);
    await sql`update users set recovered_at = now() where canonical = ${email}`;
    await person.signIn(email, password);
    await person.fill({ code: codes[1] ?? '' });
    await person.press(en.verify.submit);
    await person.open('/account');
    const main = person.page.getByRole('main');
    await expect(main.getByRole('heading', { name: review.title })).toBeVisible();
    for (const { link } of [review.sessions, review.authenticator, review.codes])
      await expect(main.getByRole('link', { name: link })).toBeVisible();
    await expect(main).not.toContainText(offer.title);
    if (hasScripts) await look(person, 'account-review');
    await person.press(review.submit);
    await person.expectPage('/account', en.account.overview.title);
    await expect(main).not.toContainText(review.title);
  });

  test('after a reset someone without a second factor is offered a passkey where there are some, once', async ({
    person,
  }) => {
    const { email } = await newUser();
    const next = newPassword();
    await person.open((await newLink(email)).link);
    await expect(person.page.getByRole('main')).not.toContainText(offer.title);
    await person.choose(next);
    await person.press(en.reset.submit);
    await person.signIn(email, next);
    const main = person.page.getByRole('main');
    await expect(main).not.toContainText(review.title);
    if (!hasScripts) return expect(main).not.toContainText(offer.title);
    await expect(main).toContainText(offer.title);
    await look(person, 'account-offer');
    await person.press(offer.decline);
    await person.expectPage('/account', en.account.overview.title);
    await expect(main).not.toContainText(offer.title);
    await person.open('/account');
    await expect(main).not.toContainText(offer.title);
  });
});
