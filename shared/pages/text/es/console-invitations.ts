/** What the console says in Spanish about inviting guests from a list. */
import { html } from '../../kit/html.ts';
import type { ConsoleInvitationsTexts } from '../en/console-invitations.ts';

export const invitations: ConsoleInvitationsTexts = {
  lead: (host) =>
    html`Invite a muchas personas a ${host} de una vez. Primero ve qué pasaría con cada una; no se invita a nadie hasta
    que usted lo diga.`,
  otherTenant:
    'Solo se puede invitar al inquilino anfitrión de esta instalación. Elíjalo en la parte superior de la página.',
  file: 'Archivo CSV',
  fileHint: 'La plantilla con la que Microsoft Entra invita de forma masiva, en UTF-8.',
  text: 'O la lista como texto',
  textHint: 'El mismo CSV, o una dirección en cada línea.',
  sendEmail:
    'Microsoft envía a cada uno una invitación por correo (para una lista de direcciones; un CSV lo indica él mismo)',
  max: (count) => `Como máximo ${count} invitados a la vez.`,
  preview: 'Comprobar la lista',
  previewing: 'Comprobando…',

  faultsTitle: 'Hay que corregir la lista',
  faults: 'No se ha invitado a nadie. Estas líneas son incorrectas:',
  checkTitle: 'Se está comprobando la lista',
  previewTitle: 'Qué pasaría',
  invitingTitle: 'Se está invitando',
  doneTitle: 'Se ha tratado a todos los invitados de la lista',
  progress: (done, all) => `${done} de ${all}`,
  progressLabel: 'Progreso',
  goOn: 'Continuar',
  stop: 'Detener',
  stopped:
    'Puede detenerse en cualquier momento. Quien ya está invitado sigue invitado, y la misma lista se puede volver a enviar: no se invita a nadie dos veces.',
  wait: (seconds) => `Microsoft pide una pausa de ${seconds} segundos. Continúe después.`,
  invite: (count) => `Invitar (${count})`,
  inviting: 'Invitando…',
  nobodyToInvite: 'No hay a quién invitar: todos están ya en el inquilino anfitrión.',
  again: (count) => `Intentar de nuevo (${count})`,
  result: 'Guardar el resultado como CSV',
  resultSoFar: 'Guardar el resultado hasta ahora como CSV',
  resultHint: 'El resultado no se guarda aquí. Los vínculos para aceptar una invitación solo están en el archivo.',
  another: 'Otra lista',
  caption: 'Invitados de la lista',
  row: 'Línea',
  address: 'Dirección',
  email: 'Correo de Microsoft',
  yes: 'Sí',
  no: 'No',
  detail: 'Detalles',
  outcomes: {
    would_invite: 'Se invitaría',
    invited: 'Invitado',
    already_guest: 'Ya es invitado',
    already_member: 'Ya es miembro',
    refused: 'Rechazado',
    unknown: 'No se sabe',
    not_tried: 'Aún sin intentar',
  },
  unknownHint:
    'No se sabe si Microsoft ha invitado a algunos de ellos. El botón siguiente lo averigua; no se invita a nadie dos veces.',
  forbiddenTitle: 'La aplicación no puede invitar',
  forbidden:
    'Un administrador del inquilino anfitrión concede allí a la aplicación los permisos User.Invite.All y User.Read.All de Microsoft Graph, con el script allow-directory.sh, y permite las invitaciones donde están desactivadas. Continúe después.',
  refusedTitle: 'El inquilino anfitrión rechaza la aplicación',
  refused:
    'El responsable y un administrador del inquilino anfitrión comprueban que la aplicación existe allí y está habilitada. Continúe después.',
};
