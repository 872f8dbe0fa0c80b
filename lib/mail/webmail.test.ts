import { expect, test } from 'vitest';
import { findWebmail } from './webmail';

const sender = 'Return Key <no-reply@return-key.test>';

test.each([
  [
    'ada+one@gmail.com',
    'https://mail.google.com/mail/?authuser=ada%2Bone%40gmail.com#search/from%3A(no-reply%40return-key.test)+in%3Aanywhere+newer_than%3A1d',
  ],
  ['ada@GoogleMail.com', 'https://mail.google.com/mail/?authuser=ada%40GoogleMail.com#search/'],
  ['ada@hotmail.co.uk', 'https://outlook.live.com/mail/?login_hint=ada%40hotmail.co.uk'],
  ['ada@live.fr', 'https://outlook.live.com/'],
  ['ada@yahoo.com', 'https://mail.yahoo.com/d/search/keyword=from%253Ano-reply%2540return-key.test'],
  ['ada@yahoo.co.jp', 'https://mail.yahoo.co.jp/'],
  ['ada@me.com', 'https://www.icloud.com/mail'],
  ['ada@pm.me', 'https://mail.proton.me/u/0/all-mail#from=no-reply%40return-key.test'],
  ['ada@gmx.de', 'https://www.gmx.net/'],
  ['ada@gmx.com', 'https://www.gmx.com/'],
  ['ada@web.de', 'https://web.de/'],
  ['ada@mail.ru', 'https://e.mail.ru/search/?q_from=no-reply%40return-key.test'],
])('%s is read at %s', (email, url) => {
  expect(findWebmail(email, sender)?.url.startsWith(url)).toBe(true);
});

test.each(['ada@example.com', 'ada@gmail.com.evil.example', 'ada@notgmail.com', 'gmail.com@example.org', ''])(
  'nothing is promised for %s',
  (email) => expect(findWebmail(email, sender)).toBeNull(),
);

test('whatever was typed, a webmail link leads to that provider and carries it as one parameter', () => {
  const odd = `a"<>&#?'%/\\@gmail.com`;
  const url = new URL(findWebmail(odd, 'no-reply@return-key.test')?.url ?? '');
  expect([url.origin, url.searchParams.get('authuser')]).toEqual(['https://mail.google.com', odd]);
});
