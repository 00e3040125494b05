/**
 * The frame of every page in German, and the parts that pages share.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const frame: Texts['frame'] = {
  languages: 'Sprache',
  questions: (contact) => html`Fragen? Wenden Sie sich an ${contact}.`,
  contactAt: (host) => html`Ihre Ansprechperson bei ${host}`,
  goTo: (erp) => html`Zu ${erp}`,
  privacy: 'Datenschutz',
  runFor: (host, address) => html`Diese Seite wird für ${host} unter ${address} betrieben.`,
  requestId: (id) => html`Anfrage-ID: ${id}`,
  openingMicrosoft: 'Microsoft wird geöffnet …',

  emailText: 'Text per E-Mail senden',
  copyText: 'Text kopieren',
  copied: 'Kopiert.',
  selected: 'Der Text ist markiert. Kopieren Sie ihn mit der Tastatur oder über das Menü.',
  shortened: '(gekürzt: den vollständigen Text sende ich gern nach)',
};
