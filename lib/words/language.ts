/** What a dictionary says of its language. */
export type Language = {
  /** The tag of its file, by which people and rows choose it; `lang` of pages and emails. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** The tag by which Intl writes dates, times and numbers, the same in pages and emails. */
  intl: string;
};

type Form = 'zero' | 'one' | 'two' | 'few' | 'many';

/**
 * What sentences are counted with.
 * @param forms the forms that the language needs beside `other`, by CLDR. Each use of `plural` must then give all of them
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
    duration: (count: number, unit: 'minute' | 'hour' | 'day'): string => durations[unit]().format(count),
  };
}

function makeRules(intl: string, forms: readonly Form[]): Intl.PluralRules {
  const rules = new Intl.PluralRules(intl);
  // The numbers of this site are small: French and Spanish have a form of their own from a million on.
  for (let count = 0; count <= 200; count++) {
    const form = rules.select(count);
    if (form !== 'other' && !forms.some((known) => known === form))
      throw new Error(`${intl} says ${count} in the form "${form}": add it where its dictionary calls countIn().`);
  }
  return rules;
}

// What Intl makes for all languages at the start is a tenth of a second and several megabytes; for each sentence anew it is a
// tenth of a millisecond.
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Something that is written from left to right, such as an address, for a sentence that may run the other way. */
export function isolate({ direction }: Pick<Language, 'direction'>, text: string): string {
  return direction === 'rtl' ? `\u2066${text}\u2069` : text;
}
