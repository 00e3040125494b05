/**
 * The pages of a person who has signed in, in German: connected, own page, test email, disconnected.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const connection: Texts['connection'] = {
  mailboxTerm: 'Postfach',
  forTerm: 'Für',
  userOf: (user, host) => html`${user}, Benutzer von ${host}`,
  contested: (erp) =>
    html`Eine andere Organisation gibt an, dass diese Adresse einem ihrer Benutzer gehört. Solange keine der beiden
    Seiten sie aufgibt, kann ${erp} keinen von Ihnen darüber finden. Wenn Sie davon nichts wissen, melden Sie es der
    unten genannten Stelle.`,
  connectedTitle: 'Ihr Postfach ist verbunden',
  connected: (erp, host, mailbox) => html`${erp} bei ${host} kann jetzt E-Mails von ${mailbox} senden.`,
  fromNowTerm: 'Ab jetzt',
  fromNow: (erp) =>
    html`E-Mails, die ${erp} in Ihrem Namen sendet, gehen aus diesem Postfach hinaus und erscheinen in seinen gesendeten
    Elementen, auch während Sie abgemeldet sind.`,
  unclear:
    'Microsoft hat nicht eindeutig mitgeteilt, ob dieses Konto ein Postfach hat. Senden Sie zur Sicherheit eine Test-E-Mail.',
  changeOfMind: 'Wenn Sie das nicht waren oder es sich anders überlegen',
  disconnectLater: (link) => html`Trennen Sie die Verbindung jetzt hier oder später unter ${link}.`,
};

export const me: Texts['me'] = {
  signedOutTitle: 'Ihre Verbindung ansehen oder beenden',
  signedOut: (erp, host) =>
    html`Hier sehen Sie, welches Postfach ${erp} bei ${host} nutzt, um E-Mails in Ihrem Namen zu senden, und was
    gesendet wurde. Sie können eine Test-E-Mail senden, die Verbindung trennen oder löschen, was über Sie gespeichert
    ist.`,
  signInAs: (host) =>
    html`Melden Sie sich als der Benutzer an, der Sie bei ${host} sind. Microsoft fragt nach dem Konto, aber nach keiner
    Berechtigung.`,
  signIn: 'Mit Microsoft anmelden',
  notYet: (link) => html`Noch nicht verbunden? ${link('Lesen Sie, was das Verbinden bedeutet.')}`,

  notConnectedTitle: 'Kein Postfach ist verbunden',
  notConnected: (erp, user) => html`${erp} kann keine E-Mails in Ihrem Namen senden. Für ${user} ist nichts verbunden.`,
  cannotConnect: 'Für dieses Konto kann kein Postfach verbunden werden.',
  connect: 'Postfach verbinden',
  otherAccount: 'Mit einem anderen Konto anmelden',

  title: 'Ihre Verbindung',
  problemTitle: 'Ihre Verbindung ist gestört',
  endedTitle: 'Verbinden Sie Ihr Postfach erneut',
  works: (erp, host) => html`${erp} bei ${host} kann in Ihrem Namen E-Mails aus Ihrem Postfach senden.`,
  hasProblem: (erp, host) => html`${erp} bei ${host} kann derzeit möglicherweise keine E-Mails in Ihrem Namen senden.`,
  hasEnded: (erp, host) => html`${erp} bei ${host} kann keine E-Mails mehr in Ihrem Namen senden.`,
  hasEndedUntil: (erp, host) =>
    html`${erp} bei ${host} kann keine E-Mails mehr in Ihrem Namen senden, bis Sie Ihr Postfach erneut verbinden.`,
  connectAgain: 'Erneut verbinden',
  check: 'Meine Verbindung prüfen',
  mustAct: (actor) => html`Zuständig: ${actor}`,
  wants: (permissions) =>
    `Diese App bittet jetzt um eine weitere Berechtigung: ${permissions}. Das Senden funktioniert auch ohne sie. Verbinden Sie Ihr Postfach erneut, um sie zu erteilen.`,
  since: 'Verbunden seit',
  renewed: 'Zuletzt erneuert',

  formerTitle: 'Die Verbindung eines früheren Kontos',
  former: (user, host, erp) =>
    html`Für ${user} ist bei ${host} ein Postfach verbunden, aber unter einem anderen Konto als dem, mit dem Sie sich
    angemeldet haben. ${erp} sendet nichts daraus.`,
  formerReason: (host, link) =>
    html`Das kommt vor, wenn ${host} einen Benutzer einem anderen Konto zuordnet. Entfernen Sie die Verbindung, oder
    ${link('verbinden Sie stattdessen Ihr eigenes Postfach')}.`,
  formerCannotBeReplaced: (host) =>
    html`Das kommt vor, wenn ${host} einen Benutzer einem anderen Konto zuordnet. Entfernen Sie die Verbindung. Ihr
    eigenes Konto kann nicht an ihrer Stelle verbunden werden:`,
  removeFormer: 'Verbindung entfernen',
  removing: 'Wird entfernt …',

  notYou: 'Sind Sie das nicht?',
  signedInAs: (user) =>
    html`Sie sind hier als ${user} angemeldet. Melden Sie sich ab, wenn das jemand anderes ist oder wenn auch andere
    diesen Computer benutzen. Bei Microsoft ändert das nichts.`,
  signOut: 'Abmelden',
  signingOut: 'Abmeldung läuft …',
};

export const test: Texts['test'] = {
  send: 'Test-E-Mail an mich senden',
  sendAnother: 'Weitere Test-E-Mail senden',
  sending: 'Wird gesendet …',
  seeConnection: 'Ihre Verbindung ansehen',
  sentTitle: 'Die Test-E-Mail wurde gesendet',
  sent: (mailbox) => html`Microsoft hat eine Test-E-Mail von ${mailbox} an dieselbe Adresse angenommen.`,
  sentNext: 'Sie liegt in den gesendeten Elementen und sollte in wenigen Minuten in Ihrem Posteingang sein.',
  unknownTitle: 'Die Test-E-Mail wurde möglicherweise gesendet',
  unknown: (mailbox) =>
    html`Die Antwort von Microsoft ging verloren. Ob die Test-E-Mail ${mailbox} verlassen hat, ist nicht bekannt.`,
  unknownNext:
    'Sehen Sie in einigen Minuten in den gesendeten Elementen nach. Wenn sie dort nicht ist, senden Sie eine weitere.',
  failedTitle: 'Die Test-E-Mail wurde nicht gesendet',
};

export const testMessage: Texts['testMessage'] = {
  subject: (erp) => `Test-E-Mail: ${erp} kann aus Ihrem Postfach senden`,
  content: (erp, host, mailbox) =>
    `Das ist die Test-E-Mail, die Sie oder ${host} angefordert haben.\n\n` +
    `${erp} kann E-Mails von ${mailbox} senden. Was es sendet, erscheint wie diese E-Mail in Ihren gesendeten Elementen.`,
};

export const disconnect: Texts['disconnect'] = {
  summary: 'Trennen',
  what: (erp) =>
    html`Das löscht die Token für Ihr Postfach und deren Schlüssel. ${erp} kann nicht in Ihrem Namen senden, bis Sie das
    Postfach erneut verbinden. Gesendete E-Mails bleiben in den gesendeten Elementen.`,
  button: 'Dieses Postfach trennen',
  busy: 'Wird getrennt …',
  doneTitle: 'Ihr Postfach ist getrennt',
  done: (erp, host, mailbox) => html`${erp} bei ${host} kann keine E-Mails mehr von ${mailbox} senden.`,
  formerDoneTitle: 'Die frühere Verbindung ist entfernt',
  formerDone: (erp, host) =>
    html`${erp} bei ${host} kann keine E-Mails mehr aus dem Postfach des früheren Kontos senden.`,
  deletedTerm: 'Hier gelöscht',
  deleted: 'Die Token für das Postfach und der Schlüssel, der sie öffnet.',
  endedTerm: 'Ebenfalls beendet',
  ended: 'Ihre Sitzung auf diesen Seiten, hier und auf anderen Geräten.',
  keptTerm: 'Unverändert',
  kept: 'Das Postfach und jede gesendete E-Mail. Sie bleiben in den gesendeten Elementen.',
  useAgain: (link) => html`Um es wieder zu nutzen, ${link('verbinden Sie Ihr Postfach')}.`,
  useOwn: (link) => html`Um aus Ihrem eigenen zu senden, ${link('verbinden Sie Ihr Postfach')}.`,
  microsoftHeading: 'Die Berechtigung bei Microsoft',
  portalLink: 'Meine\u00a0Apps',
  portalName: 'Microsofts Portal „Meine\u00a0Apps“',
  atMicrosoft: (portal) =>
    html`Microsoft behält die Berechtigung, die Sie erteilt haben, bis Sie sie dort widerrufen: Öffnen Sie ${portal} mit
      Ihrem Geschäftskonto, zeigen Sie auf diese App, wählen Sie die drei Punkte, dann <b>Anwendung verwalten</b> und
      <b>Berechtigungen widerrufen</b>. Hat Ihre IT-Abteilung die App für alle genehmigt, kann nur sie die Berechtigung
      widerrufen.`,
};
