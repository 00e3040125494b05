/** What the console says in Dutch about the guests of a host tenant. */
import type { ConsoleGuestsTexts } from '../en/console-guests.ts';

export const guests: ConsoleGuestsTexts = {
  caption: 'Gasten',
  empty: 'Geen gast voldoet hieraan.',
  nobody: 'Er zijn geen gasten.',
  homeLabel: 'Thuistenant (id)',
  refused:
    'De directory van deze hosttenant kan niet worden gelezen. Daarom staan hier alleen personen die ooit hebben verbonden, en niet wie alleen is uitgenodigd.',
  refusedWho:
    'Een beheerder van de hosttenant geeft de app daar met het script allow-directory.sh de machtiging User.Read.All van Microsoft Graph.',
  hint: 'Deze pagina kan niet weten dat iemand bij Microsoft is gestopt omdat een beheerder moet goedkeuren, of dat een account geen Microsoft 365-postvak heeft. In beide gevallen staat hier ‘Nog niet verbonden’.',
  homeHeading: 'Per thuistenant',
  homeCaption: 'Verbindingen per thuistenant',
  homeHint:
    'Hier zijn alleen personen geteld die ooit hebben verbonden. Wie een verbinding heeft die binnenkort verloopt, telt als verbonden.',
  homeEmpty: 'Nog niemand heeft een postvak verbonden.',
  homeCut: (count) => `Alleen de eerste ${count} verbindingen zijn geteld.`,
  total: 'Totaal',
  isNotAllowed: 'mag niet verbinden',
};
