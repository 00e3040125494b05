/** What the console says in French about inviting guests from a list. */
import { html } from '../../kit/html.ts';
import type { ConsoleInvitationsTexts } from '../en/console-invitations.ts';

export const invitations: ConsoleInvitationsTexts = {
  lead: (host) =>
    html`Invitez de nombreuses personnes chez ${host} en une seule fois. Vous voyez d’abord ce qui se passerait pour
    chacune ; personne n’est invité avant que vous le demandiez.`,
  otherTenant: 'On ne peut inviter que dans le locataire hôte de cette installation. Choisissez-le en haut de la page.',
  file: 'Fichier CSV',
  fileHint: 'Le modèle avec lequel Microsoft Entra invite plusieurs utilisateurs, en UTF-8.',
  text: 'Ou la liste sous forme de texte',
  textHint: 'Le même CSV, ou une adresse par ligne.',
  sendEmail:
    'Microsoft envoie à chacun une invitation par e-mail (pour une liste d’adresses ; un CSV le précise lui-même)',
  max: (count) => `Au plus ${count} invités à la fois.`,
  preview: 'Vérifier la liste',
  previewing: 'Vérification en cours…',

  faultsTitle: 'La liste est à corriger',
  faults: 'Personne n’a été invité. Ces lignes sont incorrectes :',
  checkTitle: 'La liste est en cours de vérification',
  previewTitle: 'Ce qui se passerait',
  invitingTitle: 'Les invitations sont en cours',
  doneTitle: 'Tous les invités de la liste ont été traités',
  progress: (done, all) => `${done} sur ${all}`,
  progressLabel: 'Progression',
  goOn: 'Continuer',
  stop: 'Arrêter',
  stopped:
    'Vous pouvez arrêter à tout moment. Les personnes invitées le restent, et la même liste peut être envoyée à nouveau : personne n’est invité deux fois.',
  wait: (seconds) => `Microsoft demande une pause de ${seconds} secondes. Continuez ensuite.`,
  invite: (count) => `Inviter (${count})`,
  inviting: 'Invitation en cours…',
  nobodyToInvite: 'Il n’y a personne à inviter : tous sont déjà dans le locataire hôte.',
  again: (count) => `Réessayer (${count})`,
  result: 'Enregistrer le résultat en CSV',
  resultSoFar: 'Enregistrer le résultat jusqu’ici en CSV',
  resultHint:
    'Le résultat n’est pas conservé ici. Les liens pour accepter une invitation se trouvent uniquement dans le fichier.',
  another: 'Une autre liste',
  caption: 'Invités de la liste',
  row: 'Ligne',
  address: 'Adresse',
  email: 'E-mail de Microsoft',
  yes: 'Oui',
  no: 'Non',
  detail: 'Détails',
  outcomes: {
    would_invite: 'Serait invité',
    invited: 'Invité',
    already_guest: 'Déjà invité',
    already_member: 'Déjà membre',
    refused: 'Refusé',
    unknown: 'Inconnu',
    not_tried: 'Pas encore essayé',
  },
  unknownHint:
    'On ne sait pas si Microsoft a invité certains d’entre eux. Le bouton suivant permet de le savoir ; personne n’est invité deux fois.',
  forbiddenTitle: 'L’application ne peut pas inviter',
  forbidden:
    'Un administrateur du locataire hôte y accorde à l’application les autorisations User.Invite.All et User.Read.All de Microsoft Graph, avec le script allow-directory.sh, et autorise les invitations là où elles sont désactivées. Continuez ensuite.',
  refusedTitle: 'Le locataire hôte refuse l’application',
  refused:
    'L’exploitant et un administrateur du locataire hôte vérifient que l’application y existe et y est activée. Continuez ensuite.',
};
