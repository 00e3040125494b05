/**
 * What the frame of the console says in French, and the pages before its first one.
 */
import { html } from '../../kit/html.ts';
import type { ConsoleTexts } from '../en/console.ts';

export const console: ConsoleTexts = {
  product: (host) => html`Connecteur de messagerie de ${host}`,
  sections: {
    overview: 'Vue d’ensemble',
    messages: 'Messages',
    senders: 'Expéditeurs',
    guests: 'Invités',
    invitations: 'Invitations',
    limits: 'Limites',
    documents: 'Configuration',
    alarms: 'Alertes',
    cost: 'Coûts',
    audit: 'Journal d’audit',
  },
  skip: 'Aller au contenu',
  pages: 'Pages',
  signOut: 'Se déconnecter',
  tenant: 'Locataire hôte',
  choose: 'Choisir',
  busy: 'En cours…',
  timesInUtc: 'Toutes les heures sont en UTC.',
  faults: 'À corriger :',
  notDone: 'Les informations saisies ne sont pas utilisables ; rien n’a été fait.',
  back: 'Retour à la page',
  signInTitle: 'Se connecter à la console',
  whoMay:
    'C’est ici que les administrateurs s’occupent du connecteur de messagerie. Il vous faut un compte du locataire hôte avec le rôle Manage de cette application.',
  signIn: 'Se connecter avec Microsoft',
  lasts: 'Vous restez connecté pendant une heure. Chaque connexion et chaque action sont consignées.',
  hasEnded:
    'Vous n’êtes plus connecté, ou pas en tant que la personne pour qui la page a été créée ; rien n’a été fait. Connectez-vous et réessayez.',
  wasPosted:
    'Ce formulaire a déjà été envoyé, ou sa page date de plus d’une heure ; il n’a pas été exécuté de nouveau. Rechargez la page pour continuer.',
  typed: 'Ce que vous aviez saisi',
  typedHint:
    'Rien n’a été enregistré. Copiez ce texte avant de vous connecter, ou connectez-vous dans un autre onglet.',
  confirmTitle: 'Confirmez qu’il s’agit bien de vous',
  confirm:
    'Cette action est irréversible : saisissez de nouveau vos identifiants. Vous avez ensuite cinq minutes : vous revenez à la page et choisissez de nouveau le bouton.',
  signInAgain: 'Saisir mes identifiants',
  none: 'Aucun',
  more: 'Page suivante',
  first: 'Première page',
  download: 'Enregistrer au format CSV',
  shortPage: 'Il peut y en avoir d’autres à la page suivante : celle-ci examine un nombre limité d’enregistrements.',
  empty: 'Rien à afficher.',
  filter: 'Afficher',
  all: 'Tous',
  time: 'Heure',
  state: 'État',
  since: 'Du',
  until: 'Au',
  open: 'Ouvrir',
};
