/**
 * For the page that stands in when something broke. Apart from the dictionary, because the browser must have these sentences
 * before it knows a language, and should not have to load the rest for them.
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
