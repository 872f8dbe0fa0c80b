import { createTransport } from 'nodemailer';
import { writeSamples } from '@/emails/samples';
import { languages, speak } from '@/lib/words';

/** An email template filled with made-up data, and `raw` as a mail server would receive it. */
export type SampleEmail = {
  locale: string;
  language: string;
  name: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
};

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** Every email template in every language. Written once: there are some hundreds, and the mailbox shows them one by one. */
export function listSampleEmails(): Promise<SampleEmail[]> {
  written ??= write();
  return written;
}

let written: Promise<SampleEmail[]> | undefined;

async function write(): Promise<SampleEmail[]> {
  const samples = await Promise.all(
    languages.map(async ({ locale, name: language }) =>
      Object.entries(writeSamples(await speak(locale))).map(([name, message]) => ({
        locale,
        language,
        name,
        ...message,
      })),
    ),
  );
  return Promise.all(samples.flat().map(async (sample) => ({ ...sample, raw: await compose(sample) })));
}

// The same headers as in lib/mail/transport/smtp.ts.
async function compose({ locale, name, subject, text, html }: Omit<SampleEmail, 'raw'>): Promise<string> {
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
