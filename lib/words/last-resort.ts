/**
 * The error page in English. Apart from the dictionary, because the browser needs these sentences before it knows a language, and
 * should not load a whole dictionary for them.
 */
export const lastResort = {
  title: 'Something went wrong',
  text: 'The problem is on our end. Nothing was changed.',
  doubt: "We lost the connection and aren't sure that went through.",
  next: 'Try again now or in a few minutes.',
  again: 'Try again',
  reference: 'Reference',
  help: (email: string) => `If it keeps happening, email ${email} and include this reference.`,
};
