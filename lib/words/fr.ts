import { brand } from '@/lib/brand';
import type { Words } from './en';
import { example } from './examples';
import { countIn } from './language';

const site = brand.name;
const intl = 'fr-FR';
const { plural, duration, number } = countIn(intl, 'one');

/** For a link whose cookie the browser dropped. The same on every page behind a link. */
const cookieless = {
  title: 'Votre navigateur n’a pas conservé notre cookie',
  text: 'Ce site a besoin de cookies pour retenir le lien que vous avez ouvert. Autorisez les cookies pour ce site, puis rouvrez le lien.',
};

/**
 * Français. Un mot par idée : compte, session, lien, code, e-mail. Nous vouvoyons, et rien ne s’accorde avec qui lit : « votre
 * session est ouverte », jamais « vous êtes connecté ». Une espace fine insécable précède ; : ? ! et se tient dans « ».
 */
export const fr: Words = {
  locale: 'fr',
  direction: 'ltr',
  intl,

  moment: (date, clock) => `${date} à ${clock}`,
  device: (browser, system) => `${browser} sur ${system}`,
  unknownDevice: 'Appareil inconnu',
  thisComputer: 'Cet ordinateur',
  ipAddress: 'Adresse IP',
  unknownIpAddress: 'Adresse IP inconnue',

  site: {
    description: 'Vous redonne accès à votre compte, à vous et à personne d’autre.',
    skip: 'Aller au contenu',
    help: 'Besoin d’aide ? Écrivez à',
    language: 'Langue',
  },

  home: {
    heading: 'Accès perdu ? Le retrouver devrait être simple.',
    lead: 'Créez un compte, connectez-vous et, si vous oubliez votre mot de passe, un simple e‑mail suffit pour revenir.',
    register: 'Créer un compte',
    signIn: 'Se connecter',
    facts: (minutes) => [
      {
        title: 'Un seul e‑mail',
        text: `Demandez un lien, ouvrez-le, choisissez un nouveau mot de passe. Le lien fonctionne une seule fois et expire au bout de ${duration(minutes, 'minute')}.`,
      },
      { title: 'Confidentiel', text: 'Nous ne révélons jamais qui a un compte.' },
      {
        title: 'L’esprit tranquille',
        text: 'Un nouveau mot de passe ferme toutes vos sessions, et nous vous prévenons par e‑mail.',
      },
    ],
    signedIn: (name) => `Bonjour ${name}, votre session est ouverte.`,
    toAccount: 'Accéder à votre compte',
  },

  fields: {
    name: 'Votre nom',
    email: 'Adresse e‑mail',
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe',
    confirm: 'Répétez le mot de passe',
    show: 'Afficher',
    hide: 'Masquer',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    shown: 'Votre mot de passe est visible.',
    wait: 'Un instant…',
  },

  rules: {
    text: (minLength) =>
      `Au moins ${minLength} caractères. ${minLength > 24 ? 'Des mots' : 'Trois ou quatre mots'} pris au hasard conviennent très bien.`,
    why: (minLength) => `Pourquoi ${minLength} caractères ?`,
    because: 'Mieux vaut long que compliqué : ni symboles ni majuscules obligatoires, et les espaces sont permis.',
    example: `Par exemple : « ${example.fr} » (mais pas celui-ci).`,
  },

  strength: {
    short: (missing) => plural(missing, { one: 'Encore 1 caractère', other: `Encore ${missing} caractères` }),
    long: 'Trop long : 256 caractères au plus',
    telling: `Facile à deviner : il contient votre nom, votre adresse e‑mail ou « ${site} »`,
    example: 'C’est notre exemple : inventez le vôtre',
    easy: 'Facile à deviner : ajoutez un ou deux mots au hasard',
    enough: 'Assez long',
    strong: 'Excellent',
  },

  steps: {
    at: (step, steps) => `Étape ${step} sur ${steps}`,
  },

  register: {
    title: 'Créer un compte',
    lead: 'Nous vous enverrons un lien de confirmation par e‑mail.',
    submit: 'Créer un compte',
    haveOne: 'Vous avez déjà un compte ?',
    signIn: 'Connectez-vous',
  },

  registerSent: {
    to: 'Ouvrez l’e‑mail que nous envoyons à',
    toNobody: 'Ouvrez l’e‑mail que nous envoyons à l’adresse que vous avez saisie.',
  },

  confirm: {
    title: 'Confirmez votre adresse e‑mail',
    held: (name) => `Vous y êtes presque, ${name}.`,
    lead: 'Saisissez le mot de passe choisi à l’inscription. Il prouve que c’est vous qui avez créé ce compte, et non quelqu’un d’autre avec votre adresse e‑mail.',
    password: 'Mot de passe',
    submit: 'Confirmer et se connecter',
    forgotten: 'Oublié ?',
    registerAgain: 'Recommencer l’inscription',
    dead: {
      expired: {
        title: 'Ce lien a expiré',
        text: (hours) =>
          `Un lien de confirmation expire au bout de ${duration(hours, 'hour')}. Recommencez l’inscription pour en recevoir un nouveau.`,
        submit: 'Recommencer l’inscription',
      },
      used: {
        title: 'Votre adresse e‑mail est confirmée',
        text: 'Tout est prêt. Connectez-vous avec votre mot de passe.',
        submit: 'Se connecter',
      },
      taken: {
        title: 'Vous avez déjà un compte',
        text: 'Un compte existe déjà avec cette adresse e‑mail. Connectez-vous, ou réinitialisez votre mot de passe si vous l’avez oublié.',
        submit: 'Se connecter',
      },
      invalid: {
        title: 'Ce lien ne fonctionne pas',
        text: 'Il est peut-être incomplet. Rouvrez-le depuis l’e‑mail, ou recommencez l’inscription pour en recevoir un nouveau.',
        submit: 'Recommencer l’inscription',
      },
      cookieless,
    },
  },

  login: {
    cookieless:
      'Votre session n’est pas ouverte, car votre navigateur n’a pas conservé notre cookie. Autorisez les cookies pour ce site, puis connectez-vous de nouveau.',
    title: 'Se connecter',
    submit: 'Se connecter',
    forgot: 'Mot de passe oublié ?',
    noAccount: 'Pas encore de compte ?',
    register: 'Créez-en un',
  },

  verify: {
    title: 'Confirmez que c’est bien vous',
    toSignIn: 'Une étape de plus protège ce compte.',
    toChange: 'Avant de modifier votre compte, montrez que c’est bien vous.',
    account: 'Compte',
    label: 'Votre code',
    hint: '6 chiffres de votre application d’authentification, ou l’un de vos codes de récupération.',
    recoveryCode: 'Code de récupération',
    recoveryCodeHint: '24 lettres et chiffres. Chaque code fonctionne une seule fois.',
    submit: 'Continuer',
    accepted: 'C’est confirmé. Choisissez maintenant un nouveau mot de passe.',
    notYou: 'Ce n’est pas votre compte ?',
    startOver: 'Recommencer',
    cancel: 'Annuler',
    again: {
      title: 'Reconnectez-vous',
      text: (minutes) =>
        `Vous avez ${duration(minutes, 'minute')} pour saisir le code, et votre navigateur doit accepter les cookies.`,
      submit: 'Se connecter',
    },
  },

  forgot: {
    title: 'Réinitialiser votre mot de passe',
    lead: (minutes) =>
      `Nous vous enverrons par e‑mail un lien pour choisir un nouveau mot de passe. Ce lien expire au bout de ${duration(minutes, 'minute')}.`,
    submit: 'Envoyer le lien',
    remembered: 'Mot de passe retrouvé ?',
    signIn: 'Connectez-vous',
  },

  forgotSent: {
    to: 'Si un compte est associé à cette adresse, un lien de réinitialisation est en route vers',
    toNobody: 'Si un compte est associé à l’adresse que vous avez saisie, un lien de réinitialisation est en route.',
    next: (minutes) =>
      `Le lien expire au bout de ${duration(minutes, 'minute')} et fonctionne sur n’importe quel appareil.`,
    spelling: 'Vérifiez que l’adresse ci-dessus est bien celle de votre inscription.',
  },

  code: {
    title: 'Saisir plutôt le code',
    label: 'Code de l’e‑mail',
    hint: 'Code de 8 lettres et chiffres, valable uniquement dans ce navigateur.',
    submit: 'Continuer',
    elsewhere:
      'L’e‑mail contient aussi un code, qui ne fonctionne que dans le navigateur où vous avez fait la demande. Le lien, lui, fonctionne partout.',
  },

  inbox: {
    title: 'Consultez vos e‑mails',
    another: 'Utiliser une autre adresse',
    startOver: 'Recommencer',
    label: 'L’e‑mail à chercher',
    sender: 'De',
    subject: 'Objet',
    open: (webmail) => `Ouvrir ${webmail}`,
    newTab: 'dans un nouvel onglet',
    nothing: 'Vous n’avez rien reçu ?',
    spam: 'Vérifiez aussi vos spams ou votre courrier indésirable.',
    resend: {
      submit: 'Renvoyer l’e‑mail',
      wait: (clock) => `Renvoyer dans ${clock}`,
      waiting: 'Vous pourrez bientôt demander un autre e‑mail.',
      ready: 'Vous pouvez maintenant demander un autre e‑mail.',
      tooSoon: (clock) => `Vous pourrez demander un autre e‑mail dans ${clock}.`,
      spent: (emails, minutes) =>
        `Vous pouvez demander au plus ${emails} e‑mails en ${minutes} minutes. Utilisez le plus récent, ou réessayez plus tard.`,
    },
  },

  reset: {
    title: 'Choisissez un nouveau mot de passe',
    account: 'Compte',
    until: (minutes) =>
      plural(minutes, {
        one: 'Ce lien expire dans une minute.',
        other: `Ce lien expire dans ${minutes} minutes.`,
      }),
    otherAccount: (email, here) =>
      `Ce lien concerne ${email}, mais vous utilisez ici le compte ${here}. Si vous continuez, la session de ${here} sera fermée dans ce navigateur.`,
    effect: 'Toutes vos sessions seront fermées.',
    submit: 'Enregistrer le mot de passe',
    dead: {
      expired: {
        title: 'Ce lien a expiré',
        text: (life) => `Ce lien était valable ${life}. Votre mot de passe n’a pas changé.`,
      },
      used: {
        title: 'Ce lien a déjà servi',
        text: 'Si vous venez de choisir un nouveau mot de passe, utilisez-le pour vous connecter.',
      },
      replaced: {
        title: 'Ce lien ne fonctionne plus',
        text: 'Après l’envoi de ce lien, votre mot de passe a changé ou votre compte a été bloqué. Ouvrez l’e‑mail le plus récent, ou demandez un nouveau lien.',
      },
      moved: {
        title: 'Ce lien ne fonctionne plus',
        text: 'Ce compte utilise désormais une autre adresse e‑mail. Ce changement ne vient pas de vous ? Pour l’annuler, ouvrez l’e‑mail que nous vous avons envoyé à ce sujet.',
      },
      removed: {
        title: 'Ce lien ne fonctionne plus',
        text: 'L’adresse de secours à laquelle il a été envoyé a été retirée du compte. Ce n’était pas vous ? Ouvrez l’e‑mail que nous vous avons envoyé à ce sujet pour annuler ce changement.',
      },
      invalid: {
        title: 'Ce lien ne fonctionne pas',
        text: 'Il est peut-être incomplet, ou a été annulé. Rouvrez l’e‑mail le plus récent, ou demandez un nouveau lien.',
      },
      cookieless,
    },
    again: 'Envoyer un nouveau lien',
    to: 'Nous l’enverrons à',
    orSignIn: 'Ou',
    signIn: 'connectez-vous',
  },

  wait: {
    link: 'Application et codes perdus ?',
    title: 'Se connecter sans second facteur',
    lead: (hours) => `Il faut attendre ${duration(hours, 'hour')}, pour que personne ne puisse le faire à votre insu.`,
    steps: [
      'Nous écrivons à toutes les adresses de votre compte maintenant, à mi-parcours et à la fin.',
      'À la fin, vous recevez un lien pour choisir un nouveau mot de passe. Votre application d’authentification, vos clés d’accès et vos codes de récupération sont alors supprimés.',
      'Se connecter, ou appuyer sur « Ce n’était pas moi » dans l’un des e‑mails, annule le délai.',
    ],
    submit: 'Démarrer le délai d’attente',
    found: 'Vous avez retrouvé un code ?',
    enter: 'Saisissez-le',
    open: {
      title: 'Il ne vous reste qu’à attendre',
      over: 'Le délai d’attente est terminé',
      started: 'Début',
      ends: 'Fin',
      next: 'Nous vous enverrons alors un lien pour choisir un nouveau mot de passe. Il fonctionne pendant 24 heures.',
      mailed:
        'Ouvrez l’e‑mail qui contient le lien pour choisir un nouveau mot de passe. Le lien fonctionne pendant 24 heures.',
      meanwhile:
        'Vous avez retrouvé votre téléphone ou un code de récupération ? Connectez-vous avec. Cela annule le délai d’attente.',
    },
    until: (hours) =>
      `Ce lien expire dans ${duration(hours, 'hour')}. À l’enregistrement, votre application d’authentification, vos clés d’accès et vos codes de récupération sont supprimés.`,
    banner: {
      title: 'Quelqu’un attend de pouvoir entrer dans ce compte sans votre second facteur.',
      text: 'À la fin du délai d’attente, cette personne pourra choisir un nouveau mot de passe et supprimer votre application d’authentification, vos clés d’accès et vos codes de récupération.',
      submit: 'Annuler le délai d’attente',
    },
  },

  confirmEmail: {
    title: 'Confirmez votre nouvelle adresse e‑mail',
    lead: (from) => `Vous l’utiliserez pour vous connecter, à la place de ${from}.`,
    address: 'Nouvelle adresse e‑mail',
    password: 'Votre mot de passe',
    submit: 'Confirmer la nouvelle adresse',
    dead: {
      used: {
        title: 'Votre nouvelle adresse e‑mail est confirmée',
        text: 'Tout est prêt. Utilisez-la pour vous connecter.',
      },
      expired: {
        title: 'Ce lien a expiré',
        text: 'Votre adresse e‑mail n’a pas changé. Connectez-vous et refaites la demande.',
      },
      replaced: {
        title: 'Ce lien ne fonctionne plus',
        text: 'Votre mot de passe ou votre adresse e‑mail a changé après l’envoi de ce lien. Connectez-vous et refaites la demande.',
      },
      invalid: {
        title: 'Ce lien ne fonctionne pas',
        text: 'Il est peut-être incomplet. Rouvrez-le depuis l’e‑mail.',
      },
      cookieless,
    },
    signIn: 'Se connecter',
  },

  confirmBackup: {
    title: 'Confirmez votre adresse de secours',
    lead: (account, days) =>
      `Si vous perdez l’accès à ${account}, un lien envoyé à cette adresse vous permettra de retrouver votre compte, à partir de ${duration(days, 'day')} après sa confirmation.`,
    address: 'Adresse de secours',
    password: 'Votre mot de passe',
    submit: 'Confirmer l’adresse de secours',
    dead: {
      used: {
        title: 'Votre adresse de secours est confirmée',
        text: 'Tout est prêt. Continuez à vous connecter avec l’adresse principale de votre compte.',
      },
      expired: {
        title: 'Ce lien a expiré',
        text: 'Votre adresse de secours n’a pas été ajoutée. Connectez-vous et ajoutez-la de nouveau.',
      },
      replaced: {
        title: 'Ce lien ne fonctionne plus',
        text: 'Vous avez demandé un lien plus récent, ou votre mot de passe ou votre adresse e‑mail a changé. Utilisez l’e‑mail le plus récent, ou connectez-vous et ajoutez de nouveau l’adresse.',
      },
    },
  },

  notMe: {
    change: {
      title: 'Ce n’était pas vous ?',
      lead: 'Nous fermerons toutes vos sessions et vous enverrons un lien pour débloquer votre compte.',
      submit: 'Bloquer mon compte',
    },
    security: {
      title: 'Ce n’était pas vous ?',
      lead: 'Nous annulerons ce changement, fermerons vos sessions sur tous les appareils, bloquerons votre compte et vous enverrons un lien pour le débloquer.',
      submit: 'Annuler et bloquer mon compte',
    },
    deletion: {
      title: 'Récupérer votre compte ?',
      lead: 'Nous rétablirons votre compte, qui restera bloqué, et vous enverrons un lien pour choisir un nouveau mot de passe.',
      submit: 'Récupérer mon compte',
    },
    reset: {
      title: 'Cette demande ne vient pas de vous ?',
      lead: 'Nous annulerons le lien de cet e‑mail. Votre mot de passe ne changera pas.',
      submit: 'Annuler le lien',
    },
    address: 'À quelle adresse avez-vous reçu l’e‑mail ?',
    done: {
      'account-locked': {
        title: 'Votre compte est bloqué',
        ticks: ['Toutes les sessions fermées', 'Connexion bloquée'],
      },
      'account-restored': {
        title: 'Votre compte est rétabli',
        ticks: ['Il ne sera pas supprimé', 'Connexion bloquée'],
      },
      to: 'Lien de déblocage en route vers',
      toMain: 'Lien de déblocage en route vers l’adresse principale du compte',
      earlier:
        'Un e‑mail précédent concernait une autre modification. Si vous n’en êtes pas non plus à l’origine, cliquez aussi sur « Ce n’était pas moi » dans cet e‑mail.',
      nothing: 'Pas d’e‑mail ? Vérifiez vos spams ou',
      again: 'demandez-en un autre',
      'link-denied': {
        title: 'Lien annulé',
        text: 'Votre mot de passe n’a pas changé. Vous n’avez rien d’autre à faire.',
      },
      signIn: 'Se connecter',
    },
    dead: {
      done: {
        title: 'Il n’y a plus rien à faire',
        text: 'Ce lien a déjà servi, ou celui qu’il devait annuler ne fonctionne plus.',
      },
      expired: {
        title: 'Ce lien a expiré',
        text: (days) =>
          `Un lien de ce type expire au bout de ${duration(days, 'day')}. Si vous ne pouvez pas vous connecter, réinitialisez votre mot de passe.`,
      },
      invalid: {
        title: 'Ce lien ne fonctionne pas',
        text: 'Il est peut-être incomplet. Rouvrez-le depuis l’e‑mail, ou réinitialisez votre mot de passe.',
      },
      cookieless,
    },
    forgot: 'Réinitialiser le mot de passe',
  },

  notFound: {
    title: 'Page introuvable',
    text: 'Vérifiez que le lien ne contient pas d’erreur.',
    home: 'Aller à l’accueil',
  },

  refusal: {
    foreign: {
      title: 'Nous n’avons pas accepté ce formulaire',
      text: 'Il vient d’un autre site, et rien n’a été modifié. Ouvrez le formulaire sur ce site et réessayez.',
    },
    method: {
      title: 'Cette action n’est pas possible',
      text: 'Ce site n’accepte pas ce type de requête.',
    },
    tooLarge: {
      title: 'Ce texte est trop long',
      text: 'Rien n’a été modifié. Raccourcissez le texte et réessayez.',
    },
    unreadable: {
      title: 'Nous n’avons pas pu lire ce formulaire',
      text: 'Rien n’a été modifié. Rouvrez le formulaire et réessayez.',
    },
    home: 'Aller à l’accueil',
  },

  passkey: {
    title: 'Clés d’accès',
    lead: 'Connectez-vous avec votre empreinte, votre visage ou le verrouillage de l’écran. Une clé d’accès sert aussi de second facteur.',
    added: 'Ajoutée',
    used: 'Dernière utilisation',
    unused: 'Jamais utilisée',
    suspect:
      'Nous avons refusé une connexion avec cette clé d’accès, car elle a peut-être été copiée. Un doute ? Supprimez-la et ajoutez-en une nouvelle.',
    change: 'Modifier',
    add: 'Ajouter une clé d’accès',
    cancel: 'Annuler',
    create: {
      title: 'Ajouter une clé d’accès',
      before: 'À l’étape suivante, votre navigateur demande où conserver la clé d’accès.',
      next: 'Continuer',
      lead: 'Votre navigateur demande où conserver la clé d’accès : sur cet appareil, sur votre téléphone ou sur une clé de sécurité.',
      submit: 'Créer la clé d’accès',
      scriptless: 'Les clés d’accès nécessitent JavaScript. Activez-le pour ce site, puis rechargez la page.',
      exists: 'Une clé d’accès de votre compte s’y trouve déjà. Choisissez un autre emplacement.',
      refused: 'Cela n’a pas fonctionné. Réessayez.',
      unnamed: 'Clé d’accès',
    },
    name: 'Nom',
    nameHint: 'Vous seul le voyez.',
    nameRefused: 'Utilisez de 1 à 100 caractères ordinaires.',
    save: 'Enregistrer le nom',
    remove: {
      title: 'Supprimer cette clé d’accès',
      text: 'Vous ne pourrez plus vous connecter avec elle, et vous serez déconnecté partout ailleurs.',
      submit: 'Supprimer la clé d’accès',
      lastWay:
        'Cette clé d’accès est votre seul moyen de connexion. Définissez d’abord un mot de passe, puis supprimez la clé d’accès.',
    },
    use: 'Utiliser une clé d’accès',
  },

  identity: {
    title: 'Services associés',
    lead: 'Connectez-vous avec un compte que vous avez déjà ailleurs.',
    manage: 'Gérer les services',
    added: 'Associé',
    used: 'Dernière utilisation',
    unused: 'Jamais utilisé',
    or: 'ou',
    proceed: (provider) => `Continuer avec ${provider}`,
    pending: {
      known: (provider, email) =>
        `Vous avez déjà un compte avec ${email}. Connectez-vous comme d’habitude, puis vous pourrez associer ${provider}.`,
      unknown: (provider) => `Connectez-vous à votre compte. Vous pourrez ensuite associer ${provider}.`,
      unconfirmed: (provider) =>
        `${provider} n’a pas confirmé votre adresse e‑mail. Créez un compte ici, ou connectez-vous si vous en avez un. Vous pourrez ensuite associer ${provider}.`,
    },
    again: {
      text: 'Pour montrer que c’est bien vous, reconnectez-vous. Vous reviendrez aussitôt sur cette page.',
      submit: (provider) => `Se reconnecter avec ${provider}`,
      other: 'Se reconnecter',
      elsewhere: 'Pas de mot de passe ? Connectez-vous autrement',
    },
    connect: {
      title: (provider) => `Associer ${provider}`,
      lead: (provider) =>
        `Vous pourrez ensuite vous connecter ici avec ${provider}. Toutes vos autres sessions seront fermées.`,
      there: (provider) => `Votre compte ${provider}`,
      noAddress: 'Aucune adresse e‑mail',
      nameThere: (provider) => `Nom sur ${provider}`,
      here: 'Votre compte ici',
      submit: (provider) => `Associer ${provider}`,
      skip: 'Pas maintenant',
    },
    disconnect: {
      link: 'Dissocier',
      title: (provider) => `Dissocier ${provider}`,
      text: (provider) =>
        `Vous ne pourrez plus vous connecter avec ${provider}, et toutes vos autres sessions seront fermées.`,
      submit: 'Dissocier',
      lastWay: (provider) =>
        `${provider} est votre seul moyen de connexion. Définissez d’abord un mot de passe, puis dissociez ${provider}.`,
      setPassword: 'Définir un mot de passe',
    },
  },

  outcomes: {
    'account-confirmed': (_, name) =>
      `Bienvenue, ${name}. Votre adresse e‑mail est confirmée et votre session est ouverte.`,
    'password-changed': () => 'Mot de passe modifié. Toutes vos sessions sont fermées : reconnectez-vous.',
    'password-changed-here': (sessions) =>
      `Mot de passe modifié. ${countOthers(sessions)} Ici, votre session reste ouverte.`,
    'signed-out': () => 'Votre session est fermée.',
    'session-ended': (sessions) => countOthers(sessions),
    renamed: () => 'C’est enregistré.',
    'address-asked': (_, email) => `Vous y êtes presque. Pour confirmer, ouvrez le lien que nous envoyons à ${email}.`,
    'address-changed': () => 'Adresse e‑mail modifiée. Utilisez-la désormais pour vous connecter.',
    'backup-added': () => 'Adresse de secours ajoutée.',
    'backup-removed': () => 'Adresse de secours retirée.',
    'passkey-added': (sessions) => `Clé d’accès ajoutée. ${countOthers(sessions)}`,
    'passkey-renamed': () => 'Nom enregistré.',
    'passkey-removed': (sessions) =>
      `Clé d’accès supprimée. ${countOthers(sessions)} Si votre appareil la propose encore, vous pouvez l’y effacer.`,
    'app-added': (sessions) =>
      `Application d’authentification ajoutée. Désormais, vous saisirez son code après votre mot de passe. ${countOthers(sessions)}`,
    'app-removed': (sessions) => `Application d’authentification retirée. ${countOthers(sessions)}`,
    'app-exists': () =>
      'Vous avez déjà une application d’authentification. Pour en utiliser une autre, retirez-la d’abord.',
    'factor-gone': () => 'C’était déjà retiré. Rien d’autre n’a changé.',
    'codes-renewed': () => 'Nouveaux codes de récupération enregistrés. Les anciens ne fonctionnent plus.',
    'code-saved': () => 'Vos codes de récupération sont à jour.',
    'enrolment-expired': () =>
      'Le délai est dépassé, ou vous avez terminé dans un autre onglet. Recommencez si votre ajout n’apparaît pas ci-dessous.',
    'wait-cancelled': () => 'Délai d’attente annulé. Vos seconds facteurs n’ont pas changé.',
    'identity-connected': (sessions, provider) =>
      `Vous pouvez maintenant vous connecter avec ${provider}. ${countOthers(sessions)}`,
    'identity-disconnected': (sessions, provider) =>
      `Votre compte ${provider} n’est plus associé. ${countOthers(sessions)}`,
    'identity-exists': (_, provider) => `Ce compte ${provider} est déjà associé.`,
    'identity-taken': (_, provider) =>
      `Ce compte ${provider} est déjà associé à un autre compte ici. Connectez-vous avec lui, ou dissociez-le d’abord de cet autre compte.`,
    'identity-other-account': (_, provider) =>
      `Ce compte ${provider} n’est pas associé à votre compte. Réessayez en choisissant le bon.`,
    'provider-canceled': (_, provider) =>
      `Vous avez annulé la connexion avec ${provider}. Réessayez, ou connectez-vous autrement.`,
    'provider-failed': (_, provider) =>
      `La connexion avec ${provider} n’a pas abouti. Réessayez dans quelques minutes, ou connectez-vous autrement.`,
    'provider-refused': (_, provider) =>
      `Nous n’avons pas pu vous connecter avec ${provider}. Connectez-vous autrement, ou réinitialisez votre mot de passe.`,
    'provider-limited': () => 'Trop de tentatives. Réessayez dans quelques minutes.',
    'password-set-here': (sessions) =>
      `Mot de passe défini. ${countOthers(sessions)} Ici, votre session reste ouverte.`,
    'account-deleted': () =>
      'Votre compte est supprimé. Jusqu’à l’effacement complet, vous pouvez le récupérer grâce au lien que nous vous envoyons par e‑mail.',
  },

  problems: {
    email: {
      missing: 'Saisissez votre adresse e‑mail.',
      malformed: 'Saisissez une adresse e‑mail, par exemple ada@example.com.',
      sameAddress: 'C’est votre adresse actuelle. Saisissez la nouvelle.',
      ownAddress: 'C’est l’adresse de votre compte. Saisissez-en une autre.',
      otherAddress: 'Notre e‑mail n’a pas été envoyé à cette adresse. Regardez la ligne « À » de l’e‑mail.',
      invisible: 'Cette adresse contient un caractère invisible. Saisissez-la au lieu de la coller.',
      fullWidth:
        'Cette adresse contient des caractères pleine chasse. Saisissez-la en caractères ordinaires, par exemple ada@example.com.',
      tooLong: 'Cette adresse est trop longue. Utilisez 254 caractères au plus.',
    },
    code: {
      missing: 'Saisissez le code de l’e‑mail.',
      malformed: 'Un code compte 8 lettres et chiffres, et jamais de U. Vérifiez l’e‑mail.',
      wrong: (left) =>
        `Ce code n’est pas le bon. Regardez l’e‑mail le plus récent ou ouvrez son lien. ${plural(left, { one: 'Il vous reste 1 tentative.', other: `Il vous reste ${left} tentatives.` })}`,
      spent: 'Ce code ne fonctionne plus. Ouvrez plutôt le lien de l’e‑mail.',
      elsewhere:
        'Ce code ne fonctionne que dans le navigateur où vous avez fait la demande. Ouvrez plutôt le lien de l’e‑mail.',
    },
    factor: {
      missing: 'Saisissez un code de votre application d’authentification ou un code de récupération.',
      malformed: 'Saisissez les 6 chiffres de votre application, ou un code de récupération de 24 lettres et chiffres.',
      wrong:
        'Ce code n’est pas le bon. Saisissez celui que votre application affiche maintenant, ou un code de récupération.',
      used: 'Ce code a déjà été utilisé. Saisissez-en un autre.',
      clock:
        'L’horloge de votre téléphone est peut-être déréglée. Passez-la en réglage automatique, puis saisissez le code suivant.',
      blocked: 'Trop de codes erronés à la suite. Utilisez plutôt un code de récupération.',
      passkey: 'Cette clé d’accès n’a pas fonctionné. Réessayez ou saisissez plutôt un code.',
      limited: (minutes) =>
        plural(minutes, {
          one: 'Trop de codes erronés. Utilisez un code de récupération ou réessayez dans 1 minute.',
          other: `Trop de codes erronés. Utilisez un code de récupération ou réessayez dans ${minutes} minutes.`,
        }),
    },
    name: {
      missing: 'Saisissez votre nom.',
      tooLong: 'Ce nom est trop long. Utilisez 100 caractères au plus.',
      malformed: 'Utilisez des lettres, des chiffres et la ponctuation courante, sur une seule ligne.',
    },
    password: {
      missing: 'Saisissez un mot de passe.',
      tooShort: (minLength) => `Ce mot de passe est trop court. Utilisez au moins ${minLength} caractères.`,
      tooLong: 'Ce mot de passe est trop long. Utilisez 256 caractères au plus.',
      characters:
        'Votre mot de passe contient un caractère que nous ne pouvons pas enregistrer. Essayez des lettres, chiffres et symboles courants.',
      containsSite: `Votre mot de passe ne peut pas contenir « ${site} ». Choisissez autre chose, sans rapport.`,
      containsName:
        'Votre mot de passe ne peut pas contenir votre nom. Choisissez quelque chose sans rapport avec vous.',
      containsEmail:
        'Votre mot de passe ne peut pas contenir votre adresse e‑mail. Choisissez quelque chose sans rapport avec vous.',
      example: 'C’est notre exemple : d’autres l’essaieront aussi. Inventez le vôtre.',
      weak: 'Ce mot de passe est facile à deviner. Ajoutez un ou deux mots au hasard.',
      common: 'Ce mot de passe est fait de mots courants et facile à deviner. Ajoutez un ou deux mots au hasard.',
      breached: 'Ce mot de passe figure dans une fuite de données. Choisissez-en un autre.',
      sameAsCurrent: 'C’est votre mot de passe actuel. Choisissez-en un nouveau.',
      mismatch: 'Les mots de passe ne correspondent pas. Saisissez deux fois le même.',
      wrongCurrent: 'Ce n’est pas votre mot de passe actuel. Saisissez celui avec lequel vous vous connectez.',
    },
    form: {
      signInRefused:
        'L’adresse e‑mail et le mot de passe ne correspondent pas. Réessayez, ou réinitialisez votre mot de passe.',
      passkeyRefused: 'Cette clé d’accès n’a pas fonctionné. Réessayez ou connectez-vous avec votre mot de passe.',
      limited: (minutes) =>
        plural(minutes, {
          one: 'Trop de tentatives. Réessayez dans 1 minute.',
          other: `Trop de tentatives. Réessayez dans ${minutes} minutes.`,
        }),
      confirmRefused: 'Ce n’est pas le mot de passe choisi à l’inscription. Réessayez, ou recommencez l’inscription.',
      addressTaken: 'Cette adresse appartient maintenant à un autre compte. Rien n’a été modifié.',
      twoTabs:
        'Vous avez ouvert un lien plus récent dans un autre onglet. Continuez dans cet onglet-là, ou rouvrez le lien depuis l’e‑mail.',
      busy: 'Le service est très sollicité, et rien n’a été modifié. Réessayez dans quelques secondes.',
      broken: (reference) =>
        `Un problème est survenu de notre côté. Rien n’a été modifié. Réessayez dans quelques minutes. Référence : ${reference}`,
      unsure: (reference) =>
        `La connexion a été coupée, et nous ne savons pas si l’opération a abouti. Réessayez, nous vous le dirons. Référence : ${reference}`,
    },
  },

  account: {
    nav: {
      label: 'Compte',
      overview: 'Aperçu',
      password: 'Mot de passe',
      security: 'Sécurité',
      sessions: 'Sessions',
      activity: 'Activité',
    },
    signOut: 'Se déconnecter',

    overview: {
      title: 'Votre compte',
      email: 'Adresse e‑mail',
      changeEmail: 'Modifier l’adresse',
      emailUse: 'Elle sert à vous connecter et à réinitialiser votre mot de passe.',
      save: 'Enregistrer',
      remove: 'Supprimer le compte',
      removeText: (days) =>
        `Vous avez ${duration(days, 'day')} pour changer d’avis. Ensuite, tout sera effacé définitivement.`,
      review: {
        title: 'Vérifiez votre compte',
        text: 'Vous avez réinitialisé votre mot de passe. Au cas où quelqu’un d’autre serait entré dans votre compte, assurez-vous que tout ceci est bien à vous.',
        sessions: {
          title: 'Sessions ouvertes',
          text: 'Toutes les autres sessions sont fermées.',
          link: 'Voir les sessions',
        },
        authenticator: { title: 'Application d’authentification', link: 'Remplacer l’application' },
        passkeys: { title: 'Clés d’accès', link: 'Retirer une clé d’accès' },
        codes: {
          title: 'Codes de récupération',
          left: (codes) => plural(codes, { one: 'Il n’en reste qu’un', other: `Il en reste ${codes}` }),
          link: 'Obtenir de nouveaux codes',
        },
        backup: { title: 'Adresse de secours', link: 'Modifier l’adresse de secours' },
        identities: { title: 'Services associés', link: 'Dissocier un service' },
        submit: 'Tout est correct',
      },
      offer: {
        title: 'Se connecter sans mot de passe',
        text: 'Une clé d’accès vous connecte avec votre empreinte, votre visage ou le verrouillage de l’écran. Impossible de l’oublier.',
        accept: 'Créer une clé d’accès',
        decline: 'Non merci',
      },
    },

    email: {
      title: 'Modifier votre adresse e‑mail',
      lead: 'Nous envoyons un lien à la nouvelle adresse. Rien ne change tant que vous ne l’avez pas confirmée par ce lien.',
      present: 'Adresse e‑mail actuelle',
      next: 'Nouvelle adresse e‑mail',
      submit: 'Envoyer le lien de confirmation',
      keep: 'Annuler',
    },

    backup: {
      title: 'Adresse de secours',
      text: (days) =>
        `Vous n’avez plus accès à vos e‑mails ? Un lien envoyé à votre adresse de secours vous permet de retrouver votre compte, à partir de ${duration(days, 'day')} après sa confirmation. Elle ne sert pas à se connecter.`,
      pending: (email) => `Pour ajouter ${email}, ouvrez le lien que nous avons envoyé à cette adresse.`,
      address: 'Adresse de secours',
      usable: 'Peut récupérer votre compte',
      usableNow: 'Oui',
      usableFrom: 'Peut récupérer votre compte à partir du',
      add: 'Ajouter une adresse de secours',
      change: 'Modifier l’adresse de secours',
      submit: 'Envoyer le lien',
      remove: 'Retirer l’adresse de secours',
    },

    remove: {
      title: 'Supprimer votre compte',
      lead: (days) =>
        `Toutes vos sessions seront fermées immédiatement. Pendant ${duration(days, 'day')}, vous pourrez récupérer le compte grâce à un lien que nous vous enverrons par e‑mail. Ensuite, tout sera effacé définitivement.`,
      submit: 'Supprimer le compte',
      keep: 'Annuler',
    },

    password: {
      title: 'Modifier votre mot de passe',
      lead: 'Ici, votre session reste ouverte. Toutes les autres seront fermées.',
      current: 'Mot de passe actuel',
      submit: 'Modifier le mot de passe',
      forgot: 'Mot de passe actuel oublié ?',
      reset: 'Recevoir un lien par e‑mail',
      first: {
        title: 'Définir un mot de passe',
        lead: 'Vous pourrez aussi vous connecter avec votre adresse e‑mail. Ici, votre session reste ouverte. Toutes les autres seront fermées.',
        submit: 'Définir le mot de passe',
      },
    },

    security: {
      title: 'Sécurité',
      lead: 'Ajoutez une deuxième étape après votre mot de passe. Connaître votre mot de passe ou lire vos e‑mails ne suffira plus pour entrer dans votre compte.',
      leadOn:
        'Votre mot de passe ne suffit pas pour vous connecter. Le connaître ou lire vos e‑mails ne permet pas d’entrer dans votre compte.',
      added: 'Ajoutée :',
      app: {
        title: 'Application d’authentification',
        text: 'Une application sur votre téléphone affiche toutes les 30 secondes un nouveau code à 6 chiffres. Vous le saisissez après votre mot de passe.',
        setUp: 'Configurer une application',
        remove: 'Retirer l’application',
      },
      codes: {
        title: 'Codes de récupération',
        text: 'Téléphone perdu ? Saisissez l’un de ces codes à la place. Chacun fonctionne une seule fois.',
        later: (codes) => `Vous recevrez ${codes} codes en configurant votre deuxième étape.`,
        none: 'Il ne vous reste aucun code de récupération.',
        left: (codes) =>
          plural(codes, {
            one: 'Il vous reste 1 code de récupération.',
            other: `Il vous reste ${codes} codes de récupération.`,
          }),
        few: 'Demandez-en de nouveaux maintenant, avant d’en avoir besoin.',
        renew: 'Obtenir de nouveaux codes',
      },
      begin: {
        title: 'Configurer une application d’authentification',
        lead: 'Gardez votre téléphone à portée de main.',
        submit: 'Continuer',
      },
      scan: {
        title: 'Associer votre application',
        open: 'Ouvrez une application d’authentification sur votre téléphone. Si vous n’en avez pas, vous en trouverez de gratuites dans sa boutique d’applications.',
        scan: 'Dans l’application, ajoutez un compte et scannez ce code QR.',
        picture: 'Code QR pour votre application d’authentification',
        key: 'Impossible de le scanner ? Saisissez plutôt cette clé dans l’application :',
        here: 'L’application est sur cet appareil ?',
        openHere: 'L’ouvrir',
        label: 'Code affiché par l’application',
        hint: '6 chiffres',
        submit: 'Continuer',
      },
      save: {
        title: 'Enregistrez vos codes de récupération',
        lead: 'Si vous perdez votre téléphone, l’un de ces codes vous permettra d’entrer. Gardez-les là où vous les trouverez sans votre téléphone, par exemple sur papier.',
        once: 'Nous ne pourrons plus les afficher. Chacun fonctionne une seule fois.',
        renewed: 'Vos anciens codes fonctionnent jusqu’à la fin de cette étape.',
        list: 'Codes de récupération',
        download: 'Télécharger',
        copy: 'Copier',
        copied: 'Copié.',
        notCopied: 'Votre navigateur ne l’a pas permis. Sélectionnez les codes et copiez-les.',
        print: 'Imprimer',
        label: 'Saisissez l’un de ces codes',
        hint: 'Cela montre que vous les avez enregistrés. Le code reste valable.',
        submit: 'Terminer',
        file: (email) => `Codes de récupération ${site} pour ${email}`,
        fileText:
          'Chaque code fonctionne une seule fois. Gardez ce fichier là où vous seul pouvez le trouver, et pas seulement sur votre téléphone.',
      },
      renew: {
        title: 'Nouveaux codes de récupération',
        lead: 'Vos anciens codes cesseront de fonctionner dès que vous aurez enregistré les nouveaux.',
        submit: 'Afficher les nouveaux codes',
      },
      remove: {
        title: 'Retirer votre application d’authentification',
        lead: 'Les sessions de vos autres appareils seront fermées. Votre clé d’accès sera votre deuxième étape.',
        last: 'Vous vous connecterez de nouveau sans seconde étape. Vos codes de récupération ne fonctionneront plus et les sessions de vos autres appareils seront fermées.',
        submit: 'Retirer l’application',
      },
      newCode: {
        title: 'Enregistrez votre nouveau code de récupération',
        lead: 'Vous avez utilisé un code de récupération : en voici un nouveau à sa place. Il fonctionnera dès que vous aurez confirmé l’avoir enregistré.',
        submit: 'Je l’ai enregistré',
        skip: 'Ignorer',
        several: {
          title: 'Enregistrez vos nouveaux codes de récupération',
          lead: 'Vous avez utilisé des codes de récupération : en voici de nouveaux à leur place. Ils fonctionneront dès que vous aurez confirmé les avoir enregistrés.',
          submit: 'Je les ai enregistrés',
        },
      },
      problems: {
        app: {
          missing: 'Saisissez le code affiché par l’application.',
          malformed: 'Saisissez les 6 chiffres affichés par l’application.',
          wrong: `Ce code n’est pas le bon. Saisissez celui que l’application affiche maintenant pour ${site}.`,
        },
        saved: {
          missing: 'Saisissez l’un des codes ci-dessus.',
          malformed:
            'Les codes de récupération ont 24 lettres et chiffres, jamais de U. Saisissez l’un des codes ci-dessus.',
          wrong: 'Ce n’est pas l’un des codes ci-dessus.',
        },
      },
    },

    sessions: {
      title: 'Vos sessions',
      lead: 'Les appareils où votre compte est ouvert. L’un d’eux vous est inconnu ? Fermez sa session et changez de mot de passe.',
      here: 'Cet appareil',
      new: 'Nouvelle',
      active: 'Active en ce moment',
      seen: 'Dernière activité',
      started: 'Ouverte le',
      end: 'Fermer',
      endAll: 'Fermer toutes les autres sessions',
      only: 'Aucune autre session n’est ouverte.',
    },

    activity: {
      title: 'Activité',
      lead: 'Ce qui s’est passé dans votre compte. Quelque chose ne vient pas de vous ? Changez de mot de passe.',
      empty: 'Rien pour l’instant.',
      warning: 'Attention :',
      times: (count) => plural(count, { one: 'une fois', other: `${number(count)} fois` }),
      since: 'depuis le',
      older: 'Événements plus anciens',
      events: {
        'account.registered': 'Inscription avec votre adresse e‑mail',
        'account.confirmed': 'Vous avez confirmé votre adresse e‑mail et créé le compte',
        'account.renamed': 'Vous avez modifié vos informations',
        'account.locked': 'Vous avez signalé une modification et bloqué le compte',
        'account.disabled': 'L’assistance a désactivé le compte',
        'account.enabled': 'L’assistance a réactivé le compte',
        'account.imported': 'Compte importé d’un autre système',
        'account.deleted': 'Compte supprimé',
        'address.requested': 'Vous avez demandé un changement d’adresse e‑mail',
        'address.changed': 'Adresse e‑mail modifiée',
        'session.started': 'Vous avez ouvert une session',
        'session.refused': 'Échec de connexion : mot de passe incorrect',
        'session.ended': 'Session fermée',
        'reset.requested': 'Lien de réinitialisation demandé',
        'reset.suppressed': 'Lien de réinitialisation redemandé trop tôt ; aucun envoi',
        'reset.sent': 'Nous vous avons envoyé un lien de réinitialisation',
        'reset.failed': 'Lien de réinitialisation non remis : votre messagerie a refusé l’e‑mail',
        'reset.opened': 'Lien de réinitialisation ouvert',
        'reset.completed': 'Nouveau mot de passe choisi avec un lien de réinitialisation',
        'reset.refused': 'Échec de la réinitialisation du mot de passe',
        'code.refused': 'Code incorrect saisi',
        'reset.declined': 'Lien de réinitialisation annulé depuis l’e‑mail',
        'password.changed': 'Vous avez modifié votre mot de passe',
        'factor.added': 'Vous avez ajouté un second facteur',
        'factor.removed': 'Un second facteur a été supprimé',
        'codes.renewed': 'Vous avez obtenu de nouveaux codes de récupération',
        'codes.used': 'Vous avez utilisé un code de récupération',
        'passkey.suspect': 'Une clé d’accès a été refusée : elle a peut-être été copiée',
        'backup.requested': 'Vous avez demandé l’ajout d’une adresse de secours',
        'backup.added': 'Vous avez ajouté une adresse de secours',
        'backup.removed': 'Une adresse de secours a été supprimée',
        'identity.added': 'La connexion avec un autre service a été associée',
        'identity.removed': 'La connexion avec un autre service a été dissociée',
        'wait.started': 'Le délai d’attente a commencé',
        'wait.cancelled': 'Le délai d’attente a été annulé',
        'wait.ended': 'Le délai d’attente est écoulé et les seconds facteurs ont été supprimés',
        'password.refused': 'Modification refusée : mot de passe actuel incorrect',
        'factor.refused': 'Second facteur refusé : code incorrect',
        'email.repeated': 'L’assistance a renvoyé un e‑mail',
        'database.restored': 'Site restauré à partir d’une sauvegarde ; toutes les sessions ont été fermées',
      },
    },
  },

  broken: {
    title: 'Un problème est survenu',
    text: 'Il vient de chez nous, et rien n’a été modifié.',
    doubt: 'La connexion a été coupée, et nous ne savons pas si l’opération a abouti.',
    next: 'Réessayez maintenant ou dans quelques minutes.',
    again: 'Réessayer',
    reference: 'Référence',
    help: (email) => `Si cela se reproduit, écrivez à ${email} en indiquant cette référence.`,
  },

  mail: {
    greeting: (name) => `Bonjour ${name},`,
    greetingWithoutName: 'Bonjour,',
    colon: (label) => `${label} : `,
    copyAddress: 'Le bouton ne fonctionne pas ? Copiez ce lien dans votre navigateur :',
    life: (duration, exact) => `Le lien expire dans ${duration} (${exact}).`,
    lifeUntil: (date) => `Le lien expire le ${date}.`,
    questions: (supportEmail) => `Une question ? Écrivez à ${supportEmail}.`,
    device: 'Appareil',
    ipAddress: 'Adresse IP',

    reset: {
      subject: (site) => `Réinitialisez votre mot de passe ${site}`,
      preheader: (duration) => `Choisissez un nouveau mot de passe. Le lien expire dans ${duration}.`,
      heading: 'Réinitialisez votre mot de passe',
      why: (site, email) =>
        `Nous avons reçu une demande de réinitialisation du mot de passe de votre compte ${site}, ${email}. Choisissez un nouveau mot de passe, puis utilisez-le pour vous connecter.`,
      whyBackup: (site, email) =>
        `Nous avons reçu une demande de réinitialisation du mot de passe du compte ${site} dont ${email} est l’adresse de secours. Choisissez un nouveau mot de passe, puis utilisez-le pour vous connecter.`,
      passwordless: (providers) =>
        `Vous n’avez pas de mot de passe, car vous vous connectez avec ${providers}. Cela fonctionne toujours. Si vous le souhaitez, vous pouvez aussi en définir un ici.`,
      button: 'Choisir un nouveau mot de passe',
      code: 'Vous avez fait la demande sur un autre appareil ? Saisissez-y ce code :',
      lifeOfBoth: (duration, exact) => `Le lien et le code expirent dans ${duration} (${exact}).`,
      keep: 'Ne communiquez ce lien à personne, pas même à nous.',
      keepBoth: 'Ne communiquez ni ce lien ni ce code à personne, pas même à nous.',
      locked: {
        subject: (site) => `Débloquez votre compte ${site}`,
        heading: 'Débloquez votre compte',
        when: 'Blocage',
        why: (site, email) =>
          `Votre compte ${site}, ${email}, est bloqué. Choisissez un nouveau mot de passe pour le débloquer.`,
      },
      waited: {
        subject: (site) => `Votre délai d’attente ${site} est terminé`,
        heading: 'Retrouvez l’accès à votre compte',
        why: (site, email) =>
          `Le délai d’attente de votre compte ${site}, ${email}, est terminé. Choisissez un nouveau mot de passe. Votre application d’authentification, vos clés d’accès et vos codes de récupération seront alors supprimés.`,
        ignore:
          'Cette demande ne vient pas de vous ? Annulez-la maintenant : toute personne qui ouvre ce lien entre dans votre compte.',
      },
      when: 'Demande',
      ignore: 'Cette demande ne vient pas de vous ? Ignorez cet e‑mail : votre mot de passe ne changera pas.',
      decline: 'Annuler cette demande',
    },

    confirm: {
      subject: (site) => `Confirmez votre adresse e-mail pour ${site}`,
      preheader: 'Encore une étape, et votre compte est prêt.',
      heading: 'Confirmez votre adresse e‑mail',
      why: (site, email) => `Bienvenue sur ${site}. Confirmez ${email} pour terminer la création de votre compte.`,
      button: 'Confirmer l’adresse e‑mail',
      code: 'Inscription sur un autre appareil ? Saisissez-y ce code :',
      when: 'Inscription',
      ignore: 'Cette inscription ne vient pas de vous ? Ignorez cet e‑mail.',
      ignoreBoth: 'Cette inscription ne vient pas de vous ? Ignorez cet e‑mail et ne partagez pas le code.',
    },

    taken: {
      subject: (site) => `Vous avez déjà un compte ${site}`,
      preheader: 'Connectez-vous, ou réinitialisez votre mot de passe.',
      heading: 'Vous avez déjà un compte',
      why: (site, email) =>
        `Quelqu’un, sans doute vous, vient d’essayer de créer un compte ${site} avec ${email}. Vous en avez déjà un : rien n’a changé.`,
      whyBackup: (site, email) =>
        `Quelqu’un, sans doute vous, vient d’essayer de créer un compte ${site} avec ${email}. C’est déjà l’adresse de secours d’un compte : rien n’a changé. Connectez-vous avec l’adresse principale de ce compte, ou réinitialisez son mot de passe avec celle-ci.`,
      button: 'Se connecter',
      forgot: 'Mot de passe oublié ? Réinitialisez-le',
      when: 'Tentative',
      ignore: 'Ce n’était pas vous ? Ignorez cet e‑mail. Rien n’a été révélé sur vous ni sur votre compte.',
    },

    takenDeleted: {
      subject: (site) => `Vous pouvez encore récupérer votre compte ${site}`,
      preheader: 'Il a été supprimé, mais pas encore effacé.',
      heading: 'Vous pouvez encore récupérer votre compte',
      why: (site, email, duration, exact) =>
        `Quelqu’un, sans doute vous, vient d’essayer de créer un compte ${site} avec ${email}. Le compte associé à cette adresse a été supprimé, mais vous avez encore ${duration} pour le récupérer (date limite : ${exact}). Ensuite, il sera effacé définitivement, et vous pourrez vous inscrire à nouveau.`,
      button: 'Récupérer mon compte',
    },

    addressChange: {
      subject: (site) => `Confirmez votre nouvelle adresse e-mail pour ${site}`,
      preheader: 'Encore une étape pour changer d’adresse e‑mail.',
      heading: 'Confirmez votre nouvelle adresse e‑mail',
      why: (site, email) =>
        `Vous avez demandé à utiliser ${email} pour votre compte ${site}. Confirmez cette adresse pour que le changement prenne effet.`,
      button: 'Confirmer la nouvelle adresse',
      when: 'Demande',
      ignore: 'Cette demande ne vient pas de vous ? Ignorez cet e‑mail : rien ne changera.',
    },

    backupAddress: {
      subject: (site) => `Confirmez votre adresse de secours pour ${site}`,
      preheader: 'Encore une étape pour ajouter votre adresse de secours.',
      heading: 'Confirmez votre adresse de secours',
      why: (site, email) =>
        `Vous avez demandé à utiliser ${email} comme adresse de secours de votre compte ${site}. Si vous perdez l’accès à vos e‑mails, un lien envoyé ici vous permettra de retrouver votre compte. Confirmez cette adresse pour l’ajouter.`,
      button: 'Confirmer l’adresse de secours',
      when: 'Demande',
      ignore: 'Cette demande ne vient pas de vous ? Ignorez cet e‑mail : rien ne changera.',
    },

    changed: {
      when: 'Modification',
      fine: 'Si c’était vous, vous n’avez rien à faire.',
      mailbox: 'Changez aussi le mot de passe de votre messagerie.',
      button: 'Ce n’était pas moi',
    },

    passwordChanged: {
      subject: (site) => `Votre mot de passe ${site} a été modifié`,
      heading: 'Votre mot de passe a été modifié',
      byReset: (site, email) =>
        `Le mot de passe de votre compte ${site}, ${email}, a été modifié à l’aide d’un lien que nous avons envoyé à cette adresse.`,
      bySelf: (site, email) =>
        `Le mot de passe de votre compte ${site}, ${email}, a été modifié par une personne qui connaissait l’ancien.`,
      sessions: countOthers,
      act: 'Sinon, bloquez votre compte tout de suite. Nous vous enverrons un lien pour le débloquer.',
    },

    passwordSet: {
      subject: (site) => `Votre compte ${site} a maintenant un mot de passe`,
      heading: 'Un mot de passe a été défini',
      what: (site, email) => `Un mot de passe a été défini pour votre compte ${site}, ${email}, qui n’en avait pas.`,
    },

    addressChanged: {
      subject: (site) => `Votre adresse e-mail ${site} a été modifiée`,
      heading: 'Votre adresse e‑mail a été modifiée',
      what: (site, email, newEmail) => `Votre compte ${site} utilise maintenant ${newEmail} à la place de ${email}.`,
      act: 'Sinon, bloquez votre compte tout de suite. Nous rétablirons cette adresse et y enverrons un lien pour le débloquer.',
    },

    accountDeleted: {
      subject: (site) => `Votre compte ${site} a été supprimé`,
      heading: 'Votre compte a été supprimé',
      what: (site, email, days) =>
        `Votre compte ${site}, ${email}, a été supprimé depuis une session ouverte. Il est maintenant fermé, et tout son contenu sera effacé dans ${duration(days, 'day')}.`,
      when: 'Suppression',
      act: 'Si ce n’était pas vous, ou si vous avez changé d’avis, récupérez votre compte. Nous le garderons bloqué et vous enverrons un lien pour choisir un nouveau mot de passe.',
      button: 'Récupérer mon compte',
    },

    security: {
      subject: (site, heading) => `${site} : ${heading}`,
      when: 'Date',
      act: 'Sinon, bloquez votre compte dès maintenant. Nous annulerons ce changement et vous enverrons un lien pour le débloquer.',
      authenticator: {
        added: {
          heading: 'Application d’authentification ajoutée',
          what: (site, email) =>
            `Une application d’authentification a été ajoutée à votre compte ${site}, ${email}. Un de ses codes est désormais demandé à chaque connexion.`,
        },
        removed: {
          heading: 'Application d’authentification retirée',
          what: (site, email) => `L’application d’authentification a été retirée de votre compte ${site}, ${email}.`,
        },
      },
      passkey: {
        added: {
          heading: 'Clé d’accès ajoutée',
          what: (site, email) =>
            `Une clé d’accès a été ajoutée à votre compte ${site}, ${email}. Elle permet de se connecter sans mot de passe.`,
        },
        removed: {
          heading: 'Clé d’accès retirée',
          what: (site, email) => `Une clé d’accès a été retirée de votre compte ${site}, ${email}.`,
        },
      },
      passkeyName: (name) => `Son nom : ${name}`,
      codes: {
        renewed: {
          heading: 'Nouveaux codes de récupération',
          what: (site, email, left) =>
            `Votre compte ${site}, ${email}, a ${left} nouveaux codes de récupération. Les anciens ne fonctionnent plus.`,
        },
        used: {
          heading: 'Code de récupération utilisé',
          what: (site, email, left) =>
            `Un code de récupération de votre compte ${site}, ${email}, a été utilisé. Il en reste ${left}.`,
        },
        low: {
          heading: 'Il reste peu de codes de récupération',
          what: (site, email, left) =>
            `Un code de récupération de votre compte ${site}, ${email}, a été utilisé. Il n’en reste que ${left}.`,
          fine: 'Si c’était vous, connectez-vous et demandez-en de nouveaux dans « Sécurité » avant d’en manquer.',
        },
      },
      backup: {
        added: {
          heading: 'Adresse de secours ajoutée',
          what: (site, email, address) =>
            `${address} est maintenant une adresse de secours de votre compte ${site}, ${email}.`,
        },
        removed: {
          heading: 'Adresse de secours retirée',
          what: (site, email, address) =>
            `${address} n’est plus une adresse de secours de votre compte ${site}, ${email}.`,
        },
      },
      identity: {
        added: {
          heading: 'Nouveau moyen de connexion',
          what: (site, email, provider) =>
            `${provider} permet désormais de se connecter à votre compte ${site}, ${email}.`,
        },
        removed: {
          heading: 'Moyen de connexion supprimé',
          what: (site, email, provider) =>
            `${provider} ne permet plus de se connecter à votre compte ${site}, ${email}.`,
        },
        account: (address) => `Compte associé : ${address}`,
      },
      wait: {
        fine: 'Si c’était vous, il vous suffit d’attendre.',
        when: 'Début',
        act: 'Sinon, bloquez votre compte dès maintenant. Nous annulerons le délai d’attente et vous enverrons un lien pour le débloquer. Une connexion annule aussi ce délai.',
        started: {
          heading: 'Délai d’attente commencé',
          what: (site, email, end) =>
            `Quelqu’un (sans doute vous) a déclaré perdus l’application d’authentification, les clés d’accès et les codes de récupération de votre compte ${site}, ${email}. Si personne ne s’y oppose, nous enverrons le ${end} un lien qui définit un nouveau mot de passe et les retire tous.`,
        },
        half: {
          heading: 'La moitié du délai d’attente est passée',
          what: (site, email, end) =>
            `Le délai d’attente de votre compte ${site}, ${email}, se termine le ${end}. Nous enverrons alors un lien qui définit un nouveau mot de passe et retire l’application d’authentification, les clés d’accès et les codes de récupération.`,
        },
        cancelled: {
          heading: 'Délai d’attente annulé',
          what: (site, email, end) =>
            `Le délai d’attente de votre compte ${site}, ${email}, qui devait se terminer le ${end}, a été annulé. Rien n’a changé.`,
        },
        ended: {
          heading: 'Délai d’attente terminé',
          what: (site, email, end) =>
            `Le délai d’attente de votre compte ${site}, ${email}, s’est terminé le ${end}. Nous avons envoyé un lien à une autre adresse du compte. Il définit un nouveau mot de passe et retire l’application d’authentification, les clés d’accès et les codes de récupération.`,
        },
      },
    },
  },
};

function countOthers(sessions: number): string {
  if (sessions === 0) return 'Aucune autre session n’était ouverte.';
  return plural(sessions, {
    one: 'Une autre session a été fermée.',
    other: `${sessions} autres sessions ont été fermées.`,
  });
}
