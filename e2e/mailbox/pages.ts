import type { Mail } from './inbox';
import { encode, linkify, renderPage } from './page';

/** The list of mails, newest first. It loads itself again, so that it needs no script. */
export function renderList(mails: Mail[]): string {
  const rows = mails.map(
    (mail) => `<li><a href="/mails/${mail.id}">
      <span class="subject">${encode(mail.subject) || 'No subject'}</span>
      <span class="who">${encode(mail.to.join(', '))}</span>
      ${renderTime(mail.receivedAt)}
    </a></li>`,
  );
  return renderPage({
    title: mails.length ? `Mailbox (${mails.length})` : 'Mailbox',
    head: '<meta http-equiv="refresh" content="4">',
    body: `<p class="back"><a href="/letters">Every letter that the site can write</a></p>
    <header class="bar"><h1>Mailbox</h1>${
      rows.length
        ? `<span class="count">${rows.length}</span>
           <form method="post" action="/clear"><button>Empty the mailbox</button></form>`
        : ''
    }</header>
    ${
      rows.length
        ? `<ul class="mails">${rows.join('')}</ul>`
        : `<div class="card empty"><p><b>No mail yet.</b></p>
           <p>Every mail that the site sends lands here and goes no further. Newly arrived mails appear by themselves.</p></div>`
    }`,
  });
}

/** One mail: what was sent, as a reader with and without HTML sees it. */
export function renderMail(mail: Mail): string {
  const rows = [
    ['From', encode(mail.from)],
    ['To', encode(mail.to.join(', '))],
    ['Date', renderTime(mail.date)],
  ];
  return renderPage({
    title: mail.subject || 'No subject',
    body: `<p class="back"><a href="/">All mails</a></p>
    <article class="card">
      <h1>${encode(mail.subject) || 'No subject'}</h1>
      <dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
    </article>
    ${
      mail.html
        ? `<section><h2>HTML</h2>
           <iframe src="/mails/${mail.id}/html" title="The mail as HTML"
             sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`
        : ''
    }
    ${mail.text ? `<section><h2>Text</h2><pre class="card">${linkify(mail.text)}</pre></section>` : ''}
    <p class="back"><a href="/mails/${mail.id}/raw">Raw source</a></p>`,
  });
}

/** A page for an address that leads nowhere, also to a mail that the mailbox no longer holds. */
export function renderMissing(): string {
  return renderPage({
    title: 'Not here',
    body: `<div class="card empty"><p><b>There is nothing at this address.</b></p>
      <p>The mailbox forgets its mails when it stops. <a href="/">All mails</a></p></div>`,
  });
}

/** The HTML part, changed in one thing: its links open in a new tab instead of inside the frame. */
export function renderHtmlPart(mail: Mail): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(mail.html) ? mail.html.replace(/<head[^>]*>/i, `$&${base}`) : base + mail.html;
}

function renderTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return encode(iso);
  const shown = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return `<time datetime="${date.toISOString()}">${shown}</time>`;
}
