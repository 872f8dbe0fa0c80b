import { brand } from '../brand';
import { account } from './account.en';
import { broken } from './broken.en';
import { mail } from './mail.en';

const site = brand.name;
const plural = new Intl.PluralRules('en');

/** The whole dictionary. Another language is another value of this type, and the compiler names what it lacks. */
export type Words = typeof en;

/** Every sentence of the pages, in English. One word per idea: account, session, reset, link, code. */
export const en = {
  locale: 'en',
  direction: 'ltr',
  mail,
  account,
  broken,

  site: {
    description: `${site} gets you back into your account, and nobody else.`,
    skip: 'Skip to the content',
    help: 'Stuck? Write to',
  },

  home: {
    heading: 'Locked out happens. Getting back in should be easy.',
    lead: `${site} looks after your account: register, sign in, and when the password is gone, come back with one mail.`,
    register: 'Create an account',
    signIn: 'Sign in',
    facts: (minutes: number) => [
      {
        title: 'One mail',
        text: `Ask, open the link, choose a new password. The link works once, for ${minutes} minutes.`,
      },
      { title: 'Only you', text: 'Nobody learns from this site who has an account here.' },
      { title: 'All clear', text: 'A new password signs out every session, and we tell you by mail.' },
    ],
    signedIn: (name: string) => `You are signed in, ${name}.`,
    toAccount: 'Go to your account',
  },

  fields: {
    name: 'Your name',
    email: 'Email address',
    password: 'Password',
    newPassword: 'New password',
    confirm: 'The same password again',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    shown: 'The password is visible.',
    hidden: 'The password is hidden.',
    wait: 'One moment…',
  },

  rules: (minLength: number) => [
    `At least ${minLength} characters. A few unrelated words work well, and spaces are welcome.`,
    `Without your name, your email address or “${site}”.`,
  ],

  steps: {
    label: 'The way back in',
    ask: 'Ask',
    open: 'Inbox',
    choose: 'Password',
    done: 'done',
  },

  register: {
    title: 'Create an account',
    lead: 'We send you a mail to make sure that the address is yours.',
    emailHint: 'You sign in with it, and it is your way back in.',
    submit: 'Create account',
    haveOne: 'Already registered?',
    signIn: 'Sign in',
  },

  registerSent: {
    title: 'Check your inbox',
    to: 'We are sending a mail to',
    toNobody: 'We are sending a mail to the address that you gave.',
    next: (hours: number) =>
      `Open the link in it and enter your password once more. The link works for ${hours} hours.`,
    another: 'Use another address',
  },

  confirm: {
    title: 'Confirm your address',
    lead: 'Enter the password that you chose a moment ago, and the account is yours.',
    password: 'The password you chose',
    submit: 'Confirm and sign in',
    forgotten: 'Forgotten already?',
    registerAgain: 'Register again',
    dead: {
      expired: {
        title: 'This link has expired',
        text: (hours: number) =>
          `A link to confirm an address works for ${hours} hours. Register again, and we send you a new one.`,
        submit: 'Register again',
      },
      used: {
        title: 'Your address is confirmed',
        text: 'This link has done its work already. Sign in with your password.',
        submit: 'Sign in',
      },
      taken: {
        title: 'You already have an account',
        text: 'An account with this address exists. Sign in, or choose a new password if you no longer know it.',
        submit: 'Sign in',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It is incomplete, or not one of ours. Open it from the mail once more, or register again for a new one.',
        submit: 'Register again',
      },
    },
  },

  login: {
    title: 'Sign in',
    submit: 'Sign in',
    forgot: 'Forgot password?',
    noAccount: 'No account yet?',
    register: 'Create one',
  },

  forgot: {
    title: 'Get back in',
    lead: (minutes: number) => `We mail you a link to choose a new password. It works once, for ${minutes} minutes.`,
    submit: 'Send the link',
    remembered: 'Remembered it?',
    signIn: 'Sign in',
  },

  forgotSent: {
    title: 'Check your inbox',
    to: 'If this address has an account, the link is on its way to',
    toNobody: 'If the address has an account, the link is on its way.',
    next: (minutes: number) => `Open it within ${minutes} minutes. You can do that on any device.`,
    another: 'Use another address',
    nothing: 'Nothing there after a minute?',
    spam: 'Look in the spam or junk folder too.',
    spelling: 'Check the address below. Is it the one you registered with?',
    submit: 'Send it again',
    wait: (clock: string) => `Send it again in ${clock}`,
    waiting: 'The link was sent. You can ask for another one shortly.',
    ready: 'You can ask for another link now.',
  },

  inbox: {
    label: 'The mail to look for',
    sender: 'From',
    subject: 'Subject',
    spam: 'Nothing there after a minute? Look in the spam or junk folder too.',
  },

  reset: {
    title: 'Choose a new password',
    account: 'Account',
    until: (minutes: number) =>
      plural.select(minutes) === 'one'
        ? 'This link works for one more minute.'
        : `This link works for ${minutes} more minutes.`,
    effect: 'Every session of this account will be signed out.',
    submit: 'Save new password',
    dead: {
      expired: {
        title: 'This link has expired',
        text: (minutes: number) =>
          `A link works for ${minutes} minutes, and this one is older. Your password is unchanged.`,
      },
      used: {
        title: 'This link was used already',
        text: 'Each link sets one password. If you set it a moment ago, just sign in.',
      },
      replaced: {
        title: 'This link no longer counts',
        text: 'The password or the address of the account changed after it was sent. Take the newest mail, or a new link.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It is incomplete, was withdrawn, or is not one of ours. Open the newest mail, or ask for a new link.',
      },
    },
    again: 'Send a new link',
    to: 'We send it to',
    orSignIn: 'Or',
    signIn: 'sign in',
  },

  confirmEmail: {
    title: 'Confirm your new address',
    lead: (from: string) => `You will sign in with it from now on, and no longer with ${from}.`,
    address: 'New address',
    password: 'The password of your account',
    submit: 'Use this address',
    dead: {
      used: {
        title: 'This address is confirmed',
        text: 'The link has done its work already. Sign in with the new address.',
      },
      expired: {
        title: 'This link has expired',
        text: 'Your address is unchanged. Sign in and ask for the change once more.',
      },
      replaced: {
        title: 'This link no longer counts',
        text: 'The password or the address of the account changed after it was sent. Sign in and ask once more.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It is incomplete, or not one of ours. Open it from the mail once more.',
      },
    },
    signIn: 'Sign in',
  },

  notMe: {
    change: {
      title: 'This was not you?',
      lead: 'Then we lock the account, sign everybody out, and mail you a fresh link to choose a new password.',
      submit: 'Lock the account',
    },
    reset: {
      title: 'You did not ask for this?',
      lead: 'Then we cancel the link in that mail. Your password stays as it is.',
      submit: 'Cancel the link',
    },
    address: 'The address that the mail went to',
    addressHint: 'So that we know it is you, and not a program that opens every link.',
    dead: {
      done: {
        title: 'There is nothing left to stop',
        text: 'This link has done its work, or the link in the mail no longer works anyway.',
      },
      expired: {
        title: 'This link has expired',
        text: 'It worked for 7 days. If you cannot sign in, ask for a link to choose a new password.',
      },
      invalid: {
        title: 'This link does not work',
        text: 'It is incomplete, or not one of ours. Open it from the mail once more, or ask for a link to choose a new password.',
      },
    },
    forgot: 'Get back in',
  },

  notFound: {
    title: 'There is no such page',
    text: 'The address may be cut off or mistyped. Nothing is lost.',
    home: 'Go to the front page',
  },

  refusal: {
    foreign: {
      title: 'This did not come from here',
      text: 'The form was sent by another site, so nothing was done with it. Open the page here and try again.',
    },
    method: {
      title: 'This cannot be done here',
      text: 'Pages of this site can be opened and their forms sent, and nothing else.',
    },
    tooLarge: {
      title: 'This form is too large',
      text: 'It holds more than any form of this site, so nothing was done with it. Shorten what you typed and try again.',
    },
    unreadable: {
      title: 'This form could not be read',
      text: 'It was not sent the way that pages of this site send it, so nothing was done with it. Open the page here and try again.',
    },
    home: 'Go to the front page',
  },

  outcomes: {
    'password-changed': (sessions: number) => `Password changed. ${countOthers(sessions)}`,
    'password-changed-here': (sessions: number) =>
      `Password changed. ${countOthers(sessions)} You stay signed in here.`,
    'signed-out': () => 'You are signed out.',
    'session-ended': (sessions: number) => countOthers(sessions),
    renamed: () => 'Name saved.',
    'address-asked': (_: number, email: string) =>
      `Almost there: we are sending a mail to ${email}. Open the link in it to confirm.`,
    'address-changed': () => 'Your account has the new address. Sign in with it from now on.',
    'link-denied': () => 'That link is dead now. Your password is as it was, and you need do nothing else.',
    'account-locked': () =>
      'The account is locked and everybody is signed out. We are sending you a fresh link: open it and choose a new password.',
    'account-deleted': () => 'Your account is deleted. Thank you for having been here.',
  },

  problems: {
    email: {
      missing: 'Enter your email address.',
      malformed: 'Enter an email address such as ada@example.com.',
      sameAddress: 'This is your present address. Enter the new one.',
      otherAddress: 'This mail went to another address. Enter the one that you found it under.',
      tooLong: 'This address is too long. The longest we can write to has 254 characters.',
    },
    name: {
      missing: 'Enter your name.',
      tooLong: 'This name is too long. Use 100 characters at most.',
      malformed: 'Use letters, digits and ordinary punctuation, on one line.',
    },
    password: {
      missing: 'Enter a password.',
      tooShort: (minLength: number) => `This password is too short. Use at least ${minLength} characters.`,
      tooLong: 'This password is too long. Use 256 characters at most.',
      characters: 'This password has a character that we cannot store. Leave out what you cannot type.',
      containsSite: `This password contains “${site}”, which is easy to guess here. Choose another one.`,
      containsName: 'This password contains your name. Choose one that says nothing about you.',
      containsEmail: 'This password contains your email address. Choose one that says nothing about you.',
      weak: 'This password is easy to guess. Add a few unrelated words.',
      breached: 'This password is in a list of stolen ones, so others will try it. Choose another one.',
      sameAsCurrent: 'This is your present password. Choose a new one.',
      mismatch: 'The two passwords differ. Enter the same one twice.',
      wrongCurrent: 'This is not your present password. Enter the one that you signed in with.',
    },
    form: {
      signInRefused: 'This address and password do not fit together. Check both, or press “Forgot password?”.',
      limited: (minutes: number) =>
        plural.select(minutes) === 'one'
          ? 'That was a lot of tries. Wait one minute, then try again.'
          : `That was a lot of tries. Wait ${minutes} minutes, then try again.`,
      confirmRefused: 'This is not the password chosen with this address. Try again, or register again.',
      addressTaken: 'Another account has this address by now. Nothing was changed.',
      twoTabs: 'You opened a newer link in another tab. Continue there, or open the link from the mail again.',
      broken: (reference: string) =>
        `Something broke on our side, and nothing was changed. Try again in a few minutes. Reference: ${reference}`,
    },
  },
};

function countOthers(sessions: number): string {
  if (sessions === 0) return 'No other session was open.';
  return plural.select(sessions) === 'one'
    ? 'One other session was signed out.'
    : `${sessions} other sessions were signed out.`;
}
