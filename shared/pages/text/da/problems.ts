/**
 * What a page says in Danish about a known outcome, in one or two sentences: what happened and what to do now.
 */
import type { Texts } from '../en.ts';

const again = 'Prøv igen om nogle minutter.';
const begin = 'Gå til startsiden, og begynd dér.';
const operator =
  'Den driftsansvarlige for denne side skal løse problemet; kontakten nedenfor kan give den driftsansvarlige besked.';
const host = 'den organisation, der driver ERP-systemet';
const reset =
  'Hvis du har en arbejdskonto, nulstiller en administrator i den organisation, der inviterede dig, din invitation; acceptér den derefter med den konto.';

export const sentences: Texts['sentences'] = {
  invalid_request: `Anmodningen var ufuldstændig eller ulæselig, så der skete intet. ${begin}`,
  length_required: `Anmodningen kom i flere dele, så der skete intet. ${begin}`,
  request_too_large: `Anmodningen var større end nogen, vores sider sender, så der skete intet. ${begin}`,
  unsupported_media_type: `Anmodningen kom ikke fra en af vores sider, så der skete intet. ${begin}`,
  unauthorized: `Du er ikke logget på. ${begin}`,
  forbidden: `Anmodningen er ikke tilladt, så der skete intet. ${begin}`,
  not_found: 'Der er intet på denne adresse. Kontrollér linket, eller gå til startsiden.',
  method_not_allowed: `Adressen understøtter ikke den anmodning. ${begin}`,
  not_implemented: `Denne tjeneste tilbyder ikke den del af Microsoft Graph. ${begin}`,
  administrator_role_missing:
    'Du er logget på, men din konto har ikke rollen Manage; derfor vises der ikke noget. En administrator i din organisation tildeler den: Microsoft Entra Administration, Virksomhedsapplikationer, denne app, Brugere og grupper. Den gælder fra din næste pålogning.',
  sign_in_not_recent:
    'Microsoft bekræftede ikke, at du lige har angivet dine legitimationsoplysninger; der skete ikke noget. Begynd forfra i konsollen, og angiv dem. Hvis det aldrig lykkes, føjer den driftsansvarlige det valgfrie krav auth_time til id-tokens i appregistreringen.',
  sender_ambiguous: `Flere personer har dette navn, så der skete intet. ${operator}`,
  consent_required: 'Microsoft accepterer ikke længere den tilladelse, du gav. Forbind din postkasse igen.',
  large_mail_not_granted:
    'Denne mail er for stor til den tilladelse, du har givet indtil nu. Forbind igen: Microsoft beder så om den tilladelse, som store mails kræver (Mail.ReadWrite), og det, der venter, bliver sendt.',
  shared_mail_not_granted:
    'Afsendelse fra denne delte postkasse kræver en tilladelse, som du ikke har givet endnu. Forbind igen: Microsoft beder så om den (Mail.Send.Shared), og det, der venter, bliver sendt.',
  identity_changed:
    'Der er forbundet en postkasse for dig under en anden konto end din nuværende, så der sendes intet fra den. Forbind din egen postkasse i stedet; den tidligere kontos tokens slettes så.',
  mailbox_changed: `Mailen blev modtaget til en anden postkasse end den, der er angivet nu, så den blev ikke sendt. ${operator}`,
  message_state: `Mailens status har ændret sig i mellemtiden, så der skete intet. ${begin}`,
  attachment_complete: `Filen var allerede fuldstændig, så der blev ikke tilføjet noget. ${begin}`,
  document_changed: 'Dette er ændret, siden det blev læst. Læs det igen, og gentag ændringen.',
  recipient_not_allowed:
    'Organisationen med ERP-systemet tester kun og lader kun mails gå til bestemte adresser. Den, der driver appen, kan ændre det.',
  tenant_paused:
    'Den, der driver appen, har sat al afsendelse for organisationen med ERP-systemet på pause. Intet går tabt; ventende mails sendes, når den går i gang igen.',
  tenant_left:
    'Organisationen med ERP-systemet er holdt op med at bruge appen, så den sender intet og forbinder ingen. Spørg kontaktpersonen dér.',
  quota_exceeded: 'Der blev sendt flere mails på et minut, end det er tilladt. Vent et minut, og prøv igen.',
  environment_not_allowed:
    'Mailen kom fra en kopi af ERP-systemet til test, som ikke må sende. Der blev ikke sendt noget. Spørg den, der tager sig af ERP-systemet.',
  idempotency_key_reused: `Anmodningen er sendt før, så der skete intet nu. ${begin}`,
  too_many_requests: `Flere af dine mails venter, end Microsoft tager imod på én gang. ${again}`,
  too_many_sign_ins:
    'Flere logger på her lige nu, end vi kan tage imod på én gang. Indlæs den samme adresse igen om et minut; du behøver ikke starte forfra.',
  too_many_tests:
    'Du har sendt dig selv så mange testmails, som det er tilladt på en time. Se efter dem i Sendt post, eller send en ny senere.',
  overloaded: `Der sker mere her, end vi kan nå på én gang. ${again}`,
  shutting_down: `En nyere udgave af denne app er ved at tage over. ${again}`,
  conflict: `Noget andet ændrede din forbindelse i samme øjeblik. ${again}`,
  storage_unavailable: `Lageret med forbindelser svarer ikke i øjeblikket. ${again}`,
  vault_unavailable: `Lageret med vores nøgler svarer ikke i øjeblikket. ${again}`,
  refusal_unconfirmed: `Microsoft fornyede ikke din forbindelse og gav ingen grund, som vi kender. Vi forsøger igen. ${again}`,
  entra_unavailable: `Microsofts logontjeneste svarer ikke i øjeblikket. ${again}`,
  graph_unavailable: `Microsofts mailtjeneste svarer ikke i øjeblikket. ${again}`,
  client_credential_refused: `Microsoft accepterede ikke vores apps legitimationsoplysninger eller registrering. ${operator}`,
  host_tenant_refused: `Den organisation, der driver ERP-systemet, afviser vores app eller har ikke givet den en tilladelse, som dette kræver. ${operator}`,
  vault_access_refused: `Lageret med vores nøgler nægtede os adgang. ${operator}`,
  storage_access_refused: `Lageret med forbindelser nægtede os adgang. ${operator}`,
  sealed_record_refused: `En gemt post bestod ikke sin kontrol og blev derfor ikke brugt. ${operator}`,
  internal_error: `Det burde ikke ske. ${operator}`,
  initiator_missing:
    'Det vides ikke, hvem der udløste denne hændelse i ERP-systemet, så mailen gemmes og sendes ikke. Den, der driver ERP-systemet, sender den for nogen eller annullerer den.',
  event_incomplete:
    'En hændelse fra ERP-systemet kunne ikke blive til en mail, så den gemmes, og intet blev sendt. Den, der driver ERP-systemet, læser hvorfor og sender mailen eller annullerer den.',
  refused_by_sender:
    'Den blev ikke sendt og bliver det heller ikke. Skal den alligevel af sted, så bed organisationen, der driver ERP-systemet, om at sende den igen.',
  delivery_unknown: 'Microsofts svar gik tabt, så mailen er muligvis sendt. Se i Sendt post, før du sender den igen.',
  invalid_recipients: `Microsoft accepterede ikke din postkasses adresse som modtager. ${operator}`,
  message_refused: `Microsoft accepterede ikke mailens indhold. ${operator}`,
  message_too_large: `Mailen er større, end din postkasse tillader. ${operator}`,
  send_as_denied: `Microsoft tillader kun afsendelse fra den forbundne postkasse. ${operator}`,
  send_as_right_missing:
    'Microsoft lod dig ikke sende fra denne delte postkasse. Bed din it-afdeling om rettigheden Send som eller Send på vegne af til den.',
  mailbox_not_allowed:
    'Microsoft lod ikke appen sende fra denne postkasse. Bed din it-afdeling om at føje postkassen til dem, som appen må bruge.',
  access_denied:
    'Microsoft lod os ikke bruge din postkasse. Afbryd forbindelsen, og forbind postkassen igen; hvis det ikke hjælper, så bed din it-afdeling om at kontrollere tilladelsen.',
  mailbox_not_found:
    'Din arbejdskonto har ingen Exchange Online-postkasse, så der er intet at sende fra. Bed din it-afdeling om en postkasse, og start så forfra.',
  mailbox_on_premises:
    'Microsoft afviste mailen, som det sker for en postkasse, der ikke ligger i Exchange Online. Spørg din it-afdeling, hvor din postkasse ligger.',
  mailbox_blocked: 'Din postkasse er spærret for afsendelse. Bed din it-afdeling om at ophæve spærringen.',
  mailbox_full: 'Din postkasse er fuld, så Microsoft sender intet fra den. Gør plads, og prøv så igen.',
  sending_limit_reached: 'Din postkasse har sendt så meget, som Microsoft tillader på én dag. Prøv igen i morgen.',
  mailbox_throttled: `Din postkasse er overbelastet, så Microsoft tog ikke imod mailen. ${again}`,
  graph_unreachable: `Der kunne ikke oprettes forbindelse til Microsoft, så intet blev sendt. ${again}`,
  draft_changed: `Kladden til mailen blev slettet eller ændret i din postkasse, før den blev sendt, så intet blev sendt. ${again}`,
  mail_server_unavailable: `Der var ikke forbindelse til postkassens mailserver, eller den tager ikke imod mails lige nu, så intet blev sendt. ${again}`,
  mail_server_unusable:
    'Postkassens mailserver afviser vores login eller tilbyder ingen sikker forbindelse, så intet blev sendt. Den, der driver forbindelsen, retter indstillingerne.',
  request_expired:
    'Dette logon blev startet for mere end 30 minutter siden eller er allerede brugt. Start forfra fra samtykkesiden.',
  browser_mismatch:
    'Dette logon blev startet i en anden browser, eller dets cookie mangler. Åbn samtykkesiden i den browser, du logger på med, og begynd dér.',
  cross_site_request: 'Anmodningen kom ikke fra vores egen side. Åbn samtykkesiden, og begynd dér.',
  sign_in_invalid:
    'Svaret på logonnet passede ikke til anmodningen og blev derfor ikke brugt. Start forfra fra samtykkesiden.',
  consent_declined: 'Du afviste tilladelsen, så intet er forbundet. Start forfra, hvis det var en fejl.',
  consent_withdrawn:
    'Tilladelsen til at sende er trukket tilbage i din organisation. Forbind din postkasse igen; hvis Microsoft ikke lader dig gøre det, så bed din it-afdeling om at godkende appen igen.',
  admin_approval_likely:
    'Microsoft gav ingen tilladelse. Din organisation skal sandsynligvis godkende appen først: Din it-afdeling godkender den én gang med teksten på denne side, og derefter forbinder du selv din postkasse.',
  admin_approval_required:
    'I din organisation må kun administratorer godkende denne app. Din it-afdeling godkender den én gang med teksten på denne side; derefter forbinder du selv din postkasse.',
  host_approval_likely: `Microsoft loggede dig ikke på denne app hos ${host}. Den organisation skal sandsynligvis godkende appen først: En administrator dér godkender den én gang med teksten på denne side, og derefter forbinder du selv din postkasse.`,
  host_approval_required: `Logon til denne app hos ${host}, kræver en godkendelse. En administrator i den organisation godkender appen én gang; derefter forbinder du selv din postkasse.`,
  host_consent_declined: `Du afviste at logge på denne app hos ${host}, så intet er forbundet. Start forfra, hvis det var en fejl.`,
  blocked_by_host_policy: `En logonpolitik hos ${host}, blokerer denne app. En administrator i den organisation finder politikken (betinget adgang) i logonloggen og undtager appen fra den, som teksten på denne side siger.`,
  host_assignment_required:
    'Den organisation, der driver ERP-systemet, lader kun dem bruge appen, som den er tildelt. En administrator i den organisation tildeler dig appen.',
  host_tenant_blocked:
    'Den organisation, der driver ERP-systemet, lader dig ikke bruge appen dér. En administrator i den organisation tillader appen eller gæster fra din organisation.',
  guest_account_reset: `Din gæstekonto hos ${host}, er inviteret igen, så den kan tilhøre en anden nu, og der sendes intet. Opret forbindelse igen.`,
  host_account_unavailable: `Din konto hos ${host}, er spærret eller findes ikke. En administrator i den organisation genopretter den eller inviterer dig.`,
  host_sign_in_refused:
    'Den organisation, der driver ERP-systemet, afviste dit logon dér. Start forfra én gang; hvis det bliver afvist igen, finder en administrator i den organisation grunden i logonloggen.',
  blocked_by_home_policy:
    'En logonpolitik i din organisation forhindrer appen i at handle for dig. En administrator i din organisation finder politikken (betinget adgang) i logonloggen og undtager appen fra den, som teksten på denne side siger.',
  wrong_account: 'Du loggede på med to forskellige konti. Vælg nedenfor den konto, som postkassen hører til.',
  registration_changed:
    'Vores app hos Microsoft er blevet udskiftet, siden du forbandt din postkasse. Forbind den igen.',
  other_mailbox_connected:
    'En anden postkasse er allerede forbundet for dig; den er, som den var. Afbryd først forbindelsen til den, og forbind derefter denne.',
  personal_account: `Du er gæst med en personlig Microsoft-konto, som ikke har nogen Microsoft 365-postkasse. ${reset}`,
  no_home_tenant: `Du er gæst uden en Microsoft-arbejdskonto (for eksempel med en kode pr. mail eller Google), så der er ingen Microsoft 365-postkasse at forbinde. ${reset}`,
  home_tenant_not_allowed:
    'Din organisation er ikke på listen over organisationer, der må forbinde og sende her. Bed kontakten nedenfor om at tilføje den.',
  home_tenant_blocked:
    'Din organisation holder appen ude, så den ikke kan sende som dig. En administrator i din organisation tillader appen.',
  assignment_required:
    'Din organisation lader kun dem bruge appen, som den er tildelt. En administrator i din organisation tildeler dig appen.',
  account_unavailable:
    'Din konto i din organisation er spærret eller findes ikke længere. En administrator i din organisation genopretter den.',
  sign_in_frequency:
    'Din organisation afslutter logon efter en fast tid, så den automatiske afsendelse stopper hver gang. Forbind din postkasse igen, og bed din administrator om at undtage appen.',
  scope_missing:
    'Microsoft gav ikke alle de tilladelser, der er nødvendige for at sende. Start forfra, og acceptér dem alle.',
};
