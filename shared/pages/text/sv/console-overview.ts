/**
 * What the console says in Swedish on its first page.
 */
import type { ConsoleOverviewTexts } from '../en/console-overview.ts';

export const consoleOverview: ConsoleOverviewTexts = {
  today: 'I dag',
  sent: 'Skickade',
  held: 'Pausade',
  failed: 'Misslyckade',
  unknown: 'Okända',
  counted:
    'Räknat av appen sedan midnatt UTC och skrivet en gång i minuten: hur ofta ett meddelande kom i varje tillstånd. En process som avbryts förlorar det den räknade under den sista minuten, så siffrorna är varken räkning eller bevis.',
  range: 'Dagar',
  days: (count) => `De senaste ${count} dagarna`,
  day: 'Dag',
  numbers: 'Samma siffror som tabell',
  messagesChart: 'Meddelanden per dag',
  messagesChartSays: (days, sent, held, failed, unknown) =>
    `Fyra linjer över ${days} dagar. Totalt skickades ${sent}, pausades ${held} och misslyckades ${failed}; för ${unknown} är det okänt.`,
  ageChart: 'Mest försenade meddelande per dag',
  ageChartSays: (days, most) =>
    `Staplar över ${days} dagar: hur försenat det mest försenade meddelandet i hela appen var. Det högsta var ${most}.`,
  ageChartFrom: (day) =>
    `Börjar ${day}: före det räknades varken meddelanden från den här värdklienten eller larm under perioden.`,
  overdue: 'Försenat',
  wholeApp: 'För hela appen, alla värdklienter tillsammans.',
  alarms: (days) => `Larm under de senaste ${days} dagarna`,
  noAlarms: 'Det fanns inga larm.',
  alarm: 'Larm',
  count: 'Antal',
  last: 'Senast',
  allAlarms: 'Alla larm',
  otherAlarms: 'Andra larm',
  tenant: 'Värdklient',
  tenantId: 'Klientorganisations-ID',
  states: {
    active: 'Aktiv',
    paused: 'Pausad: inget skickas, och det som tas emot väntar',
    left: 'Lämnad: inget skickas eller ansluts längre',
  },
  consent: 'Länk där personer ansluter sin postlåda',
  consentWhat: 'Samma för alla. Den innehåller ingen hemlighet och kan skickas vidare och publiceras.',
  alarmHeadings: {
    name_contested: 'Två organisationer ger samma namn',
    unknown_queue_item: 'Ett köobjekt anger inget meddelande',
    poison_queue: 'Ett köobjekt misslyckades för ofta',
    queue_age: 'Meddelanden är försenade',
    callback_given_up: 'Ett återanrop tog inte emot en händelse',
    callback_gone: 'Mottagaren av ett återanrop finns inte längre',
    callback_refused: 'Adressen för ett återanrop är inte tillåten',
    key_expiry: 'Nyckeln upphör snart',
    secret_expiry: 'Klienthemligheten upphör snart',
    certificate_expiry: 'Certifikatet upphör snart',
  },
};
