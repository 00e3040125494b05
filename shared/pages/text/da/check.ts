/** The check of one's own connection, in Danish. */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { CheckTexts } from '../en/check.ts';

export const check: CheckTexts = {
  title: 'Kontrol af din forbindelse',
  again: 'Kontrollér igen',
  steps: {
    identity: 'Hvem du er',
    names: 'Dine adresser',
    grant: 'Forbindelse',
    policy: 'Regler',
    token: 'Adgang hos Microsoft',
    permission: 'Tilladelser',
    limits: 'Grænser for afsendelse',
    mailbox: 'Postkasse',
    test: 'Testmail',
  },
  states: {
    ok: 'I orden',
    warning: 'Se på det',
    failed: 'Fejl',
    skipped: 'Ikke kontrolleret',
  },
  skipped: (step: string) => `Først skal dette være i orden: ${step}.`,
  since: (date: SafeHtml) => html`Siden ${date}.`,
  until: (time: SafeHtml) => html`Indtil ${time}.`,
  findings: {
    known: 'Du er logget på, og der er ingen tvivl om, hvem du er.',
    proven: 'Disse navne fører til dig:',
    contested:
      'En anden organisation siger, at en af disse adresser tilhører en af dens brugere. Indtil en af de to giver den op, fører den til ingen af jer. Hvis du ikke ved noget om det, så fortæl det til kontakten nedenfor.',
    aged: 'Beviset for nogle af disse adresser er for gammelt. Det fornyes af sig selv, før de bruges.',
    unnamed: 'Ingen af dine adresser er bevist. Mails kan kun sendes i dit navn med id’et for din bruger.',
    connected: 'Der er forbundet en postkasse for dig.',
    open: 'Ingen regel, der er kendt her, hindrer dig i at sende.',
    sandbox: 'Dette er sat op til test: mails går kun til bestemte modtagere.',
    given: 'Microsoft lader denne app handle for dig.',
    granted: 'Alle tilladelser, som denne app beder om, er givet.',
    small:
      'Store mails kræver en tilladelse, der endnu ikke er givet (Mail.ReadWrite). Mindre sendes uden den. Forbind din postkasse igen for at give den.',
    free: 'Den næste mail kan sendes med det samme.',
    full: 'Der er sendt så mange mails, som er tilladt på én gang. De andre sendes af sig selv.',
    exists: 'Microsoft har din postkasse og tager imod mails fra den.',
    unclear: 'Microsoft sagde ikke klart, om du har en postkasse. Send en testmail for at være sikker.',
    accepted: 'Microsoft tog imod en testmail fra din postkasse til den selv.',
  },
};
