/**
 * The page for IT and data protection in Dutch: its frame, and what leads to it. Its long part is in English.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const trust: Texts['trust'] = {
  title: 'Voor IT en gegevensbescherming',
  link: 'Informatie voor IT en gegevensbescherming',
  lead: (erp, host) =>
    html`Wat de app is waarmee ${erp} bij ${host} e-mails namens personen verstuurt, wat hij mag, wat er wordt bewaard,
    en hoe u hem goedkeurt of de goedkeuring intrekt.`,
  requestSummary: 'De tekst die om goedkeuring vraagt',
  request:
    'Heeft iemand u gevraagd deze app goed te keuren, dan hoort die tekst hetzelfde te zeggen, met dezelfde app-id en dezelfde ' +
    'adressen. Zo niet, keur hem dan niet goed.',
  inEnglish: 'De rest van deze pagina is in het Engels.',
};
