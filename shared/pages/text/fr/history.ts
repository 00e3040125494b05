/**
 * What the own page says in French about the emails that were sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  heading: 'E-mails envoyés en votre nom',
  inUtc: (time) => html`${time} UTC`,
  lastUsed: 'Dernière utilisation',
  countedInDays: (days) => `Par application, au cours des ${days} derniers jours`,
  countedSince: (time) => html`Par application, depuis le ${time}`,
  noneInDays: (days) => `Rien n’a été envoyé au cours des ${days} derniers jours.`,
  noneSince: (time) => html`Rien n’a été envoyé depuis que ce compte a été connecté, le ${time}.`,
  notRead:
    'Les e-mails envoyés ne peuvent pas être affichés pour le moment. Tout le reste de cette page fonctionne ; rechargez-la dans quelques minutes.',
  application: 'Application',
  emails: 'E\u2011mails',
  atLeast: (count) => `au moins ${count}`,
  latest: 'Les derniers',
  time: 'Heure (UTC)',
  outcome: 'Résultat',
  outcomes: {
    queued: 'En attente d’envoi',
    held: 'Suspendu : quelque chose empêche l’envoi',
    sending: 'Envoi en cours',
    sent: 'Envoyé',
    failed: 'N’a pas pu être envoyé',
    expired: 'Pas envoyé à temps',
    cancelled: 'Annulé',
    unknown: 'Inconnu : vérifiez les éléments envoyés',
  },
  ownTest: 'Votre propre e-mail de test',
  unnamed: (host) => html`Une application de ${host}`,
  whatIsKept: (days) =>
    `Les e-mails qui n’ont pas été envoyés sont comptés aussi. Le contenu d’un e-mail n’est conservé ici, chiffré, que pendant qu’il attend, et ${days} jours s’il n’a pas été envoyé ; les e-mails eux-mêmes sont dans les éléments envoyés.`,
};
