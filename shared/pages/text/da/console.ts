/**
 * What the frame of the console says in Danish, and the pages before its first one.
 */
import { html } from '../../kit/html.ts';
import type { ConsoleTexts } from '../en/console.ts';

export const console: ConsoleTexts = {
  product: (host) => html`Mailconnector for ${host}`,
  sections: {
    overview: 'Overblik',
    messages: 'Meddelelser',
    senders: 'Afsendere',
    guests: 'Gæster',
    invitations: 'Invitationer',
    limits: 'Grænser',
    documents: 'Konfiguration',
    alarms: 'Alarmer',
    cost: 'Omkostninger',
    audit: 'Revisionslog',
  },
  skip: 'Gå til indholdet',
  pages: 'Sider',
  signOut: 'Log af',
  tenant: 'Værtslejer',
  choose: 'Vælg',
  busy: 'Arbejder…',
  timesInUtc: 'Alle tidspunkter er i UTC.',
  faults: 'Det skal rettes:',
  notDone: 'Det, du har angivet, kan ikke bruges, så der skete ikke noget.',
  back: 'Tilbage til siden',
  signInTitle: 'Log på konsollen',
  whoMay:
    'Her passer administratorer mailconnectoren. Du skal bruge en konto i værtslejeren med rollen Manage for denne app.',
  signIn: 'Log på med Microsoft',
  lasts: 'Du forbliver logget på i en time. Hver pålogning og hver handling registreres.',
  hasEnded:
    'Du er ikke længere logget på, eller ikke som den person, siden blev lavet til, så der skete ikke noget. Log på, og prøv igen.',
  wasPosted:
    'Denne formular er allerede sendt, eller siden er mere end en time gammel; den blev ikke udført igen. Indlæs siden igen for at fortsætte.',
  typed: 'Det, du havde skrevet',
  typedHint: 'Det blev ikke gemt. Kopiér det, før du logger på, eller log på i en anden fane.',
  confirmTitle: 'Bekræft, at det er dig',
  confirm:
    'Dette kan ikke fortrydes, så angiv dine legitimationsoplysninger igen. Derefter har du fem minutter: Du kommer tilbage til siden og vælger knappen igen.',
  signInAgain: 'Angiv mine legitimationsoplysninger',
  none: 'Ingen',
  more: 'Næste side',
  first: 'Første side',
  download: 'Gem som CSV',
  shortPage: 'Der kan være flere på næste side: Denne side ser et begrænset antal poster igennem.',
  empty: 'Intet at vise.',
  filter: 'Vis',
  all: 'Alle',
  time: 'Tid',
  state: 'Status',
  since: 'Fra',
  until: 'Til',
  open: 'Åbn',
};
