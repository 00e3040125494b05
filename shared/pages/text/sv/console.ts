/**
 * What the frame of the console says in Swedish, and the pages before its first one.
 */
import { html } from '../../kit/html.ts';
import type { ConsoleTexts } from '../en/console.ts';

export const console: ConsoleTexts = {
  product: (host) => html`E-postanslutning för ${host}`,
  sections: {
    overview: 'Översikt',
    messages: 'Meddelanden',
    senders: 'Avsändare',
    guests: 'Gäster',
    invitations: 'Inbjudningar',
    limits: 'Gränser',
    documents: 'Konfiguration',
    alarms: 'Larm',
    cost: 'Kostnad',
    audit: 'Granskningslogg',
  },
  skip: 'Hoppa till innehållet',
  pages: 'Sidor',
  signOut: 'Logga ut',
  tenant: 'Värdklient',
  choose: 'Välj',
  busy: 'Arbetar…',
  timesInUtc: 'Alla tider är i UTC.',
  faults: 'Detta behöver rättas:',
  notDone: 'Uppgifterna går inte att använda, så inget utfördes.',
  back: 'Tillbaka till sidan',
  signInTitle: 'Logga in i konsolen',
  whoMay:
    'Här sköter administratörer e-postanslutningen. Du behöver ett konto i värdklienten med rollen Manage för den här appen.',
  signIn: 'Logga in med Microsoft',
  lasts: 'Du är inloggad i en timme. Varje inloggning och varje åtgärd loggas.',
  hasEnded:
    'Du är inte längre inloggad, eller inte som den person som sidan gjordes för, så inget utfördes. Logga in och försök igen.',
  wasPosted:
    'Formuläret har redan skickats, eller så är sidan äldre än en timme; det utfördes inte en gång till. Läs in sidan igen för att fortsätta.',
  typed: 'Det du hade skrivit',
  typedHint: 'Det sparades inte. Kopiera det innan du loggar in, eller logga in på en annan flik.',
  confirmTitle: 'Bekräfta att det är du',
  confirm:
    'Detta kan inte ångras, så ange dina inloggningsuppgifter igen. Sedan har du fem minuter: du kommer tillbaka till sidan och väljer knappen en gång till.',
  signInAgain: 'Ange mina inloggningsuppgifter',
  none: 'Inga',
  more: 'Nästa sida',
  first: 'Första sidan',
  download: 'Spara som CSV',
  shortPage: 'Det kan finnas fler på nästa sida: den här går igenom ett begränsat antal poster.',
  empty: 'Inget att visa.',
  filter: 'Visa',
  all: 'Alla',
  time: 'Tid',
  state: 'Status',
  since: 'Från',
  until: 'Till',
  open: 'Öppna',
};
