/**
 * The rest of a page about a problem in German: who must act, what to pass on, and the ways out.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const actors: Texts['actors'] = {
  term: 'Zuständig',
  person: 'Sie',
  home_admin: 'Die IT-Abteilung Ihrer eigenen Organisation',
  host_admin: (host) => html`Ein Administrator von ${host}`,
  operator: (host) => html`Der Betreiber dieser Seite für ${host}`,
  nobody: 'Niemand. Es löst sich von selbst.',
};

export const remedy: Texts['remedy'] = {
  homeHeading: 'Text für Ihre IT-Abteilung',
  hostHeading: 'Text für den Administrator',
  operatorHeading: 'Text für den Betreiber',
  tellOperator: 'Dem Betreiber melden',
  operatorSubject: (host) => `E-Mails in meinem Namen senden bei ${host}`,
  code: (code) => `Code: ${code}`,
  requestId: (id) => `Anfrage-ID: ${id}`,
  invitation:
    'Wenn Sie ein Geschäftskonto haben, tragen Sie dessen Adresse ein und senden Sie diesen Text an die Organisation, die Sie eingeladen hat.',
  leftEarly:
    'Wenn Sie die Seite von Microsoft verlassen haben, obwohl Sie dort hätten zustimmen können, beginnen Sie stattdessen von vorn.',
  instructions: (link) => html`Für Administratoren: ${link('Anleitung von Microsoft')}`,
};

export const ways: Texts['ways'] = {
  atHost: (host) => html`Bei ${host}`,
  youAre: (account) => html`Sie sind ${account}. Wählen Sie dieses Konto auch für das Postfach.`,
  forMailbox: 'Für das Postfach',
  signedInAs: (account) => html`Sie haben sich als ${account} angemeldet. Von diesem Konto wurde nichts gespeichert.`,
  signedInAsSomebodyElse: 'Sie haben sich als jemand anderes angemeldet. Von diesem Konto wurde nichts gespeichert.',
  chooseAgain: 'Konto erneut wählen',
  notYou: 'Sind Sie das nicht? Von vorn beginnen',
  replace: 'Durch mein Postfach ersetzen',
  connect: 'Ihr Postfach verbinden',
  formOutOfDate:
    'Die Seite, von der diese Anfrage kam, ist veraltet oder gehört zu einem anderen Browser; es wurde nichts ausgeführt. Melden Sie sich auf Ihrer Seite erneut an.',
  startPage: 'Zur Startseite',
  startAgain: 'Von vorn beginnen',
};
