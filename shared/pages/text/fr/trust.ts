/**
 * The page for IT and data protection in French: its frame, and what leads to it. Its long part is in English.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const trust: Texts['trust'] = {
  title: 'Pour le service informatique et la protection des données',
  link: 'Informations pour le service informatique et la protection des données',
  lead: (erp, host) =>
    html`Ce qu’est l’application avec laquelle ${erp} envoie, chez ${host}, des e-mails au nom de personnes, ce qu’elle
    peut faire, ce qui est conservé, et comment l’approuver ou retirer l’approbation.`,
  requestSummary: 'Le texte qui demande l’approbation',
  request:
    'Si quelqu’un vous a demandé d’approuver cette application, son texte devrait dire la même chose, avec le même ID ' +
    'd’application et les mêmes adresses. Sinon, ne l’approuvez pas.',
  inEnglish: 'Le reste de cette page est en anglais.',
};
