import { createTransport } from 'nodemailer';
import { writeSamples } from '@/emails/samples';
import { languages, speak } from '@/lib/words';

/** A letter as a mail server would get it, about nobody. */
export type Letter = {
  locale: string;
  language: string;
  name: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
};

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** Every letter that the site can write, in every language. */
export async function writeLetters(): Promise<Letter[]> {
  const written = await Promise.all(
    languages.map(async ({ locale, name: language }) =>
      Object.entries(writeSamples(await speak(locale))).map(([name, mail]) => ({ locale, language, name, ...mail })),
    ),
  );
  return Promise.all(written.flat().map(async (letter) => ({ ...letter, raw: await compose(letter) })));
}

// With the headers that lib/transport/smtp.ts sends.
async function compose({ locale, name, subject, text, html }: Omit<Letter, 'raw'>): Promise<string> {
  const { message } = await composer.sendMail({
    from: 'Return Key <no-reply@return-key.test>',
    to: { name: '', address: 'ada@example.com' },
    subject,
    text,
    html,
    messageId: `<${name}.${locale}@return-key.test>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(name === 'reset' ? { 'OTP-Token': '"7K4M-2XQ9"; origin="https://return-key.test"' } : {}),
    },
  });
  return message.toString();
}
