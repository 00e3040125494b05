/**
 * The rest of a page about a problem in French: who must act, what to pass on, and the ways out.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const actors: Texts['actors'] = {
  term: 'Qui doit agir',
  person: 'Vous',
  home_admin: 'Le service informatique de votre propre organisation',
  host_admin: (host) => html`Un administrateur chez ${host}`,
  operator: (host) => html`L’exploitant de cette page pour ${host}`,
  nobody: 'Personne. Le problème se résout de lui-même.',
};

export const remedy: Texts['remedy'] = {
  homeHeading: 'Texte pour votre service informatique',
  hostHeading: 'Texte pour l’administrateur',
  operatorHeading: 'Texte pour l’exploitant',
  tellOperator: 'Prévenir l’exploitant',
  operatorSubject: (host) => `Envoi d’e-mails en mon nom chez ${host}`,
  code: (code) => `Code : ${code}`,
  requestId: (id) => `ID de la demande : ${id}`,
  invitation:
    'Si vous avez un compte professionnel, complétez ce texte avec son adresse et envoyez-le à l’organisation qui vous a invité.',
  leftEarly:
    'Si vous avez quitté la page de Microsoft alors qu’elle vous permettait d’accepter, recommencez plutôt depuis le début.',
  instructions: (link) => html`Pour les administrateurs : ${link('les instructions de Microsoft')}`,
};

export const ways: Texts['ways'] = {
  atHost: (host) => html`Chez ${host}`,
  youAre: (account) => html`Vous êtes ${account}. Choisissez aussi ce compte pour la boîte aux lettres.`,
  forMailbox: 'Pour la boîte aux lettres',
  signedInAs: (account) => html`Vous vous êtes connecté en tant que ${account}. Rien de ce compte n’a été conservé.`,
  signedInAsSomebodyElse:
    'Vous vous êtes connecté avec le compte d’une autre personne. Rien de ce compte n’a été conservé.',
  chooseAgain: 'Choisir à nouveau le compte',
  notYou: 'Ce n’est pas vous ? Recommencer',
  replace: 'La remplacer par ma boîte aux lettres',
  connect: 'Connecter votre boîte aux lettres',
  formOutOfDate:
    'La page d’où vient cette demande n’est plus à jour ou appartient à un autre navigateur ; rien n’a été fait. Connectez-vous à nouveau sur votre page.',
  startPage: 'Aller à la page d’accueil',
  startAgain: 'Recommencer',
};
