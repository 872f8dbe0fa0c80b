/** The sentences of the account pages, in English. */
export const account = {
  nav: { label: 'Account', overview: 'Overview', password: 'Password', sessions: 'Sessions', activity: 'Activity' },
  signOut: 'Sign out',

  overview: {
    title: 'Your account',
    email: 'Email address',
    changeEmail: 'Change address',
    remove: 'Delete this account',
    emailUse: 'You sign in with it, and reset links go there.',
    save: 'Save name',
  },

  email: {
    title: 'Change your address',
    lead: 'We mail a link to the new address. Nothing changes until you confirm it there.',
    present: 'Present address',
    next: 'New address',
    current: 'Present password',
    submit: 'Send the link',
    keep: 'Keep the present address',
  },

  remove: {
    title: 'Delete your account',
    lead: 'Everything goes at once and for good: your name, your address, your sessions. There is no way back.',
    current: 'Present password',
    submit: 'Delete for good',
    keep: 'Keep the account',
  },

  password: {
    title: 'Change your password',
    lead: 'You stay signed in here. Every other session is signed out.',
    current: 'Present password',
    submit: 'Change password',
    forgot: 'You no longer know the present one?',
    reset: 'Get a link by mail',
  },

  sessions: {
    title: 'Your sessions',
    lead: 'Everywhere you are signed in. End what you do not recognise, then change your password.',
    here: 'This one',
    started: 'Signed in',
    seen: 'Last seen',
    network: 'Network',
    end: 'Sign out',
    endAll: 'Sign out everywhere else',
    only: 'You are signed in nowhere else.',
    unknownDevice: 'A device we do not know',
  },

  activity: {
    title: 'Activity',
    lead: 'What happened in your account. Anything here that was not you? Change your password.',
    empty: 'Nothing has happened yet.',
    from: (device: string, network: string) => `${device} · ${network}`,
    events: {
      'account.registered': 'This address was registered.',
      'account.confirmed': 'You confirmed your address, and the account was created.',
      'account.renamed': 'You changed your name.',
      'account.locked': 'You said that a change was not yours, and the account was locked.',
      'account.deleted': 'The account was deleted.',
      'address.requested': 'You asked for another address.',
      'address.changed': 'The address of the account was changed.',
      'session.started': 'You signed in.',
      'session.refused': 'Somebody tried to sign in with a wrong password.',
      'session.ended': 'A session was signed out.',
      'reset.requested': 'Somebody asked for a reset link.',
      'reset.suppressed': 'Somebody asked for a reset link again so soon that we sent none.',
      'reset.sent': 'We sent a reset link to your address.',
      'reset.failed': 'A reset link could not be delivered: your mail server refused it.',
      'reset.opened': 'A reset link was opened.',
      'reset.completed': 'A new password was set through a reset link.',
      'reset.refused': 'A reset was refused: the link or the new password did not pass.',
      'reset.denied': 'Somebody said from the mail that they did not ask, and the link was withdrawn.',
      'password.changed': 'You changed your password.',
      'password.refused': 'A change was refused: the present password was wrong.',
    },
  },
};
