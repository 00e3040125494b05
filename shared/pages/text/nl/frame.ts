/**
 * The frame of every page in Dutch, and the parts that pages share.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const frame: Texts['frame'] = {
  languages: 'Taal',
  questions: (contact) => html`Vragen? Neem contact op met ${contact}.`,
  contactAt: (host) => html`uw contactpersoon bij ${host}`,
  goTo: (erp) => html`Naar ${erp}`,
  privacy: 'Privacy',
  runFor: (host, address) => html`Deze pagina wordt aangeboden voor ${host} op ${address}.`,
  requestId: (id) => html`Aanvraag-id: ${id}`,
  openingMicrosoft: 'Microsoft wordt geopend…',

  emailText: 'Deze tekst e-mailen',
  copyText: 'Deze tekst kopiëren',
  copied: 'Gekopieerd.',
  selected: 'De tekst is geselecteerd. Kopieer deze met het toetsenbord of het menu.',
  shortened: '(ingekort: ik stuur u graag de volledige tekst)',
};
