/** The check of one's own connection, in Swedish. */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { CheckTexts } from '../en/check.ts';

export const check: CheckTexts = {
  title: 'Kontroll av din anslutning',
  again: 'Kontrollera igen',
  steps: {
    identity: 'Vem du är',
    names: 'Dina adresser',
    grant: 'Anslutning',
    policy: 'Regler',
    token: 'Åtkomst hos Microsoft',
    permission: 'Behörigheter',
    limits: 'Gränser för sändning',
    mailbox: 'Postlåda',
    test: 'Testmeddelande',
  },
  states: {
    ok: 'I ordning',
    warning: 'Värt att titta på',
    failed: 'Fel',
    skipped: 'Inte kontrollerat',
  },
  skipped: (step: string) => `Först måste detta vara i ordning: ${step}.`,
  since: (date: SafeHtml) => html`Sedan ${date}.`,
  until: (time: SafeHtml) => html`Till ${time}.`,
  findings: {
    known: 'Du är inloggad, och det råder inget tvivel om vem du är.',
    proven: 'De här namnen leder till dig:',
    contested:
      'En annan organisation säger att en av de här adresserna tillhör en av dess användare. Tills en av de två ger upp den leder den till ingen av er. Om du inte vet något om detta, tala om det för kontakten nedan.',
    aged: 'Beviset för några av de här adresserna är för gammalt. Det förnyas av sig självt innan de används.',
    unnamed: 'Ingen av dina adresser är bevisad. Meddelanden kan bara skickas i ditt namn med id:t för din användare.',
    connected: 'En postlåda är ansluten för dig.',
    open: 'Ingen regel som är känd här hindrar dig från att skicka.',
    sandbox: 'Detta är inställt för test: meddelanden går bara till vissa mottagare.',
    given: 'Microsoft låter den här appen handla för dig.',
    granted: 'Alla behörigheter som den här appen ber om är givna.',
    small:
      'Stora meddelanden kräver en behörighet som ännu inte är given (Mail.ReadWrite). Mindre skickas utan den. Anslut din postlåda igen för att ge den.',
    free: 'Nästa meddelande kan gå i väg genast.',
    full: 'Så många meddelanden har gått i väg som är tillåtna på en gång. De andra går i väg av sig själva.',
    exists: 'Microsoft har din postlåda och tar emot meddelanden från den.',
    unclear: 'Microsoft sade inte tydligt om du har en postlåda. Skicka ett testmeddelande för att vara säker.',
    accepted: 'Microsoft tog emot ett testmeddelande från din postlåda till den själv.',
  },
};
