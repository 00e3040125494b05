/**
 * What the own page says in Dutch about the emails that were sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  heading: 'Namens u verzonden e-mails',
  inUtc: (time) => html`${time} UTC`,
  lastUsed: 'Laatst gebruikt',
  countedInDays: (days) => `Per toepassing, in de laatste ${days} dagen`,
  countedSince: (time) => html`Per toepassing, sinds ${time}`,
  noneInDays: (days) => `In de laatste ${days} dagen is niets verzonden.`,
  noneSince: (time) => html`Er is niets verzonden sinds dit account op ${time} is gekoppeld.`,
  notRead:
    'De verzonden e-mails kunnen op dit moment niet worden getoond. Al het andere op deze pagina werkt; laad de pagina over enkele minuten opnieuw.',
  application: 'Toepassing',
  emails: 'E\u2011mails',
  atLeast: (count) => `minstens ${count}`,
  latest: 'De laatste',
  time: 'Tijd (UTC)',
  outcome: 'Resultaat',
  outcomes: {
    queued: 'Wacht op verzending',
    held: 'Aangehouden: iets verhindert de verzending',
    sending: 'Wordt verzonden',
    sent: 'Verzonden',
    failed: 'Kon niet worden verzonden',
    expired: 'Niet op tijd verzonden',
    cancelled: 'Geannuleerd',
    unknown: 'Niet bekend: controleer de verzonden items',
  },
  ownTest: 'Uw eigen testmail',
  unnamed: (host) => html`Een toepassing van ${host}`,
  whatIsKept: (days) =>
    `E-mails die niet zijn verzonden, zijn meegeteld. De inhoud van een e-mail wordt hier alleen versleuteld bewaard zolang deze wacht, en ${days} dagen als deze niet is verzonden; de e-mails zelf staan in de verzonden items.`,
};
