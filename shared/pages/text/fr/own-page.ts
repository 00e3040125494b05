/**
 * The pages of a person who has signed in, in French: connected, own page, test email, disconnected.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const connection: Texts['connection'] = {
  mailboxTerm: 'Boîte aux lettres',
  forTerm: 'Pour',
  userOf: (user, host) => html`${user}, utilisateur chez ${host}`,
  contested: (erp) =>
    html`Une autre organisation indique que cette adresse appartient à l’un de ses utilisateurs. Tant que l’une des deux
    n’y renonce pas, ${erp} ne peut retrouver aucun de vous deux par cette adresse. Si vous n’en savez rien, signalez-le
    au contact indiqué ci-dessous.`,
  connectedTitle: 'Votre boîte aux lettres est connectée',
  connected: (erp, host, mailbox) => html`${erp} chez ${host} peut maintenant envoyer des e-mails depuis ${mailbox}.`,
  fromNowTerm: 'À partir de maintenant',
  fromNow: (erp) =>
    html`Les e-mails que ${erp} envoie en votre nom partent de cette boîte aux lettres et figurent dans ses éléments
    envoyés, même en votre absence.`,
  unclear:
    'Microsoft n’a pas indiqué clairement si ce compte a une boîte aux lettres. Envoyez un e-mail de test pour vous en assurer.',
  changeOfMind: 'Si ce n’était pas vous, ou si vous changez d’avis',
  disconnectLater: (link) => html`Déconnectez-la ici maintenant, ou plus tard sur ${link}.`,
};

export const me: Texts['me'] = {
  signedOutTitle: 'Voir ou déconnecter votre boîte aux lettres',
  signedOut: (erp, host) =>
    html`Vous voyez ici quelle boîte aux lettres ${erp} chez ${host} utilise pour envoyer des e-mails en votre nom, et
    ce qui a été envoyé. Vous pouvez envoyer un e-mail de test, déconnecter la boîte aux lettres ou effacer ce qui est
    conservé à votre sujet.`,
  signInAs: (host) =>
    html`Connectez-vous en tant que l’utilisateur que vous êtes chez ${host}. Microsoft demande quel compte utiliser,
    mais aucune autorisation.`,
  signIn: 'Se connecter avec Microsoft',
  notYet: (link) => html`Rien n’est encore connecté ? ${link('Lisez ce que cela implique.')}`,

  notConnectedTitle: 'Aucune boîte aux lettres n’est connectée',
  notConnected: (erp, user) =>
    html`${erp} ne peut pas envoyer d’e-mails en votre nom. Rien n’est connecté pour ${user}.`,
  cannotConnect: 'Aucune boîte aux lettres ne peut être connectée pour ce compte.',
  connect: 'Connecter une boîte aux lettres',
  otherAccount: 'Se connecter avec un autre compte',

  title: 'Votre boîte aux lettres connectée',
  problemTitle: 'L’envoi en votre nom pose un problème',
  endedTitle: 'Connectez à nouveau votre boîte aux lettres',
  works: (erp, host) =>
    html`${erp} chez ${host} peut envoyer des e-mails en votre nom, depuis votre boîte aux lettres.`,
  hasProblem: (erp, host) =>
    html`${erp} chez ${host} n’est peut-être pas en mesure d’envoyer des e-mails en votre nom pour le moment.`,
  hasEnded: (erp, host) => html`${erp} chez ${host} ne peut plus envoyer d’e-mails en votre nom.`,
  hasEndedUntil: (erp, host) =>
    html`${erp} chez ${host} ne peut plus envoyer d’e-mails en votre nom tant que vous n’avez pas reconnecté votre boîte
    aux lettres.`,
  connectAgain: 'Connecter à nouveau',
  check: 'Vérifier ma boîte aux lettres',
  mustAct: (actor) => html`Qui doit agir : ${actor}`,
  wants: (permissions) =>
    `Cette application demande maintenant une autre autorisation : ${permissions}. L’envoi fonctionne sans elle. Connectez à nouveau votre boîte aux lettres pour l’accorder.`,
  since: 'Connectée depuis le',
  renewed: 'Dernier renouvellement',

  formerTitle: 'La boîte aux lettres d’un ancien compte',
  former: (user, host, erp) =>
    html`Une boîte aux lettres est connectée pour ${user} chez ${host}, mais sous un autre compte que celui avec lequel
    vous vous êtes connecté. ${erp} n’envoie rien depuis elle.`,
  formerReason: (host, link) =>
    html`Cela arrive lorsque ${host} attribue un utilisateur à un autre compte. Retirez-la, ou
    ${link('connectez votre propre boîte aux lettres')} à sa place.`,
  formerCannotBeReplaced: (host) =>
    html`Cela arrive lorsque ${host} attribue un utilisateur à un autre compte. Retirez-la. Votre propre compte ne peut
    pas être connecté à sa place :`,
  removeFormer: 'La retirer',
  removing: 'Retrait en cours…',

  notYou: 'Ce n’est pas vous ?',
  signedInAs: (user) =>
    html`Vous êtes connecté ici en tant que ${user}. Déconnectez-vous si c’est une autre personne, ou si d’autres
    utilisent cet ordinateur. Cela ne change rien chez Microsoft.`,
  signOut: 'Se déconnecter',
  signingOut: 'Déconnexion en cours…',
};

export const test: Texts['test'] = {
  send: 'M’envoyer un e-mail de test',
  sendAnother: 'Envoyer un autre e-mail de test',
  sending: 'Envoi en cours…',
  seeConnection: 'Voir votre boîte aux lettres connectée',
  sentTitle: 'L’e-mail de test a été envoyé',
  sent: (mailbox) => html`Microsoft a accepté un e-mail de test de ${mailbox} vers la même adresse.`,
  sentNext:
    'Il figure dans les éléments envoyés et devrait arriver dans votre boîte de réception d’ici quelques minutes.',
  unknownTitle: 'L’e-mail de test a peut-être été envoyé',
  unknown: (mailbox) => html`La réponse de Microsoft s’est perdue ; on ignore si l’e-mail de test a quitté ${mailbox}.`,
  unknownNext:
    'Vérifiez les éléments envoyés dans quelques minutes. S’il n’y est pas, envoyez un autre e-mail de test.',
  failedTitle: 'L’e-mail de test n’a pas été envoyé',
};

export const testMessage: Texts['testMessage'] = {
  subject: (erp) => `E-mail de test : ${erp} peut envoyer depuis votre boîte aux lettres`,
  content: (erp, host, mailbox) =>
    `Voici l’e-mail de test que vous ou ${host} avez demandé.\n\n` +
    `${erp} peut envoyer des e-mails depuis ${mailbox}. Comme celui-ci, ils figurent dans vos éléments envoyés.`,
};

export const disconnect: Texts['disconnect'] = {
  summary: 'Déconnecter la boîte aux lettres',
  what: (erp) =>
    html`Cela supprime les jetons de votre boîte aux lettres et leur clé. ${erp} ne peut pas envoyer en votre nom tant
    que vous ne l’avez pas reconnectée. Les e-mails envoyés restent dans les éléments envoyés.`,
  button: 'Déconnecter cette boîte aux lettres',
  busy: 'Déconnexion en cours…',
  doneTitle: 'Votre boîte aux lettres est déconnectée',
  done: (erp, host, mailbox) => html`${erp} chez ${host} ne peut plus envoyer d’e-mails depuis ${mailbox}.`,
  formerDoneTitle: 'L’ancienne boîte aux lettres est retirée',
  formerDone: (erp, host) =>
    html`${erp} chez ${host} ne peut plus envoyer d’e-mails depuis la boîte aux lettres de l’ancien compte.`,
  deletedTerm: 'Supprimés ici',
  deleted: 'Les jetons de la boîte aux lettres, et la clé qui les ouvre.',
  endedTerm: 'Terminée aussi',
  ended: 'Votre session sur ces pages, ici et sur d’autres appareils.',
  keptTerm: 'Inchangés',
  kept: 'La boîte aux lettres et chaque e-mail envoyé. Les éléments envoyés les conservent.',
  useAgain: (link) => html`Pour l’utiliser à nouveau, ${link('connectez votre boîte aux lettres')}.`,
  useOwn: (link) => html`Pour envoyer depuis la vôtre, ${link('connectez votre boîte aux lettres')}.`,
  microsoftHeading: 'L’autorisation chez Microsoft',
  portalLink: 'Mes\u00a0applications',
  portalName: 'le portail « Mes\u00a0applications » de Microsoft',
  atMicrosoft: (portal) =>
    html`Microsoft conserve l’autorisation que vous avez accordée jusqu’à ce que vous la retiriez chez Microsoft :
      ouvrez ${portal} avec votre compte professionnel, pointez sur cette application, choisissez les trois points, puis
      <b>Gérer votre application</b> et <b>Révoquer les autorisations</b>. Si votre service informatique a approuvé
      l’application pour tous, lui seul peut retirer l’autorisation.`,
};
