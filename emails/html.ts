/** A piece of HTML in which every value has been escaped. Only the tag below can make one. */
export class Html {
  readonly #source: string;

  private constructor(source: string) {
    this.#source = source;
  }

  /** Tag for templates: `` html`<p>${name}</p>` `` escapes strings and numbers; pieces of Html go in as they are. */
  static tag(this: void, parts: TemplateStringsArray, ...values: readonly Value[]): Html {
    return new Html(parts.reduce((before, part, index) => before + render(values[index - 1] ?? '') + part));
  }

  toString(): string {
    return this.#source;
  }
}

export type Value = string | number | Html | readonly Html[];

export const html = Html.tag;

function render(value: Value): string {
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return value.join('');
}

// Escapes both kinds of quotes, so that values are safe inside attributes too.
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
