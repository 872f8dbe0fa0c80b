import { describe, expect, it } from 'vitest';
import { speak } from '@/lib/words';
import { writeConfirm } from './confirm';
import { writeReset } from './reset';
import { writeSamples } from './samples';
import { flatten, tame } from './untrusted';

const words = await speak('en');

describe('a display name', () => {
  it('that a mail client would turn into a link is not used at all', () => {
    const links = [
      'http://evil.test Win a prize',
      'HTTPS://evil',
      'www.evil',
      'Win at evil.test',
      'evil。test',
      'evil.xn--p1ai',
      'a@evil',
      'Eve\r\nBcc: a@evil',
      'ev\u200Bil.test',
      'evil\u00AD.test',
      'evil.\u200Dtest',
      'evil．test',
      'a＠evil',
      '1.2.3.4.evil',
    ];
    for (const name of links) expect(tame(name), name).toBeNull();
  });

  it('of a person stays as it is', () => {
    for (const name of [
      'Ada',
      'J. R. R. Tolkien',
      'J.R.R. Tolkien',
      "Conan O'Brien",
      '山田 太郎',
      'نوشین\u200Cدخت',
      '👩‍💻 Ada',
    ])
      expect(tame(name)).toBe(name.normalize('NFC'));
  });

  it('is one line without control or direction characters, of at most 60 characters', () => {
    expect(flatten(' Ada\r\n\tLove\u202Elace\0 ')).toBe('Ada Lovelace');
    expect([...flatten('é'.repeat(500))]).toHaveLength(60);
  });

  it('that is missing or empty is left out of the greeting', () => {
    for (const name of ['', ' \r\n', undefined]) expect(tame(name)).toBeNull();
  });

  it('is escaped wherever it stands', () => {
    for (const content of Object.values(writeSamples(words, `<img src=//e> "'&`))) {
      expect(content.html).not.toMatch(/<img/);
      expect(content.subject).not.toContain('img');
    }
    expect(writeSamples(words, '<img src=//e>').reset?.html).toContain('Hello &lt;img src=//e&gt;,');
  });

  it.each(['http://evil.test Win a prize', 'Eve\r\nBcc: a@evil'])('%j changes no email but the greeting', (name) => {
    expect(writeSamples(words, name)).toEqual(writeSamples(words, ''));
  });
});

describe('what else a stranger can choose', () => {
  const sample = {
    words,
    email: 'ada@example.com',
    url: 'https://return-key.test/reset-password/sample',
    declineUrl: 'https://return-key.test/not-me/sample',
    requestedAt: new Date(0),
    expiresAt: new Date(0),
    lifetimeMinutes: 30,
  };

  it('a browser that calls itself an advertisement is a device we do not know', () => {
    const requester = { device: 'Win a prize at http://evil.test', network: '203.0.113.7' };
    const content = writeReset({ ...sample, requester });
    expect(content.text).toContain('Device: Unknown device');
    expect(content.html).not.toContain('evil');
  });

  it('the address is escaped', () => {
    const content = writeReset({ ...sample, email: `o'<b>@example.com`, requester: { device: 'x', network: 'y' } });
    expect(content.html).toContain('o&#39;&lt;b&gt;@example.com');
  });

  it('an email to an address that no one has confirmed has no words of the person who typed it', () => {
    // The type has no name; this is for the caller who spreads a whole registration into it.
    const registration = { ...sample, name: 'Win a prize', requester: { device: 'Firefox on Linux', network: 'y' } };
    const content = writeConfirm(registration);
    expect(`${content.text}${content.html}`).not.toContain('prize');
  });
});
