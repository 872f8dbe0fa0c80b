/** What an action returns to its form. Never contains passwords or links. */
export type FormState = {
  /** Values to fill text fields with again, by field name. */
  values: Record<string, string>;
  /** One sentence for each refused field, by field name. */
  errors: Record<string, string>;
  /** A message about the whole form, and the field to type into next, if there is one. */
  message?: { tone: 'error' | 'info' | 'success'; text: string; field?: string };
  /** Incremented with every answer, so that the focus moves again even when the errors are the same. */
  attempt: number;
};

/** The state of a form before its first submission. */
export const untouched: FormState = { values: {}, errors: {}, attempt: 0 };
