/** What the console says in French about the guests of a host tenant. */
import type { ConsoleGuestsTexts } from '../en/console-guests.ts';

export const guests: ConsoleGuestsTexts = {
  caption: 'Personnes invitées',
  empty: 'Aucun invité ne correspond.',
  nobody: 'Il n’y a pas d’invités.',
  homeLabel: 'Locataire d’origine (ID)',
  refused:
    'L’annuaire de ce locataire hôte ne peut pas être lu. La liste ne contient donc que les personnes qui se sont connectées un jour, et pas celles qui sont seulement invitées.',
  refusedWho:
    'Un administrateur du locataire hôte y accorde à l’application l’autorisation User.Read.All de Microsoft Graph, avec le script allow-directory.sh.',
  hint: 'Cette page ne peut pas savoir qu’une personne s’est arrêtée chez Microsoft à la demande d’approbation d’un administrateur, ni qu’un compte n’a pas de boîte aux lettres Microsoft 365. Dans les deux cas, elle indique « Pas encore connecté ».',
  homeHeading: 'Par locataire d’origine',
  homeCaption: 'Connexions par locataire d’origine',
  homeHint:
    'Seules les personnes qui se sont connectées un jour sont comptées ici. Celles dont la connexion expire bientôt comptent comme connectées.',
  homeEmpty: 'Personne n’a encore connecté de boîte aux lettres.',
  homeCut: (count) => `Seules les ${count} premières connexions sont comptées.`,
  total: 'Total',
  isNotAllowed: 'ne peut pas se connecter',
};
