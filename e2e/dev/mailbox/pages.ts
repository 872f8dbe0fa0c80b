import type { Message } from './inbox';
import { encode, linkify, renderPage } from './page';

/** The list of emails, newest first. It loads itself again, so that it needs no script. */
export function renderList(messages: Message[]): string {
  const rows = messages.map(
    (message) => `<li><a href="/mails/${message.id}">
      <span class="subject">${encode(message.subject) || 'No subject'}</span>
      <span class="who">${encode(message.to.join(', '))}</span>
      ${renderTime(message.receivedAt)}
    </a></li>`,
  );
  return renderPage({
    title: messages.length ? `Mailbox (${messages.length})` : 'Mailbox',
    head: '<meta http-equiv="refresh" content="4">',
    body: `<p class="back"><a href="/outbox_emails">Every letter that the site can write</a></p>
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

/** One email: what was sent, as a reader with and without HTML sees it. */
export function renderMail(message: Message): string {
  const rows = [
    ['From', encode(message.from)],
    ['To', encode(message.to.join(', '))],
    ['Date', renderTime(message.date)],
  ];
  return renderPage({
    title: message.subject || 'No subject',
    body: `<p class="back"><a href="/">All mails</a></p>
    <article class="card">
      <h1>${encode(message.subject) || 'No subject'}</h1>
      <dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
    </article>
    ${
      message.html
        ? `<section><h2>HTML</h2>
           <iframe src="/mails/${message.id}/html" title="The mail as HTML"
             sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`
        : ''
    }
    ${message.text ? `<section><h2>Text</h2><pre class="card">${linkify(message.text)}</pre></section>` : ''}
    <p class="back"><a href="/mails/${message.id}/raw">Raw source</a></p>`,
  });
}

/** A page for an address that leads nowhere, also to an email that the mailbox no longer holds. */
export function renderMissing(): string {
  return renderPage({
    title: 'Not here',
    body: `<div class="card empty"><p><b>There is nothing at this address.</b></p>
      <p>The mailbox forgets its mails when it stops. <a href="/">All mails</a></p></div>`,
  });
}

/** The HTML part, changed in one thing: its links open in a new tab instead of inside the frame. */
export function renderHtmlPart(message: Message): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(message.html) ? message.html.replace(/<head[^>]*>/i, `$&${base}`) : base + message.html;
}

function renderTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return encode(iso);
  const shown = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return `<time datetime="${date.toISOString()}">${shown}</time>`;
}
