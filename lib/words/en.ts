import { brand } from '@/lib/brand';
import { example } from './examples';
import { countIn, type Language } from './language';
import { lastResort } from './last-resort';

const site = brand.name;
const language: Language = { locale: 'en', direction: 'ltr', intl: 'en-US' };
const { plural, duration, number } = countIn(language.intl, 'one');

/** The whole dictionary. Another language is another value of this type, and the compiler names what it lacks. */
export type Words = typeof en;

/** For a link whose cookie the browser dropped. The same on every page behind a link. */
const cookieless = {
  title: "Your browser didn't keep our cookie",
  text: 'This site needs cookies to remember the link you opened. Allow cookies for this site, then open the link again.',
};

/** Every sentence of the pages and mails, in English. One word per idea: account, session, reset, link, code. */
export const en = {
  ...language,

  /** A point in time, from its day and its clock. */
  moment: (date: string, clock: string) => `${date} at ${clock}`,
  device: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: 'Unknown device',
  thisComputer: 'This computer',
  ipAddress: 'IP address',
  unknownIpAddress: 'Unknown IP address',

  site: {
    description: 'Gets you, and only you, back into your account.',
    skip: 'Skip to content',
    help: 'Need help? Email',
    language: 'Language',
  },

  home: {
    heading: 'Locked out? Getting back in should be easy.',
    lead: 'Sign up, sign in, and if you forget your password, get back in with one email.',
    register: 'Create an account',
    signIn: 'Sign in',
    facts: (minutes: number) => [
      {
        title: 'One email',
        text: `Request a link, open it, and choose a new password. The link works once and expires in ${duration(minutes, 'minute')}.`,
      },
      { title: 'Private', text: 'We never reveal who has an account.' },
      { title: 'Clean slate', text: 'A new password signs you out everywhere, and we email you about it.' },
    ],
    signedIn: (name: string) => `You're signed in, ${name}.`,
    toAccount: 'Go to your account',
  },

  fields: {
    name: 'Your name',
    email: 'Email address',
    password: 'Password',
    newPassword: 'New password',
    confirm: 'Repeat password',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    shown: 'Your password is visible.',
    wait: 'One moment…',
  },

  rules: {
    text: (minLength: number) =>
      `Use at least ${minLength} characters. ${minLength > 24 ? 'Random' : 'Three or four random'} words work well.`,
    why: (minLength: number) => `Why ${minLength} characters?`,
    because: 'Long beats complicated: no symbols or capitals needed, and spaces are fine.',
    example: `For example: “${example.en}” (not this one).`,
  },

  strength: {
    short: (missing: number) =>
      plural(missing, { one: '1 more character needed', other: `${missing} more characters needed` }),
    long: 'Too long: use 256 characters or fewer',
    telling: `Easy to guess: it contains your name, email, or “${site}”`,
    example: "That's our example: make up your own",
    easy: 'Easy to guess: add another random word or two',
    enough: 'Long enough',
    strong: 'Strong',
  },

  steps: {
    /** Above the headings of the way back in, which name the steps. */
    at: (step: number, steps: number) => `Step ${step} of ${steps}`,
  },

  register: {
    title: 'Create an account',
    lead: "We'll email you a confirmation link.",
    submit: 'Create account',
    haveOne: 'Already have an account?',
    signIn: 'Sign in',
  },

  registerSent: {
    to: "Open the email we're sending to",
    toNobody: "Open the email we're sending to the address you entered.",
  },

  confirm: {
    title: 'Confirm your email',
    /** In the browser that registered. */
    held: (name: string) => `Almost done, ${name}.`,
    /** In any other. */
    lead: 'Enter the password you signed up with, so we know that you created this account.',
    password: 'Password',
    submit: 'Confirm and sign in',
    forgotten: 'Forgot it?',
    registerAgain: 'Start over',
    dead: {
      expired: {
        title: 'This link has expired',
        text: (hours: number) =>
          `Confirmation links expire after ${duration(hours, 'hour')}. Sign up again and we'll send a new one.`,
        submit: 'Sign up again',
      },
      used: {
        title: 'Your email is confirmed',
        text: "You're all set. Sign in with your password.",
        submit: 'Sign in',
      },
      taken: {
        title: 'You already have an account',
        text: "There's already an account with this email. Sign in, or reset your password if you forgot it.",
        submit: 'Sign in',
      },
      invalid: {
        title: "This link doesn't work",
        text: 'The link may have been cut off. Open it from the email again, or sign up again for a new one.',
        submit: 'Sign up again',
      },
      cookieless,
    },
  },

  login: {
    cookieless:
      "You're not signed in, because your browser didn't keep our cookie. Allow cookies for this site, then sign in again.",
    title: 'Sign in',
    submit: 'Sign in',
    forgot: 'Forgot password?',
    noAccount: 'No account yet?',
    register: 'Create one',
  },

  verify: {
    title: "Confirm it's you",
    toSignIn: "One more step, and you're signed in.",
    toChange: "Before you change your account, show that it's you.",
    account: 'Account',
    label: 'Your code',
    hint: '6 digits from your authenticator app, or one of your recovery codes.',
    recoveryCode: 'Recovery code',
    recoveryCodeHint: '24 letters and numbers. Each code works once.',
    submit: 'Continue',
    /** On the reset page, which asks for it in the same form. */
    accepted: 'That worked. Now choose a new password.',
    notYou: 'Not your account?',
    startOver: 'Start over',
    cancel: 'Cancel',
    /** Nothing to complete: too late, used, or the browser keeps no cookies. */
    again: {
      title: 'Sign in again',
      text: (minutes: number) =>
        `You have ${duration(minutes, 'minute')} to enter the code, and your browser has to accept cookies.`,
      submit: 'Sign in',
    },
  },

  forgot: {
    title: 'Reset your password',
    lead: (minutes: number) =>
      `We'll email you a link to choose a new one. The link expires in ${duration(minutes, 'minute')}.`,
    submit: 'Send reset link',
    remembered: 'Remember your password?',
    signIn: 'Sign in',
  },

  forgotSent: {
    to: "If there's an account for this address, a reset link is on its way to",
    toNobody: "If there's an account for the address you entered, a reset link is on its way.",
    next: (minutes: number) => `The link expires in ${duration(minutes, 'minute')} and works on any device.`,
    spelling: 'Make sure the address above is the one you signed up with.',
  },

  code: {
    title: 'Enter the code instead',
    label: 'Code from the email',
    hint: '8 letters and numbers. It only works in this browser.',
    submit: 'Continue',
    elsewhere:
      'The email also has a code, but it only works in the browser where you requested it. The link works anywhere.',
  },

  inbox: {
    title: 'Check your inbox',
    another: 'Use a different address',
    startOver: 'Start over',
    label: 'Email to look for',
    sender: 'From',
    subject: 'Subject',
    open: (webmail: string) => `Open ${webmail}`,
    newTab: 'opens in a new tab',
    nothing: "Didn't get it?",
    spam: 'Check your spam or junk folder.',
    resend: {
      submit: 'Resend email',
      wait: (clock: string) => `Resend in ${clock}`,
      waiting: 'You can request another email shortly.',
      ready: 'You can request another email now.',
      tooSoon: (clock: string) => `You can request another email in ${clock}.`,
      spent: (emails: number, minutes: number) =>
        `You can request ${emails} emails every ${minutes} minutes. Use the newest one, or try again later.`,
    },
  },

  reset: {
    title: 'Choose a new password',
    account: 'Account',
    until: (minutes: number) =>
      plural(minutes, {
        one: 'This link expires in one minute.',
        other: `This link expires in ${minutes} minutes.`,
      }),
    /** For someone who is signed in to another account. */
    otherAccount: (email: string, here: string) =>
      `This link is for ${email}, but you're signed in as ${here}. If you continue, we'll sign you out of ${here} in this browser.`,
    effect: "You'll be signed out everywhere.",
    submit: 'Save new password',
    dead: {
      expired: {
        title: 'This link has expired',
        text: (life: string) => `This link worked for ${life}. Your password hasn't changed.`,
      },
      used: {
        title: 'This link has already been used',
        text: 'If you just set a new password, sign in with it.',
      },
      replaced: {
        title: 'This link no longer works',
        text: 'Your password changed or your account was locked after we sent it. Use the newest email, or get a new link.',
      },
      moved: {
        title: 'This link no longer works',
        text: "This account now uses a different email address. Didn't change it? Open the email we sent you about it to undo the change.",
      },
      /** The link went to a backup address. */
      removed: {
        title: 'This link no longer works',
        text: "The backup address it was sent to was removed from the account. Didn't remove it? Open the email we sent you about it to undo the change.",
      },
      invalid: {
        title: "This link doesn't work",
        text: 'The link may have been cut off or canceled. Open the newest email again, or get a new link.',
      },
      cookieless,
    },
    again: 'Send a new link',
    to: "We'll send it to",
    orSignIn: 'Or',
    signIn: 'sign in',
  },

  wait: {
    /** On the reset page, under the second factor. */
    link: 'Lost your app and your codes?',
    title: 'Get in without your second factor',
    lead: (hours: number) =>
      `It takes ${duration(hours, 'hour')}, so that no one else can do this without you noticing.`,
    steps: [
      "We'll email every address of your account now, halfway through, and at the end.",
      "At the end, you'll get a link to choose a new password. Using it removes your authenticator app, passkeys, and recovery codes.",
      "Signing in, or pressing “This wasn't me” in one of the emails, cancels it.",
    ],
    submit: 'Start the waiting period',
    found: 'Found a code after all?',
    enter: 'Enter it',
    open: {
      title: 'Now you just have to wait',
      over: 'The waiting period is over',
      started: 'Started',
      ends: 'Ends',
      next: "When the waiting period ends, we'll email you a link to choose a new password. It works for 24 hours.",
      mailed: 'Open the email with the link to choose a new password. The link works for 24 hours.',
      meanwhile: 'Found your phone or a recovery code? Sign in with it. That cancels the waiting period.',
    },
    /** On the page of the link at the end. */
    until: (hours: number) =>
      `This link expires in ${duration(hours, 'hour')}. When you save, your authenticator app, passkeys, and recovery codes are removed.`,
    /** On every page of an account with an open waiting period. */
    banner: {
      title: 'Someone is waiting to get into this account without your second factor.',
      text: 'When the waiting period ends, they can choose a new password and remove your authenticator app, passkeys, and recovery codes.',
      submit: 'Cancel the waiting period',
    },
  },

  confirmEmail: {
    title: 'Confirm your new email address',
    lead: (from: string) => `You'll sign in with it instead of ${from}.`,
    address: 'New email address',
    password: 'Your password',
    submit: 'Confirm new email',
    dead: {
      used: {
        title: 'Your new email address is confirmed',
        text: "You're all set. Use it to sign in.",
      },
      expired: {
        title: 'This link has expired',
        text: "Your email address hasn't changed. Sign in and request the change again.",
      },
      replaced: {
        title: 'This link no longer works',
        text: 'Your password or email address changed after it was sent. Sign in and request the change again.',
      },
      invalid: {
        title: "This link doesn't work",
        text: 'The link may have been cut off. Open it from the email again.',
      },
      cookieless,
    },
    signIn: 'Sign in',
  },

  confirmBackup: {
    title: 'Confirm your backup address',
    lead: (account: string, days: number) =>
      `If you lose access to ${account}, a link sent to this address can get you back in, starting ${duration(days, 'day')} after you confirm it.`,
    address: 'Backup address',
    password: 'Your password',
    submit: 'Confirm backup address',
    dead: {
      used: {
        title: 'Your backup address is confirmed',
        text: "You're all set. Keep signing in with your account's own address.",
      },
      expired: {
        title: 'This link has expired',
        text: "Your backup address wasn't added. Sign in and add it again.",
      },
      replaced: {
        title: 'This link no longer works',
        text: 'You asked for a newer link, or your password or email address changed. Use the newest email, or sign in and add the address again.',
      },
    },
  },

  notMe: {
    change: {
      title: "Wasn't you?",
      lead: "We'll sign out every device and email you a link to unlock your account.",
      submit: 'Lock my account',
    },
    security: {
      title: "Wasn't you?",
      lead: "We'll undo what was changed, sign out every device, lock your account, and email you a link to unlock it.",
      submit: 'Undo and lock my account',
    },
    deletion: {
      title: 'Restore your account?',
      lead: "We'll restore your account, keep it locked, and email you a link to choose a new password.",
      submit: 'Restore my account',
    },
    reset: {
      title: "Didn't request this?",
      lead: "We'll cancel the link in that email. Your password won't change.",
      submit: 'Cancel the link',
    },
    address: 'Which address did we email?',
    /** The page that follows, by what was done. */
    done: {
      'account-locked': {
        title: 'Your account is locked',
        ticks: ['Signed out everywhere', 'Sign-in blocked'],
      },
      'account-restored': {
        title: 'Your account is restored',
        ticks: ["It won't be deleted", 'Sign-in blocked'],
      },
      /** The last tick. The address follows. */
      to: 'Unlock link on its way to',
      /** Instead, when a backup address reported it that cannot get a link itself. */
      toMain: "Unlock link on its way to the account's main address",
      /** When earlier changes can still be undone. */
      earlier:
        "An earlier email from us is about another change. If you didn't make that one either, press “This wasn't me” in that email too.",
      nothing: 'No email? Check spam or',
      again: 'request another',
      'link-denied': {
        title: 'Link canceled',
        text: "Your password hasn't changed. You don't need to do anything else.",
      },
      signIn: 'Sign in',
    },
    dead: {
      done: {
        title: 'Nothing left to do',
        text: 'This link was already used, or the one it would cancel no longer works.',
      },
      expired: {
        title: 'This link has expired',
        text: (days: number) =>
          `Links like this expire after ${duration(days, 'day')}. If you can't sign in, reset your password.`,
      },
      invalid: {
        title: "This link doesn't work",
        text: 'The link may have been cut off. Open it from the email again, or reset your password.',
      },
      cookieless,
    },
    forgot: 'Reset your password',
  },

  notFound: {
    title: 'Page not found',
    text: 'Check the link for typos.',
    home: 'Go to the home page',
  },

  refusal: {
    foreign: {
      title: "We didn't accept that form",
      text: 'It came from another site, so nothing was changed. Open the form on this site and try again.',
    },
    method: {
      title: "That isn't supported",
      text: "This site doesn't accept that kind of request.",
    },
    tooLarge: {
      title: "That's too much text",
      text: 'Nothing was changed. Shorten it and try again.',
    },
    unreadable: {
      title: "We couldn't read that form",
      text: 'Nothing was changed. Reopen the form and try again.',
    },
    home: 'Go to the home page',
  },

  passkey: {
    title: 'Passkeys',
    lead: 'Sign in with your fingerprint, face, or screen lock. A passkey is a second factor, too.',
    added: 'Added',
    used: 'Last used',
    unused: 'Not used yet',
    suspect:
      'We refused a sign-in with this passkey, because it may have been copied. Not sure? Remove it and add a new one.',
    change: 'Change',
    add: 'Add a passkey',
    cancel: 'Cancel',
    create: {
      title: 'Add a passkey',
      before: 'Next, your browser asks where to keep the passkey.',
      next: 'Continue',
      lead: 'Your browser asks where to keep the passkey: on this device, on your phone, or on a security key.',
      submit: 'Create passkey',
      scriptless: 'Passkeys need JavaScript. Turn it on for this site, then reload the page.',
      exists: "There's already a passkey for your account there. Choose another place.",
      refused: "That didn't work. Try again.",
      unnamed: 'Passkey',
    },
    name: 'Name',
    nameHint: 'Only you see it.',
    nameRefused: 'Use 1 to 100 ordinary characters.',
    save: 'Save name',
    remove: {
      title: 'Remove this passkey',
      text: "You won't be able to sign in with it, and you'll be signed out everywhere else.",
      submit: 'Remove passkey',
      lastWay: 'This passkey is the only way you sign in. Set a password first, and then remove the passkey.',
    },
    use: 'Use a passkey',
  },

  /** Signing in with another service. `provider`: its name. */
  identity: {
    title: 'Connected services',
    lead: 'Sign in with an account that you already have somewhere else.',
    manage: 'Manage services',
    added: 'Connected',
    used: 'Last used',
    unused: 'Not used yet',
    /** Between a form and the buttons below it. */
    or: 'or',
    proceed: (provider: string) => `Continue with ${provider}`,
    pending: {
      /** On the sign-in page: the service has shown that the address is theirs. */
      known: (provider: string, email: string) =>
        `You already have an account with ${email}. Sign in the way you usually do, and then you can connect ${provider}.`,
      /** On the sign-in page, for any other. */
      unknown: (provider: string) => `Sign in to your account. Then you can connect ${provider}.`,
      /** On the registration page. */
      unconfirmed: (provider: string) =>
        `${provider} hasn't confirmed your email address. Create an account here, or sign in if you have one. Then you can connect ${provider}.`,
    },
    /** Where others enter their current password, for someone who has none. */
    again: {
      text: "To show that it's you, sign in again. You'll come right back to this page.",
      submit: (provider: string) => `Sign in again with ${provider}`,
      other: 'Sign in again',
      /** Below a form that asks for the password of someone who isn't signed in. */
      elsewhere: 'No password? Sign in another way',
    },
    connect: {
      title: (provider: string) => `Connect ${provider}`,
      lead: (provider: string) =>
        `From then on, you can sign in here with ${provider}. You'll be signed out everywhere else.`,
      there: (provider: string) => `Your ${provider} account`,
      noAddress: 'No email address',
      nameThere: (provider: string) => `Name at ${provider}`,
      here: 'Your account here',
      submit: (provider: string) => `Connect ${provider}`,
      skip: 'Not now',
    },
    disconnect: {
      link: 'Disconnect',
      title: (provider: string) => `Disconnect ${provider}`,
      text: (provider: string) =>
        `You won't be able to sign in with ${provider}, and you'll be signed out everywhere else.`,
      submit: 'Disconnect',
      lastWay: (provider: string) =>
        `${provider} is the only way you sign in. Set a password first, and then disconnect ${provider}.`,
      setPassword: 'Set a password',
    },
  },

  outcomes: {
    'account-confirmed': (_: number, name: string) => `Welcome, ${name}. Your email is confirmed and you're signed in.`,
    'password-changed': () => "Password changed. You're signed out everywhere, so sign in again.",
    'password-changed-here': (sessions: number) =>
      `Password changed. ${countOthers(sessions)} You're still signed in here.`,
    'signed-out': () => "You're signed out.",
    'session-ended': (sessions: number) => countOthers(sessions),
    renamed: () => 'Saved.',
    'address-asked': (_: number, email: string) => `Almost there. To confirm, open the link we're sending to ${email}.`,
    'address-changed': () => 'Email address updated. Use it to sign in from now on.',
    'backup-added': () => 'Backup address added.',
    'backup-removed': () => 'Backup address removed.',
    'passkey-added': (sessions: number) => `Passkey added. ${countOthers(sessions)}`,
    'passkey-renamed': () => 'Name saved.',
    'passkey-removed': (sessions: number) =>
      `Passkey removed. ${countOthers(sessions)} If your device still lists it, you can delete it there.`,
    'app-added': (sessions: number) =>
      `Authenticator app added. From now on, you'll enter its code after your password. ${countOthers(sessions)}`,
    'app-removed': (sessions: number) => `Authenticator app removed. ${countOthers(sessions)}`,
    'app-exists': () => 'You already have an authenticator app. To use another one, remove it first.',
    'factor-gone': () => 'That was already removed. Nothing else was changed.',
    'codes-renewed': () => 'New recovery codes saved. The old ones no longer work.',
    'code-saved': () => 'Your recovery codes are up to date.',
    'enrolment-expired': () =>
      "That took too long or was finished in another tab. Start again if it's not listed below.",
    'wait-cancelled': () => 'Waiting period canceled. Your second factors are unchanged.',
    'identity-connected': (sessions: number, provider: string) =>
      `You can now sign in with ${provider}. ${countOthers(sessions)}`,
    'identity-disconnected': (sessions: number, provider: string) =>
      `${provider} disconnected. ${countOthers(sessions)}`,
    'identity-exists': (_: number, provider: string) => `That ${provider} account is already connected.`,
    'identity-taken': (_: number, provider: string) =>
      `That ${provider} account is connected to another account here. Sign in with it, or disconnect it there first.`,
    'identity-other-account': (_: number, provider: string) =>
      `That ${provider} account doesn't sign in to this account. Try again, and choose the right one.`,
    // These say why a sign-in with another service did not work.
    'provider-canceled': (_: number, provider: string) =>
      `You canceled signing in with ${provider}. Try again, or sign in another way.`,
    'provider-failed': (_: number, provider: string) =>
      `Signing in with ${provider} didn't work. Try again in a few minutes, or sign in another way.`,
    'provider-refused': (_: number, provider: string) =>
      `We couldn't sign you in with ${provider}. Sign in another way, or reset your password.`,
    'provider-limited': () => 'Too many attempts. Try again in a few minutes.',
    'password-set-here': (sessions: number) => `Password set. ${countOthers(sessions)} You're still signed in here.`,
    'account-deleted': () =>
      "Your account has been deleted. Until everything is erased, you can restore it with the link we're emailing you.",
  },

  problems: {
    email: {
      missing: 'Enter your email address.',
      malformed: 'Enter an email address like ada@example.com.',
      sameAddress: "That's your current email address. Enter the new one.",
      ownAddress: "That's the address of your account. Enter a different one.",
      otherAddress: "That's not where we sent it. Check the “To” line of the email.",
      invisible: "This address contains a character you can't see. Type it instead of pasting it.",
      fullWidth: 'This address has full-width characters. Type it with half-width ones, like ada@example.com.',
      tooLong: 'This address is too long. Use one with 254 characters or fewer.',
    },
    code: {
      missing: 'Enter the code from the email.',
      malformed: 'Codes have 8 letters and numbers, never a U. Check the email again.',
      wrong: (left: number) =>
        `That code isn't right. Check the newest email or open its link. ${plural(left, { one: '1 attempt left.', other: `${left} attempts left.` })}`,
      spent: 'That code no longer works. Open the link in the email instead.',
      elsewhere: 'That code only works in the browser where you requested it. Open the link in the email instead.',
    },
    /** Of the second factor. */
    factor: {
      missing: 'Enter a code from your authenticator app, or a recovery code.',
      malformed: 'Enter the 6 digits from your app, or a recovery code with 24 letters and numbers.',
      wrong: "That code isn't right. Enter the one your app shows now, or a recovery code.",
      used: 'That code was already used. Enter a different one.',
      clock: "Your phone's clock may be wrong. Set its time to automatic, then enter the next code.",
      blocked: 'Too many wrong codes in a row. Use a recovery code instead.',
      passkey: "That passkey didn't work. Try again, or enter a code instead.",
      limited: (minutes: number) =>
        plural(minutes, {
          one: 'Too many wrong codes. Use a recovery code, or try again in 1 minute.',
          other: `Too many wrong codes. Use a recovery code, or try again in ${minutes} minutes.`,
        }),
    },
    name: {
      missing: 'Enter your name.',
      tooLong: 'This name is too long. Use 100 characters or fewer.',
      malformed: 'Use letters, numbers, and ordinary punctuation, on one line.',
    },
    password: {
      missing: 'Enter a password.',
      tooShort: (minLength: number) => `This password is too short. Use at least ${minLength} characters.`,
      tooLong: 'This password is too long. Use 256 characters or fewer.',
      characters: "Your password has a character we can't store. Try ordinary letters, numbers, and symbols.",
      containsSite: `Your password can't contain “${site}”. Choose something unrelated.`,
      containsName: "Your password can't contain your name. Choose something unrelated to you.",
      containsEmail: "Your password can't contain your email address. Choose something unrelated to you.",
      example: "That's our example, so others will try it too. Make up your own.",
      weak: 'This password is easy to guess. Add another random word or two.',
      common: "This password is based on common words, so it's easy to guess. Add another random word or two.",
      breached: 'This password has appeared in a data breach. Choose a different one.',
      sameAsCurrent: "That's your current password. Choose a new one.",
      mismatch: "The passwords don't match. Enter the same one twice.",
      wrongCurrent: "That's not your current password. Enter the one you sign in with.",
    },
    form: {
      signInRefused: "That email and password don't match. Try again, or reset your password.",
      passkeyRefused: "That passkey didn't work. Try again, or sign in with your password.",
      limited: (minutes: number) =>
        plural(minutes, {
          one: 'Too many attempts. Try again in 1 minute.',
          other: `Too many attempts. Try again in ${minutes} minutes.`,
        }),
      confirmRefused: "That's not the password you signed up with. Try again or start over.",
      addressTaken: 'That address now belongs to another account. Nothing was changed.',
      twoTabs: 'You opened a newer link in another tab. Continue there, or open the link from the email again.',
      busy: "We're very busy right now, so nothing was changed. Try again in a few seconds.",
      broken: (reference: string) =>
        `Something went wrong on our end. Nothing was changed. Try again in a few minutes. Reference: ${reference}`,
      unsure: (reference: string) =>
        `We lost the connection and aren't sure that went through. Try again to find out. Reference: ${reference}`,
    },
  },

  account: {
    nav: {
      label: 'Account',
      overview: 'Overview',
      password: 'Password',
      security: 'Security',
      sessions: 'Sessions',
      activity: 'Activity',
    },
    signOut: 'Sign out',

    overview: {
      title: 'Your account',
      email: 'Email address',
      changeEmail: 'Change email',
      emailUse: 'Used to sign in and to reset your password.',
      save: 'Save',
      remove: 'Delete account',
      removeText: (days: number) =>
        `You have ${duration(days, 'day')} to change your mind. After that, everything is erased for good.`,
      /** After a reset, when anything is enrolled. */
      review: {
        title: 'Check your account',
        text: 'You reset your password. Someone else may have been in your account, so make sure that all of this is yours.',
        sessions: { title: 'Sessions', text: "You're signed out everywhere else.", link: 'See sessions' },
        authenticator: { title: 'Authenticator app', link: 'Replace the app' },
        passkeys: { title: 'Passkeys', link: 'Remove a passkey' },
        codes: {
          title: 'Recovery codes',
          left: (codes: number) => plural(codes, { one: '1 left', other: `${codes} left` }),
          link: 'Get new codes',
        },
        backup: { title: 'Backup address', link: 'Change the backup address' },
        identities: { title: 'Connected services', link: 'Disconnect a service' },
        submit: 'Looks right',
      },
      /** After a reset by someone without a second factor. */
      offer: {
        title: 'Sign in without a password',
        text: "A passkey signs you in with your fingerprint, face, or screen lock. You can't forget it.",
        accept: 'Set up a passkey',
        decline: 'No, thanks',
      },
    },

    email: {
      title: 'Change your email',
      lead: "We'll email a link to the new address. Nothing changes until you confirm it there.",
      present: 'Current email',
      next: 'New email',
      submit: 'Send confirmation link',
      keep: 'Cancel',
    },

    backup: {
      title: 'Backup address',
      text: (days: number) =>
        `Lost access to your email? A reset link sent to your backup address gets you back in, starting ${duration(days, 'day')} after you confirm it. You can't sign in with it.`,
      pending: (email: string) => `To add ${email}, open the link we emailed to it.`,
      address: 'Backup address',
      usable: 'Can recover your account',
      usableNow: 'Yes',
      usableFrom: 'Can recover your account from',
      add: 'Add a backup address',
      change: 'Change backup address',
      submit: 'Send link',
      remove: 'Remove backup address',
    },

    remove: {
      title: 'Delete your account',
      lead: (days: number) =>
        `You'll be signed out everywhere right away. For ${duration(days, 'day')}, you can restore the account with a link we'll email you. After that, everything is erased for good.`,
      submit: 'Delete account',
      keep: 'Cancel',
    },

    password: {
      title: 'Change your password',
      lead: "You'll stay signed in here and be signed out everywhere else.",
      current: 'Current password',
      submit: 'Change password',
      forgot: 'Forgot your current password?',
      reset: 'Email me a reset link',
      /** For an account that has none. */
      first: {
        title: 'Set a password',
        lead: "Then you can sign in with your email address, too. You'll stay signed in here and be signed out everywhere else.",
        submit: 'Set password',
      },
    },

    security: {
      title: 'Security',
      lead: "Add a second step after your password. Then someone who learns your password, or gets into your email, still can't get into your account.",
      leadOn:
        "Signing in takes more than your password. Someone who learns it, or gets into your email, can't get into your account.",
      added: 'Added',
      app: {
        title: 'Authenticator app',
        text: 'An app on your phone shows a new 6-digit code every 30 seconds. You enter it after your password.',
        setUp: 'Set up an app',
        remove: 'Remove app',
      },
      codes: {
        title: 'Recovery codes',
        text: 'Lost your phone? Enter one of these codes instead. Each works once.',
        later: (codes: number) => `You'll get ${codes} codes when you set up your second step.`,
        none: 'You have no recovery codes left.',
        left: (codes: number) =>
          plural(codes, {
            one: 'You have 1 recovery code left.',
            other: `You have ${codes} recovery codes left.`,
          }),
        few: 'Get new ones now, before you need them.',
        renew: 'Get new codes',
      },
      begin: {
        title: 'Set up an authenticator app',
        lead: 'Have your phone ready.',
        submit: 'Continue',
      },
      scan: {
        title: 'Connect your app',
        open: "Open an authenticator app on your phone. If you don't have one, your phone's app store has free ones.",
        scan: 'In the app, add an account and scan this QR code.',
        picture: 'QR code for your authenticator app',
        key: "Can't scan it? Enter this key in the app instead:",
        here: 'Is the app on this device?',
        openHere: 'Open it',
        label: 'Code that the app shows',
        hint: '6 digits',
        submit: 'Continue',
      },
      save: {
        title: 'Save your recovery codes',
        lead: 'If you lose your phone, one of these codes gets you in. Keep them where you can find them without your phone: on paper, for example.',
        once: "We can't show them again. Each works once.",
        renewed: 'Your old codes work until you finish this step.',
        list: 'Recovery codes',
        download: 'Download',
        copy: 'Copy',
        copied: 'Copied.',
        notCopied: "Your browser didn't allow that. Select the codes and copy them.",
        print: 'Print',
        label: 'Enter one of these codes',
        hint: 'This shows that you saved them. The code will still work.',
        submit: 'Finish',
        file: (email: string) => `${site} recovery codes for ${email}`,
        fileText: 'Each code works once. Keep this file where only you can find it, and not only on your phone.',
      },
      renew: {
        title: 'Get new recovery codes',
        lead: 'Your old codes stop working once you have saved the new ones.',
        submit: 'Show new codes',
      },
      remove: {
        title: 'Remove your authenticator app',
        lead: "Your other devices will be signed out. You'll use your passkey as your second step.",
        last: "You'll sign in without a second step again. Your recovery codes will stop working, and your other devices will be signed out.",
        submit: 'Remove app',
      },
      newCode: {
        title: 'Save your new recovery code',
        lead: "You used a recovery code, so here's a new one to replace it. It starts working when you confirm that you saved it.",
        submit: 'I saved it',
        skip: 'Skip',
        /** When several were used. */
        several: {
          title: 'Save your new recovery codes',
          lead: 'You used recovery codes, so here are new ones to replace them. They start working when you confirm that you saved them.',
          submit: 'I saved them',
        },
      },
      problems: {
        app: {
          missing: 'Enter the code that the app shows.',
          malformed: 'Enter the 6 digits that the app shows.',
          wrong: `That code isn't right. Enter the one that the app shows for ${site} now.`,
        },
        saved: {
          missing: 'Enter one of the codes above.',
          malformed: 'Recovery codes have 24 letters and numbers, never a U. Enter one of the codes above.',
          wrong: "That isn't one of the codes above.",
        },
      },
    },

    sessions: {
      title: 'Your sessions',
      lead: "Devices signed in to your account. Don't recognize one? Sign it out and change your password.",
      here: 'This device',
      new: 'New',
      active: 'Active now',
      seen: 'Last active',
      started: 'Signed in',
      end: 'Sign out',
      endAll: 'Sign out everywhere else',
      only: "You're not signed in anywhere else.",
    },

    activity: {
      title: 'Activity',
      lead: "What happened in your account. Don't recognize something? Change your password.",
      empty: 'Nothing yet.',
      warning: 'Warning:',
      times: (count: number) => plural(count, { one: 'once', other: `${number(count)} times` }),
      since: 'since',
      older: 'Show older',
      events: {
        'account.registered': 'Sign-up with your email address',
        'account.confirmed': 'You confirmed your email and created the account',
        'account.renamed': 'You changed your details',
        'account.locked': 'You reported a change and locked the account',
        'account.disabled': 'Support disabled the account',
        'account.enabled': 'Support re-enabled the account',
        'account.imported': 'Account imported from another system',
        'account.deleted': 'Account deleted',
        'address.requested': 'You requested an email address change',
        'address.changed': 'Email address changed',
        'session.started': 'You signed in',
        'session.refused': 'Failed sign-in: wrong password',
        'session.ended': 'Signed out',
        'reset.requested': 'Reset link requested',
        'reset.suppressed': 'Reset link requested again too soon; none sent',
        'reset.sent': 'We emailed you a reset link',
        'reset.failed': 'Reset link not delivered: your email provider refused it',
        'reset.opened': 'Reset link opened',
        'reset.completed': 'New password set with a reset link',
        'reset.refused': 'Password reset failed',
        'code.refused': 'Wrong code entered',
        'reset.declined': 'Reset link canceled from the email',
        'password.changed': 'You changed your password',
        'factor.added': 'You added a second factor',
        'factor.removed': 'Second factor removed',
        'codes.renewed': 'You got new recovery codes',
        'codes.used': 'You used a recovery code',
        'passkey.suspect': 'Passkey refused: it may have been copied',
        'backup.requested': 'You asked to add a backup address',
        'backup.added': 'You added a backup address',
        'backup.removed': 'Backup address removed',
        'identity.added': 'Service for signing in connected',
        'identity.removed': 'Service for signing in disconnected',
        'wait.started': 'Waiting period started',
        'wait.cancelled': 'Waiting period canceled',
        'wait.ended': 'Waiting period over; second factors removed',
        'password.refused': 'Failed change: wrong current password',
        'factor.refused': 'Second factor refused: wrong code',
        'email.repeated': 'Support resent an email',
        'database.restored': 'Site restored from a backup; everyone was signed out',
      },
    },
  },

  broken: lastResort,

  /**
   * The sentences of the mails, which decide where a sentence stands. What comes in as a parameter is already formatted,
   * and is escaped later.
   */
  mail: {
    greeting: (name: string) => `Hello ${name},`,
    greetingWithoutName: 'Hello,',
    /** What stands in the plain text before a value or a link, with the space between, if the language has one. */
    colon: (label: string) => `${label}: `,
    copyAddress: 'Button not working? Paste this link into your browser:',
    /** Every link, before the time when it ends: "2:32 PM UTC", with the date when that is a day away or more. */
    life: (duration: string, exact: string) => `The link expires in ${duration} (${exact}).`,
    /** A link that lives for days: the email may be read on any of them. */
    lifeUntil: (date: string) => `The link expires on ${date}.`,
    questions: (supportEmail: string) => `Questions? Email ${supportEmail}.`,
    device: 'Device',
    ipAddress: 'IP address',

    reset: {
      subject: (site: string) => `Reset your ${site} password`,
      preheader: (duration: string) => `Choose a new password. The link expires in ${duration}.`,
      heading: 'Reset your password',
      why: (site: string, email: string) =>
        `We received a request to reset the ${site} password for ${email}. Choose a new password, then sign in with it.`,
      /** To a backup address, which isn't the address of the account. */
      whyBackup: (site: string, email: string) =>
        `We received a request to reset the password of the ${site} account that has ${email} as its backup address. Choose a new password, then sign in with it.`,
      /** To someone who has no password. `providers`: the services that sign them in, such as “Google or GitHub”. */
      passwordless: (providers: string) =>
        `You don't have a password, because you sign in with ${providers}. That still works. If you like, you can set a password here, too.`,
      button: 'Choose a new password',
      code: 'Requested on another device? Enter this code there:',
      lifeOfBoth: (duration: string, exact: string) => `The link and code expire in ${duration} (${exact}).`,
      keep: 'Never share this link, even with us.',
      keepBoth: 'Never share this link or code, even with us.',
      locked: {
        subject: (site: string) => `Unlock your ${site} account`,
        heading: 'Unlock your account',
        when: 'Locked',
        why: (site: string, email: string) =>
          `Your ${site} account, ${email}, is locked. Choose a new password to unlock it.`,
      },
      waited: {
        subject: (site: string) => `Your ${site} waiting period is over`,
        heading: 'Get back into your account',
        why: (site: string, email: string) =>
          `The waiting period for your ${site} account, ${email}, is over. Choose a new password. Your authenticator app, passkeys, and recovery codes will then be removed.`,
        ignore: "Didn't ask for this? Cancel it now: anyone who opens this link gets into your account.",
      },
      when: 'Requested',
      ignore: "Didn't request this? You can ignore this email. Your password won't change.",
      decline: 'Cancel this request',
    },

    confirm: {
      subject: (site: string) => `Confirm your email address for ${site}`,
      preheader: 'One more step, and your account is ready.',
      heading: 'Confirm your email address',
      why: (site: string, email: string) => `Welcome to ${site}. Confirm ${email} to finish creating your account.`,
      button: 'Confirm email address',
      code: 'Signed up on another device? Enter this code there:',
      when: 'Signed up',
      ignore: "Didn't sign up? You can ignore this email.",
      ignoreBoth: "Didn't sign up? Ignore this email and don't share its code.",
    },

    taken: {
      subject: (site: string) => `You already have a ${site} account`,
      preheader: 'Sign in, or reset your password.',
      heading: 'You already have an account',
      why: (site: string, email: string) =>
        `Someone (probably you) just tried to sign up for ${site} with ${email}. You already have an account, so nothing changed.`,
      /** To a backup address, which doesn't sign in. */
      whyBackup: (site: string, email: string) =>
        `Someone (probably you) just tried to sign up for ${site} with ${email}. It's already the backup address of an account, so nothing changed. Sign in with that account's own address, or reset its password with this one.`,
      button: 'Sign in',
      forgot: 'Forgot your password? Reset it',
      when: 'Attempted',
      ignore: "Wasn't you? You can ignore this email. They didn't see anything about you or your account.",
    },

    takenDeleted: {
      subject: (site: string) => `You can still restore your ${site} account`,
      preheader: 'It was deleted, but not erased yet.',
      heading: 'You can still restore your account',
      why: (site: string, email: string, duration: string, exact: string) =>
        `Someone (probably you) just tried to sign up for ${site} with ${email}. That account was deleted, but you can still restore it for ${duration} (until ${exact}). After that, it's erased for good, and you can sign up again.`,
      button: 'Restore my account',
    },

    addressChange: {
      subject: (site: string) => `Confirm your new email address for ${site}`,
      preheader: 'One more step to change your email address.',
      heading: 'Confirm your new email address',
      why: (site: string, email: string) =>
        `You asked to use ${email} for your ${site} account. Confirm it to make the change.`,
      button: 'Confirm new email address',
      when: 'Requested',
      ignore: "Didn't request this? You can ignore this email. Nothing will change.",
    },

    backupAddress: {
      subject: (site: string) => `Confirm your backup address for ${site}`,
      preheader: 'One more step to add your backup address.',
      heading: 'Confirm your backup address',
      why: (site: string, email: string) =>
        `You asked to use ${email} as the backup address of your ${site} account. If you ever lose access to your email, a link sent here can get you back in. Confirm this address to add it.`,
      button: 'Confirm backup address',
      when: 'Requested',
      ignore: "Didn't request this? You can ignore this email. Nothing will change.",
    },

    /** What the notices of a change have in common. */
    changed: {
      when: 'Changed',
      fine: "If this was you, you're all set.",
      mailbox: 'Also change your email password.',
      button: "This wasn't me",
    },

    passwordChanged: {
      subject: (site: string) => `Your ${site} password was changed`,
      heading: 'Your password was changed',
      byReset: (site: string, email: string) =>
        `The ${site} password for ${email} was changed with a link we emailed you.`,
      bySelf: (site: string, email: string) =>
        `The ${site} password for ${email} was changed by someone who knew the old one.`,
      sessions: countOthers,
      act: "If not, lock your account now. We'll email you a link to unlock it.",
    },

    /** The first password of an account. The rest is that of `passwordChanged`. */
    passwordSet: {
      subject: (site: string) => `Your ${site} account has a password now`,
      heading: 'A password was set',
      what: (site: string, email: string) =>
        `A password was set for your ${site} account, ${email}. It had none before.`,
    },

    addressChanged: {
      subject: (site: string) => `Your ${site} email address was changed`,
      heading: 'Your email address was changed',
      what: (site: string, email: string, newEmail: string) =>
        `Your ${site} account now uses ${newEmail} instead of ${email}.`,
      act: "If not, lock your account now. We'll restore this address and send it a link to unlock your account.",
    },

    accountDeleted: {
      subject: (site: string) => `Your ${site} account was deleted`,
      heading: 'Your account was deleted',
      what: (site: string, email: string, days: number) =>
        `Your ${site} account, ${email}, was deleted by someone who was signed in to it. It's closed now, and everything in it will be erased in ${duration(days, 'day')}.`,
      when: 'Deleted',
      act: "If it wasn't you, or you've changed your mind, restore your account. We'll keep it locked and email you a link to choose a new password.",
      button: 'Restore my account',
    },

    /** Every other change of the ways into the account. The frame is that of `changed`. */
    security: {
      subject: (site: string, heading: string) => `${site}: ${heading}`,
      when: 'Time',
      act: "If not, lock your account now. We'll undo this and email you a link to unlock it.",
      authenticator: {
        added: {
          heading: 'Authenticator app added',
          what: (site: string, email: string) =>
            `An authenticator app was added to your ${site} account, ${email}. From now on, signing in takes a code from it.`,
        },
        removed: {
          heading: 'Authenticator app removed',
          what: (site: string, email: string) =>
            `The authenticator app was removed from your ${site} account, ${email}.`,
        },
      },
      passkey: {
        added: {
          heading: 'Passkey added',
          what: (site: string, email: string) =>
            `A passkey was added to your ${site} account, ${email}. It signs in without your password.`,
        },
        removed: {
          heading: 'Passkey removed',
          what: (site: string, email: string) => `A passkey was removed from your ${site} account, ${email}.`,
        },
      },
      passkeyName: (name: string) => `Name: ${name}`,
      codes: {
        renewed: {
          heading: 'New recovery codes',
          what: (site: string, email: string, left: number) =>
            `Your ${site} account, ${email}, has ${left} new recovery codes. The old ones no longer work.`,
        },
        used: {
          heading: 'Recovery code used',
          what: (site: string, email: string, left: number) =>
            `A recovery code of your ${site} account, ${email}, was used. ${plural(left, { one: '1 code is left.', other: `${left} codes are left.` })}`,
        },
        low: {
          heading: 'Few recovery codes left',
          what: (site: string, email: string, left: number) =>
            `A recovery code of your ${site} account, ${email}, was used. ${plural(left, { one: 'Only 1 is left.', other: `Only ${left} are left.` })}`,
          fine: 'If this was you, sign in and get new ones under Security before you run out.',
        },
      },
      backup: {
        added: {
          heading: 'Backup address added',
          what: (site: string, email: string, address: string) =>
            `${address} is now a backup address of your ${site} account, ${email}.`,
        },
        removed: {
          heading: 'Backup address removed',
          what: (site: string, email: string, address: string) =>
            `${address} is no longer a backup address of your ${site} account, ${email}.`,
        },
      },
      identity: {
        added: {
          heading: 'New way to sign in',
          what: (site: string, email: string, provider: string) =>
            `${provider} can now be used to sign in to your ${site} account, ${email}.`,
        },
        removed: {
          heading: 'Way to sign in removed',
          what: (site: string, email: string, provider: string) =>
            `${provider} can no longer be used to sign in to your ${site} account, ${email}.`,
        },
        account: (address: string) => `Account there: ${address}`,
      },
      wait: {
        fine: 'If this was you, all you have to do is wait.',
        when: 'Started',
        act: "If not, lock your account now. We'll cancel the waiting period and email you a link to unlock it. Signing in cancels it too.",
        started: {
          heading: 'Waiting period started',
          what: (site: string, email: string, end: string) =>
            `Someone (probably you) told us that the authenticator app, passkeys, and recovery codes of your ${site} account, ${email}, are lost. If no one objects, we'll email a link on ${end} that sets a new password and removes them all.`,
        },
        half: {
          heading: 'The waiting period is half over',
          what: (site: string, email: string, end: string) =>
            `The waiting period for your ${site} account, ${email}, ends on ${end}. Then we'll email a link that sets a new password and removes the authenticator app, passkeys, and recovery codes.`,
        },
        cancelled: {
          heading: 'Waiting period canceled',
          what: (site: string, email: string, end: string) =>
            `The waiting period for your ${site} account, ${email}, which would have ended on ${end}, was canceled. Nothing was changed.`,
        },
        ended: {
          heading: 'Waiting period over',
          what: (site: string, email: string, end: string) =>
            `The waiting period for your ${site} account, ${email}, ended on ${end}. We've emailed a link to another address of this account. It sets a new password and removes the authenticator app, passkeys, and recovery codes.`,
        },
      },
    },
  },
};

function countOthers(sessions: number): string {
  if (sessions === 0) return "You weren't signed in anywhere else.";
  return plural(sessions, {
    one: 'You were signed out of one other session.',
    other: `You were signed out of ${sessions} other sessions.`,
  });
}
