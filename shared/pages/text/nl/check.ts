/** The check of one's own connection, in Dutch. */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { CheckTexts } from '../en/check.ts';

export const check: CheckTexts = {
  title: 'Controle van uw koppeling',
  again: 'Opnieuw controleren',
  steps: {
    identity: 'Wie u bent',
    names: 'Uw adressen',
    grant: 'Koppeling',
    policy: 'Regels',
    token: 'Toegang bij Microsoft',
    permission: 'Machtigingen',
    limits: 'Verzendlimieten',
    mailbox: 'Postvak',
    test: 'Testmail',
  },
  states: {
    ok: 'In orde',
    warning: 'Bekijk dit',
    failed: 'Probleem',
    skipped: 'Niet gecontroleerd',
  },
  skipped: (step: string) => `Eerst moet dit in orde zijn: ${step}.`,
  since: (date: SafeHtml) => html`Sinds ${date}.`,
  until: (time: SafeHtml) => html`Tot ${time}.`,
  findings: {
    known: 'U bent aangemeld en het staat vast wie u bent.',
    proven: 'Deze namen leiden naar u:',
    contested:
      'Een andere organisatie zegt dat een van deze adressen van een van haar gebruikers is. Tot een van de twee het opgeeft, leidt het naar geen van u beiden. Als u hier niets van weet, neem dan contact op via de gegevens hieronder.',
    aged: 'Het bewijs van enkele van deze adressen is te oud. Het wordt vanzelf vernieuwd voordat ze worden gebruikt.',
    unnamed:
      'Geen van uw adressen is bewezen. E-mails kunnen alleen met de id van uw gebruiker namens u worden verzonden.',
    connected: 'Er is een postvak voor u gekoppeld.',
    open: 'Geen regel die hier bekend is, houdt u van verzenden af.',
    sandbox: 'Dit is voor tests ingericht: e-mails gaan alleen naar bepaalde ontvangers.',
    given: 'Microsoft laat deze app voor u handelen.',
    granted: 'Alle machtigingen waar deze app om vraagt, zijn verleend.',
    small:
      'Grote e-mails hebben een machtiging nodig die nog niet is verleend (Mail.ReadWrite). Kleinere gaan zonder. Koppel uw postvak opnieuw om die te verlenen.',
    free: 'De volgende e-mail kan meteen weg.',
    full: 'Er zijn zoveel e-mails weggegaan als tegelijk is toegestaan. De andere volgen vanzelf.',
    exists: 'Microsoft heeft uw postvak en neemt er e-mails uit aan.',
    unclear: 'Microsoft zei niet duidelijk of u een postvak hebt. Stuur een testmail om zeker te zijn.',
    accepted: 'Microsoft heeft een testmail van uw postvak aan zichzelf aangenomen.',
  },
};
