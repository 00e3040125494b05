/**
 * What the console says in German on its first page.
 */
import type { ConsoleOverviewTexts } from '../en/console-overview.ts';

export const consoleOverview: ConsoleOverviewTexts = {
  today: 'Heute',
  sent: 'Gesendet',
  held: 'Angehalten',
  failed: 'Fehlgeschlagen',
  unknown: 'Unbekannt',
  counted:
    'Von der App seit Mitternacht (UTC) gezählt und einmal in der Minute geschrieben: wie oft eine Nachricht in den jeweiligen Status kam. Ein Prozess, der abgebrochen wird, verliert, was er in der letzten Minute gezählt hat. Diese Zahlen sind deshalb weder Rechnung noch Nachweis.',
  range: 'Tage',
  days: (count) => `Letzte ${count} Tage`,
  day: 'Tag',
  numbers: 'Dieselben Zahlen als Tabelle',
  messagesChart: 'Nachrichten nach Tag',
  messagesChartSays: (days, sent, held, failed, unknown) =>
    `Vier Linien über ${days} Tage. Insgesamt wurden ${sent} gesendet und ${held} angehalten; ${failed} sind fehlgeschlagen, von ${unknown} ist es unbekannt.`,
  ageChart: 'Am längsten überfällige Nachricht nach Tag',
  ageChartSays: (days, most) =>
    `Balken über ${days} Tage: wie lange die am längsten überfällige Nachricht der ganzen App überfällig war. Höchstwert: ${most}.`,
  ageChartFrom: (day) =>
    `Beginnt am ${day}: Davor wurden in diesem Zeitraum weder Nachrichten dieses Host-Mandanten noch Alarme gezählt.`,
  overdue: 'Überfällig',
  wholeApp: 'Von der ganzen App, alle Host-Mandanten zusammen.',
  alarms: (days) => `Alarme der letzten ${days} Tage`,
  noAlarms: 'Es gab keine Alarme.',
  alarm: 'Alarm',
  count: 'Anzahl',
  last: 'Zuletzt',
  allAlarms: 'Alle Alarme',
  otherAlarms: 'Andere Alarme',
  tenant: 'Host-Mandant',
  tenantId: 'Mandanten-ID',
  states: {
    active: 'Aktiv',
    paused: 'Pausiert: Es wird nichts gesendet, und was angenommen wird, wartet',
    left: 'Ausgeschieden: Es wird nichts mehr gesendet oder verbunden',
  },
  consent: 'Link, über den Personen ihr Postfach verbinden',
  consentWhat: 'Für alle derselbe. Er enthält kein Geheimnis und kann weitergegeben und veröffentlicht werden.',
  alarmHeadings: {
    name_contested: 'Zwei Organisationen vergeben denselben Namen',
    unknown_queue_item: 'Ein Warteschlangenelement nennt keine Nachricht',
    poison_queue: 'Ein Warteschlangenelement ist zu oft gescheitert',
    queue_age: 'Nachrichten sind überfällig',
    callback_given_up: 'Ein Rückruf hat ein Ereignis nicht angenommen',
    callback_gone: 'Der Empfänger eines Rückrufs ist nicht mehr da',
    callback_refused: 'Die Adresse eines Rückrufs ist nicht erlaubt',
    key_expiry: 'Der Schlüssel läuft bald ab',
    secret_expiry: 'Der geheime Clientschlüssel läuft bald ab',
    certificate_expiry: 'Das Zertifikat läuft bald ab',
  },
};
