/** A dictionary's description of its language. */
export type Language = {
  /** The tag of its file, stored in cookies and rows; `lang` of pages and emails. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** The locale for Intl's dates, times and numbers in pages and emails. */
  intl: string;
};

type Form = 'zero' | 'one' | 'two' | 'few' | 'many';

/**
 * Plurals, numbers and durations of a language.
 * @param forms the CLDR plural forms that the language needs besides `other`. Each call of `plural` must then give all of them
 */
export function countIn<const Needed extends Form = never>(intl: string, ...forms: Needed[]) {
  const rules = once(() => makeRules(intl, forms));
  const numbers = once(() => new Intl.NumberFormat(intl));
  const durations = { minute: ofUnit('minute'), hour: ofUnit('hour'), day: ofUnit('day') };
  function ofUnit(unit: string) {
    return once(() => new Intl.NumberFormat(intl, { style: 'unit', unit, unitDisplay: 'long' }));
  }
  return {
    /** The sentence for this many. */
    plural(count: number, sentences: Record<Needed | 'other', string>): string {
      const known: Partial<Record<Intl.LDMLPluralRule, string>> = sentences;
      return known[rules().select(count)] ?? sentences.other;
    },
    number: (value: number): string => numbers().format(value),
    /** "30 minutes", "1 hour". */
    duration: (count: number, unit: 'minute' | 'hour' | 'day'): string =>
      joinUnit(durations[unit]().format(count), intl),
  };
}

function makeRules(intl: string, forms: readonly Form[]): Intl.PluralRules {
  const rules = new Intl.PluralRules(intl);
  // Up to 200, the range this site shows: French and Spanish use another form from a million on.
  for (let count = 0; count <= 200; count++) {
    const form = rules.select(count);
    if (form !== 'other' && !forms.some((known) => known === form))
      throw new Error(`${intl} says ${count} in the form "${form}": add it where its dictionary calls countIn().`);
  }
  return rules;
}

// Creating the Intl objects of all languages at start takes 0.1 s and several megabytes; creating them per sentence takes 0.1 ms each.
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** "30分", as Japanese writes a number with its unit, where Intl says "30 分". */
export function joinUnit(said: string, intl: string): string {
  return intl.startsWith('ja') ? said.replace(/(?<=\d) (?=\p{L})/u, '') : said;
}

/** Isolates left-to-right text, such as an address, inside a sentence that may run right to left. */
export function isolate({ direction }: Pick<Language, 'direction'>, text: string): string {
  return direction === 'rtl' ? `\u2066${text}\u2069` : text;
}
