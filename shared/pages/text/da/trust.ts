/**
 * The page for IT and data protection in Danish: its frame, and what leads to it. Its long part is in English.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const trust: Texts['trust'] = {
  title: 'Til it og databeskyttelse',
  link: 'Oplysninger til it og databeskyttelse',
  lead: (erp, host) =>
    html`Hvad den app er, som ${erp} hos ${host} sender mails i personers navn med, hvad den må, hvad der gemmes, og
    hvordan du godkender den eller trækker godkendelsen tilbage.`,
  requestSummary: 'Teksten, der beder om godkendelse',
  request:
    'Hvis nogen har bedt dig om at godkende denne app, skal deres tekst sige det samme, med samme app-id og samme adresser. ' +
    'Hvis den ikke gør det, skal du ikke godkende appen.',
  inEnglish: 'Resten af denne side er på engelsk.',
};
