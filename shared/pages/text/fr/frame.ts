/**
 * The frame of every page in French, and the parts that pages share.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const frame: Texts['frame'] = {
  languages: 'Langue',
  questions: (contact) => html`Des questions ? Adressez-vous à ${contact}.`,
  contactAt: (host) => html`votre interlocuteur chez ${host}`,
  goTo: (erp) => html`Ouvrir ${erp}`,
  privacy: 'Confidentialité',
  runFor: (host, address) => html`Cette page est exploitée pour ${host} à l’adresse ${address}.`,
  requestId: (id) => html`ID de la demande : ${id}`,
  openingMicrosoft: 'Ouverture de Microsoft…',

  emailText: 'Envoyer ce texte par e-mail',
  copyText: 'Copier ce texte',
  copied: 'Copié.',
  selected: 'Le texte est sélectionné. Copiez-le avec le clavier ou le menu.',
  shortened: '(abrégé : je vous envoie volontiers le texte complet)',
};
