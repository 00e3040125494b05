/**
 * What a page says in French about a known outcome, in one or two sentences: what happened and what to do now.
 */
import type { Texts } from '../en.ts';

const again = 'Réessayez dans quelques minutes.';
const begin = 'Allez à la page d’accueil et commencez là.';
const operator =
  'L’exploitant de cette page doit résoudre le problème ; le contact indiqué ci-dessous peut le prévenir.';
const host = 'l’organisation qui exploite l’ERP';
const reset =
  'Si vous avez un compte professionnel, un administrateur de l’organisation qui vous a invité réinitialise votre invitation ; acceptez-la ensuite avec ce compte.';

export const sentences: Texts['sentences'] = {
  invalid_request: `La demande était incomplète ou illisible ; rien n’a été fait. ${begin}`,
  length_required: `La demande est arrivée en morceaux ; rien n’a été fait. ${begin}`,
  request_too_large: `La demande était plus volumineuse que toutes celles de nos pages ; rien n’a été fait. ${begin}`,
  unsupported_media_type: `La demande ne venait pas d’une de nos pages ; rien n’a été fait. ${begin}`,
  unauthorized: `Vous n’êtes pas connecté. ${begin}`,
  forbidden: `Cette demande n’est pas autorisée ; rien n’a été fait. ${begin}`,
  not_found: 'Il n’y a rien à cette adresse. Vérifiez le lien ou allez à la page d’accueil.',
  method_not_allowed: `Cette adresse n’accepte pas cette demande. ${begin}`,
  not_implemented: `Ce service ne propose pas cette partie de Microsoft Graph. ${begin}`,
  administrator_role_missing:
    'Vous êtes connecté, mais votre compte n’a pas le rôle Manage ; rien n’est donc affiché. Un administrateur de votre organisation l’attribue : centre d’administration Microsoft Entra, Applications d’entreprise, cette application, Utilisateurs et groupes. Le rôle prend effet à votre prochaine connexion.',
  sign_in_not_recent:
    'Microsoft n’a pas confirmé que vous veniez de saisir vos identifiants ; rien n’a été fait. Recommencez dans la console et saisissez-les. Si cela échoue toujours, l’exploitant ajoute la revendication facultative auth_time aux jetons d’ID de l’inscription d’application.',
  sender_ambiguous: `Plusieurs personnes portent ce nom ; rien n’a été fait. ${operator}`,
  consent_required:
    'Microsoft n’accepte plus l’autorisation que vous avez accordée. Connectez à nouveau votre boîte aux lettres.',
  large_mail_not_granted:
    'Cet e-mail est trop volumineux pour l’autorisation que vous avez accordée jusqu’ici. Connectez-vous à nouveau : Microsoft demande alors l’autorisation nécessaire aux e-mails volumineux (Mail.ReadWrite), et ce qui attend est envoyé.',
  shared_mail_not_granted:
    'L’envoi depuis cette boîte aux lettres partagée demande une autorisation que vous n’avez pas encore accordée. Connectez-vous à nouveau : Microsoft la demande alors (Mail.Send.Shared), et ce qui attend est envoyé.',
  identity_changed:
    'Une boîte aux lettres est connectée pour vous sous un autre compte que votre compte actuel ; rien n’est donc envoyé depuis elle. Connectez votre propre boîte aux lettres à sa place ; les jetons de l’ancien compte sont alors supprimés.',
  mailbox_changed: `L’e-mail a été accepté pour une autre boîte aux lettres que celle qui est prévue maintenant ; il n’a donc pas été envoyé. ${operator}`,
  message_state: `L’état de l’e-mail a changé entre-temps ; rien n’a été fait. ${begin}`,
  attachment_complete: `Le fichier était déjà complet ; rien n’y a été ajouté. ${begin}`,
  document_changed: 'Cela a changé depuis la lecture. Relisez-le, puis refaites la modification.',
  recipient_not_allowed:
    'L’organisation qui exploite l’ERP ne fait que des tests et n’autorise les e-mails que vers certaines adresses. L’opérateur de cette application peut le changer.',
  tenant_paused:
    'L’opérateur de cette application a mis en pause tous les envois de l’organisation qui exploite l’ERP. Rien n’est perdu ; les e-mails en attente partiront à la reprise.',
  tenant_left:
    'L’organisation qui exploite l’ERP n’utilise plus cette application : elle n’envoie rien et ne connecte personne. Demandez à votre contact là-bas.',
  quota_exceeded:
    'Plus d’e-mails ont été envoyés en une minute que l’opérateur n’en autorise. Attendez une minute, puis réessayez.',
  environment_not_allowed:
    'L’e-mail vient d’une copie de l’ERP destinée aux tests, qui ne peut pas envoyer. Rien n’a été envoyé. Demandez à la personne qui s’occupe de l’ERP.',
  idempotency_key_reused: `Cette demande a déjà été faite ; rien n’a été fait de plus. ${begin}`,
  too_many_requests: `Vous avez plus d’e-mails en attente que Microsoft n’en accepte à la fois. ${again}`,
  too_many_sign_ins:
    'Plus de personnes se connectent ici en ce moment que nous n’en acceptons à la fois. Rechargez la même adresse dans une minute ; il n’y a rien à recommencer.',
  too_many_tests:
    'Vous vous êtes envoyé autant d’e-mails de test qu’il est permis en une heure. Cherchez-les dans les éléments envoyés ou envoyez-en un autre plus tard.',
  overloaded: `Il y a ici plus de demandes que nous ne pouvons en traiter à la fois. ${again}`,
  shutting_down: `Une version plus récente de cette application prend le relais. ${again}`,
  conflict: `Autre chose a modifié la connexion de votre boîte aux lettres au même moment. ${again}`,
  storage_unavailable: `Le stockage des connexions ne répond pas pour le moment. ${again}`,
  vault_unavailable: `Le coffre de nos clés ne répond pas pour le moment. ${again}`,
  refusal_unconfirmed: `Microsoft n’a pas renouvelé votre autorisation et n’a donné aucune raison que nous connaissions. Une nouvelle tentative aura lieu. ${again}`,
  entra_unavailable: `Le service de connexion de Microsoft ne répond pas pour le moment. ${again}`,
  graph_unavailable: `Le service de messagerie de Microsoft ne répond pas pour le moment. ${again}`,
  client_credential_refused: `Microsoft n’a pas accepté les identifiants ou l’inscription de notre application. ${operator}`,
  host_tenant_refused: `L’organisation qui exploite l’ERP refuse notre application, ou ne lui a pas accordé une autorisation nécessaire. ${operator}`,
  vault_access_refused: `Le coffre de nos clés nous a refusé l’accès. ${operator}`,
  storage_access_refused: `Le stockage des connexions nous a refusé l’accès. ${operator}`,
  sealed_record_refused: `Un enregistrement n’a pas passé son contrôle et n’a donc pas été utilisé. ${operator}`,
  internal_error: `Cela ne devrait pas arriver. ${operator}`,
  initiator_missing:
    'On ne sait pas qui a déclenché cet événement dans l’ERP ; l’e-mail est conservé et n’est pas envoyé. La personne qui gère l’ERP l’envoie pour quelqu’un ou l’annule.',
  event_incomplete:
    'Un événement de l’ERP n’a pas pu devenir un e-mail ; il est conservé et rien n’a été envoyé. La personne qui gère l’ERP en lit la raison, puis envoie l’e-mail ou l’annule.',
  refused_by_sender:
    'Il n’a pas été envoyé et ne le sera pas. S’il doit partir malgré tout, demandez à l’organisation qui exploite l’ERP de l’envoyer à nouveau.',
  delivery_unknown:
    'La réponse de Microsoft s’est perdue ; l’e-mail est peut-être parti. Vérifiez les éléments envoyés avant de l’envoyer à nouveau.',
  invalid_recipients: `Microsoft n’a pas accepté l’adresse de votre boîte aux lettres comme destinataire. ${operator}`,
  message_refused: `Microsoft n’a pas accepté le contenu de l’e-mail. ${operator}`,
  message_too_large: `L’e-mail est plus volumineux que ne le permet votre boîte aux lettres. ${operator}`,
  send_as_denied: `Microsoft n’autorise l’envoi que depuis la boîte aux lettres connectée. ${operator}`,
  send_as_right_missing:
    'Microsoft ne vous a pas laissé envoyer depuis cette boîte aux lettres partagée. Demandez à votre service informatique le droit Envoyer en tant que ou Envoyer de la part de sur cette boîte.',
  mailbox_not_allowed:
    'Microsoft n’a pas laissé l’application envoyer depuis cette boîte aux lettres. Demandez à votre service informatique de l’ajouter à celles que l’application peut utiliser.',
  access_denied:
    'Microsoft ne nous a pas laissés utiliser votre boîte aux lettres. Déconnectez-la, puis connectez-la à nouveau ; si cela ne suffit pas, demandez à votre service informatique de vérifier l’autorisation.',
  mailbox_not_found:
    'Votre compte professionnel n’a pas de boîte aux lettres Exchange Online ; rien ne peut donc être envoyé. Demandez une boîte aux lettres à votre service informatique, puis recommencez.',
  mailbox_on_premises:
    'Microsoft a refusé l’e-mail, comme pour une boîte aux lettres qui n’est pas dans Exchange Online. Demandez à votre service informatique où se trouve la vôtre.',
  mailbox_blocked:
    'L’envoi est bloqué pour votre boîte aux lettres. Demandez à votre service informatique de lever le blocage.',
  mailbox_full:
    'Votre boîte aux lettres est pleine ; Microsoft n’envoie donc rien depuis elle. Libérez de la place, puis réessayez.',
  sending_limit_reached: 'Votre boîte aux lettres a envoyé tout ce que Microsoft permet en un jour. Réessayez demain.',
  mailbox_throttled: `Votre boîte aux lettres est trop sollicitée ; Microsoft n’a pas accepté l’e-mail. ${again}`,
  graph_unreachable: `Aucune connexion à Microsoft n’a pu être établie ; rien n’a été envoyé. ${again}`,
  draft_changed: `Le brouillon de l’e-mail a été supprimé ou modifié dans votre boîte aux lettres avant l’envoi ; rien n’a été envoyé. ${again}`,
  mail_server_unavailable: `Le serveur de messagerie de cette boîte aux lettres est injoignable ou n’accepte pas d’e-mails pour le moment ; rien n’a été envoyé. ${again}`,
  mail_server_unusable:
    'Le serveur de messagerie de cette boîte aux lettres refuse notre connexion ou n’offre pas de liaison sécurisée ; rien n’a été envoyé. L’exploitant de ce service corrige ses paramètres.',
  request_expired:
    'Cette connexion a été commencée il y a plus de 30 minutes ou a déjà servi. Recommencez depuis la page de consentement.',
  browser_mismatch:
    'Cette connexion a été commencée dans un autre navigateur, ou son cookie manque. Ouvrez la page de consentement dans le navigateur où vous vous connectez, et commencez là.',
  cross_site_request:
    'Cette demande ne venait pas de notre propre page. Ouvrez la page de consentement et commencez là.',
  sign_in_invalid:
    'La réponse de connexion ne correspondait pas à la demande et n’a donc pas été utilisée. Recommencez depuis la page de consentement.',
  consent_declined: 'Vous avez refusé l’autorisation ; rien n’est donc connecté. Si c’était une erreur, recommencez.',
  consent_withdrawn:
    'L’autorisation d’envoi a été retirée dans votre organisation. Connectez à nouveau votre boîte aux lettres ; si Microsoft ne vous le permet pas, demandez à votre service informatique d’approuver à nouveau l’application.',
  admin_approval_likely:
    'Microsoft n’a accordé aucune autorisation. Votre organisation doit sans doute d’abord approuver cette application : votre service informatique l’approuve une fois, avec le texte de cette page, puis vous connectez vous-même votre boîte aux lettres.',
  admin_approval_required:
    'Dans votre organisation, seuls les administrateurs peuvent approuver cette application. Votre service informatique l’approuve une fois, avec le texte de cette page ; ensuite, vous connectez vous-même votre boîte aux lettres.',
  host_approval_likely: `Microsoft ne vous a pas connecté à cette application auprès de ${host}. Cette organisation doit sans doute d’abord l’approuver : un de ses administrateurs l’approuve une fois, avec le texte de cette page, puis vous connectez vous-même votre boîte aux lettres.`,
  host_approval_required: `Se connecter à cette application auprès de ${host} exige une approbation. Un administrateur de cette organisation approuve l’application une fois ; ensuite, vous connectez vous-même votre boîte aux lettres.`,
  host_consent_declined: `Vous avez refusé de vous connecter à cette application auprès de ${host} ; rien n’est donc connecté. Si c’était une erreur, recommencez.`,
  blocked_by_host_policy: `Une stratégie de connexion de ${host} bloque cette application. Un administrateur de cette organisation trouve la stratégie (accès conditionnel) dans le journal de connexion et en exempte l’application, comme l’indique le texte de cette page.`,
  host_assignment_required:
    'L’organisation qui exploite l’ERP ne laisse utiliser cette application qu’aux personnes à qui elle est affectée. Un administrateur de cette organisation vous affecte à l’application.',
  host_tenant_blocked:
    'L’organisation qui exploite l’ERP ne vous laisse pas y utiliser cette application. Un administrateur de cette organisation autorise l’application, ou les invités de votre organisation.',
  guest_account_reset: `Votre compte invité auprès de ${host} a été invité à nouveau : il peut donc appartenir à quelqu’un d’autre, et rien n’est envoyé. Connectez-vous à nouveau.`,
  host_account_unavailable: `Votre compte auprès de ${host} est bloqué ou n’existe pas. Un administrateur de cette organisation le rétablit ou vous invite.`,
  host_sign_in_refused:
    'L’organisation qui exploite l’ERP a refusé votre connexion. Recommencez une fois ; en cas de nouveau refus, un administrateur de cette organisation en trouve la raison dans son journal de connexion.',
  blocked_by_home_policy:
    'Une stratégie de connexion de votre organisation empêche cette application d’agir pour vous. Un administrateur de votre organisation trouve la stratégie (accès conditionnel) dans le journal de connexion et en exempte l’application, comme l’indique le texte de cette page.',
  wrong_account:
    'Vous vous êtes connecté avec deux comptes différents. Choisissez, ci-dessous, le compte auquel appartient la boîte aux lettres.',
  registration_changed:
    'Notre application chez Microsoft a été remplacée depuis que vous avez connecté votre boîte aux lettres. Connectez-la à nouveau.',
  other_mailbox_connected:
    'Une autre boîte aux lettres est déjà connectée pour vous ; elle est restée telle quelle. Déconnectez-la d’abord, puis connectez celle-ci.',
  personal_account: `Vous êtes invité avec un compte Microsoft personnel, qui n’a pas de boîte aux lettres Microsoft 365. ${reset}`,
  no_home_tenant: `Vous êtes invité sans compte professionnel Microsoft (par exemple par code envoyé par e-mail ou par Google) ; il n’y a donc pas de boîte aux lettres Microsoft 365 à connecter. ${reset}`,
  home_tenant_not_allowed:
    'Votre organisation ne figure pas sur la liste de celles qui peuvent se connecter et envoyer ici. Demandez au contact indiqué ci-dessous de l’ajouter.',
  home_tenant_blocked:
    'Votre organisation bloque cette application ; elle ne peut donc pas envoyer en votre nom. Un administrateur de votre organisation autorise l’application.',
  assignment_required:
    'Votre organisation ne laisse utiliser cette application qu’aux personnes à qui elle est affectée. Un administrateur de votre organisation vous affecte à l’application.',
  account_unavailable:
    'Votre compte dans votre organisation est bloqué ou n’existe plus. Un administrateur de votre organisation le rétablit.',
  sign_in_frequency:
    'Votre organisation met fin aux connexions au bout d’un temps donné ; l’envoi automatique s’arrête alors à chaque fois. Connectez à nouveau votre boîte aux lettres et demandez à votre administrateur d’exempter cette application.',
  scope_missing:
    'Microsoft n’a pas accordé toutes les autorisations nécessaires à l’envoi. Recommencez et acceptez-les toutes.',
};
