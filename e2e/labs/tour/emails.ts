import { writeSamples } from '@/emails/samples';
import { showDocument, type Walk } from './walk';

/** One email of each kind, as HTML and as text. */
export const emails: Walk = async (page, show, words) => {
  for (const [name, { html, text }] of Object.entries(writeSamples(words))) {
    await showDocument(page, html, () => show(`email ${name}`));
    const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    await showDocument(
      page,
      `<meta name="color-scheme" content="light dark"><pre style="white-space: pre-wrap">${plain}</pre>`,
      () => show(`email ${name}, text`),
    );
  }
};
