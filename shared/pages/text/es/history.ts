/**
 * What the own page says in Spanish about the emails that were sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  heading: 'Correos enviados en su nombre',
  inUtc: (time) => html`${time} UTC`,
  lastUsed: 'Último uso',
  countedInDays: (days) => `Por aplicación, en los últimos ${days} días`,
  countedSince: (time) => html`Por aplicación, desde el ${time}`,
  noneInDays: (days) => `No se ha enviado nada en los últimos ${days} días.`,
  noneSince: (time) => html`No se ha enviado nada desde que se conectó esta cuenta, el ${time}.`,
  notRead:
    'Los correos enviados no se pueden mostrar en este momento. Todo lo demás de esta página funciona; vuelva a cargarla en unos minutos.',
  application: 'Aplicación',
  emails: 'Correos',
  atLeast: (count) => `al menos ${count}`,
  latest: 'Los últimos',
  time: 'Hora (UTC)',
  outcome: 'Resultado',
  outcomes: {
    queued: 'En espera de envío',
    held: 'Retenido: algo impide el envío',
    sending: 'Se está enviando',
    sent: 'Enviado',
    failed: 'No se pudo enviar',
    expired: 'No se envió a tiempo',
    cancelled: 'Cancelado',
    unknown: 'No se sabe: compruebe los elementos enviados',
  },
  ownTest: 'Su propio correo de prueba',
  unnamed: (host) => html`Una aplicación de ${host}`,
  whatIsKept: (days) =>
    `También se cuentan los correos que no se enviaron. El contenido de un correo solo se guarda aquí, cifrado, mientras espera, y durante ${days} días si no se envió; los correos mismos están en los elementos enviados.`,
};
