/**
 * What the own page says in Spanish about emails that wait to be sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const waiting: Texts['waiting'] = {
  releasedTerm: 'Ya en camino',
  released: (count) => `Correos que esperaban a que usted se conectara: ${count}`,
  heading: 'Correos en espera',
  lead: (erp) =>
    html`Estos correos se enviarán en su nombre y todavía no han salido. Los entregó ${erp} u otra aplicación. Rechace
    lo que no deba enviarse.`,
  notRead:
    'Los correos en espera no se pueden mostrar en este momento. Todo lo demás de esta página funciona; vuelva a cargarla en unos minutos.',
  more: 'Hay más. Se muestran los más antiguos.',
  noSubject: 'Sin asunto',
  hidden: 'Un correo para su cuenta anterior',
  to: 'Para',
  others: (count) => `y ${count} más`,
  submitted: 'Entregado',
  leaves: 'Envío',
  onHold: 'Retenido',
  contentNotRead: 'El asunto y los destinatarios no se pueden mostrar en este momento.',
  refuse: 'Rechazar este correo',
  refusing: 'Rechazando…',
  former:
    'Se entregó mientras otra cuenta estaba conectada para usted, por lo que no se muestra su contenido. Solo sale si usted lo decide.',
  release: 'Enviarlo desde su buzón',
  releaseWhat: (mailbox) =>
    html`Entonces sale de ${mailbox} y aparece en sus elementos enviados, diga lo que diga. Una vez enviado, no se puede
    deshacer.`,
  releaseButton: 'Enviarlo en mi nombre',
  releasing: 'Enviando…',
  isRefused: 'El correo se ha rechazado y no se enviará.',
  isRefusedInPart: 'El correo se ha rechazado y no se enviará a nadie más. Algunos destinatarios ya lo tienen.',
  isReleased: 'El correo se enviará desde su buzón.',
  tooLate: 'El correo ya no está en espera o no se puede enviar en su nombre. No se ha cambiado nada.',
};
