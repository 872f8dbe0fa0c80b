import { createServer, type IncomingMessage, type Server } from 'node:http';
import { listSampleEmails } from '../../support/sample-emails';
import type { Inbox } from './inbox';
import { renderHtmlPart, renderList, renderMessage, renderMissing } from './pages';
import { renderPreview, renderPreviewHtml, renderPreviews } from './previews';
import { icon, style } from './style';

type Answer = { status?: number; type?: string; body?: string; headers?: Record<string, string> };

const pagePolicy = [
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'",
  "base-uri 'none'; frame-ancestors 'none'",
].join('; ');
// An email in its frame may use inline styles and data: images and open links; it loads nothing and runs no scripts.
const emailPolicy = [
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/**
 * A website that shows an inbox: pages for people, and for tests `GET /api/mails?to=…` and `DELETE /api/mails`, which deletes
 * all emails. The caller starts listening.
 */
export function createWebsite(inbox: Inbox): Server {
  return createServer(async (request, response) => {
    const { status = 200, type = 'text/html', body = '', headers = {} } = await answer(inbox, request);
    response.writeHead(status, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': pagePolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
}

async function answer(inbox: Inbox, request: IncomingMessage): Promise<Answer> {
  // The emails contain links that open accounts. The Host check keeps pages of other sites out (DNS rebinding).
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
    return refuse('Open this page at localhost.');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  switch (`${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`) {
    case 'GET /':
      return { body: renderList(inbox.list(), searchParams.get('to')) };
    case 'GET /style.css':
      return { type: 'text/css', body: style };
    case 'GET /icon.svg':
      return { type: 'image/svg+xml', body: icon };
    case 'GET /api/mails':
      return { type: 'application/json', body: JSON.stringify(inbox.list(searchParams.get('to') ?? undefined)) };
    case 'DELETE /api/mails':
    case 'POST /clear':
      if (!isOwn(request)) return refuse('Only the pages of the mailbox may do this.');
      inbox.clear();
      return { status: 303, headers: { Location: '/' } };
    case 'GET /emails':
      return { body: renderPreviews(await listSampleEmails()) };
    default:
      if (pathname.startsWith('/emails/')) return answerPreview(pathname, searchParams.get('scheme') ?? 'light');
      return answerMessage(inbox, request.method ?? '', pathname);
  }
}

function answerMessage(inbox: Inbox, method: string, pathname: string): Answer {
  const [, id, part] = /^\/mails\/(\d+)(?:\/(html|raw))?$/.exec(pathname) ?? [];
  const message = id ? inbox.find(Number(id)) : null;
  if (!message || !['GET', 'HEAD'].includes(method)) return { status: 404, body: renderMissing() };
  if (part === 'raw') return { type: 'text/plain', body: message.raw };
  if (part === 'html') return { body: renderHtmlPart(message), headers: { 'Content-Security-Policy': emailPolicy } };
  return { body: renderMessage(message) };
}

async function answerPreview(pathname: string, wantedScheme: string): Promise<Answer> {
  const [, , locale, name, part] = pathname.split('/');
  const sample = (await listSampleEmails()).find((each) => each.locale === locale && each.name === name);
  const scheme = wantedScheme === 'dark' ? 'dark' : 'light';
  if (!sample) return { status: 404, body: renderMissing() };
  if (part === 'html')
    return { body: renderPreviewHtml(sample, scheme), headers: { 'Content-Security-Policy': emailPolicy } };
  return { body: renderPreview(sample, scheme) };
}

/** Browsers send Sec-Fetch-Site; other programs do not and are allowed. */
function isOwn(request: IncomingMessage): boolean {
  return ['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site']?.toString());
}

const refuse = (reason: string): Answer => ({ status: 403, type: 'text/plain', body: `${reason}\n` });
