/**
 * The pages of a person who has signed in, in Spanish: connected, own page, test email, disconnected.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const connection: Texts['connection'] = {
  mailboxTerm: 'Buzón',
  forTerm: 'Para',
  userOf: (user, host) => html`${user}, usuario de ${host}`,
  contested: (erp) =>
    html`Otra organización indica que esta dirección pertenece a uno de sus usuarios. Hasta que una de las dos renuncie
    a ella, ${erp} no puede encontrar a ninguno de los dos por esta dirección. Si no sabe nada de esto, avise al
    contacto indicado más abajo.`,
  connectedTitle: 'Su buzón está conectado',
  connected: (erp, host, mailbox) => html`${erp} en ${host} ya puede enviar correo desde ${mailbox}.`,
  fromNowTerm: 'A partir de ahora',
  fromNow: (erp) =>
    html`Los correos que ${erp} envía en su nombre salen de este buzón y aparecen en sus elementos enviados, aunque
    usted no tenga la sesión iniciada.`,
  unclear: 'Microsoft no indicó con claridad si esta cuenta tiene buzón. Envíe un correo de prueba para asegurarse.',
  changeOfMind: 'Si no fue usted, o si cambia de opinión',
  disconnectLater: (link) => html`Desconéctelo aquí ahora, o más tarde en ${link}.`,
};

export const me: Texts['me'] = {
  signedOutTitle: 'Ver o terminar su conexión',
  signedOut: (erp, host) =>
    html`Aquí ve qué buzón usa ${erp} en ${host} para enviar correo en su nombre, y qué se ha enviado. Puede enviar un
    correo de prueba, desconectar el buzón o borrar lo que se guarda sobre usted.`,
  signInAs: (host) =>
    html`Inicie sesión como el usuario que es en ${host}. Microsoft pregunta con qué cuenta y no pide ningún permiso.`,
  signIn: 'Iniciar sesión con Microsoft',
  notYet: (link) => html`¿Aún no ha conectado su buzón? ${link('Lea lo que eso significa.')}`,

  notConnectedTitle: 'No hay ningún buzón conectado',
  notConnected: (erp, user) => html`${erp} no puede enviar correo en su nombre. No hay nada conectado para ${user}.`,
  cannotConnect: 'No se puede conectar ningún buzón para esta cuenta.',
  connect: 'Conectar un buzón',
  otherAccount: 'Iniciar sesión con otra cuenta',

  title: 'Su conexión',
  problemTitle: 'Su conexión tiene un problema',
  endedTitle: 'Conecte su buzón de nuevo',
  works: (erp, host) => html`${erp} en ${host} puede enviar correo en su nombre, desde su buzón.`,
  hasProblem: (erp, host) =>
    html`Es posible que ${erp} en ${host} no pueda enviar correo en su nombre en este momento.`,
  hasEnded: (erp, host) => html`${erp} en ${host} ya no puede enviar correo en su nombre.`,
  hasEndedUntil: (erp, host) =>
    html`${erp} en ${host} ya no puede enviar correo en su nombre hasta que usted conecte su buzón de nuevo.`,
  connectAgain: 'Conectar de nuevo',
  check: 'Comprobar mi conexión',
  mustAct: (actor) => html`Quién debe actuar: ${actor}`,
  wants: (permissions) =>
    `Esta aplicación pide ahora otro permiso: ${permissions}. El envío funciona sin él. Conecte su buzón de nuevo para concederlo.`,
  since: 'Conectado desde',
  renewed: 'Última renovación',

  formerTitle: 'La conexión de una cuenta anterior',
  former: (user, host, erp) =>
    html`Hay un buzón conectado para ${user} en ${host}, pero con una cuenta distinta de aquella con la que usted inició
    sesión. ${erp} no envía nada desde él.`,
  formerReason: (host, link) =>
    html`Esto ocurre cuando ${host} pasa un usuario a otra cuenta. Quite la conexión, o
    ${link('conecte su propio buzón')} en su lugar.`,
  formerCannotBeReplaced: (host) =>
    html`Esto ocurre cuando ${host} pasa un usuario a otra cuenta. Quite la conexión. Su propia cuenta no se puede
    conectar en su lugar:`,
  removeFormer: 'Quitar la conexión',
  removing: 'Quitando…',

  notYou: '¿No es usted?',
  signedInAs: (user) =>
    html`Ha iniciado sesión aquí como ${user}. Cierre la sesión si es otra persona, o si otros usan este equipo. Eso no
    cambia nada en Microsoft.`,
  signOut: 'Cerrar sesión',
  signingOut: 'Cerrando sesión…',
};

export const test: Texts['test'] = {
  send: 'Enviarme un correo de prueba',
  sendAnother: 'Enviar otro correo de prueba',
  sending: 'Enviando…',
  seeConnection: 'Ver su conexión',
  sentTitle: 'El correo de prueba se envió',
  sent: (mailbox) => html`Microsoft aceptó un correo de prueba de ${mailbox} a la misma dirección.`,
  sentNext: 'Está en los elementos enviados y debería llegar a su bandeja de entrada en unos minutos.',
  unknownTitle: 'Es posible que el correo de prueba se haya enviado',
  unknown: (mailbox) =>
    html`La respuesta de Microsoft se perdió; no se sabe si el correo de prueba salió de ${mailbox}.`,
  unknownNext: 'Compruebe los elementos enviados en unos minutos. Si no está allí, envíe otro correo de prueba.',
  failedTitle: 'El correo de prueba no se envió',
};

export const testMessage: Texts['testMessage'] = {
  subject: (erp) => `Correo de prueba: ${erp} puede enviar desde su buzón`,
  content: (erp, host, mailbox) =>
    `Este es el correo de prueba que usted o ${host} pidió.\n\n` +
    `${erp} puede enviar correo desde ${mailbox}. Lo que envía aparece en sus elementos enviados, como este correo.`,
};

export const disconnect: Texts['disconnect'] = {
  summary: 'Desconectar',
  what: (erp) =>
    html`Esto elimina los tokens de su buzón y su clave. ${erp} no puede enviar en su nombre hasta que usted lo conecte
    de nuevo. Los correos enviados permanecen en los elementos enviados.`,
  button: 'Desconectar este buzón',
  busy: 'Desconectando…',
  doneTitle: 'Su buzón está desconectado',
  done: (erp, host, mailbox) => html`${erp} en ${host} ya no puede enviar correo desde ${mailbox}.`,
  formerDoneTitle: 'La conexión anterior se ha quitado',
  formerDone: (erp, host) => html`${erp} en ${host} ya no puede enviar correo desde el buzón de la cuenta anterior.`,
  deletedTerm: 'Eliminado aquí',
  deleted: 'Los tokens del buzón y la clave que los abre.',
  endedTerm: 'También terminada',
  ended: 'Su sesión en estas páginas, aquí y en otros dispositivos.',
  keptTerm: 'Sin cambios',
  kept: 'El buzón y todos los correos enviados. Los elementos enviados los conservan.',
  useAgain: (link) => html`Para volver a usarlo, ${link('conecte su buzón')}.`,
  useOwn: (link) => html`Para enviar desde el suyo, ${link('conecte su buzón')}.`,
  microsoftHeading: 'El permiso en Microsoft',
  portalLink: 'Mis\u00a0aplicaciones',
  portalName: 'el portal «Mis\u00a0aplicaciones» de Microsoft',
  atMicrosoft: (portal) =>
    html`Microsoft conserva el permiso que usted concedió hasta que lo retire allí: abra ${portal} con su cuenta
      profesional, sitúe el puntero sobre esta aplicación, elija los tres puntos y después
      <b>Administrar la aplicación</b> y <b>Revocar permisos</b>. Si su departamento de TI aprobó la aplicación para
      todos, solo él puede retirar el permiso.`,
};
