import { brand } from '@/lib/brand';
import type { Words } from './en';
import { example } from './examples';
import { countIn } from './language';

const site = brand.name;
const intl = 'es';
const { plural, duration, number } = countIn(intl, 'one');

/** For a link whose cookie the browser dropped. The same on every page behind a link. */
const cookieless = {
  title: 'Tu navegador no ha guardado nuestra cookie',
  text: 'Este sitio necesita cookies para recordar el enlace que has abierto. Permite las cookies de este sitio y abre el enlace otra vez.',
};

/**
 * Español, el que se entiende en todas partes. Una palabra por idea: cuenta, sesión, enlace, código, correo. Tratamos de tú, y
 * nada concuerda con quien lee: «tu sesión está abierta», nunca «estás conectado».
 */
export const es: Words = {
  locale: 'es',
  direction: 'ltr',
  intl,

  moment: (date, clock) => `${date}, ${clock}`,
  device: (browser, system) => `${browser} en ${system}`,
  unknownDevice: 'Dispositivo desconocido',
  thisComputer: 'Este equipo',
  ipAddress: 'Dirección IP',
  unknownIpAddress: 'Dirección IP desconocida',

  site: {
    description: 'Te devuelve el acceso a tu cuenta: a ti y a nadie más.',
    skip: 'Ir al contenido',
    help: '¿Necesitas ayuda? Escribe a',
    language: 'Idioma',
  },

  home: {
    heading: '¿No puedes entrar? Volver debería ser fácil.',
    lead: 'Crea tu cuenta, inicia sesión y, si olvidas la contraseña, vuelve a entrar con un solo correo.',
    register: 'Crear una cuenta',
    signIn: 'Iniciar sesión',
    facts: (minutes) => [
      {
        title: 'Un solo correo',
        text: `Pide un enlace, ábrelo y elige una contraseña nueva. El enlace funciona una sola vez y caduca en ${duration(minutes, 'minute')}.`,
      },
      { title: 'Privacidad', text: 'Nunca revelamos quién tiene una cuenta.' },
      {
        title: 'A salvo otra vez',
        text: 'Una contraseña nueva cierra todas tus sesiones, y te avisamos por correo.',
      },
    ],
    signedIn: (name) => `Hola, ${name}. Tu sesión está abierta.`,
    toAccount: 'Ir a tu cuenta',
  },

  fields: {
    name: 'Tu nombre',
    email: 'Correo electrónico',
    password: 'Contraseña',
    newPassword: 'Contraseña nueva',
    confirm: 'Repite la contraseña',
    show: 'Mostrar',
    hide: 'Ocultar',
    showPassword: 'Mostrar la contraseña',
    hidePassword: 'Ocultar la contraseña',
    shown: 'Tu contraseña está a la vista.',
    wait: 'Un momento…',
  },

  rules: {
    text: (minLength) =>
      `Usa al menos ${minLength} caracteres. ${minLength > 24 ? 'Unas palabras' : 'Tres o cuatro palabras'} al azar funcionan bien.`,
    why: (minLength) => `¿Por qué ${minLength} caracteres?`,
    because: 'Mejor larga que complicada: no hacen falta símbolos ni mayúsculas, y puedes usar espacios.',
    example: `Por ejemplo: «${example.es}» (pero no uses esta).`,
  },

  strength: {
    short: (missing) => plural(missing, { one: 'Falta 1 carácter', other: `Faltan ${missing} caracteres` }),
    long: 'Demasiado larga: 256 caracteres como máximo',
    telling: `Fácil de adivinar: contiene tu nombre, tu correo o «${site}»`,
    example: 'Es nuestro ejemplo: inventa otra',
    easy: 'Fácil de adivinar: añade una o dos palabras más al azar',
    enough: 'Longitud suficiente',
    strong: 'Segura',
  },

  steps: {
    at: (step, steps) => `Paso ${step} de ${steps}`,
  },

  register: {
    title: 'Crear una cuenta',
    lead: 'Te enviaremos un enlace de confirmación.',
    submit: 'Crear cuenta',
    haveOne: '¿Ya tienes una cuenta?',
    signIn: 'Inicia sesión',
  },

  registerSent: {
    to: 'Abre el correo que te enviamos a',
    toNobody: 'Abre el correo que te enviamos a la dirección que escribiste.',
  },

  confirm: {
    title: 'Confirma tu correo',
    held: (name) => `Ya casi está, ${name}.`,
    lead: 'Escribe la contraseña con la que te registraste. Así sabemos que esta cuenta la creaste tú y no alguien que usó tu correo.',
    password: 'Contraseña',
    submit: 'Confirmar e iniciar sesión',
    forgotten: '¿La olvidaste?',
    registerAgain: 'Empieza de nuevo',
    dead: {
      expired: {
        title: 'Este enlace ha caducado',
        text: (hours) =>
          `Los enlaces de confirmación caducan a las ${duration(hours, 'hour')}. Regístrate de nuevo y te enviaremos otro.`,
        submit: 'Registrarme de nuevo',
      },
      used: {
        title: 'Tu correo está confirmado',
        text: 'Todo listo. Inicia sesión con tu contraseña.',
        submit: 'Iniciar sesión',
      },
      taken: {
        title: 'Ya tienes una cuenta',
        text: 'Ya existe una cuenta con este correo. Inicia sesión o, si olvidaste la contraseña, restablécela.',
        submit: 'Iniciar sesión',
      },
      invalid: {
        title: 'Este enlace no funciona',
        text: 'Puede que esté incompleto. Ábrelo otra vez desde el correo o regístrate de nuevo para recibir otro.',
        submit: 'Registrarme de nuevo',
      },
      cookieless,
    },
  },

  login: {
    cookieless:
      'No has iniciado sesión, porque tu navegador no ha guardado nuestra cookie. Permite las cookies de este sitio e inicia sesión de nuevo.',
    title: 'Iniciar sesión',
    submit: 'Iniciar sesión',
    forgot: '¿Olvidaste tu contraseña?',
    noAccount: '¿Aún no tienes cuenta?',
    register: 'Crea una',
  },

  verify: {
    title: 'Confirma que eres tú',
    toSignIn: 'Un paso más protege esta cuenta.',
    toChange: 'Antes de cambiar algo en tu cuenta, demuestra que eres tú.',
    account: 'Cuenta',
    label: 'Tu código',
    hint: '6 dígitos de tu app de autenticación o uno de tus códigos de recuperación.',
    recoveryCode: 'Código de recuperación',
    recoveryCodeHint: '24 letras y números. Cada código funciona una sola vez.',
    submit: 'Continuar',
    accepted: 'Confirmado. Ahora elige una contraseña nueva.',
    notYou: '¿No es tu cuenta?',
    startOver: 'Empezar de nuevo',
    cancel: 'Cancelar',
    again: {
      title: 'Inicia sesión de nuevo',
      text: (minutes) =>
        `Tienes ${duration(minutes, 'minute')} para escribir el código, y tu navegador debe aceptar cookies.`,
      submit: 'Iniciar sesión',
    },
  },

  forgot: {
    title: 'Restablece tu contraseña',
    lead: (minutes) =>
      `Te enviaremos por correo un enlace para elegir una nueva. El enlace caduca en ${duration(minutes, 'minute')}.`,
    submit: 'Enviar enlace',
    remembered: '¿Ya recuerdas tu contraseña?',
    signIn: 'Inicia sesión',
  },

  forgotSent: {
    to: 'Si hay una cuenta con esta dirección, te llegará un enlace para restablecer la contraseña:',
    toNobody: 'Si hay una cuenta con la dirección que escribiste, te llegará un enlace para restablecer la contraseña.',
    next: (minutes) => `El enlace caduca en ${duration(minutes, 'minute')} y funciona en cualquier dispositivo.`,
    spelling: 'Comprueba que la dirección de arriba es la que usaste al registrarte.',
  },

  code: {
    title: 'Usar el código del correo',
    label: 'Código del correo',
    hint: '8 caracteres: letras y números. Solo funciona en este navegador.',
    submit: 'Continuar',
    elsewhere:
      'El correo también trae un código, pero solo funciona en el navegador donde lo pediste. El enlace funciona en cualquier navegador.',
  },

  inbox: {
    title: 'Revisa tu correo',
    another: 'Usar otra dirección',
    startOver: 'Empezar de nuevo',
    label: 'El correo que debes buscar',
    sender: 'De',
    subject: 'Asunto',
    open: (webmail) => `Abrir ${webmail}`,
    newTab: 'en una pestaña nueva',
    nothing: '¿No te ha llegado?',
    spam: 'Mira en la carpeta de spam o correo no deseado.',
    resend: {
      submit: 'Reenviar el correo',
      wait: (clock) => `Reenviar en ${clock}`,
      waiting: 'En breve podrás pedir otro correo.',
      ready: 'Ya puedes pedir otro correo.',
      tooSoon: (clock) => `Podrás pedir otro correo en ${clock}.`,
      spent: (emails, minutes) =>
        `Puedes pedir ${emails} correos cada ${minutes} minutos. Usa el más reciente o inténtalo más tarde.`,
    },
  },

  reset: {
    title: 'Elige una contraseña nueva',
    account: 'Cuenta',
    until: (minutes) =>
      plural(minutes, {
        one: 'Este enlace caduca en un minuto.',
        other: `Este enlace caduca en ${minutes} minutos.`,
      }),
    otherAccount: (email, here) =>
      `Este enlace es para ${email}, pero has iniciado sesión como ${here}. Si continúas, cerraremos la sesión de ${here} en este navegador.`,
    effect: 'Se cerrarán todas tus sesiones.',
    submit: 'Guardar contraseña',
    dead: {
      expired: {
        title: 'Este enlace ha caducado',
        text: (life) => `Este enlace era válido durante ${life}. Tu contraseña no ha cambiado.`,
      },
      used: {
        title: 'Este enlace ya se usó',
        text: 'Si acabas de elegir una contraseña nueva, inicia sesión con ella.',
      },
      replaced: {
        title: 'Este enlace ya no funciona',
        text: 'Después de enviarlo, tu contraseña cambió o tu cuenta se bloqueó. Usa el correo más reciente o pide un enlace nuevo.',
      },
      moved: {
        title: 'Este enlace ya no funciona',
        text: 'Esta cuenta usa ahora otra dirección de correo. ¿No la cambiaste tú? Para deshacer el cambio, abre el correo que te enviamos para avisarte.',
      },
      removed: {
        title: 'Este enlace ya no funciona',
        text: 'La dirección de respaldo a la que se envió se quitó de la cuenta. ¿No fuiste tú? Abre el correo que te enviamos al respecto para deshacer el cambio.',
      },
      invalid: {
        title: 'Este enlace no funciona',
        text: 'Puede que esté incompleto o que se haya cancelado. Abre otra vez el correo más reciente o pide un enlace nuevo.',
      },
      cookieless,
    },
    again: 'Enviar otro enlace',
    to: 'Lo enviaremos a',
    orSignIn: 'O',
    signIn: 'inicia sesión',
  },

  wait: {
    link: '¿Perdiste la app y los códigos?',
    title: 'Entrar sin el segundo factor',
    lead: (hours) => `Tarda ${duration(hours, 'hour')}, para que nadie pueda hacerlo sin que te enteres.`,
    steps: [
      'Escribiremos a todas las direcciones de tu cuenta ahora, a la mitad y al final.',
      'Al final recibirás un enlace para elegir una contraseña nueva. Al usarlo se eliminan tu app de autenticación, tus llaves de acceso y tus códigos de recuperación.',
      'Iniciar sesión, o pulsar «No fui yo» en uno de los correos, lo cancela.',
    ],
    submit: 'Iniciar el período de espera',
    found: '¿Encontraste un código?',
    enter: 'Escríbelo',
    open: {
      title: 'Ahora solo tienes que esperar',
      over: 'El período de espera terminó',
      started: 'Inicio',
      ends: 'Fin',
      next: 'Entonces te enviaremos un enlace para elegir una contraseña nueva. Funciona durante 24 horas.',
      mailed: 'Abre el correo con el enlace para elegir una contraseña nueva. El enlace funciona durante 24 horas.',
      meanwhile:
        '¿Encontraste tu teléfono o un código de recuperación? Inicia sesión con él. Eso cancela el período de espera.',
    },
    until: (hours) =>
      `Este enlace caduca en ${duration(hours, 'hour')}. Al guardar se eliminan tu app de autenticación, tus llaves de acceso y tus códigos de recuperación.`,
    banner: {
      title: 'Alguien espera para entrar en esta cuenta sin tu segundo factor.',
      text: 'Cuando termine el período de espera, esa persona podrá elegir una contraseña nueva y eliminar tu app de autenticación, tus llaves de acceso y tus códigos de recuperación.',
      submit: 'Cancelar el período de espera',
    },
  },

  confirmEmail: {
    title: 'Confirma tu nueva dirección de correo',
    lead: (from) => `A partir de ahora iniciarás sesión con ella, y no con ${from}.`,
    address: 'Nueva dirección de correo',
    password: 'Tu contraseña',
    submit: 'Confirmar la nueva dirección',
    dead: {
      used: {
        title: 'Esta dirección de correo está confirmada',
        text: 'Todo listo. Inicia sesión con tu nueva dirección de correo.',
      },
      expired: {
        title: 'Este enlace ha caducado',
        text: 'Tu dirección de correo no ha cambiado. Inicia sesión y pide el cambio otra vez.',
      },
      replaced: {
        title: 'Este enlace ya no funciona',
        text: 'Tu contraseña o tu dirección de correo cambió después de enviarlo. Inicia sesión y pide el cambio otra vez.',
      },
      invalid: {
        title: 'Este enlace no funciona',
        text: 'Puede que esté incompleto. Ábrelo otra vez desde el correo.',
      },
      cookieless,
    },
    signIn: 'Iniciar sesión',
  },

  confirmBackup: {
    title: 'Confirma tu dirección de respaldo',
    lead: (account, days) =>
      `Si pierdes el acceso a ${account}, podrás recuperar la cuenta con un enlace enviado a esta dirección, a partir de ${duration(days, 'day')} después de confirmarla.`,
    address: 'Dirección de respaldo',
    password: 'Tu contraseña',
    submit: 'Confirmar dirección de respaldo',
    dead: {
      used: {
        title: 'Tu dirección de respaldo está confirmada',
        text: 'Todo listo. Sigue iniciando sesión con la dirección principal de tu cuenta.',
      },
      expired: {
        title: 'Este enlace ha caducado',
        text: 'No se añadió la dirección de respaldo. Inicia sesión y añádela de nuevo.',
      },
      replaced: {
        title: 'Este enlace ya no funciona',
        text: 'Pediste un enlace más reciente, o cambió tu contraseña o tu dirección de correo. Usa el correo más reciente, o inicia sesión y añade la dirección de nuevo.',
      },
    },
  },

  notMe: {
    change: {
      title: '¿No fuiste tú?',
      lead: 'Cerraremos todas tus sesiones y te enviaremos un enlace para desbloquear tu cuenta.',
      submit: 'Bloquear mi cuenta',
    },
    security: {
      title: '¿No fuiste tú?',
      lead: 'Desharemos el cambio, cerraremos la sesión en todos los dispositivos, bloquearemos tu cuenta y te enviaremos un enlace para desbloquearla.',
      submit: 'Deshacer y bloquear mi cuenta',
    },
    deletion: {
      title: '¿Recuperar tu cuenta?',
      lead: 'Recuperaremos tu cuenta, la dejaremos bloqueada y te enviaremos un enlace para elegir una contraseña nueva.',
      submit: 'Recuperar mi cuenta',
    },
    reset: {
      title: '¿No lo pediste tú?',
      lead: 'Cancelaremos el enlace de ese correo. Tu contraseña no cambiará.',
      submit: 'Cancelar el enlace',
    },
    address: '¿En qué dirección recibiste el correo?',
    done: {
      'account-locked': {
        title: 'Tu cuenta está bloqueada',
        ticks: ['Todas las sesiones cerradas', 'Inicio de sesión bloqueado'],
      },
      'account-restored': {
        title: 'Has recuperado tu cuenta',
        ticks: ['No se eliminará', 'Inicio de sesión bloqueado'],
      },
      to: 'Enlace de desbloqueo en camino a',
      toMain: 'Enlace de desbloqueo en camino a la dirección principal de la cuenta',
      earlier:
        'Un correo anterior era sobre otro cambio. Si tampoco lo hiciste tú, pulsa «No fui yo» también en ese correo.',
      nothing: '¿No te ha llegado? Mira en la carpeta de spam o',
      again: 'pide otro',
      'link-denied': {
        title: 'Enlace cancelado',
        text: 'Tu contraseña no ha cambiado. No tienes que hacer nada más.',
      },
      signIn: 'Iniciar sesión',
    },
    dead: {
      done: {
        title: 'Ya no queda nada por hacer',
        text: 'Este enlace ya se usó, o el enlace que iba a cancelar ya no funciona.',
      },
      expired: {
        title: 'Este enlace ha caducado',
        text: (days) =>
          `Los enlaces como este caducan al cabo de ${duration(days, 'day')}. Si no puedes iniciar sesión, restablece tu contraseña.`,
      },
      invalid: {
        title: 'Este enlace no funciona',
        text: 'Puede que esté incompleto. Ábrelo otra vez desde el correo o restablece tu contraseña.',
      },
      cookieless,
    },
    forgot: 'Restablecer la contraseña',
  },

  notFound: {
    title: 'Página no encontrada',
    text: 'Comprueba que el enlace esté bien escrito.',
    home: 'Ir al inicio',
  },

  refusal: {
    foreign: {
      title: 'No hemos aceptado ese formulario',
      text: 'Venía de otro sitio, así que no se ha cambiado nada. Abre el formulario en este sitio e inténtalo de nuevo.',
    },
    method: {
      title: 'Eso no se puede hacer aquí',
      text: 'Este sitio no acepta ese tipo de solicitud.',
    },
    tooLarge: {
      title: 'Es demasiado texto',
      text: 'No se ha cambiado nada. Acórtalo e inténtalo de nuevo.',
    },
    unreadable: {
      title: 'No hemos podido leer ese formulario',
      text: 'No se ha cambiado nada. Abre el formulario otra vez e inténtalo de nuevo.',
    },
    home: 'Ir al inicio',
  },

  passkey: {
    title: 'Llaves de acceso',
    lead: 'Inicia sesión con tu huella, tu cara o el bloqueo de pantalla. Una llave de acceso sirve también de segundo factor.',
    added: 'Añadida',
    used: 'Último uso',
    unused: 'Sin usar todavía',
    suspect:
      'Rechazamos un inicio de sesión con esta llave de acceso porque puede que la hayan copiado. ¿Tienes dudas? Elimínala y añade una nueva.',
    change: 'Cambiar',
    add: 'Añadir una llave de acceso',
    cancel: 'Cancelar',
    create: {
      title: 'Añadir una llave de acceso',
      before: 'En el siguiente paso, tu navegador pregunta dónde guardar la llave de acceso.',
      next: 'Continuar',
      lead: 'Tu navegador te preguntará dónde guardar la llave de acceso: en este dispositivo, en tu teléfono o en una llave de seguridad.',
      submit: 'Crear llave de acceso',
      scriptless: 'Las llaves de acceso necesitan JavaScript. Actívalo para este sitio y vuelve a cargar la página.',
      exists: 'Ahí ya hay una llave de acceso de tu cuenta. Elige otro lugar.',
      refused: 'No ha funcionado. Inténtalo de nuevo.',
      unnamed: 'Llave de acceso',
    },
    name: 'Nombre',
    nameHint: 'Solo tú lo ves.',
    nameRefused: 'Usa de 1 a 100 caracteres normales.',
    save: 'Guardar nombre',
    remove: {
      title: 'Eliminar esta llave de acceso',
      text: 'Ya no podrás iniciar sesión con ella y se cerrarán tus demás sesiones.',
      submit: 'Eliminar llave de acceso',
      lastWay:
        'Esta llave de acceso es tu única forma de iniciar sesión. Crea primero una contraseña y después elimina la llave de acceso.',
    },
    use: 'Usar una llave de acceso',
  },

  identity: {
    title: 'Servicios vinculados',
    lead: 'Inicia sesión con una cuenta que ya tienes en otro sitio.',
    manage: 'Gestionar los servicios',
    added: 'Vinculado',
    used: 'Último uso',
    unused: 'Sin usar todavía',
    or: 'o',
    proceed: (provider) => `Continuar con ${provider}`,
    pending: {
      known: (provider, email) =>
        `Ya tienes una cuenta con ${email}. Inicia sesión como siempre y después podrás vincular ${provider}.`,
      unknown: (provider) => `Inicia sesión en tu cuenta. Después podrás vincular ${provider}.`,
      unconfirmed: (provider) =>
        `${provider} no ha confirmado tu correo. Crea una cuenta aquí o inicia sesión si ya tienes una. Después podrás vincular ${provider}.`,
    },
    again: {
      text: 'Para demostrar que eres tú, inicia sesión de nuevo. Volverás enseguida a esta página.',
      submit: (provider) => `Iniciar sesión de nuevo con ${provider}`,
      other: 'Iniciar sesión de nuevo',
      elsewhere: '¿Sin contraseña? Inicia sesión de otra forma',
    },
    connect: {
      title: (provider) => `Vincular ${provider}`,
      lead: (provider) => `Después podrás iniciar sesión aquí con ${provider}. Se cerrarán tus demás sesiones.`,
      there: (provider) => `Tu cuenta de ${provider}`,
      noAddress: 'Sin dirección de correo',
      nameThere: (provider) => `Nombre en ${provider}`,
      here: 'Tu cuenta aquí',
      submit: (provider) => `Vincular ${provider}`,
      skip: 'Ahora no',
    },
    disconnect: {
      link: 'Desvincular',
      title: (provider) => `Desvincular ${provider}`,
      text: (provider) => `Ya no podrás iniciar sesión con ${provider} y se cerrarán tus demás sesiones.`,
      submit: 'Desvincular',
      lastWay: (provider) =>
        `${provider} es tu única forma de iniciar sesión. Crea primero una contraseña y después desvincula ${provider}.`,
      setPassword: 'Crear una contraseña',
    },
  },

  outcomes: {
    'account-confirmed': (_, name) =>
      `Te damos la bienvenida, ${name}. Tu correo está confirmado y ya has iniciado sesión.`,
    'password-changed': () => 'Contraseña cambiada. Se cerraron todas tus sesiones: inicia sesión de nuevo.',
    'password-changed-here': (sessions) =>
      `Contraseña cambiada. ${countOthers(sessions)} Aquí tu sesión sigue abierta.`,
    'signed-out': () => 'Has cerrado la sesión.',
    'session-ended': (sessions) => countOthers(sessions),
    renamed: () => 'Guardado.',
    'address-asked': (_, email) =>
      `Ya casi está. Te enviamos un correo a ${email}. Abre el enlace que contiene para confirmar la dirección.`,
    'address-changed': () => 'Dirección de correo cambiada. Desde ahora, inicia sesión con ella.',
    'backup-added': () => 'Dirección de respaldo añadida.',
    'backup-removed': () => 'Dirección de respaldo eliminada.',
    'passkey-added': (sessions) => `Llave de acceso añadida. ${countOthers(sessions)}`,
    'passkey-renamed': () => 'Nombre guardado.',
    'passkey-removed': (sessions) =>
      `Llave de acceso eliminada. ${countOthers(sessions)} Si tu dispositivo todavía la muestra, puedes borrarla allí.`,
    'app-added': (sessions) =>
      `App de autenticación añadida. Desde ahora, escribirás su código después de la contraseña. ${countOthers(sessions)}`,
    'app-removed': (sessions) => `App de autenticación eliminada. ${countOthers(sessions)}`,
    'app-exists': () => 'Ya tienes una app de autenticación. Para usar otra, elimínala primero.',
    'factor-gone': () => 'Ya estaba eliminado. No ha cambiado nada más.',
    'codes-renewed': () => 'Códigos de recuperación nuevos guardados. Los anteriores ya no funcionan.',
    'code-saved': () => 'Tus códigos de recuperación están al día.',
    'enrolment-expired': () =>
      'Ha pasado demasiado tiempo o lo terminaste en otra pestaña. Empieza de nuevo si no aparece abajo.',
    'wait-cancelled': () => 'Período de espera cancelado. Tus segundos factores no han cambiado.',
    'identity-connected': (sessions, provider) => `Ya puedes iniciar sesión con ${provider}. ${countOthers(sessions)}`,
    'identity-disconnected': (sessions, provider) => `Se desvinculó ${provider}. ${countOthers(sessions)}`,
    'identity-exists': (_, provider) => `Esa cuenta de ${provider} ya está vinculada.`,
    'identity-taken': (_, provider) =>
      `Esa cuenta de ${provider} ya está vinculada a otra cuenta de aquí. Inicia sesión con ella o desvincúlala allí primero.`,
    'identity-other-account': (_, provider) =>
      `Esa cuenta de ${provider} no está vinculada a tu cuenta. Inténtalo de nuevo y elige la correcta.`,
    'provider-canceled': (_, provider) =>
      `Cancelaste el inicio de sesión con ${provider}. Inténtalo de nuevo o entra de otra forma.`,
    'provider-failed': (_, provider) =>
      `No se pudo iniciar sesión con ${provider}. Inténtalo de nuevo en unos minutos o entra de otra forma.`,
    'provider-refused': (_, provider) =>
      `No pudimos iniciar tu sesión con ${provider}. Entra de otra forma o restablece tu contraseña.`,
    'provider-limited': () => 'Demasiados intentos. Inténtalo de nuevo en unos minutos.',
    'password-set-here': (sessions) => `Contraseña creada. ${countOthers(sessions)} Aquí tu sesión sigue abierta.`,
    'account-deleted': () =>
      'Hemos eliminado tu cuenta. Hasta que se borre todo, puedes recuperarla con el correo que te enviamos.',
  },

  problems: {
    email: {
      missing: 'Escribe tu correo electrónico.',
      malformed: 'Escribe una dirección de correo, por ejemplo ada@example.com.',
      sameAddress: 'Esta es tu dirección actual. Escribe la nueva.',
      ownAddress: 'Esa es la dirección de tu cuenta. Escribe otra.',
      otherAddress: 'No lo enviamos a esa dirección. Mira la línea «Para» del correo.',
      invisible: 'Esta dirección contiene un carácter invisible. Escríbela en lugar de pegarla.',
      fullWidth:
        'Esta dirección contiene caracteres de ancho completo. Escríbela con letras normales, por ejemplo ada@example.com.',
      tooLong: 'Esta dirección es demasiado larga. Usa 254 caracteres como máximo.',
    },
    code: {
      missing: 'Escribe el código del correo.',
      malformed: 'Los códigos tienen 8 caracteres: letras y números, nunca una U. Revisa el correo.',
      wrong: (left) =>
        `Ese código no es correcto. Revisa el correo más reciente o abre su enlace. ${plural(left, { one: 'Te queda 1 intento.', other: `Te quedan ${left} intentos.` })}`,
      spent: 'Ese código ya no funciona. Abre el enlace del correo.',
      elsewhere: 'Ese código solo funciona en el navegador donde lo pediste. Abre el enlace del correo.',
    },
    factor: {
      missing: 'Escribe un código de tu app de autenticación o un código de recuperación.',
      malformed: 'Escribe los 6 dígitos de tu app o un código de recuperación de 24 letras y números.',
      wrong: 'Ese código no es correcto. Escribe el que tu app muestra ahora o un código de recuperación.',
      used: 'Ese código ya se usó. Escribe otro.',
      clock: 'Puede que el reloj de tu teléfono esté mal. Pon la hora en automático y escribe el siguiente código.',
      blocked: 'Demasiados códigos incorrectos seguidos. Usa un código de recuperación.',
      passkey: 'Esta llave de acceso no ha funcionado. Inténtalo de nuevo o escribe un código.',
      limited: (minutes) =>
        plural(minutes, {
          one: 'Demasiados códigos incorrectos. Usa un código de recuperación o inténtalo de nuevo en 1 minuto.',
          other: `Demasiados códigos incorrectos. Usa un código de recuperación o inténtalo de nuevo en ${minutes} minutos.`,
        }),
    },
    name: {
      missing: 'Escribe tu nombre.',
      tooLong: 'Este nombre es demasiado largo. Usa 100 caracteres como máximo.',
      malformed: 'Usa letras, números y signos de puntuación corrientes, en una sola línea.',
    },
    password: {
      missing: 'Escribe una contraseña.',
      tooShort: (minLength) => `Esta contraseña es demasiado corta. Usa al menos ${minLength} caracteres.`,
      tooLong: 'Esta contraseña es demasiado larga. Usa 256 caracteres como máximo.',
      characters:
        'Tu contraseña tiene un carácter que no podemos guardar. Prueba con letras, números y símbolos corrientes.',
      containsSite: `Tu contraseña no puede contener «${site}». Elige algo que no tenga relación.`,
      containsName: 'Tu contraseña no puede contener tu nombre. Elige algo que no tenga relación contigo.',
      containsEmail: 'Tu contraseña no puede contener tu correo. Elige algo que no tenga relación contigo.',
      example: 'Es nuestro ejemplo, y otros también lo probarán. Inventa otra.',
      weak: 'Esta contraseña es fácil de adivinar. Añade una o dos palabras más al azar.',
      common:
        'Esta contraseña se basa en palabras comunes y es fácil de adivinar. Añade una o dos palabras más al azar.',
      breached: 'Esta contraseña ha aparecido en una filtración de datos. Elige otra.',
      sameAsCurrent: 'Esta es tu contraseña actual. Elige una nueva.',
      mismatch: 'Las contraseñas no coinciden. Escribe dos veces la misma.',
      wrongCurrent: 'Esta no es tu contraseña actual. Escribe la que usas para iniciar sesión.',
    },
    form: {
      signInRefused: 'El correo o la contraseña no son correctos. Inténtalo de nuevo o restablece tu contraseña.',
      passkeyRefused: 'Esta llave de acceso no ha funcionado. Inténtalo de nuevo o inicia sesión con tu contraseña.',
      limited: (minutes) =>
        plural(minutes, {
          one: 'Demasiados intentos. Inténtalo de nuevo en 1 minuto.',
          other: `Demasiados intentos. Inténtalo de nuevo en ${minutes} minutos.`,
        }),
      confirmRefused: 'Esta no es la contraseña con la que te registraste. Inténtalo otra vez o empieza de nuevo.',
      addressTaken: 'Esa dirección pertenece ahora a otra cuenta. No se ha cambiado nada.',
      twoTabs:
        'Abriste un enlace más reciente en otra pestaña. Continúa allí o abre otra vez el enlace desde el correo.',
      busy: 'Hay mucha actividad en este momento, así que no se ha cambiado nada. Inténtalo de nuevo en unos segundos.',
      broken: (reference) =>
        `Algo ha fallado por nuestra parte. No se ha cambiado nada. Inténtalo de nuevo en unos minutos. Referencia: ${reference}`,
      unsure: (reference) =>
        `Se perdió la conexión y no sabemos si funcionó. Inténtalo de nuevo y te lo diremos. Referencia: ${reference}`,
    },
  },

  account: {
    nav: {
      label: 'Cuenta',
      overview: 'Resumen',
      password: 'Contraseña',
      security: 'Seguridad',
      sessions: 'Sesiones',
      activity: 'Actividad',
    },
    signOut: 'Cerrar sesión',

    overview: {
      title: 'Tu cuenta',
      email: 'Correo electrónico',
      changeEmail: 'Cambiar el correo',
      emailUse: 'Lo usas para iniciar sesión y para restablecer tu contraseña.',
      save: 'Guardar',
      remove: 'Eliminar la cuenta',
      removeText: (days) =>
        `Tienes ${duration(days, 'day')} para cambiar de opinión. Después, todo se borrará para siempre.`,
      review: {
        title: 'Revisa tu cuenta',
        text: 'Has restablecido tu contraseña. Por si alguien más entró en tu cuenta, comprueba que todo esto es tuyo.',
        sessions: {
          title: 'Sesiones',
          text: 'Se cerró la sesión en todos los demás sitios.',
          link: 'Ver las sesiones',
        },
        authenticator: { title: 'App de autenticación', link: 'Reemplazar la app' },
        passkeys: { title: 'Llaves de acceso', link: 'Quitar una llave de acceso' },
        codes: {
          title: 'Códigos de recuperación',
          left: (codes) => plural(codes, { one: 'Queda 1', other: `Quedan ${codes}` }),
          link: 'Conseguir códigos nuevos',
        },
        backup: { title: 'Dirección de respaldo', link: 'Cambiar la dirección de respaldo' },
        identities: { title: 'Servicios vinculados', link: 'Desvincular un servicio' },
        submit: 'Todo está bien',
      },
      offer: {
        title: 'Inicia sesión sin contraseña',
        text: 'Con una llave de acceso inicias sesión con tu huella, tu cara o el bloqueo de pantalla. No se puede olvidar.',
        accept: 'Crear una llave de acceso',
        decline: 'No, gracias',
      },
    },

    email: {
      title: 'Cambiar tu correo',
      lead: 'Enviaremos un enlace a la nueva dirección. Nada cambiará hasta que la confirmes desde allí.',
      present: 'Correo actual',
      next: 'Correo nuevo',
      submit: 'Enviar enlace de confirmación',
      keep: 'Cancelar',
    },

    backup: {
      title: 'Dirección de respaldo',
      text: (days) =>
        `¿Perdiste el acceso a tu correo? Con un enlace enviado a tu dirección de respaldo puedes recuperar la cuenta, a partir de ${duration(days, 'day')} después de confirmarla. No sirve para iniciar sesión.`,
      pending: (email) => `Para añadir ${email}, abre el enlace que enviamos a esa dirección.`,
      address: 'Dirección de respaldo',
      usable: 'Puede recuperar tu cuenta',
      usableNow: 'Sí',
      usableFrom: 'Puede recuperar tu cuenta desde el',
      add: 'Añadir una dirección de respaldo',
      change: 'Cambiar la dirección de respaldo',
      submit: 'Enviar enlace',
      remove: 'Quitar la dirección de respaldo',
    },

    remove: {
      title: 'Eliminar tu cuenta',
      lead: (days) =>
        `Se cerrarán todas tus sesiones de inmediato. Durante ${duration(days, 'day')}, podrás recuperar la cuenta con un enlace que te enviaremos por correo. Después, todo se borrará para siempre.`,
      submit: 'Eliminar la cuenta',
      keep: 'Cancelar',
    },

    password: {
      title: 'Cambiar tu contraseña',
      lead: 'Tu sesión seguirá abierta aquí y se cerrará en todos los demás dispositivos.',
      current: 'Contraseña actual',
      submit: 'Cambiar contraseña',
      forgot: '¿Olvidaste tu contraseña actual?',
      reset: 'Recibe un enlace por correo',
      first: {
        title: 'Crear una contraseña',
        lead: 'Así también podrás iniciar sesión con tu correo. Tu sesión seguirá abierta aquí y se cerrará en todos los demás dispositivos.',
        submit: 'Crear contraseña',
      },
    },

    security: {
      title: 'Seguridad',
      lead: 'Añade un segundo paso después de la contraseña. Así, a nadie le bastará con saber tu contraseña o leer tu correo para entrar en tu cuenta.',
      leadOn:
        'Para iniciar sesión no basta con la contraseña. Quien la sepa o lea tu correo no podrá entrar en tu cuenta.',
      added: 'Añadida:',
      app: {
        title: 'App de autenticación',
        text: 'Una app de tu teléfono muestra cada 30 segundos un código nuevo de 6 dígitos. Lo escribes después de la contraseña.',
        setUp: 'Configurar una app',
        remove: 'Eliminar la app',
      },
      codes: {
        title: 'Códigos de recuperación',
        text: '¿Perdiste el teléfono? Escribe uno de estos códigos en su lugar. Cada uno funciona una vez.',
        later: (codes) => `Recibirás ${codes} códigos cuando configures tu segundo paso.`,
        none: 'No te queda ningún código de recuperación.',
        left: (codes) =>
          plural(codes, {
            one: 'Te queda 1 código de recuperación.',
            other: `Te quedan ${codes} códigos de recuperación.`,
          }),
        few: 'Consigue códigos nuevos ahora, antes de necesitarlos.',
        renew: 'Obtener códigos nuevos',
      },
      begin: {
        title: 'Configurar una app de autenticación',
        lead: 'Ten el teléfono a mano.',
        submit: 'Continuar',
      },
      scan: {
        title: 'Conectar tu app',
        open: 'Abre una app de autenticación en tu teléfono. Si no tienes ninguna, en su tienda de apps las hay gratuitas.',
        scan: 'En la app, añade una cuenta y escanea este código QR.',
        picture: 'Código QR para tu app de autenticación',
        key: '¿No puedes escanearlo? Escribe esta clave en la app:',
        here: '¿Tienes la app en este dispositivo?',
        openHere: 'Abrirla',
        label: 'Código que muestra la app',
        hint: '6 dígitos',
        submit: 'Continuar',
      },
      save: {
        title: 'Guarda tus códigos de recuperación',
        lead: 'Si pierdes el teléfono, uno de estos códigos te permitirá entrar. Guárdalos donde puedas encontrarlos sin el teléfono; por ejemplo, en papel.',
        once: 'No podremos volver a mostrarlos. Cada uno funciona una vez.',
        renewed: 'Tus códigos anteriores funcionan hasta que termines este paso.',
        list: 'Códigos de recuperación',
        download: 'Descargar',
        copy: 'Copiar',
        copied: 'Copiado.',
        notCopied: 'Tu navegador no lo ha permitido. Selecciona los códigos y cópialos.',
        print: 'Imprimir',
        label: 'Escribe uno de estos códigos',
        hint: 'Así muestras que los has guardado. El código sigue siendo válido.',
        submit: 'Terminar',
        file: (email) => `Códigos de recuperación de ${site} para ${email}`,
        fileText:
          'Cada código funciona una vez. Guarda este archivo donde solo tú puedas encontrarlo, y no solo en el teléfono.',
      },
      renew: {
        title: 'Obtener códigos de recuperación nuevos',
        lead: 'Tus códigos anteriores dejarán de funcionar cuando hayas guardado los nuevos.',
        submit: 'Mostrar códigos nuevos',
      },
      remove: {
        title: 'Eliminar tu app de autenticación',
        lead: 'Se cerrará la sesión en tus otros dispositivos. Tu segundo paso será tu llave de acceso.',
        last: 'Volverás a iniciar sesión sin un segundo paso. Tus códigos de recuperación dejarán de funcionar y se cerrará la sesión en tus otros dispositivos.',
        submit: 'Eliminar la app',
      },
      newCode: {
        title: 'Guarda tu nuevo código de recuperación',
        lead: 'Has usado un código de recuperación, así que aquí tienes uno nuevo en su lugar. Funcionará cuando confirmes que lo has guardado.',
        submit: 'Lo he guardado',
        skip: 'Omitir',
        several: {
          title: 'Guarda tus nuevos códigos de recuperación',
          lead: 'Has usado códigos de recuperación, así que aquí tienes otros nuevos en su lugar. Funcionarán cuando confirmes que los has guardado.',
          submit: 'Los he guardado',
        },
      },
      problems: {
        app: {
          missing: 'Escribe el código que muestra la app.',
          malformed: 'Escribe los 6 dígitos que muestra la app.',
          wrong: `Ese código no es correcto. Escribe el que la app muestra ahora para ${site}.`,
        },
        saved: {
          missing: 'Escribe uno de los códigos de arriba.',
          malformed:
            'Los códigos de recuperación tienen 24 letras y números, nunca una U. Escribe uno de los códigos de arriba.',
          wrong: 'Ese no es uno de los códigos de arriba.',
        },
      },
    },

    sessions: {
      title: 'Tus sesiones',
      lead: 'Dispositivos con tu sesión abierta. ¿No reconoces alguno? Cierra su sesión y cambia tu contraseña.',
      here: 'Este dispositivo',
      new: 'Nueva',
      active: 'Activa ahora',
      seen: 'Última actividad',
      started: 'Iniciada el',
      end: 'Cerrar sesión',
      endAll: 'Cerrar todas las demás sesiones',
      only: 'No tienes ninguna otra sesión abierta.',
    },

    activity: {
      title: 'Actividad',
      lead: 'Lo que ha pasado en tu cuenta. ¿No reconoces algo? Cambia tu contraseña.',
      empty: 'Todavía nada.',
      warning: 'Atención:',
      times: (count) => plural(count, { one: 'una vez', other: `${number(count)} veces` }),
      since: 'desde el',
      older: 'Ver anteriores',
      events: {
        'account.registered': 'Registro con tu correo',
        'account.confirmed': 'Confirmaste tu correo y creaste la cuenta',
        'account.renamed': 'Cambiaste tus datos',
        'account.locked': 'Indicaste que un cambio no era tuyo y bloqueaste la cuenta',
        'account.disabled': 'El equipo de soporte desactivó la cuenta',
        'account.enabled': 'El equipo de soporte reactivó la cuenta',
        'account.imported': 'Cuenta importada de otro sistema',
        'account.deleted': 'Cuenta eliminada',
        'address.requested': 'Pediste cambiar tu correo',
        'address.changed': 'Correo cambiado',
        'session.started': 'Iniciaste sesión',
        'session.refused': 'Inicio de sesión fallido: contraseña incorrecta',
        'session.ended': 'Sesión cerrada',
        'reset.requested': 'Se pidió un enlace para restablecer la contraseña',
        'reset.suppressed': 'Se pidió otro enlace demasiado pronto; no se envió ninguno',
        'reset.sent': 'Te enviamos un enlace para restablecer la contraseña',
        'reset.failed': 'No se entregó el enlace para restablecer la contraseña: tu proveedor de correo lo rechazó',
        'reset.opened': 'Se abrió el enlace para restablecer la contraseña',
        'reset.completed': 'Se eligió una contraseña nueva con el enlace',
        'reset.refused': 'No se pudo restablecer la contraseña',
        'code.refused': 'Código incorrecto',
        'reset.declined': 'Se canceló desde el correo el enlace para restablecer la contraseña',
        'password.changed': 'Cambiaste tu contraseña',
        'factor.added': 'Añadiste un segundo factor',
        'factor.removed': 'Se eliminó un segundo factor',
        'codes.renewed': 'Obtuviste nuevos códigos de recuperación',
        'codes.used': 'Usaste un código de recuperación',
        'passkey.suspect': 'Se rechazó una llave de acceso: puede que la hayan copiado',
        'backup.requested': 'Pediste añadir una dirección de respaldo',
        'backup.added': 'Añadiste una dirección de respaldo',
        'backup.removed': 'Se eliminó una dirección de respaldo',
        'identity.added': 'Se vinculó el acceso con otro servicio',
        'identity.removed': 'Se desvinculó el acceso con otro servicio',
        'wait.started': 'Se inició el período de espera',
        'wait.cancelled': 'Se canceló el período de espera',
        'wait.ended': 'Terminó el período de espera y se eliminaron los segundos factores',
        'password.refused': 'Cambio rechazado: contraseña actual incorrecta',
        'factor.refused': 'Segundo factor rechazado: código incorrecto',
        'email.repeated': 'El equipo de soporte reenvió un correo',
        'database.restored': 'El sitio se restauró desde una copia de seguridad; se cerraron todas las sesiones',
      },
    },
  },

  broken: {
    title: 'Algo ha salido mal',
    text: 'El problema es nuestro. No se ha cambiado nada.',
    doubt: 'Se cortó la conexión y no sabemos si funcionó.',
    next: 'Inténtalo de nuevo ahora o en unos minutos.',
    again: 'Intentar de nuevo',
    reference: 'Referencia',
    help: (email) => `Si vuelve a pasar, escribe a ${email} e incluye esta referencia.`,
  },

  mail: {
    greeting: (name) => `Hola, ${name}:`,
    greetingWithoutName: 'Hola:',
    colon: (label) => `${label}: `,
    copyAddress: '¿No funciona el botón? Pega este enlace en tu navegador:',
    life: (duration, exact) => `El enlace caduca en ${duration} (${exact}).`,
    lifeUntil: (date) => `El enlace caduca el ${date}.`,
    questions: (supportEmail) => `¿Alguna pregunta? Escribe a ${supportEmail}.`,
    device: 'Dispositivo',
    ipAddress: 'Dirección IP',

    reset: {
      subject: (site) => `Restablece tu contraseña de ${site}`,
      preheader: (duration) => `Elige una contraseña nueva. El enlace caduca en ${duration}.`,
      heading: 'Restablece tu contraseña',
      why: (site, email) =>
        `Recibimos una solicitud para restablecer la contraseña de tu cuenta de ${site}, ${email}. Elige una nueva e inicia sesión con ella.`,
      whyBackup: (site, email) =>
        `Recibimos una solicitud para restablecer la contraseña de la cuenta de ${site} que tiene ${email} como dirección de respaldo. Elige una nueva e inicia sesión con ella.`,
      passwordless: (providers) =>
        `No tienes contraseña porque inicias sesión con ${providers}. Eso sigue funcionando. Si quieres, aquí también puedes crear una.`,
      button: 'Elegir una contraseña nueva',
      code: '¿Lo pediste en otro dispositivo? Escribe allí este código:',
      lifeOfBoth: (duration, exact) => `El enlace y el código caducan en ${duration} (${exact}).`,
      keep: 'Nunca compartas este enlace, ni siquiera con nosotros.',
      keepBoth: 'Nunca compartas este enlace ni este código, ni siquiera con nosotros.',
      locked: {
        subject: (site) => `Desbloquea tu cuenta de ${site}`,
        heading: 'Desbloquea tu cuenta',
        when: 'Bloqueo',
        why: (site, email) =>
          `Tu cuenta de ${site}, ${email}, está bloqueada. Elige una contraseña nueva para desbloquearla.`,
      },
      waited: {
        subject: (site) => `Terminó tu período de espera en ${site}`,
        heading: 'Recupera el acceso a tu cuenta',
        why: (site, email) =>
          `Terminó el período de espera de tu cuenta de ${site}, ${email}. Elige una contraseña nueva. Al hacerlo se eliminarán tu app de autenticación, tus llaves de acceso y tus códigos de recuperación.`,
        ignore: '¿No lo pediste tú? Cancélalo ahora: cualquiera que abra este enlace entra en tu cuenta.',
      },
      when: 'Solicitud',
      ignore: '¿No lo pediste tú? Puedes ignorar este correo. Tu contraseña no cambiará.',
      decline: 'Cancelar esta solicitud',
    },

    confirm: {
      subject: (site) => `Confirma tu dirección de correo para ${site}`,
      preheader: 'Un paso más y tu cuenta estará lista.',
      heading: 'Confirma tu dirección de correo',
      why: (site, email) => `Te damos la bienvenida a ${site}. Confirma ${email} para terminar de crear tu cuenta.`,
      button: 'Confirmar dirección',
      code: '¿Te registraste en otro dispositivo? Escribe allí este código:',
      when: 'Registro',
      ignore: '¿No te registraste tú? Puedes ignorar este correo.',
      ignoreBoth: '¿No te registraste tú? Ignora este correo y no compartas el código.',
    },

    taken: {
      subject: (site) => `Ya tienes una cuenta en ${site}`,
      preheader: 'Inicia sesión o restablece tu contraseña.',
      heading: 'Ya tienes una cuenta',
      why: (site, email) =>
        `Alguien, probablemente tú, acaba de intentar registrarse en ${site} con ${email}. Ya tienes una cuenta, así que no ha cambiado nada.`,
      whyBackup: (site, email) =>
        `Alguien, probablemente tú, acaba de intentar registrarse en ${site} con ${email}. Ya es la dirección de respaldo de una cuenta, así que no ha cambiado nada. Inicia sesión con la dirección principal de esa cuenta o restablece su contraseña con esta.`,
      button: 'Iniciar sesión',
      forgot: '¿Olvidaste tu contraseña? Restablécela',
      when: 'Intento',
      ignore: '¿No fuiste tú? Puedes ignorar este correo. No se mostró nada sobre ti ni sobre tu cuenta.',
    },

    takenDeleted: {
      subject: (site) => `Todavía puedes recuperar tu cuenta de ${site}`,
      preheader: 'Se eliminó, pero aún no se ha borrado.',
      heading: 'Todavía puedes recuperar tu cuenta',
      why: (site, email, duration, exact) =>
        `Alguien, probablemente tú, acaba de intentar registrarse en ${site} con ${email}. La cuenta de esa dirección se eliminó, pero todavía puedes recuperarla: el plazo termina en ${duration} (${exact}). Después se borrará para siempre y podrás registrarte de nuevo.`,
      button: 'Recuperar mi cuenta',
    },

    addressChange: {
      subject: (site) => `Confirma tu nueva dirección de correo para ${site}`,
      preheader: 'Un paso más para cambiar tu dirección de correo.',
      heading: 'Confirma tu nueva dirección de correo',
      why: (site, email) =>
        `Pediste usar ${email} con tu cuenta de ${site}. Abre el enlace para confirmarlo. Hasta entonces no cambia nada.`,
      button: 'Confirmar la nueva dirección',
      when: 'Solicitud',
      ignore: '¿No lo pediste tú? Puedes ignorar este correo. No cambiará nada.',
    },

    backupAddress: {
      subject: (site) => `Confirma tu dirección de respaldo para ${site}`,
      preheader: 'Un paso más para añadir tu dirección de respaldo.',
      heading: 'Confirma tu dirección de respaldo',
      why: (site, email) =>
        `Pediste usar ${email} como dirección de respaldo de tu cuenta de ${site}. Si algún día pierdes el acceso a tu correo, podrás recuperar la cuenta con un enlace enviado aquí. Confírmala para añadirla.`,
      button: 'Confirmar dirección de respaldo',
      when: 'Solicitud',
      ignore: '¿No lo pediste tú? Puedes ignorar este correo. No cambiará nada.',
    },

    changed: {
      when: 'Cambio',
      fine: 'Si fuiste tú, no tienes que hacer nada.',
      mailbox: 'Cambia también la contraseña de tu correo.',
      button: 'No fui yo',
    },

    passwordChanged: {
      subject: (site) => `Se cambió tu contraseña de ${site}`,
      heading: 'Se cambió tu contraseña',
      byReset: (site, email) =>
        `La contraseña de tu cuenta de ${site}, ${email}, se cambió con un enlace que enviamos a esta dirección.`,
      bySelf: (site, email) =>
        `La contraseña de tu cuenta de ${site}, ${email}, la cambió alguien que conocía la anterior.`,
      sessions: countOthers,
      act: 'Si no, bloquea tu cuenta ahora. Te enviaremos un enlace para desbloquearla.',
    },

    passwordSet: {
      subject: (site) => `Tu cuenta de ${site} ya tiene contraseña`,
      heading: 'Se creó una contraseña',
      what: (site, email) => `Se creó una contraseña para tu cuenta de ${site}, ${email}, que antes no tenía ninguna.`,
    },

    addressChanged: {
      subject: (site) => `Se cambió tu dirección de correo de ${site}`,
      heading: 'Se cambió tu dirección de correo',
      what: (site, email, newEmail) => `Tu cuenta de ${site} usa ahora ${newEmail} en lugar de ${email}.`,
      act: 'Si no, bloquea tu cuenta ahora. Volveremos a poner esta dirección y enviaremos aquí un enlace para desbloquear la cuenta.',
    },

    accountDeleted: {
      subject: (site) => `Se eliminó tu cuenta de ${site}`,
      heading: 'Se eliminó tu cuenta',
      what: (site, email, days) =>
        `Tu cuenta de ${site}, ${email}, la eliminó alguien que tenía la sesión abierta. Ya está cerrada, y todo lo que contiene se borrará en ${duration(days, 'day')}.`,
      when: 'Eliminación',
      act: 'Si no fuiste tú, o si quieres recuperar tu cuenta, avísanos ahora. Recuperaremos tu cuenta, la dejaremos bloqueada y te enviaremos un enlace para elegir una contraseña nueva.',
      button: 'Recuperar mi cuenta',
    },

    security: {
      subject: (site, heading) => `${site}: ${heading}`,
      when: 'Fecha',
      act: 'Si no, bloquea tu cuenta ahora. Desharemos este cambio y te enviaremos un enlace para desbloquearla.',
      authenticator: {
        added: {
          heading: 'App de autenticación añadida',
          what: (site, email) =>
            `Se añadió una app de autenticación a tu cuenta de ${site}, ${email}. Desde ahora, para iniciar sesión hace falta un código suyo.`,
        },
        removed: {
          heading: 'App de autenticación quitada',
          what: (site, email) => `Se quitó la app de autenticación de tu cuenta de ${site}, ${email}.`,
        },
      },
      passkey: {
        added: {
          heading: 'Llave de acceso añadida',
          what: (site, email) =>
            `Se añadió una llave de acceso a tu cuenta de ${site}, ${email}. Con ella se inicia sesión sin contraseña.`,
        },
        removed: {
          heading: 'Llave de acceso quitada',
          what: (site, email) => `Se quitó una llave de acceso de tu cuenta de ${site}, ${email}.`,
        },
      },
      passkeyName: (name) => `Su nombre: ${name}`,
      codes: {
        renewed: {
          heading: 'Códigos de recuperación nuevos',
          what: (site, email, left) =>
            `Tu cuenta de ${site}, ${email}, tiene ${left} códigos de recuperación nuevos. Los anteriores ya no funcionan.`,
        },
        used: {
          heading: 'Código de recuperación usado',
          what: (site, email, left) =>
            `Se usó un código de recuperación de tu cuenta de ${site}, ${email}. ${plural(left, { one: 'Queda 1 código.', other: `Quedan ${left} códigos.` })}`,
        },
        low: {
          heading: 'Quedan pocos códigos de recuperación',
          what: (site, email, left) =>
            `Se usó un código de recuperación de tu cuenta de ${site}, ${email}. ${plural(left, { one: 'Solo queda 1.', other: `Solo quedan ${left}.` })}`,
          fine: 'Si fuiste tú, inicia sesión y consigue otros en «Seguridad» antes de que se acaben.',
        },
      },
      backup: {
        added: {
          heading: 'Dirección de respaldo añadida',
          what: (site, email, address) =>
            `${address} es ahora una dirección de respaldo de tu cuenta de ${site}, ${email}.`,
        },
        removed: {
          heading: 'Dirección de respaldo quitada',
          what: (site, email, address) =>
            `${address} ya no es una dirección de respaldo de tu cuenta de ${site}, ${email}.`,
        },
      },
      identity: {
        added: {
          heading: 'Nueva forma de iniciar sesión',
          what: (site, email, provider) => `Ahora se puede entrar en tu cuenta de ${site}, ${email}, con ${provider}.`,
        },
        removed: {
          heading: 'Forma de iniciar sesión eliminada',
          what: (site, email, provider) => `Ya no se puede entrar en tu cuenta de ${site}, ${email}, con ${provider}.`,
        },
        account: (address) => `Cuenta vinculada: ${address}`,
      },
      wait: {
        fine: 'Si fuiste tú, solo tienes que esperar.',
        when: 'Inicio',
        act: 'Si no, bloquea tu cuenta ahora. Cancelaremos el período de espera y te enviaremos un enlace para desbloquearla. Iniciar sesión también lo cancela.',
        started: {
          heading: 'Período de espera iniciado',
          what: (site, email, end) =>
            `Alguien (probablemente tú) nos indicó que se perdieron la app de autenticación, las llaves de acceso y los códigos de recuperación de tu cuenta de ${site}, ${email}. Si nadie se opone, enviaremos el ${end} un enlace que establece una contraseña nueva y los quita todos.`,
        },
        half: {
          heading: 'Ha pasado la mitad del período de espera',
          what: (site, email, end) =>
            `El período de espera de tu cuenta de ${site}, ${email}, termina el ${end}. Entonces enviaremos un enlace que establece una contraseña nueva y quita la app de autenticación, las llaves de acceso y los códigos de recuperación.`,
        },
        cancelled: {
          heading: 'Período de espera cancelado',
          what: (site, email, end) =>
            `Se canceló el período de espera de tu cuenta de ${site}, ${email}, que iba a terminar el ${end}. No ha cambiado nada.`,
        },
        ended: {
          heading: 'Período de espera terminado',
          what: (site, email, end) =>
            `El período de espera de tu cuenta de ${site}, ${email}, terminó el ${end}. Hemos enviado un enlace a otra dirección de la cuenta. Establece una contraseña nueva y quita la app de autenticación, las llaves de acceso y los códigos de recuperación.`,
        },
      },
    },
  },
};

function countOthers(sessions: number): string {
  if (sessions === 0) return 'No había ninguna otra sesión abierta.';
  return plural(sessions, {
    one: 'Se cerró otra sesión.',
    other: `Se cerraron otras ${sessions} sesiones.`,
  });
}
