import type { SampleEmail } from '../../support/sample-emails';
import { encode, linkify, renderPage } from './page';

/** The list of all email templates in every language, filled with sample data. */
export function renderPreviews(samples: SampleEmail[]): string {
  const locales = [...new Set(samples.map(({ locale }) => locale))];
  const lists = locales.map((locale) => {
    const rows = samples
      .filter((sample) => sample.locale === locale)
      .map(
        (sample) => `<li><a href="${pathOf(sample)}" lang="${locale}">
          <span class="subject" dir="auto">${encode(sample.subject)}</span>
          <span class="who" lang="en">${encode(sample.name)}</span>
          <span class="who" lang="en">${sizeOf(sample.html)} HTML, ${sizeOf(sample.text)} text</span>
        </a></li>`,
      );
    const language = samples.find((sample) => sample.locale === locale)?.language ?? locale;
    return `<section><h2 lang="${locale}">${encode(language)}</h2><ul class="mails">${rows.join('')}</ul></section>`;
  });
  return renderPage({
    title: 'Email templates',
    body: `<p class="back"><a href="/">All emails</a></p>
    <header class="bar"><h1>Email templates</h1><span class="count">${samples.length}</span></header>
    ${lists.join('')}`,
  });
}

/** One template: as HTML in a selectable color scheme, as text, and its headers. */
export function renderPreview(sample: SampleEmail, scheme: Scheme): string {
  const { locale, name, subject, text, html, raw } = sample;
  const schemes = (['light', 'dark'] as const).map((each) =>
    each === scheme ? `<b>${each}</b>` : `<a href="${pathOf(sample)}?scheme=${each}">${each}</a>`,
  );
  const [head = ''] = raw.split('\r\n\r\n');
  return renderPage({
    title: `${name} (${locale})`,
    body: `<p class="back"><a href="/emails">All email templates</a></p>
    <article class="card">
      <h1 lang="${locale}" dir="auto">${encode(subject)}</h1>
      <dl><div><dt>Email</dt><dd>${encode(name)}, ${encode(locale)}</dd></div>
      <div><dt>Size</dt><dd>${sizeOf(html)} HTML, ${sizeOf(text)} text, ${sizeOf(raw)} raw</dd></div></dl>
    </article>
    <section><h2>HTML: ${schemes.join(' · ')}</h2>
      <iframe src="${pathOf(sample)}/html?scheme=${scheme}" title="The email as HTML" sandbox="allow-popups"></iframe></section>
    <section><h2>Text</h2><pre class="card" lang="${locale}" dir="auto">${linkify(text)}</pre></section>
    <section><h2>Headers</h2><pre class="card">${encode(head)}</pre></section>`,
  });
}

export type Scheme = 'light' | 'dark';

/** The HTML part with its color scheme fixed, whatever the browser prefers. */
export function renderPreviewHtml({ html }: SampleEmail, scheme: Scheme): string {
  return html
    .replace('(prefers-color-scheme:dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('light dark', scheme);
}

const pathOf = ({ locale, name }: SampleEmail) => `/emails/${encodeURIComponent(locale)}/${encodeURIComponent(name)}`;
const sizeOf = (text: string) => `${(Buffer.byteLength(text) / 1000).toFixed(1)} kB`;
