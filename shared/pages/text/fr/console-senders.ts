/** What the console says in French about senders. */
import { html } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../en/console-senders.ts';

export const senders: ConsoleSendersTexts = {
  caption: 'Connexions',
  empty: 'Personne n’a encore connecté de boîte aux lettres.',
  findLabel: 'ID d’objet, nom d’utilisateur principal ou adresse',
  find: 'Rechercher l’expéditeur',
  finding: 'Recherche en cours…',
  unknown:
    'Aucun expéditeur n’a cet ID ni ce nom. Les invités qui ne se sont jamais connectés figurent sur cette page :',
  ambiguous: 'Plusieurs expéditeurs ont ce nom. Recherchez l’ID d’objet.',

  factsHeading: 'Connexion',
  objectId: 'ID d’objet dans le locataire hôte',
  provider: 'Envoie par',
  byDocument:
    'Un document de la configuration désigne cette boîte aux lettres. Elle se modifie à cet endroit et ne peut pas être déconnectée ici.',
  document: 'Configuration',
  connectedAt: 'Connectée le',
  refreshedAt: 'Dernier renouvellement le',
  scopes: 'Autorisations',
  wants: 'Autorisations manquantes',
  appId: 'Inscription d’application',
  names: 'Noms',
  provenAt: 'Noms prouvés le',
  isContested: 'également revendiqué par',
  messagesHeading: 'Messages',
  messages: 'Messages envoyés au nom de cet expéditeur',
  needsHeading: 'À faire',
  approve: 'Lien d’approbation',

  actsHeading: 'Opérations',
  diagnose: 'Vérifier la connexion',
  diagnoseHint: 'Essaie dans l’ordre tout ce dont l’envoi a besoin, et n’envoie rien.',
  diagnosing: 'Vérification en cours…',
  test: 'Envoyer un e-mail de test',
  testHint: 'Va de la boîte aux lettres à elle-même et est enregistré.',
  testing: 'Envoi en cours…',
  disconnect: 'Déconnecter',
  disconnectHint:
    'Supprime les jetons et leur clé. Rien n’est envoyé au nom de cette personne avant qu’elle se reconnecte ; les messages attendent.',
  disconnecting: 'Déconnexion en cours…',
  erase: 'Effacer',
  eraseHint:
    'Supprime ce qui est conservé au sujet de cette personne, déconnecte la boîte aux lettres et affiche un reçu. Cela est irréversible ; la personne peut se reconnecter.',
  erasing: 'Effacement en cours…',

  testSent: 'Microsoft a accepté l’e-mail de test.',
  testWaits: 'L’e-mail de test attend d’être envoyé. La liste des messages montre ce qu’il devient.',
  testFailed: 'L’e-mail de test n’a pas été envoyé.',
  testUnknown:
    'On ne sait pas si l’e-mail de test a été envoyé. Regardez dans les éléments envoyés de la boîte aux lettres.',
  isDisconnected: 'La connexion a pris fin. Ses jetons et leur clé sont supprimés.',

  checkTitle: 'Vérification d’une connexion',
  checkedAt: (time) => html`Vérifiée le ${time}.`,
  checkWorks: 'L’envoi fonctionne.',
  checkFails: 'Quelque chose empêche cet expéditeur d’envoyer. Commencez par le premier problème.',
  again: 'Vérifier à nouveau',
  backToSender: 'Retour à l’expéditeur',
  steps: {
    identity: 'Expéditeur',
    names: 'Noms',
    grant: 'Connexion',
    policy: 'Règles',
    token: 'Accès chez Microsoft',
    permission: 'Autorisations',
    limits: 'Limites d’envoi',
    mailbox: 'Boîte aux lettres',
    test: 'E-mail de test',
  },
  findings: {
    known: 'L’identité est certaine.',
    proven: 'Ces noms mènent à l’expéditeur :',
    contested: 'Deux organisations donnent ces noms à deux personnes ; ils ne désignent donc aucune des deux :',
    aged: 'La preuve de certains noms est trop ancienne. Elle est renouvelée d’elle-même avant leur utilisation.',
    unnamed: 'Aucun nom n’est prouvé ; seul l’ID d’objet mène à cet expéditeur.',
    connected: 'Une boîte aux lettres est connectée.',
    open: 'Aucune règle connue ici n’empêche l’expéditeur d’envoyer.',
    sandbox: 'Le locataire hôte est configuré pour des tests : les e-mails ne vont qu’à certains destinataires.',
    given: 'Microsoft laisse l’application agir pour l’expéditeur.',
    granted: 'Toutes les autorisations que l’application demande sont accordées.',
    small:
      'Les grands e-mails ont besoin de Mail.ReadWrite, qui n’est pas accordée. L’expéditeur se reconnecte pour l’accorder.',
    free: 'Le prochain e-mail peut partir tout de suite.',
    full: 'Autant d’e-mails sont partis qu’il est permis à la fois. Les autres partent d’eux-mêmes.',
    exists: 'Microsoft a la boîte aux lettres et en accepte des e-mails.',
    unclear: 'Microsoft n’a pas dit clairement s’il existe une boîte aux lettres. Un e-mail de test le montre.',
    accepted: 'Microsoft a accepté un e-mail de test de la boîte aux lettres à elle-même.',
    configured: 'Un document de la configuration désigne cette boîte aux lettres.',
    needless: 'Le document rend cela inutile.',
    reached: 'Le serveur accepte des e-mails pour cette boîte aux lettres.',
    untried: 'Seul un e-mail de test montre si l’envoi depuis cette boîte aux lettres est permis.',
  },

  nothingTitle: 'Il ne restait rien à effacer',
  nothingLeft:
    'Ce qui était conservé au sujet de cette personne avait déjà été effacé. Rien n’a été fait, et il n’y a pas de reçu.',
  erasedTitle: 'Ce qui était conservé au sujet de cette personne est effacé',
  shownOnce:
    'Ce reçu est affiché une seule fois : il n’est pas conservé et ne peut pas être redemandé, pas même en rechargeant la page. Enregistrez-le maintenant si vous en avez besoin.',
  erasedAt: 'Effacé le',
  deleted: 'Supprimés',
  deletedKinds: {
    connection: () => 'La connexion, avec ses jetons et leur clé',
    names: (count) => `Noms qui menaient à la personne : ${count}`,
    message_index: (count) => `Entrées dans la liste des messages envoyés au nom de la personne : ${count}`,
  },
  remaining: 'Ce qui reste',
  nothingRemains: 'Rien.',
  remainingKinds: {
    messages: (time) =>
      html`Jusqu’au ${time} : de chaque message, quand, par quelle application, à combien de destinataires et avec quel
      résultat, sans contenu`,
    generation: (time) =>
      html`Jusqu’au ${time} : combien de fois la personne s’était connectée, pour qu’une copie de l’ancienne connexion
      ne puisse pas être remise en place`,
    test_times: (time) => html`Jusqu’au ${time} : les heures des derniers tests de la personne`,
    message_index: (time) => html`Jusqu’au ${time} : le reste de la liste des messages`,
  },
  fileHeading: 'Le reçu comme fichier',
  fileHint: (name) =>
    html`Copiez ce texte dans un fichier vide et enregistrez-le sous le nom ${name}. Il ne désigne la personne que par
    son ID d’objet.`,
};
