/**
 * The frame of every page in English, and the parts that pages share.
 */
import { html, type SafeHtml } from '../../kit/html.ts';

export const frame = {
  /** Names the list of the other languages. */
  languages: 'Language',
  questions: (contact: SafeHtml) => html`Questions? Ask ${contact}.`,
  contactAt: (host: SafeHtml) => html`your contact at ${host}`,
  goTo: (erp: SafeHtml) => html`Go to ${erp}`,
  privacy: 'Privacy',
  runFor: (host: SafeHtml, address: SafeHtml) => html`This page is run for ${host} at ${address}.`,
  requestId: (id: SafeHtml) => html`Request id: ${id}`,
  openingMicrosoft: 'Opening Microsoft…',

  emailText: 'Email this text',
  copyText: 'Copy this text',
  copied: 'Copied.',
  selected: 'The text is selected. Copy it with your keyboard or menu.',
  /** Last paragraph of an email that could not take the whole text; in the words of the person who sends it. */
  shortened: '(shortened: please ask me for the whole text)',
};
