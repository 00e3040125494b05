/** What the console says in German about senders. */
import { html } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../en/console-senders.ts';

export const senders: ConsoleSendersTexts = {
  caption: 'Verbindungen',
  empty: 'Noch hat niemand ein Postfach verbunden.',
  findLabel: 'Objekt-ID, Benutzerprinzipalname oder Adresse',
  find: 'Absender suchen',
  finding: 'Wird gesucht …',
  unknown:
    'Kein Absender hat diese ID oder diesen Namen. Gäste, die sich nie verbunden haben, stehen auf dieser Seite:',
  ambiguous: 'Mehrere Absender haben diesen Namen. Suchen Sie nach der Objekt-ID.',

  factsHeading: 'Verbindung',
  objectId: 'Objekt-ID im Host-Mandanten',
  provider: 'Sendet über',
  byDocument:
    'Ein Dokument der Konfiguration nennt dieses Postfach. Es wird dort geändert und lässt sich hier nicht trennen.',
  document: 'Konfiguration',
  connectedAt: 'Verbunden am',
  refreshedAt: 'Zuletzt erneuert am',
  scopes: 'Berechtigungen',
  wants: 'Fehlende Berechtigungen',
  appId: 'App-Registrierung',
  names: 'Namen',
  provenAt: 'Namen nachgewiesen am',
  isContested: 'auch beansprucht von',
  messagesHeading: 'Nachrichten',
  messages: 'Nachrichten dieses Absenders',
  needsHeading: 'Was zu tun ist',
  approve: 'Link zur Genehmigung',

  actsHeading: 'Aktionen',
  diagnose: 'Verbindung prüfen',
  diagnoseHint: 'Probiert der Reihe nach alles, was zum Senden nötig ist, und sendet nichts.',
  diagnosing: 'Wird geprüft …',
  test: 'Test-E-Mail senden',
  testHint: 'Geht vom Postfach an sich selbst und wird aufgezeichnet.',
  testing: 'Wird gesendet …',
  disconnect: 'Trennen',
  disconnectHint:
    'Löscht die Token und ihren Schlüssel. Im Namen dieser Person wird nichts gesendet, bis sie sich neu verbindet; Nachrichten warten so lange.',
  disconnecting: 'Wird getrennt …',
  erase: 'Löschen',
  eraseHint:
    'Löscht, was über diese Person gespeichert ist, trennt das Postfach und zeigt eine Quittung. Das lässt sich nicht rückgängig machen; die Person kann sich neu verbinden.',
  erasing: 'Wird gelöscht …',

  testSent: 'Microsoft hat die Test-E-Mail angenommen.',
  testWaits: 'Die Test-E-Mail wartet auf das Senden. Die Liste der Nachrichten zeigt, was aus ihr wird.',
  testFailed: 'Die Test-E-Mail wurde nicht gesendet.',
  testUnknown:
    'Es ist nicht bekannt, ob die Test-E-Mail gesendet wurde. Sehen Sie in den gesendeten Elementen des Postfachs nach.',
  isDisconnected: 'Die Verbindung ist beendet. Token und Schlüssel sind gelöscht.',

  checkTitle: 'Prüfung einer Verbindung',
  checkedAt: (time) => html`Geprüft am ${time}.`,
  checkWorks: 'Das Senden funktioniert.',
  checkFails: 'Etwas hindert diesen Absender am Senden. Beginnen Sie mit dem ersten Problem.',
  again: 'Noch einmal prüfen',
  backToSender: 'Zurück zum Absender',
  steps: {
    identity: 'Absender',
    names: 'Namen',
    grant: 'Verbindung',
    policy: 'Regeln',
    token: 'Zugriff bei Microsoft',
    permission: 'Berechtigungen',
    limits: 'Sendelimits',
    mailbox: 'Postfach',
    test: 'Test-E-Mail',
  },
  findings: {
    known: 'Es ist eindeutig, wer das ist.',
    proven: 'Diese Namen führen zum Absender:',
    contested: 'Zwei Organisationen geben diese Namen zwei Personen; deshalb bezeichnen sie keine von beiden:',
    aged: 'Der Nachweis einiger Namen ist zu alt. Er wird von selbst erneuert, bevor sie verwendet werden.',
    unnamed: 'Kein Name ist nachgewiesen; nur die Objekt-ID führt zu diesem Absender.',
    connected: 'Ein Postfach ist verbunden.',
    open: 'Keine hier bekannte Regel hindert den Absender am Senden.',
    sandbox: 'Der Host-Mandant ist für Tests eingerichtet: E-Mails gehen nur an bestimmte Empfänger.',
    given: 'Microsoft lässt die App für den Absender handeln.',
    granted: 'Jede Berechtigung, um die die App bittet, ist erteilt.',
    small:
      'Große E-Mails brauchen Mail.ReadWrite, was nicht erteilt ist. Der Absender verbindet sich neu, um es zu erteilen.',
    free: 'Die nächste E-Mail kann sofort abgehen.',
    full: 'Es sind so viele E-Mails abgegangen, wie auf einmal erlaubt sind. Die übrigen gehen von selbst hinaus.',
    exists: 'Microsoft hat das Postfach und nimmt E-Mails von ihm an.',
    unclear: 'Microsoft hat nicht klar gesagt, ob es ein Postfach gibt. Eine Test-E-Mail zeigt es.',
    accepted: 'Microsoft hat eine Test-E-Mail des Postfachs an sich selbst angenommen.',
    configured: 'Ein Dokument der Konfiguration nennt dieses Postfach.',
    needless: 'Durch das Dokument ist das nicht nötig.',
    reached: 'Der Server nimmt E-Mails für dieses Postfach an.',
    untried: 'Nur eine Test-E-Mail zeigt, ob von diesem Postfach gesendet werden darf.',
  },

  nothingTitle: 'Es war nichts mehr zu löschen',
  nothingLeft:
    'Was über diese Person gespeichert war, wurde schon früher gelöscht. Es wurde nichts getan, und es gibt keinen Beleg.',
  erasedTitle: 'Was über diese Person gespeichert war, ist gelöscht',
  shownOnce:
    'Diese Quittung wird einmal gezeigt: Sie wird nicht aufbewahrt und lässt sich nicht noch einmal abrufen, auch nicht durch erneutes Laden der Seite. Speichern Sie sie jetzt, wenn Sie sie brauchen.',
  erasedAt: 'Gelöscht am',
  deleted: 'Gelöscht',
  deletedKinds: {
    connection: () => 'Die Verbindung mit ihren Token und deren Schlüssel',
    names: (count) => `Namen, die zur Person führten: ${count}`,
    message_index: (count) => `Einträge in der Liste der Nachrichten im Namen der Person: ${count}`,
  },
  remaining: 'Bleibt',
  nothingRemains: 'Nichts.',
  remainingKinds: {
    messages: (time) =>
      html`Bis ${time}: von jeder Nachricht, wann, durch welche Anwendung, an wie viele Empfänger und mit welchem
      Ergebnis, ohne Inhalt`,
    generation: (time) =>
      html`Bis ${time}: wie oft sich die Person verbunden hatte, damit sich keine Kopie der alten Verbindung
      zurückspielen lässt`,
    test_times: (time) => html`Bis ${time}: wann die Person zuletzt getestet hat`,
    message_index: (time) => html`Bis ${time}: der Rest der Liste der Nachrichten`,
  },
  fileHeading: 'Quittung als Datei',
  fileHint: (name) =>
    html`Kopieren Sie diesen Text in eine leere Datei und speichern Sie sie als ${name}. Er nennt die Person nur mit der
    Objekt-ID.`,
};
