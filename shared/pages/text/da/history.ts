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
    sending: 'Sendes nu',
    sent: 'Sendt',
    failed: 'Kunne ikke sendes',
    unknown: 'Vides ikke: se i Sendt post',
  },
  ownTest: 'Din egen testmail',
  unnamed: (host) => html`Et program hos ${host}`,
  whatIsKept:
    'Mails, der ikke kunne sendes, er også talt med. Emner og modtagere gemmes ikke her; selve mailene ligger i Sendt post.',
};
