/**
 * What the console says in Dutch on its first page.
 */
import type { ConsoleOverviewTexts } from '../en/console-overview.ts';

export const consoleOverview: ConsoleOverviewTexts = {
  today: 'Vandaag',
  sent: 'Verzonden',
  held: 'Aangehouden',
  failed: 'Mislukt',
  unknown: 'Onbekend',
  counted:
    'Door de app geteld sinds middernacht UTC en één keer per minuut geschreven: hoe vaak een bericht in elke status kwam. Een proces dat wordt afgebroken, verliest wat het in de laatste minuut heeft geteld. Deze getallen zijn dus geen factuur en geen bewijs.',
  range: 'Dagen',
  days: (count) => `Laatste ${count} dagen`,
  day: 'Dag',
  numbers: 'Dezelfde getallen als tabel',
  messagesChart: 'Berichten per dag',
  messagesChartSays: (days, sent, held, failed, unknown) =>
    `Vier lijnen over ${days} dagen. In totaal zijn er ${sent} verzonden, ${held} aangehouden en ${failed} mislukt; van ${unknown} is het onbekend.`,
  ageChart: 'Grootste achterstand van een bericht per dag',
  ageChartSays: (days, most) =>
    `Staven over ${days} dagen: hoe laat het meest achterstallige bericht van de hele app was. Het hoogst was ${most}.`,
  ageChartFrom: (day) =>
    `Begint op ${day}: daarvoor zijn in deze periode geen berichten van deze hosttenant en geen alarmen geteld.`,
  overdue: 'Te laat',
  wholeApp: 'Van de hele app, alle hosttenants samen.',
  alarms: (days) => `Alarmen van de laatste ${days} dagen`,
  noAlarms: 'Er waren geen alarmen.',
  alarm: 'Alarm',
  count: 'Aantal',
  last: 'Laatste keer',
  allAlarms: 'Alle alarmen',
  otherAlarms: 'Andere alarmen',
  tenant: 'Hosttenant',
  tenantId: 'Tenant-id',
  states: {
    active: 'Actief',
    paused: 'Gepauzeerd: er wordt niets verzonden, en wat wordt geaccepteerd, wacht',
    left: 'Vertrokken: er wordt niets meer verzonden of verbonden',
  },
  consent: 'Koppeling waarmee personen hun postvak verbinden',
  consentWhat: 'Voor iedereen dezelfde. Ze bevat geen geheim en mag worden doorgegeven en gepubliceerd.',
  alarmHeadings: {
    name_contested: 'Twee organisaties geven dezelfde naam',
    unknown_queue_item: 'Een wachtrij-item noemt geen bericht',
    poison_queue: 'Een wachtrij-item is te vaak mislukt',
    queue_age: 'Berichten zijn te laat',
    callback_given_up: 'Een callback heeft een gebeurtenis niet aangenomen',
    callback_gone: 'De ontvanger van een callback bestaat niet meer',
    callback_refused: 'Het adres van een callback is niet toegestaan',
    key_expiry: 'De sleutel verloopt binnenkort',
    secret_expiry: 'Het clientgeheim verloopt binnenkort',
    certificate_expiry: 'Het certificaat verloopt binnenkort',
  },
};
