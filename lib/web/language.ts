import { headers } from 'next/headers';
import { languages, speak, type Words } from '@/lib/words';
import { readCookie, writeCookie } from './cookies';
import { findLocalPath } from './destination';
import { writeTicket } from './ticket';

const rememberedDays = 400;

/** The dictionary for a request: the language chosen in this browser, else the browser's preferred one, else English. */
export async function readWords(): Promise<Words> {
  const tags = languages.map(({ locale }) => locale);
  const chosen = await readCookie('language');
  if (chosen !== null && tags.includes(chosen)) return speak(chosen);
  return speak(findPreferred((await headers()).get('accept-language') ?? '', tags));
}

/**
 * The tag that an Accept-Language header prefers (RFC 9110, 12.5.4). A range that matches no tag is truncated from the right until
 * one matches (RFC 4647, 3.4): de-AT falls back to de. Locale names of systems, such as ja_JP.UTF-8, count as tags.
 */
export function findPreferred(accept: string, tags: readonly string[]): string | undefined {
  const ranges = accept
    .slice(0, 500)
    .split(',')
    .map(parseRange)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { range } of ranges) {
    for (let cut = range; cut !== ''; cut = cut.slice(0, Math.max(0, cut.lastIndexOf('-')))) {
      const found = tags.find((tag) => tag.toLowerCase() === cut);
      if (found) return found;
    }
  }
  return undefined;
}

function parseRange(item: string): { range: string; weight: number } {
  const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const range = name.replace(/[.@].*/, '').replaceAll('_', '-');
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { range, weight: weight === undefined ? 1 : Number(weight) || 0 };
}

/**
 * Handles the language switcher, a plain form on every page: stores the language and redirects back to the page. `typed` holds an
 * address that was typed but not submitted, which a script adds so that the page can show it again.
 */
export async function switchLanguage(form: FormData): Promise<Response> {
  const chosen = languages.find(({ locale }) => locale === form.get('language'));
  if (chosen) await writeCookie('language', chosen.locale, rememberedDays * 86_400);
  const typed = form.get('typed');
  if (typeof typed === 'string' && typed !== '') await writeTicket({ email: typed.slice(0, 320) });
  const back = findLocalPath(form.get('path')) ?? '/';
  return new Response(null, { status: 303, headers: { Location: back, 'Cache-Control': 'no-store' } });
}
