/** What an action hands back to its form. Passwords, links and codes never enter it. */
export type FormState = {
  /** Text fields to give back to the person, by field name. */
  values: Record<string, string>;
  /** One sentence for each refused field, by field name. */
  errors: Record<string, string>;
  /** What concerns the whole form. */
  message?: { tone: 'error' | 'info' | 'success'; text: string };
  /** Rises with every answer, so that the focus moves again to what needs attention. */
  attempt: number;
};

/** A form that nobody has submitted yet. */
export const untouched: FormState = { values: {}, errors: {}, attempt: 0 };
