/**
 * The error page in English. Apart from the dictionary, because the browser needs these sentences before it knows a language, and
 * should not load a whole dictionary for them.
 */
export const lastResort = {
  title: 'That did not work',
  text: 'Something broke on our side, and nothing was changed.',
  doubt: 'We lost the connection before we heard whether that worked. It may be done already.',
  next: 'Try again now, or come back in a few minutes.',
  again: 'Try again',
  home: 'Go to the front page',
  reference: 'Reference',
  help: (email: string) => `If it keeps happening, write to ${email} and name this reference.`,
};
