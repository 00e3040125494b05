/**
 * What the console says in Danish on its first page.
 */
import type { ConsoleOverviewTexts } from '../en/console-overview.ts';

export const consoleOverview: ConsoleOverviewTexts = {
  today: 'I dag',
  sent: 'Sendt',
  held: 'Tilbageholdt',
  failed: 'Mislykket',
  unknown: 'Ukendt',
  counted:
    'Talt af appen siden midnat UTC og skrevet en gang i minuttet: hvor ofte en meddelelse kom i hver tilstand. En proces, der afbrydes, mister det, den talte i det sidste minut, så tallene er hverken regning eller bevis.',
  range: 'Dage',
  days: (count) => `Seneste ${count} dage`,
  day: 'Dag',
  numbers: 'De samme tal som tabel',
  messagesChart: 'Meddelelser pr. dag',
  messagesChartSays: (days, sent, held, failed, unknown) =>
    `Fire linjer over ${days} dage. I alt blev ${sent} sendt, ${held} tilbageholdt, og ${failed} mislykkedes; for ${unknown} er det ukendt.`,
  ageChart: 'Mest forsinkede meddelelse pr. dag',
  ageChartSays: (days, most) =>
    `Søjler over ${days} dage: hvor forsinket den mest forsinkede meddelelse i hele appen var. Det højeste var ${most}.`,
  ageChartFrom: (day) =>
    `Begynder ${day}: Før det blev hverken meddelelser fra denne værtslejer eller alarmer talt i perioden.`,
  overdue: 'Forsinket',
  wholeApp: 'For hele appen, alle værtslejere samlet.',
  alarms: (days) => `Alarmer i de seneste ${days} dage`,
  noAlarms: 'Der var ingen alarmer.',
  alarm: 'Alarm',
  count: 'Antal',
  last: 'Senest',
  allAlarms: 'Alle alarmer',
  otherAlarms: 'Andre alarmer',
  tenant: 'Værtslejer',
  tenantId: 'Lejer-id',
  states: {
    active: 'Aktiv',
    paused: 'På pause: Intet sendes, og det, der accepteres, venter',
    left: 'Forladt: Intet sendes eller tilsluttes længere',
  },
  consent: 'Link, hvor personer tilslutter deres postkasse',
  consentWhat: 'Det samme for alle. Det indeholder ingen hemmelighed og kan sendes videre og offentliggøres.',
  alarmHeadings: {
    name_contested: 'To organisationer giver det samme navn',
    unknown_queue_item: 'Et element i køen nævner ingen meddelelse',
    poison_queue: 'Et element i køen mislykkedes for ofte',
    queue_age: 'Meddelelser er forsinkede',
    callback_given_up: 'Et tilbagekald tog ikke imod en hændelse',
    callback_gone: 'Modtageren af et tilbagekald findes ikke længere',
    callback_refused: 'Adressen på et tilbagekald er ikke tilladt',
    key_expiry: 'Nøglen udløber snart',
    secret_expiry: 'Klienthemmeligheden udløber snart',
    certificate_expiry: 'Certifikatet udløber snart',
  },
};
