/**
 * The page for IT and data protection in German: its frame, and what leads to it. Its long part is in English.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const trust: Texts['trust'] = {
  title: 'Für IT und Datenschutz',
  link: 'Informationen für IT und Datenschutz',
  lead: (erp, host) =>
    html`Was die App ist, mit der ${erp} bei ${host} E-Mails im Namen von Personen sendet, was sie darf, was gespeichert
    wird, und wie Sie sie genehmigen oder die Genehmigung widerrufen.`,
  requestSummary: 'Der Text, der um Genehmigung bittet',
  request:
    'Wenn jemand Sie gebeten hat, diese App zu genehmigen, sollte dessen Text dasselbe sagen, mit derselben App-ID und denselben ' +
    'Adressen. Andernfalls genehmigen Sie sie nicht.',
  inEnglish: 'Der Rest dieser Seite ist auf Englisch.',
};
