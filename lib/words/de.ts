import { brand } from '@/lib/brand';
import type { Words } from './en';
import { example } from './examples';
import { countIn } from './language';

const site = brand.name;
const intl = 'de-DE';
const { plural, duration, number } = countIn(intl, 'one');

/** For a link whose cookie the browser dropped. The same on every page behind a link. */
const cookieless = {
  title: 'Dein Browser hat unser Cookie nicht gespeichert',
  text: 'Diese Website braucht Cookies, um sich den geöffneten Link zu merken. Erlaube Cookies für diese Website und öffne den Link dann noch einmal.',
};

/** Deutsch. Ein Wort für eine Sache: Konto, Sitzung, Link, Code, E-Mail. Wir sagen du. „E‑Mail“ hat einen geschützten Bindestrich. */
export const de: Words = {
  locale: 'de',
  direction: 'ltr',
  intl,

  moment: (date, clock) => `${date}, ${clock}`,
  device: (browser, system) => `${browser} auf ${system}`,
  unknownDevice: 'Unbekanntes Gerät',
  thisComputer: 'Dieser Computer',
  ipAddress: 'IP-Adresse',
  unknownIpAddress: 'Unbekannte IP-Adresse',

  site: {
    description: 'Bringt dich und nur dich zurück in dein Konto.',
    skip: 'Zum Inhalt springen',
    help: 'Brauchst du Hilfe? Schreib an',
    language: 'Sprache',
  },

  home: {
    heading: 'Ausgesperrt? Du kommst ganz leicht wieder rein.',
    lead: 'Registriere dich, melde dich an, und wenn du dein Passwort vergisst, bringt dich eine einzige E‑Mail zurück in dein Konto.',
    register: 'Konto anlegen',
    signIn: 'Anmelden',
    facts: (minutes) => [
      {
        title: 'Eine E‑Mail',
        text: `Link anfordern, öffnen, neues Passwort wählen. Der Link funktioniert nur einmal und läuft nach ${duration(minutes, 'minute')} ab.`,
      },
      { title: 'Vertraulich', text: 'Wir verraten nie, wer ein Konto hat.' },
      {
        title: 'Auf Nummer sicher',
        text: 'Mit einem neuen Passwort wirst du überall abgemeldet, und wir sagen dir per E‑Mail Bescheid.',
      },
    ],
    signedIn: (name) => `Du bist angemeldet, ${name}.`,
    toAccount: 'Zu deinem Konto',
  },

  fields: {
    name: 'Dein Name',
    email: 'E‑Mail-Adresse',
    password: 'Passwort',
    newPassword: 'Neues Passwort',
    confirm: 'Passwort wiederholen',
    show: 'Anzeigen',
    hide: 'Verbergen',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort verbergen',
    shown: 'Dein Passwort ist sichtbar.',
    wait: 'Einen Moment …',
  },

  rules: {
    text: (minLength) =>
      `Mindestens ${minLength} Zeichen. Gut geeignet sind ${minLength > 24 ? '' : 'drei oder vier '}zufällige Wörter.`,
    why: (minLength) => `Warum ${minLength} Zeichen?`,
    because:
      'Lang ist besser als kompliziert: Sonderzeichen und Großbuchstaben sind nicht nötig, Leerzeichen sind erlaubt.',
    example: `Zum Beispiel: „${example.de}“ (nur nicht genau das).`,
  },

  strength: {
    short: (missing) => plural(missing, { one: 'Noch ein Zeichen', other: `Noch ${missing} Zeichen` }),
    long: 'Zu lang: höchstens 256 Zeichen',
    telling: `Leicht zu erraten: enthält deinen Namen, deine E‑Mail-Adresse oder „${site}“`,
    example: 'Das ist unser Beispiel: Denk dir etwas Eigenes aus',
    easy: 'Leicht zu erraten: Häng noch ein oder zwei zufällige Wörter an',
    enough: 'Lang genug',
    strong: 'Stark',
  },

  steps: {
    at: (step, steps) => `Schritt ${step} von ${steps}`,
  },

  register: {
    title: 'Konto anlegen',
    lead: 'Wir schicken dir einen Bestätigungslink per E‑Mail.',
    submit: 'Konto anlegen',
    haveOne: 'Hast du schon ein Konto?',
    signIn: 'Anmelden',
  },

  registerSent: {
    to: 'Öffne unsere E‑Mail: Sie ist unterwegs an',
    toNobody: 'Öffne unsere E‑Mail: Sie ist unterwegs an die Adresse, die du eingegeben hast.',
  },

  confirm: {
    title: 'Bestätige deine E‑Mail-Adresse',
    held: (name) => `Fast geschafft, ${name}.`,
    lead: 'Gib das Passwort ein, mit dem du dich registriert hast. So wissen wir, dass du dieses Konto angelegt hast und nicht jemand anders mit deiner E‑Mail-Adresse.',
    password: 'Passwort',
    submit: 'Bestätigen und anmelden',
    forgotten: 'Vergessen?',
    registerAgain: 'Von vorn anfangen',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: (hours) =>
          `Bestätigungslinks laufen nach ${duration(hours, 'hour')} ab. Registriere dich noch einmal, dann schicken wir dir einen neuen.`,
        submit: 'Neu registrieren',
      },
      used: {
        title: 'Deine E‑Mail-Adresse ist bestätigt',
        text: 'Alles erledigt. Melde dich mit deinem Passwort an.',
        submit: 'Anmelden',
      },
      taken: {
        title: 'Du hast schon ein Konto',
        text: 'Zu dieser E‑Mail-Adresse gibt es schon ein Konto. Melde dich an, oder setze dein Passwort zurück, wenn du es vergessen hast.',
        submit: 'Anmelden',
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Vielleicht ist er unvollständig. Öffne ihn noch einmal aus der E‑Mail, oder registriere dich neu.',
        submit: 'Neu registrieren',
      },
      cookieless,
    },
  },

  login: {
    cookieless:
      'Du bist nicht angemeldet, weil dein Browser unser Cookie nicht gespeichert hat. Erlaube Cookies für diese Website und melde dich dann noch einmal an.',
    title: 'Anmelden',
    submit: 'Anmelden',
    forgot: 'Passwort vergessen?',
    noAccount: 'Noch kein Konto?',
    register: 'Leg eins an',
  },

  verify: {
    title: 'Bestätige, dass du es bist',
    toSignIn: 'Ein weiterer Schritt schützt dieses Konto.',
    toChange: 'Bevor du etwas an deinem Konto änderst, zeig, dass du es bist.',
    account: 'Konto',
    label: 'Dein Code',
    hint: '6 Ziffern aus deiner Authenticator-App oder einer deiner Wiederherstellungscodes.',
    recoveryCode: 'Wiederherstellungscode',
    recoveryCodeHint: '24 Buchstaben und Ziffern. Jeder Code funktioniert einmal.',
    submit: 'Weiter',
    accepted: 'Das hat geklappt. Wähle jetzt ein neues Passwort.',
    notYou: 'Nicht dein Konto?',
    startOver: 'Von vorn beginnen',
    cancel: 'Abbrechen',
    again: {
      title: 'Melde dich noch einmal an',
      text: (minutes) =>
        `Du hast ${duration(minutes, 'minute')} Zeit, den Code einzugeben, und dein Browser muss Cookies annehmen.`,
      submit: 'Anmelden',
    },
  },

  forgot: {
    title: 'Passwort zurücksetzen',
    lead: (minutes) =>
      `Wir schicken dir per E‑Mail einen Link für ein neues Passwort. Er läuft nach ${duration(minutes, 'minute')} ab.`,
    submit: 'Link schicken',
    remembered: 'Passwort wieder eingefallen?',
    signIn: 'Anmelden',
  },

  forgotSent: {
    to: 'Wenn es zu dieser Adresse ein Konto gibt, ist ein Link zum Zurücksetzen unterwegs an',
    toNobody:
      'Wenn es zu der Adresse, die du eingegeben hast, ein Konto gibt, ist ein Link zum Zurücksetzen unterwegs.',
    next: (minutes) => `Der Link läuft nach ${duration(minutes, 'minute')} ab und funktioniert auf jedem Gerät.`,
    spelling: 'Prüfe, ob du dich mit der Adresse oben registriert hast.',
  },

  code: {
    title: 'Stattdessen Code eingeben',
    label: 'Code aus der E‑Mail',
    hint: '8 Buchstaben und Ziffern, nur in diesem Browser gültig.',
    submit: 'Weiter',
    elsewhere:
      'In der E‑Mail steht auch ein Code. Er funktioniert nur in dem Browser, in dem du die E‑Mail angefordert hast; der Link funktioniert überall.',
  },

  inbox: {
    title: 'Schau in deinen Posteingang',
    another: 'Andere Adresse verwenden',
    startOver: 'Von vorn anfangen',
    label: 'Die gesuchte E‑Mail',
    sender: 'Von',
    subject: 'Betreff',
    open: (webmail) => `${webmail} öffnen`,
    newTab: 'in einem neuen Tab',
    nothing: 'Nichts angekommen?',
    spam: 'Schau auch in den Spam-Ordner.',
    resend: {
      submit: 'E‑Mail erneut senden',
      wait: (clock) => `Erneut senden in ${clock}`,
      waiting: 'Du kannst gleich noch eine E‑Mail anfordern.',
      ready: 'Du kannst jetzt noch eine E‑Mail anfordern.',
      tooSoon: (clock) => `Du kannst in ${clock} noch eine E‑Mail anfordern.`,
      spent: (emails, minutes) =>
        `Du kannst in ${minutes} Minuten höchstens ${emails} E‑Mails anfordern. Nimm die neueste, oder versuch es später noch einmal.`,
    },
  },

  reset: {
    title: 'Wähle ein neues Passwort',
    account: 'Konto',
    until: (minutes) =>
      plural(minutes, {
        one: 'Dieser Link läuft in einer Minute ab.',
        other: `Dieser Link läuft in ${minutes} Minuten ab.`,
      }),
    otherAccount: (email, here) =>
      `Dieser Link ist für ${email}, aber du bist als ${here} angemeldet. Wenn du speicherst, wirst du hier von ${here} abgemeldet; sonst ändert sich an diesem Konto nichts.`,
    effect: 'Du wirst überall abgemeldet.',
    submit: 'Neues Passwort speichern',
    dead: {
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: (life) => `Dieser Link galt ${life}. Dein Passwort hat sich nicht geändert.`,
      },
      used: {
        title: 'Dieser Link wurde schon benutzt',
        text: 'Wenn du eben ein neues Passwort gewählt hast, melde dich damit an.',
      },
      replaced: {
        title: 'Dieser Link funktioniert nicht mehr',
        text: 'Nach dem Versand wurde dein Passwort geändert oder dein Konto gesperrt. Nimm die neueste E‑Mail, oder fordere einen neuen Link an.',
      },
      moved: {
        title: 'Dieser Link funktioniert nicht mehr',
        text: 'Dieses Konto hat jetzt eine andere E‑Mail-Adresse. Das warst du nicht? Öffne die E‑Mail, die wir dir dazu geschickt haben, und mach die Änderung rückgängig.',
      },
      removed: {
        title: 'Dieser Link funktioniert nicht mehr',
        text: 'Die Ersatzadresse, an die er ging, wurde aus dem Konto entfernt. Du warst das nicht? Mit unserer E‑Mail darüber machst du es rückgängig.',
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Vielleicht ist er unvollständig oder wurde ungültig gemacht. Öffne noch einmal die neueste E‑Mail, oder fordere einen neuen Link an.',
      },
      cookieless,
    },
    again: 'Neuen Link schicken',
    to: 'Wir schicken ihn an',
    orSignIn: 'Oder',
    signIn: 'melde dich an',
  },

  wait: {
    link: 'App und Codes verloren?',
    title: 'Ohne zweiten Faktor ins Konto',
    lead: (hours) => `Das dauert ${duration(hours, 'hour')}, damit es niemand unbemerkt an deiner Stelle tun kann.`,
    steps: [
      'Wir schreiben jetzt, zur Hälfte und am Ende an alle E‑Mail-Adressen deines Kontos.',
      'Am Ende bekommst du einen Link, mit dem du ein neues Passwort wählst. Dabei werden deine Authenticator-App, deine Passkeys und deine Wiederherstellungscodes entfernt.',
      'Wer sich anmeldet oder in einer der E‑Mails auf „Das war ich nicht“ drückt, bricht die Wartezeit ab.',
    ],
    submit: 'Wartezeit starten',
    found: 'Doch noch einen Code gefunden?',
    enter: 'Gib ihn ein',
    open: {
      title: 'Jetzt musst du nur noch warten',
      over: 'Die Wartezeit ist vorbei',
      started: 'Gestartet',
      ends: 'Endet',
      next: 'Dann schicken wir dir einen Link, mit dem du ein neues Passwort wählst. Er ist 24 Stunden gültig.',
      mailed: 'Öffne die E‑Mail mit dem Link und wähle ein neues Passwort. Der Link ist 24 Stunden gültig.',
      meanwhile:
        'Du hast dein Handy oder einen Wiederherstellungscode gefunden? Melde dich damit an. Das bricht die Wartezeit ab.',
    },
    until: (hours) =>
      `Dieser Link läuft in ${duration(hours, 'hour')} ab. Beim Speichern werden deine Authenticator-App, deine Passkeys und deine Wiederherstellungscodes entfernt.`,
    banner: {
      title: 'Jemand wartet darauf, ohne deinen zweiten Faktor in dieses Konto zu kommen.',
      text: 'Am Ende der Wartezeit kann diese Person ein neues Passwort wählen und deine Authenticator-App, deine Passkeys und deine Wiederherstellungscodes entfernen.',
      submit: 'Wartezeit abbrechen',
    },
  },

  confirmEmail: {
    title: 'Bestätige deine neue E‑Mail-Adresse',
    lead: (from) => `Damit meldest du dich künftig an, nicht mehr mit ${from}.`,
    address: 'Neue E‑Mail-Adresse',
    password: 'Dein Passwort',
    submit: 'Neue Adresse bestätigen',
    dead: {
      used: {
        title: 'Deine neue E‑Mail-Adresse ist bestätigt',
        text: 'Alles erledigt. Melde dich damit an.',
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Deine E‑Mail-Adresse hat sich nicht geändert. Melde dich an und beantrage die Adressänderung noch einmal.',
      },
      replaced: {
        title: 'Dieser Link funktioniert nicht mehr',
        text: 'Nach dem Versand hat sich dein Passwort oder deine E‑Mail-Adresse geändert. Melde dich an und beantrage die Adressänderung noch einmal.',
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Vielleicht ist er unvollständig. Öffne ihn noch einmal aus der E‑Mail.',
      },
      cookieless,
    },
    signIn: 'Anmelden',
  },

  confirmBackup: {
    title: 'Bestätige deine Ersatzadresse',
    lead: (account, days) =>
      `Kommst du nicht mehr an ${account}, bringt dich ein Link an diese Adresse zurück in dein Konto. Das geht, sobald die Bestätigung ${duration(days, 'day')} zurückliegt.`,
    address: 'Ersatzadresse',
    password: 'Dein Passwort',
    submit: 'Ersatzadresse bestätigen',
    dead: {
      used: {
        title: 'Deine Ersatzadresse ist bestätigt',
        text: 'Alles erledigt. Du meldest dich weiter mit der Adresse deines Kontos an.',
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Deine Ersatzadresse wurde nicht hinzugefügt. Melde dich an und füge sie noch einmal hinzu.',
      },
      replaced: {
        title: 'Dieser Link funktioniert nicht mehr',
        text: 'Du hast einen neueren Link angefordert, oder dein Passwort oder deine E‑Mail-Adresse hat sich geändert. Nimm die neueste E‑Mail, oder melde dich an und füge die Adresse noch einmal hinzu.',
      },
    },
  },

  notMe: {
    change: {
      title: 'Das warst du nicht?',
      lead: 'Wir melden dich auf allen Geräten ab und schicken dir einen Link, mit dem du dein Konto wieder entsperrst.',
      submit: 'Mein Konto sperren',
    },
    security: {
      title: 'Das warst du nicht?',
      lead: 'Wir machen die Änderung rückgängig, melden dich auf allen Geräten ab, sperren dein Konto und schicken dir einen Link zum Entsperren.',
      submit: 'Rückgängig machen und sperren',
    },
    deletion: {
      title: 'Dein Konto wiederherstellen?',
      lead: 'Wir stellen dein Konto wieder her, lassen es gesperrt und schicken dir einen Link für ein neues Passwort.',
      submit: 'Konto wiederherstellen',
    },
    reset: {
      title: 'Du hast das nicht angefordert?',
      lead: 'Wir machen den Link in der E‑Mail ungültig. Dein Passwort ändert sich nicht.',
      submit: 'Link ungültig machen',
    },
    address: 'An welche Adresse ging die E‑Mail?',
    done: {
      'account-locked': {
        title: 'Dein Konto ist gesperrt',
        ticks: ['Überall abgemeldet', 'Anmeldung gesperrt'],
      },
      'account-restored': {
        title: 'Dein Konto ist wiederhergestellt',
        ticks: ['Es wird nicht gelöscht', 'Anmeldung gesperrt'],
      },
      to: 'Link zum Entsperren unterwegs an',
      toMain: 'Link zum Entsperren unterwegs an die Hauptadresse des Kontos',
      earlier:
        'Wir haben dir schon früher über eine andere Änderung geschrieben. Kam auch die nicht von dir, klicke auch in jener E‑Mail auf „Das war ich nicht“.',
      nothing: 'Keine E‑Mail da? Schau in den Spam-Ordner oder',
      again: 'fordere einen neuen Link an',
      'link-denied': {
        title: 'Der Link ist jetzt ungültig',
        text: 'Dein Passwort hat sich nicht geändert. Mehr musst du nicht tun.',
      },
      signIn: 'Anmelden',
    },
    dead: {
      done: {
        title: 'Hier ist nichts mehr zu tun',
        text: 'Dieser Link wurde schon benutzt, oder der Link, den er ungültig machen sollte, funktioniert nicht mehr.',
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: (days) =>
          `Solche Links laufen nach ${daysAhead(days)} ab. Wenn du dich nicht anmelden kannst, setze dein Passwort zurück.`,
      },
      invalid: {
        title: 'Dieser Link funktioniert nicht',
        text: 'Vielleicht ist er unvollständig. Öffne ihn noch einmal aus der E‑Mail, oder setze dein Passwort zurück.',
      },
      cookieless,
    },
    forgot: 'Passwort zurücksetzen',
  },

  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Prüfe den Link auf Tippfehler.',
    home: 'Zur Startseite',
  },

  refusal: {
    foreign: {
      title: 'Dieses Formular haben wir nicht angenommen',
      text: 'Es kam von einer anderen Website, deshalb wurde nichts geändert. Öffne das Formular auf dieser Website und versuch es noch einmal.',
    },
    method: {
      title: 'Das wird nicht unterstützt',
      text: 'Diese Art von Anfrage nimmt die Website nicht an.',
    },
    tooLarge: {
      title: 'Das ist zu viel Text',
      text: 'Es wurde nichts geändert. Kürze den Text und versuch es noch einmal.',
    },
    unreadable: {
      title: 'Wir konnten dieses Formular nicht lesen',
      text: 'Es wurde nichts geändert. Öffne das Formular neu und versuch es noch einmal.',
    },
    home: 'Zur Startseite',
  },

  passkey: {
    title: 'Passkeys',
    lead: 'Melde dich mit Fingerabdruck, Gesicht oder Bildschirmsperre an. Ein Passkey ist zugleich ein zweiter Faktor.',
    added: 'Hinzugefügt',
    used: 'Zuletzt benutzt',
    unused: 'Noch nicht benutzt',
    suspect:
      'Wir haben eine Anmeldung mit diesem Passkey abgelehnt, weil er kopiert worden sein könnte. Du bist unsicher? Entferne ihn und füge einen neuen hinzu.',
    change: 'Ändern',
    add: 'Passkey hinzufügen',
    cancel: 'Abbrechen',
    create: {
      title: 'Passkey hinzufügen',
      before: 'Im nächsten Schritt fragt dein Browser, wo der Passkey gespeichert werden soll.',
      next: 'Weiter',
      lead: 'Dein Browser fragt, wo der Passkey liegen soll: auf diesem Gerät, auf deinem Handy oder auf einem Sicherheitsschlüssel.',
      submit: 'Passkey erstellen',
      scriptless: 'Passkeys brauchen JavaScript. Schalte es für diese Website ein und lade die Seite neu.',
      exists: 'Dort liegt schon ein Passkey deines Kontos. Wähle einen anderen Ort.',
      refused: 'Das hat nicht geklappt. Versuch es noch einmal.',
      unnamed: 'Passkey',
    },
    name: 'Name',
    nameHint: 'Nur du siehst ihn.',
    nameRefused: 'Nimm 1 bis 100 gewöhnliche Zeichen.',
    save: 'Namen speichern',
    remove: {
      title: 'Diesen Passkey entfernen',
      text: 'Du kannst dich dann nicht mehr damit anmelden und wirst überall sonst abgemeldet.',
      submit: 'Passkey entfernen',
      lastWay:
        'Du meldest dich nur mit diesem Passkey an. Leg zuerst ein Passwort fest, danach kannst du den Passkey entfernen.',
    },
    use: 'Passkey benutzen',
  },

  identity: {
    title: 'Verbundene Dienste',
    lead: 'Melde dich mit einem Konto an, das du anderswo schon hast.',
    manage: 'Dienste verwalten',
    added: 'Verbunden',
    used: 'Zuletzt benutzt',
    unused: 'Noch nicht benutzt',
    or: 'oder',
    proceed: (provider) => `Weiter mit ${provider}`,
    pending: {
      known: (provider, email) =>
        `Du hast schon ein Konto mit ${email}. Melde dich wie gewohnt an, danach kannst du ${provider} verbinden.`,
      unknown: (provider) => `Melde dich bei deinem Konto an. Danach kannst du ${provider} verbinden.`,
      unconfirmed: (provider) =>
        `${provider} hat deine E‑Mail-Adresse nicht bestätigt. Leg hier ein Konto an, oder melde dich an, wenn du schon eins hast. Danach kannst du ${provider} verbinden.`,
    },
    again: {
      text: 'Melde dich noch einmal an, damit klar ist, dass du es bist. Danach bist du gleich wieder auf dieser Seite.',
      submit: (provider) => `Noch einmal mit ${provider} anmelden`,
      other: 'Noch einmal anmelden',
      elsewhere: 'Kein Passwort? Melde dich anders an',
    },
    connect: {
      title: (provider) => `${provider} verbinden`,
      lead: (provider) => `Danach kannst du dich hier mit ${provider} anmelden. Überall sonst wirst du abgemeldet.`,
      there: (provider) => `Dein Konto bei ${provider}`,
      noAddress: 'Keine E‑Mail-Adresse',
      nameThere: (provider) => `Name bei ${provider}`,
      here: 'Dein Konto hier',
      submit: (provider) => `${provider} verbinden`,
      skip: 'Jetzt nicht',
    },
    disconnect: {
      link: 'Trennen',
      title: (provider) => `${provider} trennen`,
      text: (provider) =>
        `Du kannst dich dann nicht mehr mit ${provider} anmelden, und überall sonst wirst du abgemeldet.`,
      submit: 'Trennen',
      lastWay: (provider) =>
        `Du meldest dich nur mit ${provider} an. Leg zuerst ein Passwort fest, danach kannst du ${provider} trennen.`,
      setPassword: 'Passwort festlegen',
    },
  },

  outcomes: {
    'account-confirmed': (_, name) =>
      `Willkommen, ${name}. Deine E‑Mail-Adresse ist bestätigt, und du bist angemeldet.`,
    'password-changed': () => 'Passwort geändert. Du bist überall abgemeldet: Melde dich jetzt neu an.',
    'password-changed-here': (sessions) => `Passwort geändert. ${countOthers(sessions)} Hier bleibst du angemeldet.`,
    'signed-out': () => 'Du bist abgemeldet.',
    'session-ended': (sessions) => countOthers(sessions),
    renamed: () => 'Gespeichert.',
    'address-asked': (_, email) => `Fast geschafft. Öffne zum Bestätigen den Link, den wir an ${email} schicken.`,
    'address-changed': () => 'E‑Mail-Adresse geändert. Ab jetzt meldest du dich damit an.',
    'backup-added': () => 'Ersatzadresse hinzugefügt.',
    'backup-removed': () => 'Ersatzadresse entfernt.',
    'passkey-added': (sessions) => `Passkey hinzugefügt. ${countOthers(sessions)}`,
    'passkey-renamed': () => 'Name gespeichert.',
    'passkey-removed': (sessions) =>
      `Passkey entfernt. ${countOthers(sessions)} Falls dein Gerät ihn noch anzeigt, kannst du ihn dort löschen.`,
    'app-added': (sessions) =>
      `Authenticator-App hinzugefügt. Ab jetzt gibst du nach dem Passwort ihren Code ein. ${countOthers(sessions)}`,
    'app-removed': (sessions) => `Authenticator-App entfernt. ${countOthers(sessions)}`,
    'app-exists': () => 'Du hast schon eine Authenticator-App. Entferne sie zuerst, um eine andere zu verwenden.',
    'factor-gone': () => 'Das war schon entfernt. Sonst hat sich nichts geändert.',
    'codes-renewed': () => 'Neue Wiederherstellungscodes gespeichert. Die alten funktionieren nicht mehr.',
    'code-saved': () => 'Deine Wiederherstellungscodes sind jetzt aktuell.',
    'enrolment-expired': () =>
      'Das hat zu lange gedauert oder wurde in einem anderen Tab abgeschlossen. Fang noch einmal an, wenn es unten nicht aufgeführt ist.',
    'wait-cancelled': () => 'Wartezeit abgebrochen. An deinen zweiten Faktoren hat sich nichts geändert.',
    'identity-connected': (sessions, provider) =>
      `Du kannst dich jetzt mit ${provider} anmelden. ${countOthers(sessions)}`,
    'identity-disconnected': (sessions, provider) => `${provider} ist getrennt. ${countOthers(sessions)}`,
    'identity-exists': (_, provider) => `Dieses Konto bei ${provider} ist schon verbunden.`,
    'identity-taken': (_, provider) =>
      `Dieses Konto bei ${provider} ist hier schon mit einem anderen Konto verbunden. Melde dich damit an, oder trenne es dort zuerst.`,
    'identity-other-account': (_, provider) =>
      `Mit diesem Konto bei ${provider} kommst du nicht in dieses Konto. Versuch es noch einmal, und wähle das richtige.`,
    'provider-canceled': (_, provider) =>
      `Du hast die Anmeldung mit ${provider} abgebrochen. Versuch es noch einmal, oder melde dich anders an.`,
    'provider-failed': (_, provider) =>
      `Die Anmeldung mit ${provider} hat nicht geklappt. Versuch es in ein paar Minuten noch einmal, oder melde dich anders an.`,
    'provider-refused': (_, provider) =>
      `Wir konnten dich mit ${provider} nicht anmelden. Melde dich anders an, oder setz dein Passwort zurück.`,
    'provider-limited': () => 'Zu viele Versuche. Versuch es in ein paar Minuten noch einmal.',
    'password-set-here': (sessions) => `Passwort festgelegt. ${countOthers(sessions)} Hier bleibst du angemeldet.`,
    'account-deleted': () =>
      'Dein Konto ist gelöscht. Bis alles endgültig gelöscht wird, kannst du es über den Link wiederherstellen, den wir dir per E‑Mail schicken.',
  },

  problems: {
    email: {
      missing: 'Gib deine E‑Mail-Adresse ein.',
      malformed: 'Gib eine E‑Mail-Adresse ein, zum Beispiel ada@example.com.',
      sameAddress: 'Das ist deine aktuelle Adresse. Gib die neue ein.',
      ownAddress: 'Das ist die Adresse deines Kontos. Gib eine andere ein.',
      otherAddress: 'An diese Adresse ging die E‑Mail nicht. Sieh in der E‑Mail bei „An“ nach.',
      invisible: 'In dieser Adresse steckt ein unsichtbares Zeichen. Tippe sie ein, statt sie einzufügen.',
      fullWidth:
        'Diese Adresse enthält Zeichen in voller Breite. Tippe sie mit gewöhnlichen Buchstaben, zum Beispiel ada@example.com.',
      tooLong: 'Diese Adresse ist zu lang. Höchstens 254 Zeichen sind möglich.',
    },
    code: {
      missing: 'Gib den Code aus der E‑Mail ein.',
      malformed: 'Codes haben 8 Buchstaben und Ziffern, nie ein U. Schau noch einmal in die E‑Mail.',
      wrong: (left) =>
        `Der Code stimmt nicht. Schau in die neueste E‑Mail, oder öffne ihren Link. ${plural(left, { one: 'Noch ein Versuch.', other: `Noch ${left} Versuche.` })}`,
      spent: 'Der Code funktioniert nicht mehr. Öffne stattdessen den Link in der E‑Mail.',
      elsewhere:
        'Der Code funktioniert nur in dem Browser, in dem du die E‑Mail angefordert hast. Öffne stattdessen den Link darin.',
    },
    factor: {
      missing: 'Gib einen Code aus deiner Authenticator-App oder einen Wiederherstellungscode ein.',
      malformed:
        'Gib die 6 Ziffern aus deiner App ein oder einen Wiederherstellungscode mit 24 Buchstaben und Ziffern.',
      wrong: 'Der Code stimmt nicht. Gib den ein, den deine App jetzt zeigt, oder einen Wiederherstellungscode.',
      used: 'Der Code wurde schon benutzt. Gib einen anderen ein.',
      clock:
        'Die Uhr deines Handys geht vielleicht falsch. Stell die Zeit auf automatisch und gib dann den nächsten Code ein.',
      blocked: 'Zu viele falsche Codes hintereinander. Nimm stattdessen einen Wiederherstellungscode.',
      passkey: 'Mit diesem Passkey hat es nicht geklappt. Versuch es noch einmal oder gib stattdessen einen Code ein.',
      limited: (minutes) =>
        plural(minutes, {
          one: 'Zu viele falsche Codes. Nimm einen Wiederherstellungscode, oder versuch es in 1 Minute noch einmal.',
          other: `Zu viele falsche Codes. Nimm einen Wiederherstellungscode, oder versuch es in ${minutes} Minuten noch einmal.`,
        }),
    },
    name: {
      missing: 'Gib deinen Namen ein.',
      tooLong: 'Dieser Name ist zu lang. Nimm höchstens 100 Zeichen.',
      malformed: 'Nimm Buchstaben, Ziffern und übliche Satzzeichen, alles in einer Zeile.',
    },
    password: {
      missing: 'Gib ein Passwort ein.',
      tooShort: (minLength) => `Dieses Passwort ist zu kurz. Nimm mindestens ${minLength} Zeichen.`,
      tooLong: 'Dieses Passwort ist zu lang. Nimm höchstens 256 Zeichen.',
      characters:
        'Dein Passwort enthält ein Zeichen, das wir nicht speichern können. Nimm gewöhnliche Buchstaben, Ziffern und Sonderzeichen.',
      containsSite: `Dein Passwort darf „${site}“ nicht enthalten. Wähle etwas, das nichts damit zu tun hat.`,
      containsName: 'Dein Passwort darf deinen Namen nicht enthalten. Wähle etwas, das nichts mit dir zu tun hat.',
      containsEmail:
        'Dein Passwort darf deine E‑Mail-Adresse nicht enthalten. Wähle etwas, das nichts mit dir zu tun hat.',
      example: 'Das ist unser Beispiel, und andere werden es auch probieren. Denk dir etwas Eigenes aus.',
      weak: 'Dieses Passwort ist leicht zu erraten. Häng noch ein oder zwei zufällige Wörter an.',
      common:
        'Dieses Passwort besteht aus häufigen Wörtern und ist leicht zu erraten. Häng noch ein oder zwei zufällige Wörter an.',
      breached: 'Dieses Passwort ist bei einem Datenleck bekannt geworden. Wähle ein anderes.',
      sameAsCurrent: 'Das ist dein aktuelles Passwort. Wähle ein neues.',
      mismatch: 'Die Passwörter stimmen nicht überein. Gib zweimal dasselbe ein.',
      wrongCurrent: 'Das ist nicht dein aktuelles Passwort. Gib das ein, mit dem du dich anmeldest.',
    },
    form: {
      signInRefused:
        'E‑Mail-Adresse und Passwort passen nicht zusammen. Versuch es noch einmal, oder setze dein Passwort zurück.',
      passkeyRefused:
        'Mit diesem Passkey hat es nicht geklappt. Versuch es noch einmal oder melde dich mit deinem Passwort an.',
      limited: (minutes) =>
        plural(minutes, {
          one: 'Zu viele Versuche. Versuch es in einer Minute noch einmal.',
          other: `Zu viele Versuche. Versuch es in ${minutes} Minuten noch einmal.`,
        }),
      confirmRefused:
        'Mit diesem Passwort hast du dich nicht registriert. Versuch es noch einmal, oder fang von vorn an.',
      addressTaken: 'Diese Adresse gehört jetzt zu einem anderen Konto. Es wurde nichts geändert.',
      twoTabs:
        'Du hast in einem anderen Tab einen neueren Link geöffnet. Mach dort weiter, oder öffne den Link noch einmal aus der E‑Mail.',
      busy: 'Gerade ist sehr viel los; es wurde nichts geändert. Versuch es in ein paar Sekunden noch einmal.',
      broken: (reference) =>
        `Bei uns ist etwas schiefgegangen. Es wurde nichts geändert. Versuch es in ein paar Minuten noch einmal. Referenz: ${reference}`,
      unsure: (reference) =>
        `Die Verbindung ist abgebrochen, und wir wissen nicht, ob es geklappt hat. Versuch es noch einmal, dann sagen wir es dir. Referenz: ${reference}`,
    },
  },

  account: {
    nav: {
      label: 'Konto',
      overview: 'Übersicht',
      password: 'Passwort',
      security: 'Sicherheit',
      sessions: 'Sitzungen',
      activity: 'Verlauf',
    },
    signOut: 'Abmelden',

    overview: {
      title: 'Dein Konto',
      email: 'E‑Mail-Adresse',
      changeEmail: 'E‑Mail-Adresse ändern',
      emailUse: 'Damit meldest du dich an und setzt dein Passwort zurück.',
      save: 'Speichern',
      remove: 'Konto löschen',
      removeText: (days) =>
        `Du kannst es dir ${duration(days, 'day')} lang anders überlegen. Danach wird alles endgültig gelöscht.`,
      review: {
        title: 'Prüfe dein Konto',
        text: 'Du hast dein Passwort zurückgesetzt. Falls jemand anderes in deinem Konto war: Stelle sicher, dass das hier alles dir gehört.',
        sessions: { title: 'Sitzungen', text: 'Überall sonst bist du abgemeldet.', link: 'Sitzungen ansehen' },
        authenticator: { title: 'Authenticator-App', link: 'App ersetzen' },
        passkeys: { title: 'Passkeys', link: 'Passkey entfernen' },
        codes: {
          title: 'Wiederherstellungscodes',
          left: (codes) => plural(codes, { one: 'Noch 1 übrig', other: `Noch ${codes} übrig` }),
          link: 'Neue Codes holen',
        },
        backup: { title: 'Ersatzadresse', link: 'Ersatzadresse ändern' },
        identities: { title: 'Verbundene Dienste', link: 'Dienst trennen' },
        submit: 'Alles richtig',
      },
      offer: {
        title: 'Ohne Passwort anmelden',
        text: 'Mit einem Passkey meldest du dich per Fingerabdruck, Gesicht oder Bildschirmsperre an. Den kannst du nicht vergessen.',
        accept: 'Passkey einrichten',
        decline: 'Nein, danke',
      },
    },

    email: {
      title: 'E‑Mail-Adresse ändern',
      lead: 'Wir schicken einen Link an die neue Adresse. Erst wenn du sie dort bestätigst, ändert sich etwas.',
      present: 'Aktuelle E‑Mail-Adresse',
      next: 'Neue E‑Mail-Adresse',
      submit: 'Bestätigungslink schicken',
      keep: 'Abbrechen',
    },

    backup: {
      title: 'Ersatzadresse',
      text: (days) =>
        `Du kommst nicht mehr an deine E‑Mails? Ein Link an deine Ersatzadresse bringt dich zurück. Das geht, sobald die Bestätigung ${duration(days, 'day')} zurückliegt. Anmelden kannst du dich mit ihr nicht.`,
      pending: (email) => `Öffne den Link, den wir an ${email} geschickt haben, um die Adresse hinzuzufügen.`,
      address: 'Ersatzadresse',
      usable: 'Bringt dich zurück ins Konto',
      usableNow: 'Ja',
      usableFrom: 'Bringt dich zurück ins Konto ab',
      add: 'Ersatzadresse hinzufügen',
      change: 'Ersatzadresse ändern',
      submit: 'Link schicken',
      remove: 'Ersatzadresse entfernen',
    },

    remove: {
      title: 'Dein Konto löschen',
      lead: (days) =>
        `Du wirst sofort überall abgemeldet. ${duration(days, 'day')} lang kannst du das Konto über einen Link wiederherstellen, den wir dir per E‑Mail schicken. Danach wird alles endgültig gelöscht.`,
      submit: 'Konto löschen',
      keep: 'Abbrechen',
    },

    password: {
      title: 'Passwort ändern',
      lead: 'Hier bleibst du angemeldet, überall sonst wirst du abgemeldet.',
      current: 'Aktuelles Passwort',
      submit: 'Passwort ändern',
      forgot: 'Aktuelles Passwort vergessen?',
      reset: 'Link zum Zurücksetzen anfordern',
      first: {
        title: 'Passwort festlegen',
        lead: 'Damit kannst du dich auch mit deiner E‑Mail-Adresse anmelden. Hier bleibst du angemeldet, überall sonst wirst du abgemeldet.',
        submit: 'Passwort festlegen',
      },
    },

    security: {
      title: 'Sicherheit',
      lead: 'Richte nach dem Passwort einen zweiten Schritt ein. Dann kommt niemand in dein Konto, der nur dein Passwort kennt oder deine E‑Mails lesen kann.',
      leadOn:
        'Zum Anmelden genügt dein Passwort allein nicht. Wer es kennt oder deine E‑Mails lesen kann, kommt trotzdem nicht in dein Konto.',
      added: 'Hinzugefügt:',
      app: {
        title: 'Authenticator-App',
        text: 'Eine App auf deinem Handy zeigt alle 30 Sekunden einen neuen Code aus 6 Ziffern. Du gibst ihn nach dem Passwort ein.',
        setUp: 'App einrichten',
        remove: 'App entfernen',
      },
      codes: {
        title: 'Wiederherstellungscodes',
        text: 'Handy verloren? Gib stattdessen einen dieser Codes ein. Jeder funktioniert einmal.',
        later: (codes) => `Du bekommst ${codes} Codes, wenn du den zweiten Schritt einrichtest.`,
        none: 'Du hast keine Wiederherstellungscodes mehr.',
        left: (codes) =>
          plural(codes, {
            one: 'Du hast noch einen Wiederherstellungscode.',
            other: `Du hast noch ${codes} Wiederherstellungscodes.`,
          }),
        few: 'Hol dir jetzt neue, bevor du sie brauchst.',
        renew: 'Neue Codes holen',
      },
      begin: {
        title: 'Authenticator-App einrichten',
        lead: 'Leg dein Handy bereit.',
        submit: 'Weiter',
      },
      scan: {
        title: 'App verbinden',
        open: 'Öffne eine Authenticator-App auf deinem Handy. Wenn du keine hast: Im App-Store deines Handys gibt es kostenlose.',
        scan: 'Füge in der App ein Konto hinzu, und scanne diesen QR-Code.',
        picture: 'QR-Code für deine Authenticator-App',
        key: 'Das Scannen geht nicht? Gib stattdessen diesen Schlüssel in der App ein:',
        here: 'Ist die App auf diesem Gerät?',
        openHere: 'App öffnen',
        label: 'Code, den die App zeigt',
        hint: '6 Ziffern',
        submit: 'Weiter',
      },
      save: {
        title: 'Wiederherstellungscodes sichern',
        lead: 'Wenn du dein Handy verlierst, kommst du mit einem dieser Codes hinein. Bewahre sie so auf, dass du sie ohne dein Handy findest, zum Beispiel auf Papier.',
        once: 'Wir können sie nicht noch einmal zeigen. Jeder funktioniert einmal.',
        renewed: 'Deine alten Codes funktionieren, bis du hier fertig bist.',
        list: 'Wiederherstellungscodes',
        download: 'Herunterladen',
        copy: 'Kopieren',
        copied: 'Kopiert.',
        notCopied: 'Dein Browser hat das nicht erlaubt. Markiere die Codes, und kopiere sie.',
        print: 'Drucken',
        label: 'Gib einen dieser Codes ein',
        hint: 'So zeigst du, dass du sie gesichert hast. Der Code bleibt gültig.',
        submit: 'Fertig',
        file: (email) => `Wiederherstellungscodes von ${site} für ${email}`,
        fileText:
          'Jeder Code funktioniert einmal. Bewahre diese Datei so auf, dass nur du sie findest, und nicht nur auf dem Handy.',
      },
      renew: {
        title: 'Neue Wiederherstellungscodes',
        lead: 'Deine alten Codes funktionieren nicht mehr, sobald du die neuen gesichert hast.',
        submit: 'Neue Codes zeigen',
      },
      remove: {
        title: 'Authenticator-App entfernen',
        lead: 'Deine anderen Geräte werden abgemeldet. Dein zweiter Schritt ist dann dein Passkey.',
        last: 'Zum Anmelden brauchst du dann keinen zweiten Schritt mehr. Deine Wiederherstellungscodes funktionieren nicht mehr, und deine anderen Geräte werden abgemeldet.',
        submit: 'App entfernen',
      },
      newCode: {
        title: 'Neuen Wiederherstellungscode sichern',
        lead: 'Du hast einen Wiederherstellungscode verbraucht, deshalb bekommst du hier einen neuen. Er funktioniert, sobald du bestätigst, dass du ihn gesichert hast.',
        submit: 'Ich habe ihn gesichert',
        skip: 'Überspringen',
        several: {
          title: 'Neue Wiederherstellungscodes sichern',
          lead: 'Du hast Wiederherstellungscodes verbraucht, deshalb bekommst du hier neue. Sie funktionieren, sobald du bestätigst, dass du sie gesichert hast.',
          submit: 'Ich habe sie gesichert',
        },
      },
      problems: {
        app: {
          missing: 'Gib den Code ein, den die App zeigt.',
          malformed: 'Gib die 6 Ziffern ein, die die App zeigt.',
          wrong: `Der Code stimmt nicht. Gib den ein, den die App jetzt für ${site} zeigt.`,
        },
        saved: {
          missing: 'Gib einen der Codes von oben ein.',
          malformed:
            'Wiederherstellungscodes haben 24 Buchstaben und Ziffern, nie ein U. Gib einen der Codes von oben ein.',
          wrong: 'Das ist keiner der Codes von oben.',
        },
      },
    },

    sessions: {
      title: 'Deine Sitzungen',
      lead: 'Geräte, auf denen du angemeldet bist. Kommt dir eins unbekannt vor? Melde es ab und ändere dein Passwort.',
      here: 'Dieses Gerät',
      new: 'Neu',
      active: 'Gerade aktiv',
      seen: 'Zuletzt aktiv',
      started: 'Angemeldet am',
      end: 'Abmelden',
      endAll: 'Auf allen anderen Geräten abmelden',
      only: 'Du bist sonst nirgends angemeldet.',
    },

    activity: {
      title: 'Verlauf',
      lead: 'Was in deinem Konto passiert ist. Kommt dir etwas unbekannt vor? Ändere dein Passwort.',
      empty: 'Noch nichts.',
      warning: 'Warnung:',
      times: (count) => plural(count, { one: 'einmal', other: `${number(count)}-mal` }),
      since: 'seit dem',
      older: 'Ältere anzeigen',
      events: {
        'account.registered': 'Registrierung mit deiner E‑Mail-Adresse',
        'account.confirmed': 'Du hast deine E‑Mail-Adresse bestätigt und das Konto angelegt',
        'account.renamed': 'Du hast deine Angaben geändert',
        'account.locked': 'Du hast eine Änderung gemeldet und das Konto gesperrt',
        'account.disabled': 'Der Support hat das Konto deaktiviert',
        'account.enabled': 'Der Support hat das Konto wieder aktiviert',
        'account.imported': 'Konto aus einem anderen System übernommen',
        'account.deleted': 'Konto gelöscht',
        'address.requested': 'Du hast eine Adressänderung beantragt',
        'address.changed': 'E‑Mail-Adresse geändert',
        'session.started': 'Du hast dich angemeldet',
        'session.refused': 'Anmeldung fehlgeschlagen: falsches Passwort',
        'session.ended': 'Abgemeldet',
        'reset.requested': 'Link zum Zurücksetzen angefordert',
        'reset.suppressed': 'Link zum Zurücksetzen zu früh erneut angefordert; keiner verschickt',
        'reset.sent': 'Wir haben dir einen Link zum Zurücksetzen geschickt',
        'reset.failed': 'Link zum Zurücksetzen nicht zugestellt: Dein E‑Mail-Anbieter hat die E‑Mail abgelehnt',
        'reset.opened': 'Link zum Zurücksetzen geöffnet',
        'reset.completed': 'Neues Passwort über einen Link zum Zurücksetzen gewählt',
        'reset.refused': 'Zurücksetzen des Passworts fehlgeschlagen',
        'code.refused': 'Falscher Code eingegeben',
        'reset.declined': 'Link zum Zurücksetzen über die E‑Mail ungültig gemacht',
        'password.changed': 'Du hast dein Passwort geändert',
        'factor.added': 'Du hast einen zweiten Faktor hinzugefügt',
        'factor.removed': 'Ein zweiter Faktor wurde entfernt',
        'codes.renewed': 'Du hast neue Wiederherstellungscodes erhalten',
        'codes.used': 'Du hast einen Wiederherstellungscode benutzt',
        'passkey.suspect': 'Ein Passkey wurde abgelehnt: Er könnte kopiert worden sein',
        'backup.requested': 'Du wolltest eine Ersatzadresse hinzufügen',
        'backup.added': 'Du hast eine Ersatzadresse hinzugefügt',
        'backup.removed': 'Eine Ersatzadresse wurde entfernt',
        'identity.added': 'Die Anmeldung über einen anderen Dienst wurde verbunden',
        'identity.removed': 'Die Anmeldung über einen anderen Dienst wurde getrennt',
        'wait.started': 'Die Wartezeit hat begonnen',
        'wait.cancelled': 'Die Wartezeit wurde abgebrochen',
        'wait.ended': 'Die Wartezeit ist zu Ende, die zweiten Faktoren wurden entfernt',
        'password.refused': 'Änderung abgelehnt: aktuelles Passwort falsch eingegeben',
        'factor.refused': 'Zweiter Faktor abgelehnt: falscher Code',
        'email.repeated': 'Der Support hat eine E‑Mail noch einmal geschickt',
        'database.restored': 'Website aus einer Sicherung wiederhergestellt; alle wurden abgemeldet',
      },
    },
  },

  broken: {
    title: 'Etwas ist schiefgegangen',
    text: 'Das Problem liegt bei uns. Es wurde nichts geändert.',
    doubt: 'Die Verbindung ist abgebrochen, und wir wissen nicht, ob es geklappt hat.',
    next: 'Versuch es gleich oder in ein paar Minuten noch einmal.',
    again: 'Noch einmal versuchen',
    reference: 'Referenz',
    help: (email) => `Wenn es wieder passiert, schreib an ${email} und gib diese Referenz an.`,
  },

  mail: {
    greeting: (name) => `Hallo ${name},`,
    greetingWithoutName: 'Hallo,',
    colon: (label) => `${label}: `,
    copyAddress: 'Der Button funktioniert nicht? Kopiere diesen Link in deinen Browser:',
    life: (duration, exact) => `Der Link ist ${duration} gültig (bis ${exact}).`,
    lifeUntil: (date) => `Der Link läuft am ${date} ab.`,
    questions: (supportEmail) => `Fragen? Schreib an ${supportEmail}.`,
    device: 'Gerät',
    ipAddress: 'IP-Adresse',

    reset: {
      subject: (site) => `Setze dein Passwort bei ${site} zurück`,
      preheader: (duration) => `Wähle ein neues Passwort. Der Link ist ${duration} gültig.`,
      heading: 'Setze dein Passwort zurück',
      why: (site, email) =>
        `wir haben eine Anfrage erhalten, das Passwort für ${email} bei ${site} zurückzusetzen. Wähle ein neues und melde dich damit an.`,
      whyBackup: (site, email) =>
        `wir haben eine Anfrage erhalten, das Passwort des Kontos bei ${site} zurückzusetzen, das ${email} als Ersatzadresse hat. Wähle ein neues und melde dich damit an.`,
      passwordless: (providers) =>
        `Du hast kein Passwort, weil du dich mit ${providers} anmeldest. Das geht weiterhin. Wenn du möchtest, kannst du hier trotzdem eins festlegen.`,
      button: 'Neues Passwort wählen',
      code: 'Auf einem anderen Gerät angefordert? Gib dort diesen Code ein:',
      lifeOfBoth: (duration, exact) => `Link und Code sind ${duration} gültig (bis ${exact}).`,
      keep: 'Gib diesen Link nie weiter, auch nicht an uns.',
      keepBoth: 'Gib Link und Code nie weiter, auch nicht an uns.',
      locked: {
        subject: (site) => `Entsperre dein Konto bei ${site}`,
        heading: 'Entsperre dein Konto',
        when: 'Gesperrt',
        why: (site, email) =>
          `dein Konto bei ${site} (${email}) ist gesperrt. Wähle ein neues Passwort, um es zu entsperren.`,
      },
      waited: {
        subject: (site) => `Deine Wartezeit bei ${site} ist vorbei`,
        heading: 'Du kannst wieder in dein Konto',
        why: (site, email) =>
          `die Wartezeit für dein Konto bei ${site} (${email}) ist vorbei. Wähle ein neues Passwort. Deine Authenticator-App, deine Passkeys und deine Wiederherstellungscodes werden dabei entfernt.`,
        ignore:
          'Du hast das nicht angefordert? Dann mach den Link jetzt ungültig: Wer ihn öffnet, kommt in dein Konto.',
      },
      when: 'Angefordert',
      ignore: 'Du hast das nicht angefordert? Dann musst du nichts tun. Dein Passwort ändert sich nicht.',
      decline: 'Link ungültig machen',
    },

    confirm: {
      subject: (site) => `Bestätige deine E-Mail-Adresse für ${site}`,
      preheader: 'Noch ein Schritt, dann ist dein Konto fertig.',
      heading: 'Bestätige deine E‑Mail-Adresse',
      why: (site, email) => `willkommen bei ${site}. Bestätige ${email}, um dein Konto fertig einzurichten.`,
      button: 'E‑Mail-Adresse bestätigen',
      code: 'Auf einem anderen Gerät registriert? Gib dort diesen Code ein:',
      when: 'Registriert',
      ignore: 'Du hast dich nicht registriert? Dann musst du nichts tun.',
      ignoreBoth: 'Du hast dich nicht registriert? Dann musst du nichts tun. Gib aber den Code nicht weiter.',
    },

    taken: {
      subject: (site) => `Du hast schon ein Konto bei ${site}`,
      preheader: 'Melde dich an, oder setze dein Passwort zurück.',
      heading: 'Du hast schon ein Konto',
      why: (site, email) =>
        `jemand, vermutlich du, wollte sich gerade mit ${email} bei ${site} registrieren. Du hast schon ein Konto, deshalb hat sich nichts geändert.`,
      whyBackup: (site, email) =>
        `jemand, vermutlich du, wollte sich gerade mit ${email} bei ${site} registrieren. Das ist schon die Ersatzadresse eines Kontos, deshalb hat sich nichts geändert. Melde dich mit der Adresse dieses Kontos an, oder setze sein Passwort mit der Ersatzadresse zurück.`,
      button: 'Anmelden',
      forgot: 'Passwort vergessen? Setze es zurück',
      when: 'Versuch',
      ignore: 'Du warst das nicht? Dann musst du nichts tun. Über dich und dein Konto war nichts zu sehen.',
    },

    takenDeleted: {
      subject: (site) => `Du kannst dein Konto bei ${site} noch wiederherstellen`,
      preheader: 'Es ist gelöscht, aber noch nicht endgültig.',
      heading: 'Du kannst dein Konto noch wiederherstellen',
      why: (site, email, duration, exact) =>
        `jemand, vermutlich du, wollte sich gerade mit ${email} bei ${site} registrieren. Das Konto mit dieser Adresse wurde gelöscht, aber du kannst es noch ${duration} lang wiederherstellen (bis ${exact}). Danach ist es endgültig gelöscht, und du kannst dich neu registrieren.`,
      button: 'Konto wiederherstellen',
    },

    addressChange: {
      subject: (site) => `Bestätige deine neue E-Mail-Adresse für ${site}`,
      preheader: 'Noch ein Schritt, dann ist deine E‑Mail-Adresse geändert.',
      heading: 'Bestätige deine neue E‑Mail-Adresse',
      why: (site, email) =>
        `du möchtest ${email} für dein Konto bei ${site} verwenden. Die Änderung gilt erst, wenn du die Adresse bestätigst.`,
      button: 'Neue Adresse bestätigen',
      when: 'Angefordert',
      ignore: 'Du hast das nicht angefordert? Dann musst du nichts tun. Es ändert sich nichts.',
    },

    backupAddress: {
      subject: (site) => `Bestätige deine Ersatzadresse für ${site}`,
      preheader: 'Noch ein Schritt, dann ist deine Ersatzadresse hinzugefügt.',
      heading: 'Bestätige deine Ersatzadresse',
      why: (site, email) =>
        `du möchtest ${email} als Ersatzadresse für dein Konto bei ${site} verwenden. Kommst du einmal nicht mehr an deine E‑Mails, bringt dich ein Link an diese Adresse zurück in dein Konto. Sie gilt erst, wenn du sie bestätigst.`,
      button: 'Ersatzadresse bestätigen',
      when: 'Angefordert',
      ignore: 'Du hast das nicht angefordert? Dann musst du nichts tun. Es ändert sich nichts.',
    },

    changed: {
      when: 'Geändert',
      fine: 'Wenn du das warst, musst du nichts tun.',
      mailbox: 'Ändere auch das Passwort deines E‑Mail-Kontos.',
      button: 'Das war ich nicht',
    },

    passwordChanged: {
      subject: (site) => `Dein Passwort bei ${site} wurde geändert`,
      heading: 'Dein Passwort wurde geändert',
      byReset: (site, email) =>
        `das Passwort für dein Konto bei ${site} (${email}) wurde über einen Link geändert, den wir an diese Adresse geschickt haben.`,
      bySelf: (site, email) =>
        `das Passwort für dein Konto bei ${site} (${email}) wurde von jemandem geändert, der das alte kannte.`,
      sessions: countOthers,
      act: 'Wenn nicht, sperre dein Konto sofort. Wir schicken dir einen Link zum Entsperren.',
    },

    passwordSet: {
      subject: (site) => `Dein Konto bei ${site} hat jetzt ein Passwort`,
      heading: 'Ein Passwort wurde festgelegt',
      what: (site, email) =>
        `für dein Konto bei ${site} (${email}) wurde ein Passwort festgelegt. Bisher hatte es keins.`,
    },

    addressChanged: {
      subject: (site) => `Deine E-Mail-Adresse bei ${site} wurde geändert`,
      heading: 'Deine E‑Mail-Adresse wurde geändert',
      what: (site, email, newEmail) =>
        `dein Konto bei ${site} hat jetzt die E‑Mail-Adresse ${newEmail} statt ${email}.`,
      act: 'Wenn nicht, sperre dein Konto sofort. Wir stellen diese Adresse wieder her und schicken einen Link zum Entsperren dorthin.',
    },

    accountDeleted: {
      subject: (site) => `Dein Konto bei ${site} wurde gelöscht`,
      heading: 'Dein Konto wurde gelöscht',
      what: (site, email, days) =>
        `dein Konto bei ${site} (${email}) wurde von jemandem gelöscht, der angemeldet war. Du kannst dich nicht mehr anmelden, und in ${daysAhead(days)} wird alles darin endgültig gelöscht.`,
      when: 'Gelöscht',
      act: 'Wenn du das nicht warst oder es dir anders überlegt hast, stelle dein Konto wieder her. Wir lassen es gesperrt und schicken dir einen Link für ein neues Passwort.',
      button: 'Konto wiederherstellen',
    },

    security: {
      subject: (site, heading) => `${site}: ${heading}`,
      when: 'Zeitpunkt',
      act: 'Wenn nicht, sperre dein Konto sofort. Wir machen das rückgängig und schicken dir einen Link zum Entsperren.',
      authenticator: {
        added: {
          heading: 'Authenticator-App hinzugefügt',
          what: (site, email) =>
            `zu deinem Konto bei ${site} (${email}) wurde eine Authenticator-App hinzugefügt. Ab jetzt brauchst du zum Anmelden einen Code daraus.`,
        },
        removed: {
          heading: 'Authenticator-App entfernt',
          what: (site, email) => `aus deinem Konto bei ${site} (${email}) wurde die Authenticator-App entfernt.`,
        },
      },
      passkey: {
        added: {
          heading: 'Passkey hinzugefügt',
          what: (site, email) =>
            `zu deinem Konto bei ${site} (${email}) wurde ein Passkey hinzugefügt. Damit kann man sich ohne Passwort anmelden.`,
        },
        removed: {
          heading: 'Passkey entfernt',
          what: (site, email) => `aus deinem Konto bei ${site} (${email}) wurde ein Passkey entfernt.`,
        },
      },
      passkeyName: (name) => `Sein Name: ${name}`,
      codes: {
        renewed: {
          heading: 'Neue Wiederherstellungscodes',
          what: (site, email, left) =>
            `dein Konto bei ${site} (${email}) hat ${left} neue Wiederherstellungscodes. Die alten funktionieren nicht mehr.`,
        },
        used: {
          heading: 'Wiederherstellungscode benutzt',
          what: (site, email, left) =>
            `für dein Konto bei ${site} (${email}) wurde ein Wiederherstellungscode benutzt. ${plural(left, { one: 'Es ist noch 1 Code übrig.', other: `Es sind noch ${left} Codes übrig.` })}`,
        },
        low: {
          heading: 'Nur noch wenige Wiederherstellungscodes',
          what: (site, email, left) =>
            `für dein Konto bei ${site} (${email}) wurde ein Wiederherstellungscode benutzt. ${plural(left, { one: 'Es ist nur noch 1 übrig.', other: `Es sind nur noch ${left} übrig.` })}`,
          fine: 'Wenn du das warst, melde dich an und hol dir unter „Sicherheit“ neue, bevor sie ausgehen.',
        },
      },
      backup: {
        added: {
          heading: 'Ersatzadresse hinzugefügt',
          what: (site, email, address) =>
            `${address} ist jetzt eine Ersatzadresse deines Kontos bei ${site} (${email}).`,
        },
        removed: {
          heading: 'Ersatzadresse entfernt',
          what: (site, email, address) =>
            `${address} ist keine Ersatzadresse deines Kontos bei ${site} (${email}) mehr.`,
        },
      },
      identity: {
        added: {
          heading: 'Neuer Weg zur Anmeldung',
          what: (site, email, provider) => `in dein Konto bei ${site} (${email}) kommt man jetzt auch mit ${provider}.`,
        },
        removed: {
          heading: 'Weg zur Anmeldung entfernt',
          what: (site, email, provider) => `in dein Konto bei ${site} (${email}) kommt man nicht mehr mit ${provider}.`,
        },
        account: (address) => `Konto dort: ${address}`,
      },
      wait: {
        fine: 'Wenn du das warst, musst du nur warten.',
        when: 'Begonnen',
        act: 'Wenn nicht, sperre dein Konto sofort. Wir brechen die Wartezeit ab und schicken dir einen Link zum Entsperren. Auch eine Anmeldung bricht sie ab.',
        started: {
          heading: 'Wartezeit begonnen',
          what: (site, email, end) =>
            `jemand (wahrscheinlich du) hat gemeldet, dass Authenticator-App, Passkeys und Wiederherstellungscodes deines Kontos bei ${site} (${email}) verloren sind. Wenn niemand widerspricht, verschicken wir am ${end} einen Link, der ein neues Passwort setzt und sie alle entfernt.`,
        },
        half: {
          heading: 'Die Hälfte der Wartezeit ist um',
          what: (site, email, end) =>
            `die Wartezeit für dein Konto bei ${site} (${email}) endet am ${end}. Dann verschicken wir einen Link, der ein neues Passwort setzt und Authenticator-App, Passkeys und Wiederherstellungscodes entfernt.`,
        },
        cancelled: {
          heading: 'Wartezeit abgebrochen',
          what: (site, email, end) =>
            `die Wartezeit für dein Konto bei ${site} (${email}), die am ${end} geendet hätte, wurde abgebrochen. Es hat sich nichts geändert.`,
        },
        ended: {
          heading: 'Wartezeit beendet',
          what: (site, email, end) =>
            `die Wartezeit für dein Konto bei ${site} (${email}) hat am ${end} geendet. Wir haben einen Link an eine andere Adresse des Kontos geschickt. Er setzt ein neues Passwort und entfernt Authenticator-App, Passkeys und Wiederherstellungscodes.`,
        },
      },
    },
  },
};

function countOthers(sessions: number): string {
  if (sessions === 0) return 'Du warst sonst nirgends angemeldet.';
  return plural(sessions, {
    one: 'Eine andere Sitzung wurde beendet.',
    other: `${sessions} andere Sitzungen wurden beendet.`,
  });
}

/** In the dative. */
function daysAhead(days: number): string {
  return plural(days, { one: 'einem Tag', other: `${days} Tagen` });
}
