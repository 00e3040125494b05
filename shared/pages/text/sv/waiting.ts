/**
 * What the own page says in Swedish about emails that wait to be sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const waiting: Texts['waiting'] = {
  releasedTerm: 'På väg nu',
  released: (count) => `E-post som väntade på att du skulle ansluta: ${count}`,
  heading: 'E-post som väntar',
  lead: (erp) =>
    html`Den här e-posten ska skickas som du och har inte lämnat oss än. ${erp} eller ett annat program har lämnat in
    den. Avvisa det som inte ska skickas.`,
  notRead:
    'E-posten som väntar kan inte visas just nu. Allt annat på den här sidan fungerar; läs in den igen om några minuter.',
  more: 'Det finns fler. De äldsta visas.',
  noSubject: 'Inget ämne',
  hidden: 'Ett e-postmeddelande för ditt tidigare konto',
  to: 'Till',
  others: (count) => `och ${count} till`,
  submitted: 'Inlämnat',
  leaves: 'Skickas',
  onHold: 'Vilande',
  contentNotRead: 'Ämne och mottagare kan inte visas just nu.',
  refuse: 'Avvisa e-postmeddelandet',
  refusing: 'Avvisar…',
  former:
    'Det lämnades in medan ett annat konto var anslutet för dig, så innehållet visas inte. Det skickas bara om du bestämmer det.',
  release: 'Skicka det från din postlåda',
  releaseWhat: (mailbox) =>
    html`Då skickas det från ${mailbox} och hamnar bland skickade objekt där, vad som än står i det. När det har
    skickats går det inte att ångra.`,
  releaseButton: 'Skicka det som jag',
  releasing: 'Skickar…',
  isRefused: 'E-postmeddelandet är avvisat och skickas inte.',
  isRefusedInPart: 'E-postmeddelandet är avvisat och skickas inte till någon mer. Några av mottagarna har det redan.',
  isReleased: 'E-postmeddelandet skickas från din postlåda.',
  tooLate: 'E-postmeddelandet väntar inte längre eller kan inte skickas som du. Inget ändrades.',
};
