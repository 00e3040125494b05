/** What the console says in Spanish about senders. */
import { html } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../en/console-senders.ts';

export const senders: ConsoleSendersTexts = {
  caption: 'Conexiones',
  empty: 'Nadie ha conectado todavía un buzón.',
  findLabel: 'Id. de objeto, nombre principal de usuario o dirección',
  find: 'Buscar el remitente',
  finding: 'Buscando…',
  unknown: 'Ningún remitente tiene este id. o nombre. Los invitados que nunca se han conectado están en esta página:',
  ambiguous: 'Más de un remitente tiene este nombre. Busque por el id. de objeto.',

  factsHeading: 'Conexión',
  objectId: 'Id. de objeto en el inquilino anfitrión',
  provider: 'Envía por',
  byDocument: 'Un documento de la configuración nombra este buzón. Se cambia allí y no se puede desconectar aquí.',
  document: 'Configuración',
  connectedAt: 'Conectado el',
  refreshedAt: 'Renovado por última vez el',
  scopes: 'Permisos',
  wants: 'Permisos que faltan',
  appId: 'Registro de aplicación',
  names: 'Nombres',
  provenAt: 'Nombres probados el',
  isContested: 'también reclamado por',
  messagesHeading: 'Mensajes',
  messages: 'Mensajes enviados como este remitente',
  needsHeading: 'Qué hay que hacer',
  approve: 'Vínculo para aprobar',

  actsHeading: 'Acciones',
  diagnose: 'Comprobar la conexión',
  diagnoseHint: 'Prueba por orden todo lo que hace falta para enviar, y no envía nada.',
  diagnosing: 'Comprobando…',
  test: 'Enviar un correo de prueba',
  testHint: 'Va del buzón a sí mismo y queda registrado.',
  testing: 'Enviando…',
  disconnect: 'Desconectar',
  disconnectHint:
    'Elimina los tokens y su clave. No se envía nada como esta persona hasta que vuelva a conectarse; los mensajes esperan.',
  disconnecting: 'Desconectando…',
  erase: 'Borrar',
  eraseHint:
    'Elimina lo que se guarda de esta persona, desconecta el buzón y muestra un justificante. No se puede deshacer; la persona puede volver a conectarse.',
  erasing: 'Borrando…',

  testSent: 'Microsoft ha aceptado el correo de prueba.',
  testWaits: 'El correo de prueba espera a ser enviado. La lista de mensajes muestra qué pasa con él.',
  testFailed: 'El correo de prueba no se ha enviado.',
  testUnknown: 'No se sabe si se ha enviado el correo de prueba. Mire en los elementos enviados del buzón.',
  isDisconnected: 'La conexión ha terminado. Se han eliminado sus tokens y su clave.',

  checkTitle: 'Comprobación de una conexión',
  checkedAt: (time) => html`Comprobado el ${time}.`,
  checkWorks: 'El envío funciona.',
  checkFails: 'Algo impide enviar a este remitente. Empiece por el primer problema.',
  again: 'Comprobar de nuevo',
  backToSender: 'Volver al remitente',
  steps: {
    identity: 'Remitente',
    names: 'Nombres',
    grant: 'Conexión',
    policy: 'Reglas',
    token: 'Acceso en Microsoft',
    permission: 'Permisos',
    limits: 'Límites de envío',
    mailbox: 'Buzón',
    test: 'Correo de prueba',
  },
  findings: {
    known: 'Se sabe con certeza quién es.',
    proven: 'Estos nombres llevan al remitente:',
    contested: 'Dos organizaciones dan estos nombres a dos personas, así que no nombran a ninguna:',
    aged: 'La prueba de algunos nombres es demasiado antigua. Se renueva sola antes de usarlos.',
    unnamed: 'Ningún nombre está probado; solo el id. de objeto lleva a este remitente.',
    connected: 'Hay un buzón conectado.',
    open: 'Ninguna regla que se conozca aquí impide enviar al remitente.',
    sandbox: 'El inquilino anfitrión está configurado para pruebas: los correos solo van a ciertos destinatarios.',
    given: 'Microsoft deja que la aplicación actúe por el remitente.',
    granted: 'Están concedidos todos los permisos que pide la aplicación.',
    small:
      'Los correos grandes necesitan Mail.ReadWrite, que no está concedido. El remitente vuelve a conectarse para concederlo.',
    free: 'El próximo correo puede salir enseguida.',
    full: 'Han salido tantos correos como se permiten a la vez. Los demás salen solos.',
    exists: 'Microsoft tiene el buzón y acepta correos de él.',
    unclear: 'Microsoft no ha dicho con claridad si hay un buzón. Un correo de prueba lo muestra.',
    accepted: 'Microsoft ha aceptado un correo de prueba del buzón a sí mismo.',
    configured: 'Un documento de la configuración nombra este buzón.',
    needless: 'Con el documento, esto no hace falta.',
    reached: 'El servidor acepta correos para este buzón.',
    untried: 'Solo un correo de prueba muestra si se puede enviar desde este buzón.',
  },

  nothingTitle: 'No quedaba nada que borrar',
  nothingLeft: 'Lo que se guardaba de esta persona ya se había borrado. No se ha hecho nada y no hay recibo.',
  erasedTitle: 'Se ha borrado lo que se guardaba de esta persona',
  shownOnce:
    'Este justificante se muestra una sola vez: no se guarda y no se puede volver a pedir, tampoco cargando de nuevo la página. Guárdelo ahora si lo necesita.',
  erasedAt: 'Borrado el',
  deleted: 'Eliminado',
  deletedKinds: {
    connection: () => 'La conexión, con sus tokens y su clave',
    names: (count) => `Nombres que llevaban a la persona: ${count}`,
    message_index: (count) => `Entradas en la lista de mensajes enviados como la persona: ${count}`,
  },
  remaining: 'Permanece',
  nothingRemains: 'Nada.',
  remainingKinds: {
    messages: (time) =>
      html`Hasta el ${time}: de cada mensaje, cuándo, por qué aplicación, a cuántos destinatarios y cómo terminó, sin
      contenido`,
    generation: (time) =>
      html`Hasta el ${time}: cuántas veces se había conectado la persona, para que no se pueda restaurar una copia de la
      conexión anterior`,
    test_times: (time) => html`Hasta el ${time}: cuándo hizo pruebas la persona por última vez`,
    message_index: (time) => html`Hasta el ${time}: el resto de la lista de mensajes`,
  },
  fileHeading: 'El justificante como archivo',
  fileHint: (name) =>
    html`Copie este texto en un archivo vacío y guárdelo como ${name}. Solo nombra a la persona por su id. de objeto.`,
};
