/**
 * The consent page in German, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `Darf ${erp} bei ${host} E-Mails in Ihrem Namen senden?`,
  heading: (erp, host) => html`Darf ${erp} bei ${host} E-Mails in Ihrem Namen senden?`,
  ended: 'Die aufgerufene Seite gibt es nicht mehr. Um Ihr Postfach zu verbinden, beginnen Sie hier.',
  lead: 'Die E-Mails kommen dann aus Ihrem eigenen Postfach. Noch ändert sich nichts.',

  whatTerm: 'Was gesendet wird',
  what: (host) => html`E-Mails in Ihrem Namen, zum Beispiel Rechnungen und Mahnungen. Welche, bestimmt ${host}.`,
  fromTerm: 'Von welcher Adresse',
  from: 'Von Ihrer eigenen geschäftlichen Adresse. Eine Kopie liegt normalerweise in Ihren gesendeten Elementen.',
  cannotTerm: 'Was die App nicht kann',
  cannot: 'Ihre E-Mails lesen, ändern oder löschen. Ihr Kennwort erfährt sie nie.',
  doesNotTerm: 'Was die App nicht tut',
  doesNot: (shownAs) =>
    `Ihre E-Mails lesen, ändern oder löschen. „${shownAs}“ nutzt sie für Entwürfe großer E-Mails, die sie selbst anlegt und sendet.`,
  howLongTerm: 'Wie lange',
  howLong: (link) => html`Bis Sie auf ${link('Ihrer Seite')} die Verbindung trennen, auch während Sie abgemeldet sind.`,
  continue: 'Weiter zu Microsoft',
  steps:
    'Microsoft bittet Sie möglicherweise, Ihr Konto zu wählen und dann zuzustimmen. Wählen Sie jedes Mal dasselbe Geschäftskonto.',

  stepsSummary: 'Was Microsoft Sie fragt',
  hostStep: (host) => html`Zuerst melden Sie sich als Benutzer von ${host} an. Das beweist, wer Sie dort sind.`,
  homeStep:
    'Danach melden Sie sich in Ihrer eigenen Organisation an. Das beweist, dass das Postfach Ihnen gehört. Hier bittet Microsoft um ' +
    'Ihre Zustimmung, sofern Ihre IT-Abteilung sie nicht schon für alle erteilt hat.',
  password: (address) =>
    html`Geben Sie Ihr Kennwort nur ein, wenn die Adresse mit ${address} beginnt, oder auf der Anmeldeseite Ihrer
    eigenen Organisation.`,
  unverified: (contact) =>
    html`Microsoft nennt die App möglicherweise „nicht überprüft“. Das bedeutet, dass ihr Herausgeber die Überprüfung
    durch Microsoft nicht durchlaufen hat. Wenn Sie diese Anfrage nicht erwartet haben, stimmen Sie nicht zu, und fragen
    Sie nach: ${contact}.`,
  screenLines: 'Microsoft zeigt einige oder alle dieser Zeilen an. Jede dient einem Zweck:',
  screenLine: (shownAs, usedFor) => html`<b>${shownAs}</b>: ${usedFor}`,

  approvalSummary: 'Wenn Microsoft „Administratorgenehmigung erforderlich“ meldet',
  approval:
    'In vielen Organisationen darf nur die IT-Abteilung Apps genehmigen. Dann hält Microsoft Sie dort auf, und nichts wird ' +
    'verbunden. Senden Sie diesen Text an Ihre IT-Abteilung. Nach einer einmaligen Genehmigung kommen Sie auf diese Seite zurück.',
  approvalLink: (link) => html`Sind Sie selbst Administrator? ${link('App für Ihre Organisation genehmigen')}`,

  keptSummary: 'Was gespeichert wird, und wie lange',
  connectionTerm: 'Bis Sie trennen',
  connection:
    'Ihre Zustimmung in Form eines Tokens von Microsoft: verschlüsselt. Die Adressen Ihres Postfachs, Ihr Benutzername und wann Sie ' +
    'es verbunden haben.',
  afterwardsTerm: 'Danach',
  afterwards:
    'Das Token wird gelöscht. Welches Postfach wann für Sie verbunden war, bleibt gespeichert, bis Sie es auf Ihrer Seite löschen.',
  emailsTerm: (days) => `${days} Tage lang`,
  emails:
    'Zu jeder E-Mail: welche Anwendung sie gesendet hat, ihre Referenz (zum Beispiel die Rechnungsnummer), wie viele Empfänger sie ' +
    'hatte, wann sie gesendet wurde, was Microsoft geantwortet hat, auch Fehler, und eine Prüfsumme, die zeigt, ob eine andere E-Mail ' +
    'gleich ist.',
  waitingTerm: 'Solange eine E-Mail auf den Versand wartet',
  waiting: (days) =>
    `Ihr Betreff, Text, ihre Anhänge und Empfänger: verschlüsselt. Sie werden gelöscht, wenn sie gesendet wurde, sonst ${days} Tage später.`,
};

export const permissions: Texts['permissions'] = {
  openid: { shownAs: 'Sie anmelden', usedFor: 'beweist, wer sich angemeldet hat' },
  profile: { shownAs: 'Ihr grundlegendes Profil anzeigen', usedFor: 'nennt den Namen des angemeldeten Kontos' },
  offline_access: {
    shownAs: 'Zugriff auf Daten beibehalten, für die Sie Zugriff erteilt haben',
    usedFor: 'sendet auch, während die Person abgemeldet ist',
  },
  'User.Read': { shownAs: 'Sie anmelden und Ihr Profil lesen', usedFor: 'liest die Adresse des Postfachs' },
  'Mail.Send': { shownAs: 'E-Mails in Ihrem Namen senden', usedFor: 'sendet die E-Mails' },
  'Mail.ReadWrite': {
    shownAs: 'Lese- und Schreibzugriff auf Ihre E-Mails',
    usedFor:
      'legt für eine E-Mail, die für eine einzige Anfrage zu groß ist, einen Entwurf an, fügt ihre Dateien hinzu und löscht, was nicht gesendet werden konnte',
  },
};

export const adminConsent: Texts['adminConsent'] = {
  approvedTitle: 'Danke, die App ist genehmigt',
  approved: (erp, host) =>
    html`Personen Ihrer Organisation, die in ${erp} bei ${host} arbeiten, können ihr Postfach jetzt verbinden.`,
  eachPerson: (link) =>
    html`Durch diese Genehmigung wird niemand verbunden. Jede Person öffnet einmal diese Seite und meldet sich an:
    ${link}`,
  withdraw: 'Sie sehen und widerrufen die Genehmigung in Microsoft Entra unter „Unternehmensanwendungen“.',
  notApprovedTitle: 'Die App wurde nicht genehmigt',
  notApproved: (erp, host) =>
    html`Microsoft meldet keine Genehmigung. Personen Ihrer Organisation können ihr Postfach noch nicht mit ${erp} bei
    ${host} verbinden.`,
  tryAgain: (appId) =>
    html`Falls Sie nicht abgelehnt haben: Melden Sie sich mit einem Konto an, das Apps genehmigen darf (zum Beispiel als
    Cloudanwendungsadministrator), und öffnen Sie den Genehmigungslink noch einmal. Die App-ID ist ${appId}.`,
};
