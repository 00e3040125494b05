/**
 * What a page says in German about a known outcome, in one or two sentences: what happened and what to do now.
 */
import type { Texts } from '../en.ts';

const again = 'Versuchen Sie es in einigen Minuten erneut.';
const begin = 'Gehen Sie zur Startseite und beginnen Sie dort.';
const reset =
  'Wenn Sie ein Geschäftskonto haben, setzt ein Administrator der Organisation, die Sie eingeladen hat, Ihre Einladung zurück; nehmen Sie sie dann mit diesem Konto an.';
const operator = 'Der Betreiber dieser Seite muss das beheben; die unten genannte Stelle kann ihn informieren.';

export const sentences: Texts['sentences'] = {
  invalid_request: `Die Anfrage war unvollständig oder nicht lesbar; es wurde nichts ausgeführt. ${begin}`,
  length_required: `Die Anfrage kam in Teilen an; es wurde nichts ausgeführt. ${begin}`,
  request_too_large: `Die Anfrage war größer als alles, was unsere Seiten senden; es wurde nichts ausgeführt. ${begin}`,
  unsupported_media_type: `Die Anfrage kam nicht von einer unserer Seiten; es wurde nichts ausgeführt. ${begin}`,
  unauthorized: `Sie sind nicht angemeldet. ${begin}`,
  forbidden: `Diese Anfrage ist nicht erlaubt; es wurde nichts ausgeführt. ${begin}`,
  not_found: 'Unter dieser Adresse gibt es nichts. Prüfen Sie den Link, oder gehen Sie zur Startseite.',
  method_not_allowed: `Diese Adresse unterstützt die Anfrage nicht. ${begin}`,
  not_implemented: `Diesen Teil von Microsoft Graph bietet dieser Dienst nicht an. ${begin}`,
  administrator_role_missing:
    'Sie sind angemeldet, aber Ihr Konto hat die Rolle Manage nicht; deshalb wird nichts angezeigt. Ein Administrator Ihrer Organisation weist sie zu: Microsoft Entra Admin Center, Unternehmensanwendungen, diese App, Benutzer und Gruppen. Sie gilt ab Ihrer nächsten Anmeldung.',
  sign_in_not_recent:
    'Microsoft hat nicht bestätigt, dass Sie Ihre Anmeldedaten gerade eben eingegeben haben; es wurde nichts ausgeführt. Beginnen Sie in der Konsole noch einmal und geben Sie sie ein. Wenn das nie gelingt, nimmt der Betreiber den optionalen Anspruch auth_time in die ID-Token der App-Registrierung auf.',
  sender_ambiguous: `Diesen Namen haben mehrere Personen; es wurde nichts ausgeführt. ${operator}`,
  consent_required:
    'Microsoft akzeptiert die Berechtigung nicht mehr, die Sie erteilt haben. Verbinden Sie Ihr Postfach erneut.',
  large_mail_not_granted:
    'Diese E-Mail ist zu groß für die Berechtigung, die Sie bisher erteilt haben. Verbinden Sie Ihr Postfach erneut: Microsoft fragt dann nach der Berechtigung, die große E-Mails brauchen (Mail.ReadWrite), und was wartet, wird gesendet.',
  shared_mail_not_granted:
    'Das Senden aus diesem freigegebenen Postfach braucht eine Berechtigung, die Sie noch nicht erteilt haben. Verbinden Sie Ihr Postfach erneut: Microsoft fragt dann danach (Mail.Send.Shared), und was wartet, wird gesendet.',
  identity_changed:
    'Für Sie ist ein Postfach unter einem anderen Konto als Ihrem jetzigen verbunden; deshalb wird nichts daraus gesendet. Verbinden Sie stattdessen Ihr eigenes Postfach; die Token des früheren Kontos werden dann gelöscht.',
  mailbox_changed: `Die E-Mail galt einem anderen Postfach als dem jetzigen und wurde nicht gesendet. ${operator}`,
  message_state: `Der Zustand der E-Mail hat sich inzwischen geändert; es wurde nichts ausgeführt. ${begin}`,
  attachment_complete: `Die Datei war schon vollständig; es wurde nichts hinzugefügt. ${begin}`,
  document_changed: 'Dies wurde inzwischen geändert. Lesen Sie es noch einmal und wiederholen Sie die Änderung.',
  recipient_not_allowed:
    'Die Organisation mit dem ERP-System testet nur und lässt E-Mails nur an bestimmte Adressen zu. Der Betreiber dieser Anwendung kann das ändern.',
  tenant_paused:
    'Der Betreiber dieser Anwendung hat den Versand für die Organisation mit dem ERP-System angehalten. Nichts geht verloren; wartende E-Mails gehen hinaus, sobald es weitergeht.',
  tenant_left:
    'Die Organisation mit dem ERP-System nutzt diese Anwendung nicht mehr, deshalb sendet sie nichts und verbindet niemanden. Fragen Sie dort nach.',
  quota_exceeded:
    'In einer Minute wurden mehr E-Mails gesendet, als der Betreiber erlaubt. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  environment_not_allowed:
    'Die E-Mail kam aus einer Kopie des ERP-Systems zu Testzwecken, die nicht senden darf. Es wurde nichts gesendet. Fragen Sie, wer das ERP-System betreut.',
  idempotency_key_reused: `Diese Anfrage gab es schon einmal; es wurde nichts ausgeführt. ${begin}`,
  too_many_requests: `Es warten mehr Ihrer E-Mails, als Microsoft auf einmal annimmt. ${again}`,
  too_many_sign_ins:
    'Gerade melden sich hier mehr Personen an, als gleichzeitig möglich ist. Laden Sie dieselbe Adresse in einer Minute noch einmal; Sie müssen nicht von vorn beginnen.',
  too_many_tests:
    'Sie haben sich so viele Test-E-Mails gesendet, wie in einer Stunde erlaubt sind. Suchen Sie sie in den gesendeten Elementen, oder senden Sie später eine weitere.',
  overloaded: `Hier ist mehr los, als wir auf einmal bewältigen können. ${again}`,
  shutting_down: `Diese Anwendung wird gerade durch eine neuere Fassung abgelöst. ${again}`,
  conflict: `Ihre Verbindung wurde im selben Moment anderweitig geändert. ${again}`,
  storage_unavailable: `Der Speicher der Verbindungen antwortet im Moment nicht. ${again}`,
  vault_unavailable: `Der Speicher unserer Schlüssel antwortet im Moment nicht. ${again}`,
  refusal_unconfirmed: `Microsoft hat Ihre Verbindung nicht erneuert und keinen uns bekannten Grund genannt. Wir versuchen es weiter. ${again}`,
  entra_unavailable: `Der Anmeldedienst von Microsoft antwortet im Moment nicht. ${again}`,
  graph_unavailable: `Der E-Mail-Dienst von Microsoft antwortet im Moment nicht. ${again}`,
  client_credential_refused: `Microsoft hat die Anmeldedaten oder die Registrierung unserer App nicht akzeptiert. ${operator}`,
  host_tenant_refused: `Die Organisation, die das ERP betreibt, lehnt unsere App ab oder hat ihr eine Berechtigung nicht erteilt, die dafür nötig ist. ${operator}`,
  vault_access_refused: `Der Speicher unserer Schlüssel hat uns den Zugriff verweigert. ${operator}`,
  storage_access_refused: `Der Speicher der Verbindungen hat uns den Zugriff verweigert. ${operator}`,
  sealed_record_refused: `Ein gespeicherter Datensatz hat die Prüfung nicht bestanden und wurde deshalb nicht verwendet. ${operator}`,
  internal_error: `Das sollte nicht vorkommen. ${operator}`,
  initiator_missing:
    'Es ist nicht bekannt, wer dieses Ereignis im ERP ausgelöst hat; die E-Mail wird aufbewahrt und nicht gesendet. Wer das ERP betreibt, sendet sie für jemanden oder nimmt sie zurück.',
  event_incomplete:
    'Aus einem Ereignis des ERP konnte keine E-Mail werden; es wird aufbewahrt, und es wurde nichts gesendet. Wer das ERP betreibt, liest den Grund und sendet die E-Mail oder nimmt sie zurück.',
  refused_by_sender:
    'Sie wurde nicht gesendet und wird es auch nicht. Soll sie doch hinausgehen, bitten Sie die Organisation, die das ERP betreibt, sie neu zu senden.',
  delivery_unknown:
    'Die Antwort von Microsoft ging verloren; die E-Mail wurde möglicherweise gesendet. Prüfen Sie die gesendeten Elemente, bevor Sie sie erneut senden.',
  invalid_recipients: `Microsoft hat die Adresse Ihres Postfachs nicht als Empfänger akzeptiert. ${operator}`,
  message_refused: `Microsoft hat den Inhalt der E-Mail nicht akzeptiert. ${operator}`,
  message_too_large: `Die E-Mail ist größer, als Ihr Postfach erlaubt. ${operator}`,
  send_as_denied: `Microsoft erlaubt das Senden nur aus dem verbundenen Postfach. ${operator}`,
  send_as_right_missing:
    'Microsoft hat Sie nicht aus diesem freigegebenen Postfach senden lassen. Bitten Sie Ihre IT-Abteilung um das Recht „Senden als“ oder „Senden im Auftrag von“ für dieses Postfach.',
  mailbox_not_allowed:
    'Microsoft hat die App nicht aus diesem Postfach senden lassen. Bitten Sie Ihre IT-Abteilung, das Postfach zu denen hinzuzufügen, die die App nutzen darf.',
  access_denied:
    'Microsoft hat uns Ihr Postfach nicht nutzen lassen. Trennen Sie es und verbinden Sie es erneut; hilft das nicht, bitten Sie Ihre IT-Abteilung, die Berechtigung zu prüfen.',
  mailbox_not_found:
    'Ihr Geschäftskonto hat kein Exchange Online-Postfach; es gibt also nichts, woraus gesendet werden kann. Bitten Sie Ihre IT-Abteilung um ein Postfach, und beginnen Sie dann von vorn.',
  mailbox_on_premises:
    'Microsoft hat die E-Mail abgelehnt, wie es bei einem Postfach geschieht, das nicht in Exchange Online liegt. Fragen Sie Ihre IT-Abteilung, wo Ihr Postfach liegt.',
  mailbox_blocked: 'Ihr Postfach ist für das Senden gesperrt. Bitten Sie Ihre IT-Abteilung, die Sperre aufzuheben.',
  mailbox_full:
    'Ihr Postfach ist voll; Microsoft sendet deshalb nichts daraus. Schaffen Sie Platz, und versuchen Sie es dann erneut.',
  sending_limit_reached:
    'Aus Ihrem Postfach wurde so viel gesendet, wie Microsoft an einem Tag erlaubt. Versuchen Sie es morgen erneut.',
  mailbox_throttled: `Ihr Postfach ist ausgelastet; Microsoft hat die E-Mail deshalb nicht angenommen. ${again}`,
  graph_unreachable: `Es kam keine Verbindung zu Microsoft zustande; es wurde nichts gesendet. ${again}`,
  draft_changed: `Der Entwurf der E-Mail wurde in Ihrem Postfach gelöscht oder geändert, bevor sie gesendet wurde; es wurde nichts gesendet. ${again}`,
  mail_server_unavailable: `Der E-Mail-Server dieses Postfachs war nicht erreichbar oder nimmt gerade keine E-Mails an; es wurde nichts gesendet. ${again}`,
  mail_server_unusable:
    'Der E-Mail-Server dieses Postfachs lehnt unsere Anmeldung ab oder bietet keine sichere Verbindung; es wurde nichts gesendet. Wer diese Verbindung betreibt, korrigiert deren Einstellungen.',
  request_expired:
    'Diese Anmeldung wurde vor mehr als 30 Minuten begonnen oder schon verwendet. Beginnen Sie auf der Zustimmungsseite von vorn.',
  browser_mismatch:
    'Diese Anmeldung wurde in einem anderen Browser begonnen, oder ihr Cookie fehlt. Öffnen Sie die Zustimmungsseite in dem Browser, in dem Sie sich anmelden, und beginnen Sie dort.',
  cross_site_request: 'Diese Anfrage kam nicht von unserer Seite. Öffnen Sie die Zustimmungsseite; beginnen Sie dort.',
  sign_in_invalid:
    'Die Antwort auf die Anmeldung passte nicht zur Anfrage und wurde deshalb nicht verwendet. Beginnen Sie auf der Zustimmungsseite von vorn.',
  consent_declined:
    'Sie haben die Berechtigung abgelehnt; deshalb ist nichts verbunden. Wenn das ein Versehen war, beginnen Sie von vorn.',
  consent_withdrawn:
    'Die Berechtigung zum Senden wurde in Ihrer Organisation widerrufen. Verbinden Sie Ihr Postfach erneut; lässt Microsoft das nicht zu, bitten Sie Ihre IT-Abteilung, die App erneut zu genehmigen.',
  admin_approval_likely:
    'Microsoft hat keine Berechtigung erteilt. Wahrscheinlich muss Ihre Organisation diese App zuerst genehmigen: Ihre IT-Abteilung genehmigt sie einmal, mit dem Text auf dieser Seite; danach verbinden Sie sich selbst.',
  admin_approval_required:
    'In Ihrer Organisation dürfen nur Administratoren diese App genehmigen. Ihre IT-Abteilung genehmigt sie einmal, mit dem Text auf dieser Seite; danach verbinden Sie sich selbst.',
  host_approval_likely:
    'Microsoft hat Sie bei der Organisation, die das ERP betreibt, nicht an dieser App angemeldet. Wahrscheinlich muss diese Organisation die App zuerst genehmigen: Ein Administrator dort genehmigt sie einmal, mit dem Text auf dieser Seite; danach verbinden Sie sich selbst.',
  host_approval_required:
    'Die Anmeldung an dieser App bei der Organisation, die das ERP betreibt, erfordert eine Genehmigung. Ein Administrator dieser Organisation genehmigt die App einmal; danach verbinden Sie sich selbst.',
  host_consent_declined:
    'Sie haben die Anmeldung an dieser App bei der Organisation, die das ERP betreibt, abgelehnt; deshalb ist nichts verbunden. Wenn das ein Versehen war, beginnen Sie von vorn.',
  blocked_by_host_policy:
    'Eine Anmelderichtlinie der Organisation, die das ERP betreibt, blockiert diese App. Ein Administrator dieser Organisation findet die Richtlinie (bedingter Zugriff) im Anmeldeprotokoll und nimmt die App davon aus, wie es im Text auf dieser Seite steht.',
  host_assignment_required:
    'Die Organisation, die das ERP betreibt, lässt diese App nur Personen nutzen, denen sie zugewiesen ist. Ein Administrator dieser Organisation weist Ihnen die App zu.',
  host_tenant_blocked:
    'Die Organisation, die das ERP betreibt, lässt Sie diese App dort nicht nutzen. Ein Administrator dieser Organisation lässt die App oder Gastbenutzer aus Ihrer Organisation zu.',
  guest_account_reset:
    'Ihr Gastkonto bei der Organisation, die das ERP betreibt, wurde neu eingeladen; es könnte also jemand anderem gehören, und es wird nichts gesendet. Verbinden Sie sich erneut.',
  host_account_unavailable:
    'Ihr Konto bei der Organisation, die das ERP betreibt, ist gesperrt oder existiert nicht. Ein Administrator dieser Organisation stellt es wieder her oder lädt Sie ein.',
  host_sign_in_refused:
    'Die Organisation, die das ERP betreibt, hat Ihre Anmeldung dort abgelehnt. Beginnen Sie einmal von vorn; wird sie erneut abgelehnt, findet ein Administrator dieser Organisation den Grund im Anmeldeprotokoll.',
  blocked_by_home_policy:
    'Eine Anmelderichtlinie Ihrer Organisation hindert diese App daran, für Sie zu handeln. Ein Administrator Ihrer Organisation findet die Richtlinie (bedingter Zugriff) im Anmeldeprotokoll und nimmt die App davon aus, wie es im Text auf dieser Seite steht.',
  wrong_account:
    'Sie haben sich mit zwei verschiedenen Konten angemeldet. Wählen Sie das unten genannte Konto, zu dem das Postfach gehört.',
  registration_changed:
    'Unsere App bei Microsoft wurde ersetzt, seit Sie sich verbunden haben. Verbinden Sie Ihr Postfach erneut.',
  other_mailbox_connected:
    'Für Sie ist bereits ein anderes Postfach verbunden; es bleibt, wie es war. Trennen Sie zuerst jenes, und verbinden Sie dann dieses.',
  personal_account: `Sie sind Gast mit einem persönlichen Microsoft-Konto, das kein Microsoft 365-Postfach hat. ${reset}`,
  no_home_tenant: `Sie sind Gast ohne Geschäftskonto bei Microsoft (zum Beispiel per E-Mail-Code oder Google); deshalb gibt es kein Microsoft 365-Postfach, das verbunden werden kann. ${reset}`,
  home_tenant_not_allowed:
    'Ihre Organisation steht nicht auf der Liste der Organisationen, die sich hier verbinden und senden dürfen. Bitten Sie die unten genannte Stelle, sie aufzunehmen.',
  home_tenant_blocked:
    'Ihre Organisation sperrt diese App; sie kann deshalb nicht in Ihrem Namen senden. Ein Administrator Ihrer Organisation lässt die App zu.',
  assignment_required:
    'Ihre Organisation lässt diese App nur Personen nutzen, denen sie zugewiesen ist. Ein Administrator Ihrer Organisation weist Ihnen die App zu.',
  account_unavailable:
    'Ihr Konto in Ihrer Organisation ist gesperrt oder existiert nicht mehr. Ein Administrator Ihrer Organisation stellt es wieder her.',
  sign_in_frequency:
    'Ihre Organisation beendet Anmeldungen nach einer festgelegten Zeit; dadurch bricht das unbeaufsichtigte Senden jedes Mal ab. Verbinden Sie Ihr Postfach erneut, und bitten Sie Ihren Administrator, diese App davon auszunehmen.',
  scope_missing:
    'Microsoft hat nicht alle Berechtigungen erteilt, die zum Senden nötig sind. Beginnen Sie von vorn, und stimmen Sie allen zu.',
};
