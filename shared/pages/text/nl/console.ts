/**
 * What the frame of the console says in Dutch, and the pages before its first one.
 */
import { html } from '../../kit/html.ts';
import type { ConsoleTexts } from '../en/console.ts';

export const console: ConsoleTexts = {
  product: (host) => html`E-mailconnector van ${host}`,
  sections: {
    overview: 'Overzicht',
    messages: 'Berichten',
    senders: 'Afzenders',
    guests: 'Gasten',
    invitations: 'Uitnodigingen',
    limits: 'Limieten',
    documents: 'Configuratie',
    alarms: 'Alarmen',
    cost: 'Kosten',
    audit: 'Auditlogboek',
  },
  skip: 'Naar de inhoud',
  pages: 'Pagina’s',
  signOut: 'Afmelden',
  tenant: 'Hosttenant',
  choose: 'Kiezen',
  busy: 'Bezig…',
  timesInUtc: 'Alle tijden zijn in UTC.',
  faults: 'Dit moet worden verbeterd:',
  notDone: 'Uw invoer is niet bruikbaar; er is niets gedaan.',
  back: 'Terug naar de pagina',
  signInTitle: 'Aanmelden bij de console',
  whoMay:
    'Hier beheren beheerders de e-mailconnector. U hebt een account van de hosttenant nodig met de rol Manage van deze app.',
  signIn: 'Aanmelden met Microsoft',
  lasts: 'U blijft een uur aangemeld. Elke aanmelding en elke actie wordt vastgelegd.',
  hasEnded:
    'U bent niet meer aangemeld, of niet als de persoon voor wie de pagina is gemaakt; er is niets gedaan. Meld u aan en probeer het opnieuw.',
  wasPosted:
    'Dit formulier is al verzonden, of de pagina is ouder dan een uur; het is niet nog een keer uitgevoerd. Laad de pagina opnieuw om verder te gaan.',
  typed: 'Wat u had ingevoerd',
  typedHint: 'Het is niet opgeslagen. Kopieer het voordat u zich aanmeldt, of meld u aan op een ander tabblad.',
  confirmTitle: 'Bevestig dat u het bent',
  confirm:
    'Dit kan niet ongedaan worden gemaakt. Voer daarom uw aanmeldgegevens opnieuw in. Daarna hebt u vijf minuten: u komt terug op de pagina en kiest de knop nog een keer.',
  signInAgain: 'Mijn aanmeldgegevens invoeren',
  none: 'Geen',
  more: 'Volgende pagina',
  first: 'Eerste pagina',
  download: 'Opslaan als CSV',
  shortPage: 'Op de volgende pagina kunnen er meer staan: deze bekijkt een beperkt aantal records.',
  empty: 'Niets om te tonen.',
  filter: 'Tonen',
  all: 'Alle',
  time: 'Tijd',
  state: 'Status',
  since: 'Van',
  until: 'Tot',
  open: 'Openen',
};
