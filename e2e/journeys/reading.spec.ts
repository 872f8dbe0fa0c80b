import { en } from '@/lib/words/en';
import { subjects } from '../support/subjects';
import { linkIn, newLink, newPassword, newUser, waitForEmail } from '../support/world';
import { expect, test } from './fixture';
import type { Person } from './person';

// How much there is to read for someone whose account was broken into, counted.

test('from the notice of a stolen password to signed in: at most 270 words to read', async ({ person }) => {
  const { email } = await newUser();
  const { client: thief, link } = await newLink(email);
  await thief.open(link);
  await thief.setPassword(newPassword());
  const read: Record<string, number> = {};
  const readEmail = async (subject: RegExp) => {
    const message = await waitForEmail(email, subject);
    read[message.subject] = countWords(`Subject: ${message.subject} ${message.text}`);
    return message;
  };
  const readPage = async (path: string, heading: string) => {
    await person.expectPage(path, heading);
    read[path] = await countShown(person);
  };
  await person.open(linkIn(await readEmail(subjects.passwordChanged), 'not-me'));
  await readPage('/not-me', en.notMe.change.title);
  await person.fill({ email });
  await person.press(en.notMe.change.submit);
  await readPage('/not-me/done', en.notMe.done['account-locked'].title);
  await person.open(linkIn(await readEmail(subjects.unlock)));
  await readPage('/reset-password', en.reset.title);
  const next = newPassword();
  await person.choose(next);
  await person.press(en.reset.submit);
  await readPage('/login', en.login.title);
  await person.fill({ password: next });
  await person.press(en.login.submit);
  await person.expectSignedIn(email);
  const all = Object.values(read).reduce((sum, words) => sum + words);
  expect(all, JSON.stringify(read)).toBeLessThanOrEqual(270);
});

/** The words that one sees of a page, without its head. */
async function countShown({ page }: Person): Promise<number> {
  const main = page.locator('main');
  const unseen = (await main.locator('.unseen').allInnerTexts()).join(' ');
  return countWords(await main.innerText()) - countWords(unseen);
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
