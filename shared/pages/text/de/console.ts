/**
 * What the frame of the console says in German, and the pages before its first one.
 */
import { html } from '../../kit/html.ts';
import type { ConsoleTexts } from '../en/console.ts';

export const console: ConsoleTexts = {
  product: (host) => html`E-Mail-Connector von ${host}`,
  sections: {
    overview: 'Übersicht',
    messages: 'Nachrichten',
    senders: 'Absender',
    guests: 'Gäste',
    invitations: 'Einladungen',
    limits: 'Grenzwerte',
    documents: 'Konfiguration',
    alarms: 'Alarme',
    cost: 'Kosten',
    audit: 'Protokoll',
  },
  skip: 'Zum Inhalt springen',
  pages: 'Seiten',
  signOut: 'Abmelden',
  tenant: 'Host-Mandant',
  choose: 'Auswählen',
  busy: 'Wird ausgeführt …',
  timesInUtc: 'Alle Zeiten sind in UTC angegeben.',
  faults: 'Das ist zu korrigieren:',
  notDone: 'Ihre Angaben sind nicht verwendbar; es wurde nichts ausgeführt.',
  back: 'Zurück zur Seite',
  signInTitle: 'An der Konsole anmelden',
  whoMay:
    'Hier betreuen Administratoren den E-Mail-Connector. Sie brauchen ein Konto des Host-Mandanten mit der Rolle Manage dieser App.',
  signIn: 'Mit Microsoft anmelden',
  lasts: 'Sie bleiben eine Stunde lang angemeldet. Jede Anmeldung und jede Aktion wird aufgezeichnet.',
  hasEnded:
    'Sie sind nicht mehr angemeldet oder nicht als die Person, für die die Seite erstellt wurde; es wurde nichts ausgeführt. Melden Sie sich an und versuchen Sie es noch einmal.',
  wasPosted:
    'Dieses Formular wurde schon gesendet, oder seine Seite ist älter als eine Stunde; es wurde nicht noch einmal ausgeführt. Laden Sie die Seite neu, um fortzufahren.',
  typed: 'Was Sie eingegeben hatten',
  typedHint:
    'Es wurde nicht gespeichert. Kopieren Sie es, bevor Sie sich anmelden, oder melden Sie sich auf einer anderen Registerkarte an.',
  confirmTitle: 'Bestätigen Sie, dass Sie es sind',
  confirm:
    'Das lässt sich nicht rückgängig machen. Geben Sie deshalb Ihre Anmeldedaten noch einmal ein. Danach haben Sie fünf Minuten: Sie kommen auf die Seite zurück und wählen die Schaltfläche erneut.',
  signInAgain: 'Anmeldedaten eingeben',
  none: 'Keine',
  more: 'Nächste Seite',
  first: 'Erste Seite',
  download: 'Als CSV speichern',
  shortPage:
    'Auf der nächsten Seite kann es weitere geben: Diese Seite sieht nur eine begrenzte Zahl von Einträgen durch.',
  empty: 'Nichts anzuzeigen.',
  filter: 'Anzeigen',
  all: 'Alle',
  time: 'Zeit',
  state: 'Status',
  since: 'Von',
  until: 'Bis',
  open: 'Öffnen',
};
