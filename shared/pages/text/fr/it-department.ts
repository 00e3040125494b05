/**
 * The plain texts that a person passes on, in French and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
import type { Texts } from '../en.ts';

const apps = '« Applications d’entreprise »';
const identities = '« External Identities », « Paramètres d’accès entre locataires »';
const directory = (host: string) => `dans l’annuaire Microsoft Entra de l’organisation ${host}`;

export const itDepartment: Texts['itDepartment'] = {
  subject: (erp, host) => `Application pour ${erp} chez ${host}`,
  approval: 'Merci d’approuver une application dans Microsoft Entra.',
  approvalReason: (erp) =>
    'Microsoft demande qu’un administrateur de notre organisation approuve l’application une seule fois. Ensuite, chacun de nous qui ' +
    `travaille dans ${erp} connecte sa propre boîte aux lettres ; l’approbation en elle-même ne connecte personne.`,
  limit: `Pour limiter les personnes autorisées à l’utiliser : ${apps}, cette application, « Propriétés », « Affectation requise ».`,

  hostApproval: (host) => `Merci d’approuver une application ${directory(host)}.`,
  hostApprovalReason: (host) =>
    `Microsoft me connecte d’abord chez ${host}, pour établir qui j’y suis. Un administrateur de cet annuaire approuve ` +
    'l’application une seule fois pour la connexion.',
  hostPermissions:
    'Autorisations, toutes déléguées : openid et profile (établir qui s’est connecté). L’application n’y demande l’accès à la ' +
    'messagerie qu’aux personnes dont la boîte aux lettres s’y trouve.',

  access: 'Merci de m’autoriser à utiliser une application dans Microsoft Entra.',
  hostAccess: (host) => `Merci de m’autoriser à utiliser une application ${directory(host)}.`,
  accessReason: (host) =>
    'Notre organisation bloque cette application ou l’a désactivée. Merci de l’autoriser ' +
    `(${apps} ; ${identities}, accès sortant vers ${host}).`,
  hostAccessReason:
    'Cet annuaire bloque l’application, l’a désactivée ou n’admet pas les invités de mon organisation. Merci de l’autoriser ' +
    `(${apps} ; ${identities}, accès entrant).`,

  assignment: 'Merci de m’affecter à une application dans Microsoft Entra.',
  hostAssignment: (host) => `Merci de m’affecter à une application ${directory(host)}.`,
  assignmentReason: `« Affectation requise » est activé pour l’application, et elle ne m’est pas affectée : ${apps}, cette application, « Utilisateurs et groupes ».`,

  policy: 'Merci d’exclure une application d’une stratégie de connexion (accès conditionnel) dans Microsoft Entra.',
  hostPolicy: (host) =>
    `Merci d’exclure une application d’une stratégie de connexion (accès conditionnel) ${directory(host)}.`,
  policyReason:
    'Ma propre connexion a réussi. Une stratégie a ensuite refusé l’application, parce qu’elle demande son jeton à Microsoft depuis ' +
    'son propre serveur et non depuis mon appareil. Merci d’exclure l’application de cette stratégie.',
  policyAddresses: (list) =>
    `Ou merci d’autoriser les adresses du serveur de l’application, en tant qu’emplacement nommé que la stratégie exclut : ${list}`,
  policyLog:
    'Pour savoir de quelle stratégie il s’agit : Microsoft Entra, « Journaux de connexion », « Connexions d’utilisateurs (non ' +
    'interactives) », filtrés par l’ID d’application ci-dessous ; l’onglet « Accès conditionnel » de la connexion refusée la nomme.',

  other: 'Merci de m’aider au sujet d’une application dans Microsoft Entra.',
  hostOther: (host) => `Merci de m’aider au sujet d’une application ${directory(host)}.`,
  said: (sentence) => `Message de l’application : « ${sentence} »`,

  purpose: (erp, host) =>
    `Je travaille dans ${erp} chez ${host}. L’application envoie les e-mails qui y partent en mon nom, par exemple des factures, ` +
    'depuis ma propre boîte aux lettres professionnelle. Ils portent ainsi notre adresse et figurent dans mes éléments envoyés.',
  appId: (id) => `ID d’application (client) : ${id}`,
  permissions: 'Autorisations, toutes déléguées (Microsoft Graph) :',
  permission: (scope, usedFor) => `- ${scope} : ${usedFor}`,
  notAsked:
    'Ne sont pas demandés : lire ou supprimer des e-mails, les autorisations d’application, les boîtes aux lettres des personnes ' +
    'qui n’ont rien connecté.',
  notAskedReadWrite:
    'Ne sont pas demandés : les autorisations d’application, les boîtes aux lettres des personnes qui n’ont rien connecté.',
  approveHere: 'Approuver ici, en tant qu’administrateur :',
  details: (address) => `Ce qu’est l’application, ce qu’elle conserve et comment retirer l’approbation : ${address}`,
  addresses: (list) => `Adresses du serveur de l’application (pour l’accès conditionnel) : ${list}`,
  microsoftCode: (code) => `Code de Microsoft : ${code}`,
  questions: (contact) => `Questions : ${contact}`,
  privacy: (address) => `Confidentialité : ${address}`,
};

export const invitation: Texts['invitation'] = {
  subject: (host) => `Réinitialiser une invitation chez ${host}`,
  request: (host) => `Merci de réinitialiser mon invitation ${directory(host)}.`,
  reason: (erp) =>
    `Je travaille dans ${erp} en tant qu’invité. Mon compte invité repose sur un compte personnel, un code envoyé par e-mail ou ` +
    'Google, et n’a donc pas de boîte aux lettres Microsoft 365. Je souhaite accepter à nouveau l’invitation avec ce compte ' +
    'professionnel :',
  workAddress: '(votre adresse e-mail professionnelle)',
  how: 'Dans Entra : « Utilisateurs », mon compte invité, « Réinitialiser l’état d’acceptation ».',
};
