/**
 * The consent page in German, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `Darf ${erp} bei ${host} E-Mails in Ihrem Namen senden?`,
  heading: (erp, host) => html`Darf ${erp} bei ${host} E-Mails in Ihrem Namen senden?`,
  lead: (erp, host) =>
    html`Sie arbeiten in ${erp} bei ${host}. Wenn Sie zustimmen, gehen die E-Mails, die dort in Ihrem Namen entstehen,
    aus Ihrem eigenen geschäftlichen Postfach hinaus. Bevor Sie fortfahren, ändert sich nichts.`,
  continue: 'Weiter zu Microsoft',

  whatTerm: 'Was gesendet wird',
  what: (erp, host) =>
    html`E-Mails, die ${erp} in Ihrem Namen sendet, zum Beispiel Rechnungen, Aufträge und Mahnungen. Welche das sind,
    bestimmt ${host}. Die Empfänger sehen Sie als Absender.`,
  fromTerm: 'Von welcher Adresse',
  from: 'Von Ihrer eigenen geschäftlichen Adresse: dem Postfach des Kontos, mit dem Sie sich anmelden. Nie von einer fremden.',
  whereTerm: 'Wo Sie es sehen',
  where: (host) =>
    html`In den gesendeten Elementen Ihres Postfachs, wie bei E-Mails, die Sie selbst senden; außer wenn ${host} eine
    E-Mail ausdrücklich ohne Kopie sendet.`,
  whenTerm: 'Wann',
  when: 'Auch während Sie abgemeldet sind, bis Sie die Verbindung trennen.',
  cannotTerm: 'Was die App nicht kann',
  cannot:
    'Sie kann Ihre E-Mails weder lesen noch ändern oder löschen. Die Berechtigung gilt nur für das Senden. Ihr Kennwort erfährt sie nie.',
  howTerm: 'Wie die App sendet',
  how: (shownAs) =>
    'Sie speichert jede E-Mail als Entwurf, sendet den Entwurf und prüft, ob er in den gesendeten Elementen erscheint. Dafür hat ' +
    `Microsoft keine kleinere Berechtigung: Auf dem Bildschirm von Microsoft steht „${shownAs}“, was mehr erlauben würde.`,
  doesNotTerm: 'Was die App nicht tut',
  doesNot:
    'Sie liest Ihre übrigen E-Mails nicht und löscht nichts außer eigenen, liegen gebliebenen Entwürfen. Ihr Kennwort erfährt sie nie.',

  stepsHeading: 'Was Microsoft Sie fragt',
  steps: 'Microsoft meldet Sie zweimal an. Wählen Sie beide Male dasselbe Geschäftskonto.',
  hostStep: (host) => html`Zuerst als Benutzer von ${host}. Das beweist, wer Sie dort sind.`,
  homeStep:
    'Danach in Ihrer eigenen Organisation. Das beweist, dass das Postfach Ihnen gehört. Hier bittet Microsoft um Ihre Zustimmung, ' +
    'sofern Ihre IT-Abteilung sie nicht schon für alle erteilt hat.',
  password: (address) =>
    html`Geben Sie Ihr Kennwort nur ein, wenn die Adresse mit ${address} beginnt, oder auf der Anmeldeseite Ihrer
    eigenen Organisation.`,
  unverified: (appId, parameter) =>
    html`Microsoft nennt die App möglicherweise „nicht überprüft“. Das bedeutet, dass ihr Herausgeber die Überprüfung
    durch Microsoft nicht durchlaufen hat. Zum Vergleich: Die ID unserer App ist ${appId}; sie steht nach ${parameter}
    in der Adresse der Seite von Microsoft.`,
  screenSummary: 'Was auf dem Bildschirm von Microsoft steht',
  screenLines: 'Einige oder alle dieser Zeilen, und wofür die App sie braucht:',

  approvalSummary: 'Wenn Microsoft „Administratorgenehmigung erforderlich“ meldet',
  approval:
    'In vielen Organisationen darf nur die IT-Abteilung Apps genehmigen. Dann hält Microsoft Sie dort auf, und nichts wird ' +
    'verbunden. Senden Sie diesen Text an Ihre IT-Abteilung. Nach einer einmaligen Genehmigung kommen Sie auf diese Seite zurück.',
  approvalLink: (link) => html`Sind Sie selbst Administrator? ${link('App für Ihre Organisation genehmigen')}`,

  stopHeading: 'So beenden Sie es',
  stop: (erp, link) =>
    html`Öffnen Sie ${link('Ihre Verbindung')} und wählen Sie „Trennen“. Ab dann kann ${erp} nicht mehr in Ihrem Namen
    senden.`,
  keptHeading: 'Was gespeichert wird',
  kept:
    'Ihre Zustimmung in Form eines Tokens von Microsoft: verschlüsselt, und gelöscht, sobald Sie die Verbindung trennen. Die ' +
    'Adressen Ihres Postfachs und wann Sie es verbunden haben. Zu jeder E-Mail, wann sie gesendet wurde und ob Microsoft sie ' +
    'angenommen hat; nicht ihr Text, ihre Anhänge oder Empfänger, sobald Microsoft sie hat.',
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
      'speichert jede E-Mail vor dem Senden als Entwurf, prüft danach, ob sie in den gesendeten Elementen erscheint, und entfernt eigene, liegen gebliebene Entwürfe',
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
