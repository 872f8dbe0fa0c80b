import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { fold } from './fold';
import { type Html, html } from './html';
import { bareTable, monospaced } from './styles';

/** What an email is made of. A block is written in both forms at once, so no sentence can stand in one part only. */
export type Block = {
  /** Folded at 76 columns. An address is never folded: it stands on a line of its own. */
  text: string;
  html: Html;
  /** What the HTML says at the very end, out of the reader's way. */
  footnote?: Html;
};

// Colours stand inline for the clients that drop the style sheet; the classes carry the dark scheme.
const { light } = brand.colours;
const small = 'font-size:14px;line-height:21px';

export function paragraph(text: string): Block {
  return {
    text: fold(text),
    html: html`<p style="margin:0 0 16px">${text}</p>
`,
  };
}

/** A sentence that one may skip. */
export function aside(text: string): Block {
  return {
    text: fold(text),
    html: html`<p class="soft" style="margin:0 0 12px;${small};color:${light.soft}">${text}</p>
`,
  };
}

type Look = { cap: string; label: string; background: string; edge: string; colour: string };

/** The one thing to do. */
export function button(words: Words, label: string, url: string): Block {
  const { accent, accentEdge, onAccent } = light;
  return key(words, label, url, {
    ...{ cap: 'key', background: accent, edge: accentEdge },
    ...{ label: 'label', colour: onAccent },
  });
}

/** The one thing that can be done, in an email whose readers mostly have nothing to do. */
export function quietButton(words: Words, label: string, url: string): Block {
  const { card, line, ink } = light;
  return key(words, label, url, {
    ...{ cap: 'card cap', background: card, edge: line },
    ...{ label: 'ink', colour: ink },
  });
}

// Word ignores the padding of a link, and everything else ignores mso-padding-alt: each gets the padding where it obeys, and
// the whole key can be pressed. The bare link follows as a footnote.
function key(words: Words, label: string, url: string, look: Look): Block {
  return {
    text: introduce(words, label, url),
    html: html`<table ${bareTable} dir="${words.direction}" class="wide" style="margin:8px 0 24px"><tr>
<td class="${look.cap}" align="center" bgcolor="${look.background}" style="border:1px solid ${look.edge};border-bottom-width:4px;border-radius:10px;mso-padding-alt:13px 28px">
<a class="${look.label} wide" href="${url}"
 style="display:inline-block;padding:13px 28px;mso-padding-alt:0;font-weight:600;line-height:20px;color:${look.colour};text-decoration:none">${label}</a>
</td></tr></table>
`,
    // Left to right in every language, and breakable anywhere, or a narrow screen scrolls sideways.
    footnote: html`<p class="soft" style="margin:24px 0 12px;font-size:13px;line-height:20px;color:${light.soft}">${words.mail.copyAddress}<br>
<a class="soft" dir="ltr" href="${url}"
 style="color:${light.soft};word-break:break-all">${url}</a></p>
`,
  };
}

/** What may be typed instead of opening the link: alone on its line, left to right in every language, in signs that are told apart. */
export function code({ direction }: Words, label: string, shown: string): Block {
  return {
    text: `${fold(label)}\n\n    ${shown}`,
    html: html`<p style="margin:24px 0 8px">${label}</p>
<table ${bareTable} dir="${direction}" style="margin:0 0 16px"><tr>
<td class="code" dir="ltr" bgcolor="${light.paper}" style="padding:8px 16px;border-radius:10px;font:700 26px/36px ${monospaced};letter-spacing:2px;white-space:nowrap">${shown}</td>
</tr></table>
`,
  };
}

/** Something else that one can do, in small print. */
export function link(words: Words, label: string, url: string): Block {
  return {
    text: introduce(words, label, url),
    html: html`<p style="margin:0 0 16px;${small}"><a class="ink" href="${url}" style="color:${light.ink}">${label}</a></p>
`,
  };
}

export function facts({ mail }: Words, rows: readonly (readonly [label: string, value: string])[]): Block {
  const lines = rows.map(([label, value]) => mail.colon(label) + value);
  return {
    text: lines.map(fold).join('\n'),
    html: html`<p class="soft" style="margin:0 0 16px;${small};color:${light.soft}">${lines.map((line) => html`${line}<br>`)}</p>
`,
  };
}

function introduce({ mail }: Words, label: string, url: string): string {
  return `${fold(/\p{P}$/u.test(label) ? label : mail.colon(label).trimEnd())}\n${url}`;
}
