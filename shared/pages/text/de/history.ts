/**
 * What the own page says in German about the emails that were sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  heading: 'In Ihrem Namen gesendete E-Mails',
  inUtc: (time) => html`${time} UTC`,
  lastUsed: 'Zuletzt benutzt',
  countedInDays: (days) => `Nach Anwendung, in den letzten ${days} Tagen`,
  countedSince: (time) => html`Nach Anwendung, seit ${time}`,
  noneInDays: (days) => `In den letzten ${days} Tagen wurde nichts gesendet.`,
  noneSince: (time) => html`Seit dieses Konto verbunden wurde (${time}), wurde nichts gesendet.`,
  notRead:
    'Die gesendeten E-Mails können derzeit nicht aufgelistet werden. Alles andere auf dieser Seite funktioniert; laden Sie sie in einigen Minuten neu.',
  application: 'Anwendung',
  emails: 'E\u2011Mails',
  atLeast: (count) => `mindestens ${count}`,
  latest: 'Die letzten',
  time: 'Zeit (UTC)',
  outcome: 'Ergebnis',
  outcomes: {
    queued: 'Wartet auf den Versand',
    held: 'Zurückgestellt: Etwas verhindert den Versand',
    sending: 'Wird gerade gesendet',
    sent: 'Gesendet',
    failed: 'Konnte nicht gesendet werden',
    expired: 'Nicht rechtzeitig gesendet',
    cancelled: 'Storniert',
    unknown: 'Nicht bekannt: Sehen Sie in den gesendeten Elementen nach',
  },
  ownTest: 'Eigene Test-E-Mail',
  unnamed: (host) => html`Eine Anwendung von ${host}`,
  whatIsKept: (days) =>
    `E-Mails, die nicht gesendet wurden, sind mitgezählt. Der Inhalt einer E-Mail wird hier nur verschlüsselt gespeichert, solange sie wartet, und ${days} Tage lang, wenn sie nicht gesendet wurde; die E-Mails selbst liegen in den gesendeten Elementen.`,
};
