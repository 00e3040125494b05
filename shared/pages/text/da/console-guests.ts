/** What the console says in Danish about the guests of a host tenant. */
import type { ConsoleGuestsTexts } from '../en/console-guests.ts';

export const guests: ConsoleGuestsTexts = {
  caption: 'Gæster',
  empty: 'Ingen gæst passer.',
  nobody: 'Der er ingen gæster.',
  homeLabel: 'Hjemmelejer (id)',
  refused:
    'Værtslejerens bibliotek kan ikke læses. Derfor vises kun brugere, der på et tidspunkt har forbundet, og ikke dem, der kun er inviteret.',
  refusedWho:
    'En administrator af værtslejeren giver appen tilladelsen User.Read.All til Microsoft Graph dér med scriptet allow-directory.sh.',
  hint: 'Siden kan ikke vide, om nogen gik i stå hos Microsoft, fordi en administrator skal godkende, eller om en konto ikke har nogen Microsoft 365-postkasse. I begge tilfælde står der “Ikke forbundet endnu”.',
  homeHeading: 'Efter hjemmelejer',
  homeCaption: 'Forbindelser efter hjemmelejer',
  homeHint:
    'Her tælles kun brugere, der på et tidspunkt har forbundet. De, hvis forbindelse snart udløber, tæller som forbundet.',
  homeEmpty: 'Ingen har forbundet en postkasse endnu.',
  homeCut: (count) => `Kun de første ${count} forbindelser er talt med.`,
  total: 'I alt',
  isNotAllowed: 'må ikke forbinde',
};
