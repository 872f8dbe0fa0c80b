/**
 * Every sentence of every mail, in English. The mails decide where a sentence stands; nothing here knows HTML.
 * What comes in as a parameter is already formatted, and is escaped later.
 */
export const mail = {
  /** The tag by which Intl writes dates, times and durations between these sentences. */
  dates: 'en-GB',

  greeting: (name: string) => `Hello ${name},`,
  greetingWithoutName: 'Hello,',
  moment: (date: string, clock: string) => `${date} at ${clock}`,
  until: (clock: string, date: string) => `${clock} on ${date}`,
  copyAddress: 'If the button does not work, copy this address into your browser:',
  questions: (supportEmail: string) => `Questions? Write to ${supportEmail}.`,
  device: 'Device',
  network: 'Network',
  unknownDevice: 'a device we do not know',
  unknownNetwork: 'a network we do not know',

  reset: {
    subject: (site: string) => `Choose a new password for ${site}`,
    preheader: (until: string) => `Your way back in. The link works until ${until}.`,
    heading: 'Choose a new password',
    why: (site: string, email: string) =>
      `Here is your way back into ${site}. Choose a new password for ${email}, then sign in with it.`,
    button: 'Choose a new password',
    life: (duration: string, until: string) => `The link works once, for ${duration}: until ${until}.`,
    locked: (site: string, email: string) =>
      `You told us that a change of your ${site} account was not yours. The account, ${email}, is locked now. This link opens it again, with a new password.`,
    keep: 'Keep this mail to yourself. Whoever holds the link can set the password.',
    when: 'Asked',
    ignore: 'If you did not ask for this, you can ignore this mail; your password stays as it is.',
    deny: 'I did not ask for this',
  },

  confirm: {
    subject: (site: string) => `Confirm your address for ${site}`,
    preheader: 'One step is left, and the account is yours.',
    heading: 'Confirm your address',
    why: (site: string, email: string) =>
      `Welcome to ${site}. One step is left for ${email}: open the page and enter the password that you have just chosen. Then the account is yours.`,
    button: 'Confirm my address',
    life: (duration: string, until: string) => `The link works for ${duration}: until ${until}.`,
    when: 'Registered',
    ignore:
      'If this was not you, you can ignore this mail. Without the password nobody can finish, and no account is made.',
  },

  taken: {
    subject: (site: string) => `You already have a ${site} account`,
    preheader: 'Sign in, or choose a new password.',
    heading: 'You already have an account',
    why: (site: string, email: string) =>
      `Somebody, probably you, has just registered ${email} with ${site}. The address has an account already, so you need no new one, and nothing was changed.`,
    button: 'Sign in',
    forgot: 'Forgot your password? Ask for a new one',
    when: 'Tried',
    ignore:
      'If this was not you, you can ignore this mail. Whoever tried saw the same page as for any other address, and learned nothing about you.',
  },

  addressChange: {
    subject: (site: string) => `Confirm your new address for ${site}`,
    preheader: 'One step is left, and your account has this address.',
    heading: 'Confirm your new address',
    why: (site: string, email: string) =>
      `You asked to use ${email} for your ${site} account from now on. Open the page to confirm it. Until then nothing changes.`,
    button: 'Confirm my new address',
    life: (duration: string, until: string) => `The link works once, for ${duration}: until ${until}.`,
    when: 'Asked',
    ignore: 'If this was not you, you can ignore this mail. Nobody can finish without signing in to the account.',
  },

  /** What the notices of a change have in common. */
  changed: {
    preheader: 'If this was you, there is nothing to do.',
    when: 'Changed',
    fine: 'If this was you, there is nothing to do.',
    mailbox: 'Change the password of your mailbox too: somebody else may be able to read it.',
    button: 'This was not me',
    life: (until: string) => `The link works until ${until}.`,
  },

  passwordChanged: {
    subject: (site: string) => `Your ${site} password was changed`,
    heading: 'Your password was changed',
    byReset: (site: string, email: string) =>
      `Your ${site} account, ${email}, has a new password. It was chosen through a link in a mail to this address.`,
    bySelf: (site: string, email: string) =>
      `Your ${site} account, ${email}, has a new password. It was chosen by somebody who was signed in and knew the old one.`,
    sessions: (count: number) =>
      count === 1 ? 'One other session was signed out.' : `${count} other sessions were signed out.`,
    act: 'If this was not you, use this link now. It locks the account, signs everybody out, and mails you a fresh link.',
  },

  addressChanged: {
    subject: (site: string) => `Your ${site} address was changed`,
    heading: 'Your address was changed',
    what: (site: string, email: string, newEmail: string) =>
      `Your ${site} account no longer uses ${email}. From now on it uses ${newEmail}.`,
    act: 'If this was not you, use this link now. It brings this address back, locks the account, signs everybody out, and mails you a fresh link.',
  },
};
