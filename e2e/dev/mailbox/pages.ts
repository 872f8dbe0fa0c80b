import type { Message } from './inbox';
import { encode, linkify, renderPage } from './page';

/** The list of emails, newest first, or of those to one address. A meta refresh updates it, because the page runs no scripts. */
export function renderList(all: Message[], to: string | null): string {
  const messages = to ? all.filter((message) => message.to.includes(to.toLowerCase())) : all;
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
    body: `<p class="back"><a href="/emails">All email templates</a></p>
    <header class="bar"><h1>Mailbox</h1>${
      rows.length
        ? `<span class="count">${rows.length}</span>
           <form method="post" action="/clear"><button>Empty the mailbox</button></form>`
        : ''
    }</header>
    ${renderPeople(all, to)}
    ${
      rows.length
        ? `<ul class="mails">${rows.join('')}</ul>`
        : `<div class="card empty"><p><b>No emails yet.</b></p>
           <p>Every email that the site sends arrives here and goes nowhere else. New emails appear automatically.</p></div>`
    }`,
  });
}

/** Links that filter the list: the addresses that were written to last. Not a field, which the refresh would empty. */
function renderPeople(messages: Message[], to: string | null): string {
  const chosen = to ? [to.toLowerCase()] : [];
  const people = [...new Set([...chosen, ...messages.flatMap((message) => message.to)])].slice(0, 12);
  if (people.length < 2) return '';
  const links = [null, ...people].map((address) => {
    const href = address ? `/?to=${encodeURIComponent(address)}` : '/';
    const current = address === (chosen[0] ?? null) ? ' aria-current="page"' : '';
    return `<li><a href="${encode(href)}"${current}>${address ? encode(address) : 'Everyone'}</a></li>`;
  });
  return `<ul class="people">${links.join('')}</ul>`;
}

/** One received email: its headers, HTML part and text part. */
export function renderMessage(message: Message): string {
  const rows = [
    ['From', encode(message.from)],
    ['To', encode(message.to.join(', '))],
    ['Date', renderTime(message.date)],
  ];
  return renderPage({
    title: message.subject || 'No subject',
    body: `<p class="back"><a href="/">All emails</a></p>
    <article class="card">
      <h1>${encode(message.subject) || 'No subject'}</h1>
      <dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
    </article>
    ${
      message.html
        ? `<section><h2>HTML · <a href="/mails/${message.id}/html">on a page of its own</a></h2>
           <iframe src="/mails/${message.id}/html" title="The email as HTML"
             sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`
        : ''
    }
    ${message.text ? `<section><h2>Text</h2><pre class="card">${linkify(message.text)}</pre></section>` : ''}
    <p class="back"><a href="/mails/${message.id}/raw">Raw source</a></p>`,
  });
}

/** The 404 page, also for an email that is no longer in the mailbox. */
export function renderMissing(): string {
  return renderPage({
    title: 'Page not found',
    body: `<div class="card empty"><p><b>There is no page at this address.</b></p>
      <p>The mailbox keeps its emails only while it runs. <a href="/">All emails</a></p></div>`,
  });
}

/** The HTML part with a `<base>` element, so that its links open in a new tab instead of inside the frame. */
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
