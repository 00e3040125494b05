/**
 * The frame of every page in Danish, and the parts that pages share.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const frame: Texts['frame'] = {
  languages: 'Sprog',
  questions: (contact) => html`Spørgsmål? Kontakt ${contact}.`,
  contactAt: (host) => html`din kontaktperson hos ${host}`,
  goTo: (erp) => html`Gå til ${erp}`,
  privacy: 'Beskyttelse af personoplysninger',
  runFor: (host, address) => html`Denne side drives for ${host} på ${address}.`,
  requestId: (id) => html`Anmodnings-id: ${id}`,
  openingMicrosoft: 'Åbner Microsoft …',

  emailText: 'Send teksten som mail',
  copyText: 'Kopiér teksten',
  copied: 'Kopieret.',
  selected: 'Teksten er markeret. Kopiér den med tastaturet eller menuen.',
  shortened: '(forkortet: jeg sender gerne hele teksten)',
};
