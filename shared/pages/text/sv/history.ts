/**
 * What the own page says in Swedish about the emails that were sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  heading: 'E-post skickad som du',
  inUtc: (time) => html`${time} UTC`,
  lastUsed: 'Senast använd',
  countedInDays: (days) => `Per program, de senaste ${days} dagarna`,
  countedSince: (time) => html`Per program, sedan ${time}`,
  noneInDays: (days) => `Inget har skickats de senaste ${days} dagarna.`,
  noneSince: (time) => html`Inget har skickats sedan det här kontot anslöts den ${time}.`,
  notRead:
    'Den skickade e-posten kan inte visas just nu. Allt annat på den här sidan fungerar; läs in den igen om några minuter.',
  application: 'Program',
  emails: 'E\u2011post',
  atLeast: (count) => `minst ${count}`,
  latest: 'De senaste',
  time: 'Tid (UTC)',
  outcome: 'Resultat',
  outcomes: {
    queued: 'Väntar på att skickas',
    held: 'Vilande: något hindrar det',
    sending: 'Skickas nu',
    sent: 'Skickat',
    failed: 'Kunde inte skickas',
    expired: 'Skickades inte i tid',
    cancelled: 'Avbrutet',
    unknown: 'Okänt: titta bland skickade objekt',
  },
  ownTest: 'Ditt eget testmeddelande',
  unnamed: (host) => html`Ett program hos ${host}`,
  whatIsKept: (days) =>
    `E-post som inte skickades räknas också. Innehållet sparas här, krypterat, bara medan ett meddelande väntar och i ${days} dagar om det inte skickades; själva e-posten finns bland skickade objekt.`,
};
