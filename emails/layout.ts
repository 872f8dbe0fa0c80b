import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import type { Block } from './blocks';
import { html } from './html';
import { bareTable, fonts, styles } from './styles';

/** A composed email. Both parts have the same content, because both are rendered from the same blocks. */
export type EmailContent = { subject: string; text: string; html: string };

export type OutboxEmail = {
  words: Words;
  subject: string;
  /** The preview that an inbox shows beside the subject. Hidden in the opened email. */
  preheader: string;
  heading: string;
  /** What one came for. */
  blocks: readonly Block[];
  /** What stands under the rule: in most emails who requested it, from where, and what to do if that was someone else. */
  below: readonly Block[];
};

/** Sets an email twice: as plain text that stands on its own, and as HTML. */
export function composeMail(outboxEmail: OutboxEmail): EmailContent {
  const signature = `${brand.name}\n${askUs(outboxEmail.words)}`;
  const paragraphs = [...outboxEmail.blocks, ...outboxEmail.below].map((block) => block.text);
  return {
    subject: outboxEmail.subject,
    text: `${[...paragraphs, signature].join('\n\n')}\n`,
    html: renderPage(outboxEmail),
  };
}

// Tables and inline styles for Outlook's Word engine, which also needs a table of its own to hold the width. Nothing is
// fetched from anywhere: the mark is a character in a table cell, so it shows with images off.
function renderPage({ words, subject, preheader, heading, blocks, below }: OutboxEmail): string {
  const { light } = brand.colours;
  return html`<!doctype html>
<html lang="${words.locale}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${subject}</title>
${styles(words.direction)}
</head>
<body class="paper" style="margin:0;background:${light.paper}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}</div>
<table ${bareTable} lang="${words.locale}" dir="${words.direction}" width="100%" class="paper" bgcolor="${light.paper}">
<tr><td class="edge" align="center" style="padding:32px 16px">
<!--[if mso]><table ${bareTable} dir="${words.direction}" width="520"><tr><td><![endif]-->
<table ${bareTable} dir="${words.direction}" width="100%" style="max-width:520px">
<tr><td style="padding:0 2px 16px">
<table ${bareTable} dir="${words.direction}"><tr>
<td class="key label" align="center" width="30" bgcolor="${light.accent}" aria-hidden="true" style="border:1px solid ${light.accentEdge};border-bottom-width:3px;border-radius:7px;font:700 17px/26px Arial,sans-serif;color:${light.onAccent}">${brand.markText}</td>
<td width="10">&nbsp;</td>
<td class="ink" style="font:600 16px/24px ${fonts};color:${light.ink}">${brand.name}</td>
</tr></table>
</td></tr>
<tr><td class="card ink room" bgcolor="${light.card}" style="padding:36px 40px 28px;border:1px solid ${light.line};border-radius:14px;font:16px/25px ${fonts};color:${light.ink};word-break:break-word">
<h1 style="margin:0 0 20px;font-size:24px;line-height:31px;font-weight:700">${heading}</h1>
${blocks.map((block) => block.html)}
<div class="rule" style="margin:24px 0 20px;border-top:1px solid ${light.line};font-size:0;line-height:0">&nbsp;</div>
${below.map((block) => block.html)}
${[...blocks, ...below].flatMap((block) => block.footnote ?? [])}
</td></tr>
<tr><td class="soft" style="padding:20px 2px 0;font:13px/20px ${fonts};color:${light.soft}">${brand.name} &middot; ${askUs(words)}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`.toString();
}

function askUs(words: Words): string {
  return words.mail.questions(isolate(words, brand.supportEmail));
}
