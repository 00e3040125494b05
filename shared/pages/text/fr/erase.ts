/**
 * What the pages say in French about erasing what is kept of a person: before it, and on the receipt.
 */
import { html } from '../../kit/html.ts';
import type { Texts } from '../en.ts';

export const erase: Texts['erase'] = {
  summary: 'Effacer ce qui est conservé à votre sujet',
  what: (host, erp) =>
    html`Cela supprime ce qui est conservé ici à votre sujet en tant qu’utilisateur chez ${host}, et déconnecte votre
    boîte aux lettres si elle est connectée. C’est irréversible, mais vous pouvez la connecter à nouveau. D’ici là,
    ${erp} ne peut pas envoyer en votre nom.`,
  goesTerm: 'Est supprimé',
  goes: 'La connexion de votre boîte aux lettres avec ses noms, dates, jetons et clé, et la liste des e-mails envoyés en votre nom.',
  staysTerm: 'Reste un certain temps',
  staysMessages: (days) =>
    `Jusqu’à ${days} jours : quand, par quelle application et avec quelle référence chaque e-mail a été envoyé, à combien de destinataires et avec quel résultat, sous l’ID de votre utilisateur. Sinon, un e-mail qu’une application répète serait envoyé deux fois, et elle ne pourrait pas montrer ce qu’elle a envoyé.`,
  staysGeneration: (days) =>
    `${days} jours : combien de fois vous avez connecté une boîte aux lettres, sous le même ID. Sinon, une copie de l’ancienne connexion pourrait être remise en place.`,
  staysTests: 'Une heure au plus : les heures de vos e-mails de test, pour qu’il n’y en ait pas trop.',
  staysLog: (host) =>
    html`Dans le journal : l’ID de votre utilisateur, sans nom ni adresse, aussi longtemps que ${host} conserve son
    journal.`,
  untouchedTerm: 'Inchangés',
  untouched: 'La boîte aux lettres et chaque e-mail des éléments envoyés.',
  button: 'Effacer maintenant',
  busy: 'Effacement en cours…',

  doneTitle: 'Ce qui était conservé à votre sujet est effacé',
  done: (time) =>
    html`Effacé le ${time}. Cette page est votre reçu : imprimez-la ou enregistrez-la maintenant si vous en avez besoin.`,
  loadable: (minutes) => `Elle peut être rechargée pendant ${minutes} minutes, dans ce navigateur uniquement.`,
  deletedTerm: 'Supprimés',
  nothing: 'Il ne restait rien à supprimer.',
  former: 'Ce qui était conservé de la connexion d’un ancien compte.',
  deleted: {
    connection: () =>
      'La connexion, avec ses jetons et leur clé si vous n’aviez pas déjà déconnecté la boîte aux lettres',
    names: (count) => `Noms sous lesquels des applications vous trouvaient : ${count}`,
    message_index: (count) => `Entrées dans la liste des e-mails envoyés en votre nom : ${count}`,
  },
  remaining: {
    messages: (date) =>
      html`Jusqu’au ${date} : quand, par quelle application et avec quelle référence chaque e-mail a été envoyé, à
      combien de destinataires et avec quel résultat, pour qu’aucun ne soit envoyé deux fois`,
    generation: (date) =>
      html`Jusqu’au ${date} : combien de fois vous aviez connecté une boîte aux lettres, pour qu’une copie de l’ancienne
      connexion ne puisse pas être remise en place`,
    test_times: (date) =>
      html`Jusqu’au ${date} : les heures de vos derniers e-mails de test, pour qu’il n’y en ait pas trop`,
    message_index: (date) =>
      html`Jusqu’au ${date} : le reste de la liste des e-mails, trop longue pour une seule étape`,
  },
  connectAgain: (link) => html`Vous pouvez à tout moment ${link('connecter à nouveau une boîte aux lettres')}.`,
};
