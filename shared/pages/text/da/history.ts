/**
 * What the own page says in Danish about the emails that were sent as the person.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const history: Texts['history'] = {
  heading: 'Mails sendt som dig',
  inUtc: (time) => html`${time} UTC`,
  lastUsed: 'Senest brugt',
  countedInDays: (days) => `Pr. program, i de seneste ${days} dage`,
  countedSince: (time) => html`Pr. program, siden ${time}`,
  noneInDays: (days) => `Intet er sendt i de seneste ${days} dage.`,
  noneSince: (time) => html`Intet er sendt, siden denne konto blev forbundet den ${time}.`,
  notRead:
    'De sendte mails kan ikke vises i øjeblikket. Alt andet på denne side virker; indlæs den igen om nogle minutter.',
  application: 'Program',
  emails: 'Mails',
  atLeast: (count) => `mindst ${count}`,
  latest: 'De seneste',
  time: 'Tidspunkt (UTC)',
  outcome: 'Resultat',
  outcomes: {
    queued: 'Venter på at blive sendt',
    held: 'Sat i bero: noget står i vejen',
    sending: 'Sendes nu',
    sent: 'Sendt',
    failed: 'Kunne ikke sendes',
    expired: 'Ikke sendt i tide',
    cancelled: 'Annulleret',
    unknown: 'Vides ikke: se i Sendt post',
  },
  ownTest: 'Din egen testmail',
  unnamed: (host) => html`Et program hos ${host}`,
  whatIsKept: (days) =>
    `Mails, der ikke blev sendt, er også talt med. En mails indhold gemmes kun her, krypteret, mens den venter, og i ${days} dage, hvis den ikke blev sendt; selve mailene ligger i Sendt post.`,
};
