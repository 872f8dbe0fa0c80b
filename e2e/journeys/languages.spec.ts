import { linkIn, newPassword, newUser, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look, translated } from './looks';
import type { Person } from './person';

// Sentences are the dictionaries' business. These journeys know fields, buttons by their looks, and tags.
const tongues: { tag: string; direction: 'ltr' | 'rtl'; ranges: string }[] = [
  { tag: 'de', direction: 'ltr', ranges: 'de-AT,de;q=0.9,en;q=0.8' },
  { tag: 'fr', direction: 'ltr', ranges: 'fr-CA,fr;q=0.9,en;q=0.8' },
  { tag: 'es', direction: 'ltr', ranges: 'es-MX,es;q=0.9,en;q=0.8' },
  { tag: 'ja', direction: 'ltr', ranges: 'ja-JP,ja;q=0.9,en;q=0.8' },
  { tag: 'ar', direction: 'rtl', ranges: 'ar-EG,ar;q=0.9,en;q=0.8' },
];

for (const { tag, direction, ranges } of tongues) {
  withAndWithoutScripts((hasScripts) => {
    test(`a whole reset in ${tag}, chosen at the foot of the page`, async ({ person }) => {
      const { email } = await newUser();
      await person.open('/login');
      await person.fill({ email });
      await choose(person, tag);
      await expectTongue(person, '/login', tag, direction);
      await expect(person.field('email')).toHaveValue(hasScripts ? email : '');
      await look(person, `${tag}-login`, translated);
      await person.fill({ email });
      await press(person, '.key.quiet');
      await expectTongue(person, '/forgot-password/sent', tag, direction);
      await look(person, `${tag}-sent`, translated);

      const message = await waitForEmail(email, /./, 1);
      expect(message.html).toContain(`<html lang="${tag}" dir="${direction}">`);
      await person.open(linkIn(message));
      await expectTongue(person, '/reset-password', tag, direction);
      await person.choose('short');
      await press(person, '.key.main');
      await expect(person.refusal('password')).toBeVisible();
      await look(person, `${tag}-refused`, translated);
      const password = newPassword();
      await person.choose(password);
      await press(person, '.key.main');
      await expectTongue(person, '/login', tag, direction);
      await expect(person.notice).toBeVisible();
      await person.fill({ password });
      await press(person, '.key.main');
      await expectTongue(person, '/account', tag, direction);
      await look(person, `${tag}-account`, translated);
      await person.open('/account/activity');
      await look(person, `${tag}-activity`, translated);
      const notice = await waitForEmail(email, /./, 2);
      expect(notice.html).toContain(`<html lang="${tag}" dir="${direction}">`);
      await person.open('/no-such-page');
      await expectTongue(person, '/no-such-page', tag, direction);
      await choose(person, 'en');
      await expectTongue(person, '/no-such-page', 'en', 'ltr');
    });
  });

  test(`a browser that asks for ${ranges} gets pages, refusals and emails in ${tag}`, async () => {
    const { email, client } = await newUser();
    const asking = { 'Accept-Language': ranges };
    const page = await client.open('/forgot-password', asking);
    expect(page.body).toContain(`<html lang="${tag}" dir="${direction}"`);
    await client.submit({ email }, asking);
    expect((await waitForEmail(email, /./, 1)).html).toContain(`<html lang="${tag}" dir="${direction}">`);
    const refused = await client.send('PUT', '/login', { headers: { ...asking, Origin: client.base } });
    expect(refused.body).toContain(`<html lang="${tag}" dir="${direction}">`);
  });
}

test('the switcher leads nowhere else, and not from elsewhere', async () => {
  const { client } = await newUser();
  for (const path of ['//evil.example', 'https://evil.example', '/\\evil.example', '', 'javascript:alert(1)']) {
    const answer = await client.post('/language', [
      ['language', 'en'],
      ['path', path],
    ]);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  }
  const unknown = await client.post('/language', [
    ['language', 'tlh'],
    ['path', '/login'],
  ]);
  expect([unknown.status, unknown.headers.location, unknown.setCookies]).toEqual([303, '/login', []]);
  const origin = { Origin: client.base };
  const garbage = { headers: { ...origin, 'Content-Type': 'multipart/form-data; boundary=x' }, body: 'garbage' };
  expect((await client.send('POST', '/language', garbage)).headers.location).toBe('/');
  expect((await client.send('GET', '/language')).headers.location).toBe('/');
  const foreign = await client.post('/language', [['language', 'en']], { Origin: 'https://evil.example' });
  expect([foreign.status, foreign.setCookies]).toEqual([403, []]);
  client.jar.set('return-key.language', 'tlh');
  expect((await client.open('/login')).body).toContain('<html lang="en" dir="ltr"');
});

async function choose(person: Person, tag: string): Promise<void> {
  await person.page.locator(`.languages button[lang="${tag}"]`).click();
  await expect(person.page.locator(`.languages [aria-current][lang="${tag}"]`)).toHaveCount(1);
  await person.settle();
}

async function press(person: Person, button: string): Promise<void> {
  const answered = person.page.waitForResponse((response) => response.request().method() === 'POST');
  await person.page.locator(`main ${button}`).first().click();
  await answered;
  await person.settle();
}

async function expectTongue(person: Person, path: string, tag: string, direction: string): Promise<void> {
  await expect(person.page).toHaveURL(new RegExp(`${path}(\\?from=email&at=\\d+)?$`));
  const root = person.page.locator('html');
  await expect(root).toHaveAttribute('lang', tag);
  await expect(root).toHaveAttribute('dir', direction);
  await person.settle();
}
