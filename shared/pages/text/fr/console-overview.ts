/**
 * What the console says in French on its first page.
 */
import type { ConsoleOverviewTexts } from '../en/console-overview.ts';

export const consoleOverview: ConsoleOverviewTexts = {
  today: 'Aujourd’hui',
  sent: 'Envoyés',
  held: 'En suspens',
  failed: 'En échec',
  unknown: 'Inconnus',
  counted:
    'Compté par l’application depuis minuit UTC et écrit une fois par minute : combien de fois un message est passé à chaque état. Un processus interrompu perd ce qu’il a compté dans la dernière minute ; ces nombres ne sont donc ni une facture ni une preuve.',
  range: 'Jours',
  days: (count) => `${count} derniers jours`,
  day: 'Jour',
  numbers: 'Les mêmes nombres sous forme de tableau',
  messagesChart: 'Messages par jour',
  messagesChartSays: (days, sent, held, failed, unknown) =>
    `Quatre courbes sur ${days} jours. Au total, ${sent} envoyés, ${held} mis en suspens, ${failed} en échec et ${unknown} inconnus.`,
  ageChart: 'Plus grand retard d’un message par jour',
  ageChartSays: (days, most) =>
    `Barres sur ${days} jours : le retard du message le plus en retard de toute l’application. Le maximum était de ${most}.`,
  ageChartFrom: (day) =>
    `Commence le ${day} : avant cette date, ni messages de ce locataire hôte ni alertes n’ont été comptés dans cette période.`,
  overdue: 'Retard',
  wholeApp: 'Pour toute l’application, tous les locataires hôtes confondus.',
  alarms: (days) => `Alertes des ${days} derniers jours`,
  noAlarms: 'Il n’y a eu aucune alerte.',
  alarm: 'Alerte',
  count: 'Nombre',
  last: 'Dernière fois',
  allAlarms: 'Toutes les alertes',
  otherAlarms: 'Autres alertes',
  tenant: 'Locataire hôte',
  tenantId: 'ID de locataire',
  states: {
    active: 'Actif',
    paused: 'En pause : rien n’est envoyé, et ce qui est accepté attend',
    left: 'Parti : plus rien n’est envoyé ni connecté',
  },
  consent: 'Lien pour connecter une boîte aux lettres',
  consentWhat: 'Le même pour tous. Il ne contient aucun secret : il peut être transmis et publié.',
  alarmHeadings: {
    name_contested: 'Deux organisations donnent le même nom',
    unknown_queue_item: 'Un élément de la file ne désigne aucun message',
    poison_queue: 'Un élément de la file a échoué trop souvent',
    queue_age: 'Des messages sont en retard',
    callback_given_up: 'Un rappel n’a pas accepté un événement',
    callback_gone: 'Le destinataire d’un rappel a disparu',
    callback_refused: 'L’adresse d’un rappel n’est pas autorisée',
    key_expiry: 'La clé expire bientôt',
    secret_expiry: 'La clé secrète client expire bientôt',
    certificate_expiry: 'Le certificat expire bientôt',
  },
};
