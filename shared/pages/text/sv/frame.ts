/**
 * The frame of every page in Swedish, and the parts that pages share.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const frame: Texts['frame'] = {
  languages: 'Språk',
  questions: (contact) => html`Frågor? Kontakta ${contact}.`,
  contactAt: (host) => html`din kontaktperson hos ${host}`,
  goTo: (erp) => html`Gå till ${erp}`,
  privacy: 'Integritet',
  runFor: (host, address) => html`Den här sidan drivs för ${host} på ${address}.`,
  requestId: (id) => html`Begärans id: ${id}`,
  openingMicrosoft: 'Microsoft öppnas …',

  emailText: 'Skicka texten med e-post',
  copyText: 'Kopiera texten',
  copied: 'Kopierad.',
  selected: 'Texten är markerad. Kopiera den med tangentbordet eller menyn.',
  shortened: '(förkortat: jag skickar gärna hela texten)',
};
