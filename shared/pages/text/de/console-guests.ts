/** What the console says in German about the guests of a host tenant. */
import type { ConsoleGuestsTexts } from '../en/console-guests.ts';

export const guests: ConsoleGuestsTexts = {
  caption: 'Gäste',
  empty: 'Kein Gast entspricht dem.',
  nobody: 'Es gibt keine Gäste.',
  homeLabel: 'Heimatmandant (ID)',
  refused:
    'Das Verzeichnis dieses Host-Mandanten lässt sich nicht lesen. Deshalb sind nur Personen aufgeführt, die sich irgendwann verbunden haben, und keine, die nur eingeladen sind.',
  refusedWho:
    'Ein Administrator des Host-Mandanten gibt der App dort mit dem Skript allow-directory.sh die Berechtigung User.Read.All von Microsoft Graph.',
  hint: 'Diese Seite kann nicht wissen, dass jemand bei Microsoft an „Administratorgenehmigung erforderlich“ gescheitert ist oder dass ein Konto kein Microsoft-365-Postfach hat. Beides sieht aus wie „Noch nicht verbunden“.',
  homeHeading: 'Nach Heimatmandant',
  homeCaption: 'Verbindungen nach Heimatmandant',
  homeHint:
    'Hier sind nur Personen gezählt, die sich irgendwann verbunden haben. Wessen Verbindung bald abläuft, zählt als verbunden.',
  homeEmpty: 'Noch hat niemand ein Postfach verbunden.',
  homeCut: (count) => `Nur die ersten ${count} Verbindungen sind gezählt.`,
  total: 'Gesamt',
  isNotAllowed: 'darf sich nicht verbinden',
};
