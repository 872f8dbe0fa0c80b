import { createServer, type IncomingMessage, type Server } from 'node:http';
import { writeEmails } from '../../support/outbox-emails';
import type { Inbox } from './inbox';
import { renderHtmlPart, renderList, renderMail, renderMissing } from './pages';
import { renderEmail, renderEmailHtml, renderEmails } from './previews';
import { icon, style } from './style';

type Answer = { status?: number; type?: string; body?: string; headers?: Record<string, string> };

const pageRules = [
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'",
  "base-uri 'none'; frame-ancestors 'none'",
].join('; ');
// What an email may do in its frame: look as it wants, from its own source only, and open links.
const mailRules = [
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** A website that shows an inbox: pages for people, `GET` and `DELETE /api/emails?to=…` for tests. Not yet listening. */
export function createWebsite(inbox: Inbox): Server {
  return createServer(async (request, response) => {
    const { status = 200, type = 'text/html', body = '', headers = {} } = await answer(inbox, request);
    response.writeHead(status, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': pageRules,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
}

async function answer(inbox: Inbox, request: IncomingMessage): Promise<Answer> {
  // The emails hold links that open accounts. A foreign page that points its own name at this machine must not read them.
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
    return refuse('Ask for localhost.');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  switch (`${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`) {
    case 'GET /':
      return { body: renderList(inbox.list()) };
    case 'GET /style.css':
      return { type: 'text/css', body: style };
    case 'GET /icon.svg':
      return { type: 'image/svg+xml', body: icon };
    case 'GET /api/mails':
      return { type: 'application/json', body: JSON.stringify(inbox.list(searchParams.get('to') ?? undefined)) };
    case 'DELETE /api/mails':
    case 'POST /clear':
      if (!isOwn(request)) return refuse('Only the mailbox itself may ask for this.');
      inbox.clear();
      return { status: 303, headers: { Location: '/' } };
    case 'GET /emails':
      return { body: renderEmails(await writeEmails()) };
    default:
      if (pathname.startsWith('/emails/')) return answerAboutEmail(pathname, searchParams.get('scheme') ?? 'light');
      return answerAboutMail(inbox, request.method ?? '', pathname);
  }
}

function answerAboutMail(inbox: Inbox, method: string, pathname: string): Answer {
  const [, id, part] = /^\/mails\/(\d+)(?:\/(html|raw))?$/.exec(pathname) ?? [];
  const message = id ? inbox.find(Number(id)) : null;
  if (!message || !['GET', 'HEAD'].includes(method)) return { status: 404, body: renderMissing() };
  if (part === 'raw') return { type: 'text/plain', body: message.raw };
  if (part === 'html') return { body: renderHtmlPart(message), headers: { 'Content-Security-Policy': mailRules } };
  return { body: renderMail(message) };
}

async function answerAboutEmail(pathname: string, asked: string): Promise<Answer> {
  const [, , locale, name, part] = pathname.split('/');
  const outboxEmail = (await writeEmails()).find((one) => one.locale === locale && one.name === name);
  const scheme = asked === 'dark' ? 'dark' : 'light';
  if (!outboxEmail) return { status: 404, body: renderMissing() };
  if (part === 'html')
    return { body: renderEmailHtml(outboxEmail, scheme), headers: { 'Content-Security-Policy': mailRules } };
  return { body: renderEmail(outboxEmail, scheme) };
}

/** Browsers say where a request comes from; programs do not, and need not. */
function isOwn(request: IncomingMessage): boolean {
  return ['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site']?.toString());
}

const refuse = (reason: string): Answer => ({ status: 403, type: 'text/plain', body: `${reason}\n` });
