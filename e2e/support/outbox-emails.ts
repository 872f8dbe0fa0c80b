import { createTransport } from 'nodemailer';
import { writeSamples } from '@/emails/samples';
import { languages, speak } from '@/lib/words';

/** An email as a mail server would get it, with made-up data. */
export type OutboxEmail = {
  locale: string;
  language: string;
  name: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
};

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** Every email that the site can write, in every language. */
export async function writeEmails(): Promise<OutboxEmail[]> {
  const written = await Promise.all(
    languages.map(async ({ locale, name: language }) =>
      Object.entries(writeSamples(await speak(locale))).map(([name, message]) => ({
        locale,
        language,
        name,
        ...message,
      })),
    ),
  );
  return Promise.all(written.flat().map(async (outboxEmail) => ({ ...outboxEmail, raw: await compose(outboxEmail) })));
}

// With the headers that lib/mail/transport/smtp.ts sends.
async function compose({ locale, name, subject, text, html }: Omit<OutboxEmail, 'raw'>): Promise<string> {
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
