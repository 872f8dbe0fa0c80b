import type { OutboxEmail } from '../../support/outbox-emails';
import { encode, linkify, renderPage } from './page';

/** Every email in every language, to look at without asking for it. */
export function renderEmails(outboxEmails: OutboxEmail[]): string {
  const locales = [...new Set(outboxEmails.map(({ locale }) => locale))];
  const lists = locales.map((locale) => {
    const rows = outboxEmails
      .filter((outboxEmail) => outboxEmail.locale === locale)
      .map(
        (outboxEmail) => `<li><a href="${pathOf(outboxEmail)}" lang="${locale}">
          <span class="subject" dir="auto">${encode(outboxEmail.subject)}</span>
          <span class="who" lang="en">${encode(outboxEmail.name)}</span>
          <span class="who" lang="en">${sizeOf(outboxEmail.html)} HTML, ${sizeOf(outboxEmail.text)} text</span>
        </a></li>`,
      );
    const language = outboxEmails.find((outboxEmail) => outboxEmail.locale === locale)?.language ?? locale;
    return `<section><h2 lang="${locale}">${encode(language)}</h2><ul class="mails">${rows.join('')}</ul></section>`;
  });
  return renderPage({
    title: 'Emails',
    body: `<p class="back"><a href="/">All mails</a></p>
    <header class="bar"><h1>Letters</h1><span class="count">${outboxEmails.length}</span></header>
    ${lists.join('')}`,
  });
}

/** One email: as HTML in a selectable color scheme, as text, and as sent over the wire. */
export function renderEmail(outboxEmail: OutboxEmail, scheme: Scheme): string {
  const { locale, name, subject, text, html, raw } = outboxEmail;
  const ways = (['light', 'dark'] as const).map((way) =>
    way === scheme ? `<b>${way}</b>` : `<a href="${pathOf(outboxEmail)}?scheme=${way}">${way}</a>`,
  );
  const [head = ''] = raw.split('\r\n\r\n');
  return renderPage({
    title: `${name} (${locale})`,
    body: `<p class="back"><a href="/outbox_emails">All outbox_emails</a></p>
    <article class="card">
      <h1 lang="${locale}" dir="auto">${encode(subject)}</h1>
      <dl><div><dt>Letter</dt><dd>${encode(name)}, ${encode(locale)}</dd></div>
      <div><dt>Size</dt><dd>${sizeOf(html)} HTML, ${sizeOf(text)} text, ${sizeOf(raw)} in all</dd></div></dl>
    </article>
    <section><h2>HTML: ${ways.join(' · ')}</h2>
      <iframe src="${pathOf(outboxEmail)}/html?scheme=${scheme}" title="The letter as HTML" sandbox="allow-popups"></iframe></section>
    <section><h2>Text</h2><pre class="card" lang="${locale}" dir="auto">${linkify(text)}</pre></section>
    <section><h2>Headers</h2><pre class="card">${encode(head)}</pre></section>`,
  });
}

export type Scheme = 'light' | 'dark';

/** The HTML part, with its answer to the reader's colour scheme given beforehand. */
export function renderEmailHtml({ html }: OutboxEmail, scheme: Scheme): string {
  return html
    .replace('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('light dark', scheme);
}

const pathOf = ({ locale, name }: OutboxEmail) => `/emails/${encodeURIComponent(locale)}/${encodeURIComponent(name)}`;
const sizeOf = (text: string) => `${(Buffer.byteLength(text) / 1000).toFixed(1)} kB`;
