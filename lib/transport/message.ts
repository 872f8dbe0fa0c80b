import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import * as qp from 'nodemailer/lib/qp';
import { env } from '../env';
import { type Outgoing, quoted } from './mail';

/**
 * A mail as it goes over the wire (RFC 5322, RFC 2046). nodemailer writes what people have chosen, sender and subject, once
 * for all mails that share them; its streams for the rest take as long as everything else that is done for a mail.
 */
export function writeMessage(mail: Outgoing, messageId: string): string {
  // No encoded text can hold this (RFC 2045, 6.7).
  const boundary = `=_${mail.id}`;
  const part = (type: string, body: string) =>
    [
      `--${boundary}`,
      `Content-Type: text/${type}; charset=utf-8`,
      'Content-Transfer-Encoding: quoted-printable',
      '',
      qp.wrap(qp.encode(body.replace(/\r?\n/g, '\r\n')), 76),
    ].join('\r\n');
  const to = quoted(mail.to);
  const own = [
    `To: ${to.startsWith('"') ? `<${to}>` : to}`,
    `Message-ID: <${messageId}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    ...Object.entries(mail.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ];
  return [
    writeHead(mail.subject),
    ...own.map((header) => foldLines(header, 76)),
    '',
    part('plain', mail.text),
    part('html', mail.html),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

function writeHead(subject: string): string {
  const { EMAIL_FROM, EMAIL_REPLY_TO } = env();
  const name = [EMAIL_FROM, EMAIL_REPLY_TO, subject].join('\n');
  const known = heads.get(name);
  if (known !== undefined) return known;
  const node = new MimeNode('multipart/alternative');
  node.setHeader({
    From: EMAIL_FROM,
    ...(EMAIL_REPLY_TO ? { 'Reply-To': EMAIL_REPLY_TO } : {}),
    Subject: subject,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'MIME-Version': '1.0',
  });
  // Those that belong to one mail, and that it adds by itself, are written above.
  const head = node
    .buildHeaders()
    .split(/\r\n(?!\s)/)
    .filter((header) => !/^(Content-Type|Message-ID|Date|To):/i.test(header))
    .join('\r\n');
  if (heads.size >= mostHeads) heads.clear();
  heads.set(name, head);
  return head;
}

// A subject for each kind of mail in each language.
const mostHeads = 200;
const heads = new Map<string, string>();
