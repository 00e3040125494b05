/**
 * What the own page says in French about emails that wait to be sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const waiting: Texts['waiting'] = {
  releasedTerm: 'Envoi en cours',
  released: (count) => `E-mails qui attendaient votre connexion\u00a0: ${count}`,
  heading: 'E-mails en attente',
  lead: (erp) =>
    html`Ces e-mails doivent être envoyés en votre nom et ne sont pas encore partis. ${erp} ou une autre application les
    a déposés. Refusez ce qui ne doit pas être envoyé.`,
  notRead:
    'Les e-mails en attente ne peuvent pas être affichés pour le moment. Tout le reste de cette page fonctionne ; rechargez-la dans quelques minutes.',
  more: 'Il y en a d’autres. Les plus anciens sont affichés.',
  noSubject: 'Sans objet',
  hidden: 'Un e-mail pour votre ancien compte',
  to: 'À',
  others: (count) => `et ${count} autres`,
  submitted: 'Déposé',
  leaves: 'Envoi',
  onHold: 'Suspendu',
  contentNotRead: 'L’objet et les destinataires ne peuvent pas être affichés pour le moment.',
  refuse: 'Refuser cet e-mail',
  refusing: 'Refus en cours…',
  former:
    'Il a été déposé alors qu’un autre compte était connecté pour vous ; son contenu n’est donc pas affiché. Il ne part que si vous le décidez.',
  release: 'L’envoyer depuis votre boîte aux lettres',
  releaseWhat: (mailbox) =>
    html`Il part alors de ${mailbox} et apparaît dans ses éléments envoyés, quel que soit son contenu. Une fois envoyé,
    il ne peut plus être repris.`,
  releaseButton: 'L’envoyer en mon nom',
  releasing: 'Envoi en cours…',
  isRefused: 'L’e-mail est refusé et ne sera pas envoyé.',
  isRefusedInPart: 'L’e-mail est refusé et n’est envoyé à personne d’autre. Certains destinataires l’ont déjà.',
  isReleased: 'L’e-mail sera envoyé depuis votre boîte aux lettres.',
  tooLate: 'L’e-mail n’est plus en attente, ou ne peut pas être envoyé en votre nom. Rien n’a été modifié.',
};
