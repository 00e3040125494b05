/**
 * The consent page in French, the permissions, and the page after an administrator's decision.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const consent: Texts['consent'] = {
  title: (erp, host) => `Autoriser ${erp} chez ${host} à envoyer des e-mails en votre nom`,
  heading: (erp, host) => html`Autoriser ${erp} chez ${host} à envoyer des e-mails en votre nom`,
  ended: 'Cette page n’est plus disponible. Connectez ici votre boîte aux lettres.',
  lead: 'Tout part de votre propre boîte aux lettres. Rien ne change sans votre accord.',

  whatTerm: 'Ce qui est envoyé',
  what: (host) => html`Des e-mails en votre nom, par exemple des factures et des rappels. ${host} décide lesquels.`,
  fromTerm: 'De quelle adresse',
  from: 'Votre propre adresse professionnelle. Une copie figure normalement dans vos éléments envoyés.',
  cannotTerm: 'Ce que l’application ne peut pas faire',
  cannot: 'Lire, modifier ou supprimer vos e-mails. Elle ne voit jamais votre mot de passe.',
  doesNotTerm: 'Ce que l’application ne fait pas',
  doesNot: (shownAs) =>
    `Lire, modifier ou supprimer vos e-mails. « ${shownAs} » sert aux brouillons d’e-mails volumineux.`,
  howLongTerm: 'Combien de temps',
  howLong: (link) => html`Jusqu’à ce que vous y mettiez fin sur ${link('votre page')}, même en votre absence.`,
  continue: 'Continuer vers Microsoft',
  steps:
    'Microsoft peut vous demander de choisir votre compte, puis d’accepter. Choisissez chaque fois le même compte professionnel.',

  stepsSummary: 'Ce que Microsoft vous demande',
  hostStep: (host) =>
    html`Vous vous connectez d’abord en tant qu’utilisateur chez ${host}. Cela établit qui vous y êtes.`,
  homeStep:
    'Vous vous connectez ensuite auprès de votre propre organisation. Cela établit que la boîte aux lettres est la vôtre. Microsoft ' +
    'vous y demande votre accord, sauf si votre service informatique l’a donné pour tous.',
  password: (address) =>
    html`Ne saisissez votre mot de passe que si l’adresse commence par ${address}, ou sur la page de connexion de votre
    propre organisation.`,
  unverified: (contact) =>
    html`Microsoft peut signaler l’application comme « non vérifiée ». Cela signifie que son éditeur n’est pas passé par
    la vérification de Microsoft. Si vous ne vous attendiez pas à cette demande, n’acceptez pas et adressez-vous à
    ${contact}.`,
  screenLines: 'L’écran de Microsoft affiche une partie ou la totalité de ces lignes. Chacune a un seul usage :',
  screenLine: (shownAs, usedFor) => html`<b>${shownAs}</b> : ${usedFor}`,

  approvalSummary: 'Si Microsoft demande l’approbation d’un administrateur',
  approval:
    'Dans beaucoup d’organisations, seul le service informatique peut approuver des applications. Microsoft vous arrête alors à cet ' +
    'endroit, et rien n’est connecté. Envoyez ce texte à votre service informatique. Une fois l’application approuvée, revenez à cette page.',
  approvalLink: (link) =>
    html`Vous êtes vous-même administrateur ? ${link('Approuver l’application pour votre organisation')}`,

  keptSummary: 'Ce qui est conservé, et combien de temps',
  connectionTerm: 'Jusqu’à la déconnexion',
  connection:
    'Votre autorisation, c’est-à-dire un jeton de Microsoft : chiffré. Les adresses de votre boîte aux lettres, votre nom ' +
    'd’utilisateur et la date de la connexion.',
  afterwardsTerm: 'Ensuite',
  afterwards:
    'Le jeton est supprimé. Il reste indiqué quelle boîte aux lettres était connectée pour vous, et quand, jusqu’à ce que vous l’effaciez sur votre page.',
  emailsTerm: (days) => `Pendant ${days} jours`,
  emails:
    'Pour chaque e-mail : l’application qui l’a envoyé, sa référence (par exemple le numéro de la facture), le nombre de ' +
    'destinataires, l’heure de l’envoi, la réponse de Microsoft, erreurs comprises, et une empreinte qui indique si un autre e-mail ' +
    'est identique.',
  waitingTerm: 'Tant qu’un e-mail attend d’être envoyé',
  waiting: (days) =>
    `Son objet, son texte, ses pièces jointes et ses destinataires : chiffrés. Ils sont supprimés dès son envoi, ou ${days} jours plus tard s’il n’a pas été envoyé.`,
};

export const permissions: Texts['permissions'] = {
  openid: { shownAs: 'Vous connecter', usedFor: 'établit qui s’est connecté' },
  profile: { shownAs: 'Afficher votre profil de base', usedFor: 'donne le nom du compte connecté' },
  offline_access: {
    shownAs: 'Conserver l’accès aux données auxquelles vous lui avez donné accès',
    usedFor: 'envoie même lorsque la personne n’est pas connectée',
  },
  'User.Read': {
    shownAs: 'Vous connecter et lire votre profil',
    usedFor: 'lit l’adresse de la boîte aux lettres',
  },
  'Mail.Send': { shownAs: 'Envoyer des e-mails en votre nom', usedFor: 'envoie les e-mails' },
  'Mail.ReadWrite': {
    shownAs: 'Accès en lecture et en écriture à vos e-mails',
    usedFor:
      'crée un brouillon d’un e-mail trop volumineux pour une seule requête, y ajoute ses fichiers et supprime ce qui n’a pas pu être envoyé',
  },
};

export const adminConsent: Texts['adminConsent'] = {
  approvedTitle: 'Merci d’avoir approuvé l’application',
  approved: (erp, host) =>
    html`Les personnes de votre organisation qui travaillent dans ${erp} chez ${host} peuvent maintenant connecter leur
    boîte aux lettres.`,
  eachPerson: (link) =>
    html`Cette approbation ne connecte personne. Chaque personne ouvre une fois cette page et se connecte : ${link}`,
  withdraw: 'Vous pouvez voir et retirer l’approbation dans Microsoft Entra, « Applications d’entreprise ».',
  notApprovedTitle: 'L’application n’a pas été approuvée',
  notApproved: (erp, host) =>
    html`Microsoft ne signale aucune approbation. Les personnes de votre organisation ne peuvent pas encore connecter
    leur boîte aux lettres à ${erp} chez ${host}.`,
  tryAgain: (appId) =>
    html`Si vous n’avez pas refusé, connectez-vous avec un compte autorisé à approuver des applications (par exemple
    « Administrateur d’application cloud ») et ouvrez à nouveau le lien d’approbation. L’ID de l’application est
    ${appId}.`,
};
