/** The check of one's own connection, in French. */
import { html, type SafeHtml } from '../../kit/html.ts';
import type { CheckTexts } from '../en/check.ts';

export const check: CheckTexts = {
  title: 'Vérification de votre boîte aux lettres',
  again: 'Vérifier à nouveau',
  steps: {
    identity: 'Votre identité',
    names: 'Vos adresses',
    grant: 'Boîte aux lettres connectée',
    policy: 'Règles',
    token: 'Accès chez Microsoft',
    permission: 'Autorisations',
    limits: 'Limites d’envoi',
    mailbox: 'Boîte aux lettres',
    test: 'E-mail de test',
  },
  states: {
    ok: 'En ordre',
    warning: 'À regarder',
    failed: 'Problème',
    skipped: 'Non vérifié',
  },
  skipped: (step: string) => `Ceci doit d’abord être en ordre\u00a0: ${step}.`,
  since: (date: SafeHtml) => html`Depuis le ${date}.`,
  until: (time: SafeHtml) => html`Jusqu’au ${time}.`,
  findings: {
    known: 'Votre identité ne fait aucun doute.',
    proven: 'Ces noms mènent à vous\u00a0:',
    contested:
      'Une autre organisation affirme que l’une de ces adresses appartient à l’un de ses utilisateurs. Tant que l’une des deux n’y renonce pas, elle ne mène à aucun de vous deux. Si vous n’en savez rien, adressez-vous au contact ci-dessous.',
    aged: 'La preuve de certaines de ces adresses est trop ancienne. Elle se renouvelle d’elle-même avant leur utilisation.',
    unnamed:
      'Aucune de vos adresses n’est prouvée. Des e-mails ne peuvent être envoyés en votre nom que par l’identifiant de votre utilisateur.',
    connected: 'Une boîte aux lettres est connectée pour vous.',
    open: 'Aucune règle connue ici ne vous empêche d’envoyer.',
    sandbox: 'Ceci est configuré pour des tests\u00a0: les e-mails ne vont qu’à certains destinataires.',
    given: 'Microsoft laisse cette application agir pour vous.',
    granted: 'Toutes les autorisations que cette application demande sont accordées.',
    small:
      'Les e-mails volumineux demandent une autorisation qui n’est pas encore accordée (Mail.ReadWrite). Les plus petits partent sans elle. Connectez à nouveau votre boîte aux lettres pour l’accorder.',
    free: 'Le prochain e-mail peut partir aussitôt.',
    full: 'Autant d’e-mails sont partis qu’il est permis à la fois. Les autres partiront d’eux-mêmes.',
    exists: 'Microsoft a votre boîte aux lettres et en accepte des e-mails.',
    unclear:
      'Microsoft n’a pas dit clairement si vous avez une boîte aux lettres. Envoyez un e-mail de test pour en être sûr.',
    accepted: 'Microsoft a accepté un e-mail de test de votre boîte aux lettres vers elle-même.',
  },
};
