/** What the console says in German about inviting guests from a list. */
import { html } from '../../kit/html.ts';
import type { ConsoleInvitationsTexts } from '../en/console-invitations.ts';

export const invitations: ConsoleInvitationsTexts = {
  lead: (host) =>
    html`Laden Sie viele Gäste auf einmal zu ${host} ein. Sie sehen zuerst, was mit jedem geschehen würde; niemand wird
    eingeladen, bevor Sie es sagen.`,
  otherTenant:
    'Gäste können nur in den Host-Mandanten dieser Installation eingeladen werden. Wählen Sie ihn oben auf der Seite aus.',
  file: 'CSV-Datei',
  fileHint: 'Die Vorlage, mit der Microsoft Entra mehrere Gäste einlädt, in UTF-8.',
  text: 'Oder die Liste als Text',
  textHint: 'Dieselbe CSV, oder eine Adresse in jeder Zeile.',
  sendEmail: 'Microsoft sendet jedem eine Einladung per E-Mail (für eine Liste von Adressen; eine CSV sagt es selbst)',
  max: (count) => `Höchstens ${count} Gäste auf einmal.`,
  preview: 'Liste prüfen',
  previewing: 'Wird geprüft …',

  faultsTitle: 'Die Liste ist zu korrigieren',
  faults: 'Es wurde niemand eingeladen. Diese Zeilen sind falsch:',
  checkTitle: 'Die Liste wird geprüft',
  previewTitle: 'Was geschehen würde',
  invitingTitle: 'Gäste werden eingeladen',
  doneTitle: 'Alle Gäste der Liste sind bearbeitet',
  progress: (done, all) => `${done} von ${all}`,
  progressLabel: 'Fortschritt',
  goOn: 'Fortfahren',
  stop: 'Anhalten',
  stopped:
    'Sie können jederzeit anhalten. Wer eingeladen wurde, bleibt eingeladen, und dieselbe Liste lässt sich noch einmal absenden: Niemand wird zweimal eingeladen.',
  wait: (seconds) => `Microsoft verlangt eine Pause von ${seconds} Sekunden. Fahren Sie danach fort.`,
  invite: (count) => `Einladen (${count})`,
  inviting: 'Einladungen laufen …',
  nobodyToInvite: 'Es ist niemand einzuladen: Alle sind schon im Host-Mandanten.',
  again: (count) => `Noch einmal versuchen (${count})`,
  result: 'Ergebnis als CSV speichern',
  resultSoFar: 'Bisheriges Ergebnis als CSV speichern',
  resultHint: 'Das Ergebnis wird hier nicht aufbewahrt. Links zum Annehmen einer Einladung stehen nur in der Datei.',
  another: 'Andere Liste',
  caption: 'Gäste der Liste',
  row: 'Zeile',
  address: 'Adresse',
  email: 'E-Mail von Microsoft',
  yes: 'Ja',
  no: 'Nein',
  detail: 'Einzelheiten',
  outcomes: {
    would_invite: 'Würde eingeladen',
    invited: 'Eingeladen',
    already_guest: 'Schon Gast',
    already_member: 'Schon Mitglied',
    refused: 'Abgelehnt',
    unknown: 'Nicht bekannt',
    not_tried: 'Noch nicht versucht',
  },
  unknownHint:
    'Bei einigen ist nicht bekannt, ob Microsoft sie eingeladen hat. Die nächste Schaltfläche stellt es fest; niemand wird zweimal eingeladen.',
  forbiddenTitle: 'Die App darf keine Gäste einladen',
  forbidden:
    'Ein Administrator des Host-Mandanten gibt der App dort mit dem Skript allow-directory.sh die Berechtigungen User.Invite.All und User.Read.All von Microsoft Graph und erlaubt Einladungen, wo sie ausgeschaltet sind. Fahren Sie dann fort.',
  refusedTitle: 'Der Host-Mandant weist die App zurück',
  refused:
    'Der Betreiber und ein Administrator des Host-Mandanten prüfen, ob die App dort vorhanden und aktiviert ist. Fahren Sie dann fort.',
};
