/**
 * The page for IT and data protection in Swedish: its frame, and what leads to it. Its long part is in English.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const trust: Texts['trust'] = {
  title: 'För IT och dataskydd',
  link: 'Information för IT och dataskydd',
  lead: (erp, host) =>
    html`Vad det är för app som ${erp} hos ${host} skickar mejl i personers namn med, vad den får göra, vad som sparas,
    och hur du godkänner den eller återkallar godkännandet.`,
  requestSummary: 'Texten som ber om godkännande',
  request:
    'Om någon har bett dig att godkänna den här appen ska deras text säga samma sak, med samma app-id och samma adresser. ' +
    'Om den inte gör det ska du inte godkänna appen.',
  inEnglish: 'Resten av den här sidan är på engelska.',
};
