/**
 * What the console says in English on its first page.
 */
export const consoleOverview = {
  today: 'Today',
  sent: 'Sent',
  held: 'On hold',
  failed: 'Failed',
  unknown: 'Unknown',
  counted:
    'Counted by the app since midnight UTC and written once a minute: how often a message came into each state. A process that is killed loses what it counted in its last minute, so these numbers are no bill and no proof.',
  range: 'Days',
  days: (count: number) => `Last ${count} days`,
  day: 'Day',
  numbers: 'The same numbers as a table',
  messagesChart: 'Messages by day',
  messagesChartSays: (days: number, sent: string, held: string, failed: string, unknown: string) =>
    `Four lines over ${days} days. In all, ${sent} were sent, ${held} were put on hold and ${failed} failed; of ${unknown}, it is unknown.`,
  ageChart: 'Most overdue message by day',
  ageChartSays: (days: number, most: string) =>
    `Bars over ${days} days: how late the most overdue message of the whole app was. The most was ${most}.`,
  ageChartFrom: (day: string) =>
    `Begins on ${day}: before that, neither messages of this host tenant nor alarms were counted in this period.`,
  overdue: 'Overdue',
  wholeApp: 'Of the whole app, all host tenants together.',
  alarms: (days: number) => `Alarms of the last ${days} days`,
  noAlarms: 'There were no alarms.',
  alarm: 'Alarm',
  count: 'Count',
  last: 'Last time',
  allAlarms: 'All alarms',
  otherAlarms: 'Other alarms',
  tenant: 'Host tenant',
  tenantId: 'Tenant id',
  states: {
    active: 'Active',
    paused: 'Paused: nothing is sent, and what is accepted waits',
    left: 'Left: nothing is sent or connected any more',
  },
  consent: 'Link for people to connect their mailbox',
  consentWhat: 'The same for everybody. It contains no secret, so it can be passed on and published.',
  alarmHeadings: {
    name_contested: 'Two organisations give the same name',
    unknown_queue_item: 'An item of the queue names no message',
    poison_queue: 'A queue item failed too often',
    queue_age: 'Messages are overdue',
    callback_given_up: 'A callback did not take an event',
    callback_gone: 'The receiver of a callback is gone',
    callback_refused: 'The address of a callback is not allowed',
    key_expiry: 'The key ends soon',
    secret_expiry: 'The client secret ends soon',
    certificate_expiry: 'The certificate ends soon',
  },
};

export type ConsoleOverviewTexts = typeof consoleOverview;
