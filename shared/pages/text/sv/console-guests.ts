/** What the console says in Swedish about the guests of a host tenant. */
import type { ConsoleGuestsTexts } from '../en/console-guests.ts';

export const guests: ConsoleGuestsTexts = {
  caption: 'Gäster',
  empty: 'Ingen gäst stämmer in.',
  nobody: 'Det finns inga gäster.',
  homeLabel: 'Hemklient (id)',
  refused:
    'Värdklientens katalog kan inte läsas. Därför visas bara användare som någon gång har anslutit, och inte de som bara är inbjudna.',
  refusedWho:
    'En administratör för värdklienten ger appen behörigheten User.Read.All för Microsoft Graph där, med skriptet allow-directory.sh.',
  hint: 'Sidan kan inte veta om någon har fastnat hos Microsoft för att en administratör måste godkänna, eller om ett konto saknar Microsoft 365-postlåda. I båda fallen står det ”Inte ansluten än”.',
  homeHeading: 'Efter hemklient',
  homeCaption: 'Anslutningar efter hemklient',
  homeHint:
    'Här räknas bara användare som någon gång har anslutit. De vars anslutning snart upphör räknas som anslutna.',
  homeEmpty: 'Ingen har anslutit en postlåda än.',
  homeCut: (count) => `Bara de första ${count} anslutningarna är räknade.`,
  total: 'Totalt',
  isNotAllowed: 'får inte ansluta',
};
