/**
 * What a page says in Swedish about a known outcome, in one or two sentences: what happened and what to do now.
 */
import type { Texts } from '../en.ts';

const again = 'Försök igen om några minuter.';
const begin = 'Gå till startsidan och börja där.';
const operator = 'Den som driver den här sidan måste åtgärda det; kontakten nedan kan föra det vidare.';
const host = 'organisationen som driver ERP-systemet';
const reset =
  'Om du har ett arbetskonto återställer en administratör i organisationen som bjöd in dig din inbjudan; acceptera den sedan med det kontot.';

export const sentences: Texts['sentences'] = {
  invalid_request: `Begäran var ofullständig eller oläslig, så inget gjordes. ${begin}`,
  length_required: `Begäran kom i delar, så inget gjordes. ${begin}`,
  request_too_large: `Begäran var större än någon som våra sidor skickar, så inget gjordes. ${begin}`,
  unsupported_media_type: `Begäran kom inte från någon av våra sidor, så inget gjordes. ${begin}`,
  unauthorized: `Du är inte inloggad. ${begin}`,
  forbidden: `Begäran är inte tillåten, så inget gjordes. ${begin}`,
  not_found: 'Det finns inget på den här adressen. Kontrollera länken eller gå till startsidan.',
  method_not_allowed: `Adressen stöder inte den begäran. ${begin}`,
  not_implemented: `Tjänsten erbjuder inte den delen av Microsoft Graph. ${begin}`,
  administrator_role_missing:
    'Du är inloggad, men ditt konto saknar rollen Manage; därför visas ingenting. En administratör i din organisation tilldelar den: Administrationscenter för Microsoft Entra, Företagsprogram, den här appen, Användare och grupper. Den gäller från din nästa inloggning.',
  sign_in_not_recent:
    'Microsoft bekräftade inte att du just har angett dina inloggningsuppgifter; inget utfördes. Börja om i konsolen och ange dem. Om det aldrig lyckas lägger den som driver sidan till det valfria anspråket auth_time i ID-token för appregistreringen.',
  sender_ambiguous: `Mer än en person har det här namnet, så inget gjordes. ${operator}`,
  consent_required: 'Microsoft godtar inte längre behörigheten som du gav. Anslut din postlåda igen.',
  large_mail_not_granted:
    'Det här e-postmeddelandet är för stort för den behörighet som du har gett hittills. Anslut igen: Microsoft frågar då efter behörigheten som stora e-postmeddelanden kräver (Mail.ReadWrite), och det som väntar skickas.',
  shared_mail_not_granted:
    'Att skicka från den här delade postlådan kräver en behörighet som du inte har gett ännu. Anslut igen: Microsoft frågar då efter den (Mail.Send.Shared), och det som väntar skickas.',
  identity_changed:
    'En postlåda är ansluten för dig under ett annat konto än ditt nuvarande, så inget skickas från den. Anslut din egen postlåda i stället; det tidigare kontots tokens tas då bort.',
  mailbox_changed: `E-postmeddelandet togs emot för en annan postlåda än den som nu är angiven, så det skickades inte. ${operator}`,
  message_state: `E-postmeddelandets status har ändrats under tiden, så inget gjordes. ${begin}`,
  attachment_complete: `Filen var redan fullständig, så inget lades till. ${begin}`,
  document_changed: 'Detta har ändrats sedan det lästes. Läs det igen och gör om ändringen.',
  recipient_not_allowed:
    'Organisationen med affärssystemet testar bara och låter mejl gå till vissa adresser. Den som driver appen kan ändra det.',
  tenant_paused:
    'Den som driver appen har pausat all sändning för organisationen med affärssystemet. Inget går förlorat; väntande mejl skickas när det fortsätter.',
  tenant_left:
    'Organisationen med affärssystemet har slutat använda appen, så den skickar inget och ansluter ingen. Fråga kontaktpersonen där.',
  quota_exceeded: 'Fler mejl skickades på en minut än vad som är tillåtet. Vänta en minut och försök igen.',
  environment_not_allowed:
    'Mejlet kom från en testkopia av affärssystemet som inte får skicka. Ingenting skickades. Fråga den som sköter affärssystemet.',
  idempotency_key_reused: `Begäran har redan gjorts, så inget mer gjordes. ${begin}`,
  too_many_requests: `Fler av dina e-postmeddelanden väntar än Microsoft tar emot på en gång. ${again}`,
  too_many_sign_ins:
    'Fler loggar in här just nu än vi kan ta emot på en gång. Läs in samma adress igen om en minut; du behöver inte börja om.',
  too_many_tests:
    'Du har skickat så många testmeddelanden till dig själv som är tillåtet på en timme. Leta efter dem bland skickade objekt eller skicka ett nytt senare.',
  overloaded: `Det händer mer här än vi kan ta emot på en gång. ${again}`,
  shutting_down: `En nyare version av den här appen tar över. ${again}`,
  conflict: `Något annat ändrade din anslutning i samma ögonblick. ${again}`,
  storage_unavailable: `Lagringen av anslutningar svarar inte just nu. ${again}`,
  vault_unavailable: `Lagringen av våra nycklar svarar inte just nu. ${again}`,
  refusal_unconfirmed: `Microsoft förnyade inte din anslutning och gav inget skäl som vi känner till. Ett nytt försök görs. ${again}`,
  entra_unavailable: `Microsofts inloggningstjänst svarar inte just nu. ${again}`,
  graph_unavailable: `Microsofts e-posttjänst svarar inte just nu. ${again}`,
  client_credential_refused: `Microsoft godtog inte vår apps autentiseringsuppgifter eller registrering. ${operator}`,
  host_tenant_refused: `Organisationen som driver ERP-systemet nekar vår app, eller har inte gett den en behörighet som detta kräver. ${operator}`,
  vault_access_refused: `Lagringen av våra nycklar nekade oss åtkomst. ${operator}`,
  storage_access_refused: `Lagringen av anslutningar nekade oss åtkomst. ${operator}`,
  sealed_record_refused: `En sparad post klarade inte sin kontroll och användes därför inte. ${operator}`,
  internal_error: `Det här borde inte hända. ${operator}`,
  initiator_missing:
    'Det är okänt vem som orsakade den här händelsen i ERP-systemet, så e-postmeddelandet sparas och skickas inte. Den som driver ERP-systemet skickar det åt någon eller avbryter det.',
  event_incomplete:
    'En händelse från ERP-systemet kunde inte bli ett e-postmeddelande, så den sparas och inget skickades. Den som driver ERP-systemet läser varför och skickar e-postmeddelandet eller avbryter det.',
  refused_by_sender:
    'Det har inte skickats och kommer inte att skickas. Om det ändå ska gå i väg, be organisationen som driver affärssystemet att skicka det på nytt.',
  delivery_unknown:
    'Svaret från Microsoft gick förlorat, så e-postmeddelandet kan ha skickats. Titta bland skickade objekt innan du skickar det igen.',
  invalid_recipients: `Microsoft godtog inte din postlådas adress som mottagare. ${operator}`,
  message_refused: `Microsoft godtog inte e-postmeddelandets innehåll. ${operator}`,
  message_too_large: `E-postmeddelandet är större än din postlåda tillåter. ${operator}`,
  send_as_denied: `Microsoft tillåter bara utskick från den anslutna postlådan. ${operator}`,
  send_as_right_missing:
    'Microsoft lät dig inte skicka från den här delade postlådan. Be din IT-avdelning om rättigheten Skicka som eller Skicka för på den.',
  mailbox_not_allowed:
    'Microsoft lät inte appen skicka från den här postlådan. Be din IT-avdelning att lägga till postlådan bland dem som appen får använda.',
  access_denied:
    'Microsoft lät oss inte använda din postlåda. Koppla från den och anslut den igen; om det inte hjälper, be din IT-avdelning att kontrollera behörigheten.',
  mailbox_not_found:
    'Ditt arbetskonto har ingen Exchange Online-postlåda, så det finns inget att skicka från. Be din IT-avdelning om en postlåda och börja sedan om.',
  mailbox_on_premises:
    'Microsoft nekade e-postmeddelandet, som för en postlåda som inte finns i Exchange Online. Fråga din IT-avdelning var din postlåda finns.',
  mailbox_blocked: 'Din postlåda är spärrad för utskick. Be din IT-avdelning att häva spärren.',
  mailbox_full: 'Din postlåda är full, så Microsoft skickar inget från den. Frigör utrymme och försök sedan igen.',
  sending_limit_reached: 'Din postlåda har skickat så mycket som Microsoft tillåter på en dag. Försök igen i morgon.',
  mailbox_throttled: `Din postlåda är för upptagen, så Microsoft tog inte emot e-postmeddelandet. ${again}`,
  graph_unreachable: `Det gick inte att ansluta till Microsoft, så inget skickades. ${again}`,
  draft_changed: `Utkastet till e-postmeddelandet togs bort eller ändrades i din postlåda innan det skickades, så inget skickades. ${again}`,
  mail_server_unavailable: `E-postservern för den här postlådan kunde inte nås eller tar inte emot e-post just nu, så inget skickades. ${again}`,
  mail_server_unusable:
    'E-postservern för den här postlådan avvisar vår inloggning eller erbjuder ingen säker anslutning, så inget skickades. Den som driver anslutningen rättar inställningarna.',
  request_expired:
    'Den här inloggningen påbörjades för mer än 30 minuter sedan eller har redan använts. Börja om från samtyckessidan.',
  browser_mismatch:
    'Den här inloggningen påbörjades i en annan webbläsare, eller så saknas dess cookie. Öppna samtyckessidan i den webbläsare där du loggar in och börja där.',
  cross_site_request: 'Begäran kom inte från vår egen sida. Öppna samtyckessidan och börja där.',
  sign_in_invalid:
    'Svaret på inloggningen stämde inte med begäran och användes därför inte. Börja om från samtyckessidan.',
  consent_declined: 'Du avböjde behörigheten, så inget är anslutet. Börja om ifall det var ett misstag.',
  consent_withdrawn:
    'Behörigheten att skicka har återkallats i din organisation. Anslut din postlåda igen; om Microsoft inte låter dig göra det, be din IT-avdelning att godkänna appen på nytt.',
  admin_approval_likely:
    'Microsoft beviljade ingen behörighet. Din organisation måste troligen godkänna appen först: din IT-avdelning godkänner den en gång, med texten på den här sidan, och sedan ansluter du själv din postlåda.',
  admin_approval_required:
    'I din organisation får bara administratörer godkänna den här appen. Din IT-avdelning godkänner den en gång, med texten på den här sidan; sedan ansluter du själv din postlåda.',
  host_approval_likely: `Microsoft loggade inte in dig i den här appen hos ${host}. Den organisationen måste troligen godkänna appen först: en administratör där godkänner den en gång, med texten på den här sidan, och sedan ansluter du själv din postlåda.`,
  host_approval_required: `Inloggning i den här appen hos ${host} kräver ett godkännande. En administratör i den organisationen godkänner appen en gång; sedan ansluter du själv din postlåda.`,
  host_consent_declined: `Du avböjde att logga in i den här appen hos ${host}, så inget är anslutet. Börja om ifall det var ett misstag.`,
  blocked_by_host_policy: `En inloggningsprincip hos ${host} blockerar den här appen. En administratör i den organisationen hittar principen (villkorsstyrd åtkomst) i inloggningsloggen och undantar appen från den, som texten på den här sidan anger.`,
  host_assignment_required:
    'Organisationen som driver ERP-systemet låter bara dem använda appen som har tilldelats den. En administratör i den organisationen tilldelar dig appen.',
  host_tenant_blocked:
    'Organisationen som driver ERP-systemet låter dig inte använda appen där. En administratör i den organisationen tillåter appen eller gäster från din organisation.',
  guest_account_reset: `Ditt gästkonto hos ${host} har bjudits in på nytt, så det kan tillhöra någon annan nu, och inget skickas. Anslut igen.`,
  host_account_unavailable: `Ditt konto hos ${host} är spärrat eller finns inte. En administratör i den organisationen återställer det eller bjuder in dig.`,
  host_sign_in_refused:
    'Organisationen som driver ERP-systemet nekade din inloggning där. Börja om en gång; om den nekas igen hittar en administratör i den organisationen skälet i inloggningsloggen.',
  blocked_by_home_policy:
    'En inloggningsprincip i din organisation hindrar appen från att agera åt dig. En administratör i din organisation hittar principen (villkorsstyrd åtkomst) i inloggningsloggen och undantar appen från den, som texten på den här sidan anger.',
  wrong_account: 'Du loggade in med två olika konton. Välj nedan det konto som postlådan hör till.',
  registration_changed: 'Vår app hos Microsoft har bytts ut sedan du anslöt din postlåda. Anslut den igen.',
  other_mailbox_connected:
    'En annan postlåda är redan ansluten för dig; den är som den var. Koppla först från den och anslut sedan den här.',
  personal_account: `Du är gäst med ett personligt Microsoft-konto, som inte har någon Microsoft 365-postlåda. ${reset}`,
  no_home_tenant: `Du är gäst utan ett arbetskonto hos Microsoft (till exempel med en kod via e-post eller Google), så det finns ingen Microsoft 365-postlåda att ansluta. ${reset}`,
  home_tenant_not_allowed:
    'Din organisation finns inte på listan över organisationer som får ansluta och skicka här. Be kontakten nedan att lägga till den.',
  home_tenant_blocked:
    'Din organisation stänger ute appen, så den kan inte skicka som dig. En administratör i din organisation tillåter appen.',
  assignment_required:
    'Din organisation låter bara dem använda appen som har tilldelats den. En administratör i din organisation tilldelar dig appen.',
  account_unavailable:
    'Ditt konto i din organisation är spärrat eller finns inte längre. En administratör i din organisation återställer det.',
  sign_in_frequency:
    'Din organisation avslutar inloggningar efter en viss tid, så de automatiska utskicken upphör varje gång. Anslut din postlåda igen och be din administratör att undanta appen.',
  scope_missing: 'Microsoft beviljade inte alla behörigheter som behövs för att skicka. Börja om och godkänn alla.',
};
